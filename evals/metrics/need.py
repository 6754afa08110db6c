"""Citation need: of the sentences that state a fact and so need a source, the share that cites one.

After CiteEval (ACL 2025): connectives, conclusions, placeholders, questions and recommendations need none, and their
lack of a citation is no fault. Also here: sentences accused, the share of the sentences that state something whose
verdict says that they fall short.
"""

from __future__ import annotations

from evals.metrics.metric import TEXTS, Graded, Mark, Metric


def _need(graded: Graded) -> Mark | None:
    uncited = sum(reading.sentence.verdict == "uncited" for reading in graded.readings)
    cited = sum(bool(reading.cited) and reading.states for reading in graded.readings)
    return Mark(cited, cited + uncited) if graded.written and cited + uncited else None


def _accused(graded: Graded) -> Mark | None:
    stating = [reading for reading in graded.readings if reading.states]
    if not graded.written or not stating:
        return None
    return Mark(sum(reading.sentence.accused for reading in stating), len(stating))


METRICS = (
    Metric("citation_need", "facts that cite a source", TEXTS, _need, "no text states a fact", of_texts=True),
    Metric(
        "accused",
        "sentences accused",
        TEXTS,
        _accused,
        "no text states anything",
        higher_is_better=False,
        of_texts=True,
    ),
)

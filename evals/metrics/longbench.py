"""LongBench-Cite's citation F1 (Zhang et al., LongCite, 2024), with paragraphs as snippets.

Recall, per statement: what it cites supports it fully 1, in part 0.5, not at all 0; a statement without a citation is
worth 1 if it needs none, else 0. Precision, per citation: 1 if it supports at least part of the statement, else 0; a
text without citations has 0. F1 is the harmonic mean per text, then averaged. LongBench-Cite asks GPT-4o for each
label and stops after 40 statements; here the checker (or the judge) labels all, and whether a sentence without a
citation needs one is decided by `assistant.checks.need`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.metrics.alce import Look, by_checker, by_judge
from evals.metrics.metric import TEXTS, Graded, Mark, Metric
from evals.reading import Grades, Reading

_Read = tuple[Reading, Grades]


def _statement(reading: Reading, grades: Grades) -> float:
    if not reading.cited:
        return float(reading.sentence.verdict != "uncited")
    return grades.whole


def _relevant(reading: Reading, grades: Grades) -> int:
    if len(reading.cited) == 1 or not reading.resolves:
        return sum(bool(ids) for ids in reading.cited) if grades.whole > 0 else 0
    # A citation that supports nothing alone may still be half of what together does.
    pairs = zip(grades.alone, grades.without, strict=True)
    return sum(alone > 0 or grades.whole > rest for alone, rest in pairs)


def f1(read: Sequence[_Read]) -> float:
    """The F1 of one text."""
    recall = sum(_statement(*one) for one in read) / len(read)
    citations = sum(len(reading.cited) for reading, _ in read)
    precision = sum(_relevant(*one) for one in read) / citations if citations else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mark(look: Look) -> Callable[[Graded], Mark | None]:
    def mark(graded: Graded) -> Mark | None:
        stating = [reading for reading in graded.readings if reading.states]
        read = [(reading, grades) for reading in stating if (grades := look(reading)) is not None]
        return Mark(f1(read), 1.0) if graded.written and read else None

    return mark


METRICS = (
    Metric(
        "longbench_f1",
        "LongBench-Cite F1 (checker)",
        TEXTS,
        _mark(by_checker),
        "no text states anything",
        of_texts=True,
    ),
)
JUDGED = (
    Metric(
        "longbench_f1_judged",
        "LongBench-Cite F1 (judge)",
        TEXTS,
        _mark(by_judge),
        "no judge read the texts",
        of_texts=True,
    ),
)

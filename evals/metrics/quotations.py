"""Quote exactness: the share of quotations that stand word for word in one cited passage.

Compared after NFKC, with one kind of space, dash and quotation mark, and never across two passages: Ragas'
`quoted_spans_alignment` (0.4) joins the sources and so passes a quotation stitched of two. Terms of one or two words
are held against the author only where they are an altered term of the passage. Sentences that cite nothing that
resolves are not counted: there is nothing to hold the words against.
"""

from __future__ import annotations

from evals.metrics.metric import TEXTS, Graded, Mark, Metric


def _mark(graded: Graded) -> Mark | None:
    right = of = 0
    for reading in graded.readings:
        if reading.quotations and any(reading.cited):
            misquoted = sum(finding.kind == "misquote" for finding in reading.sentence.findings)
            right += reading.quotations - min(misquoted, reading.quotations)
            of += reading.quotations
    return Mark(right, of) if of else None


METRICS = (
    Metric(
        "quote_exactness", "quotations exact", TEXTS, _mark, "no text quotes a passage that it cites", of_texts=True
    ),
)

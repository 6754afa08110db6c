"""Figure agreement: the share of cited sentences with figures in which every figure agrees with a cited passage.

Figures are numbers, shares, dates and years outside the citation; numbers of laws and articles are not. A figure agrees
if the passage has it, or if it follows from figures of the passages (a sum, a difference, a share).
"""

from __future__ import annotations

from evals.metrics.metric import TEXTS, Graded, Mark, Metric


def _mark(graded: Graded) -> Mark | None:
    held = [reading for reading in graded.readings if reading.figures and any(reading.cited)]
    wrong = sum(any(finding.kind == "wrong_figure" for finding in one.sentence.findings) for one in held)
    return Mark(len(held) - wrong, len(held)) if held else None


METRICS = (Metric("figure_agreement", "figures agree", TEXTS, _mark, "no cited sentence has a figure", of_texts=True),)

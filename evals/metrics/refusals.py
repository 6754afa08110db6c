"""Refusals: precision, recall, and the share of answerable questions that are refused.

Precision: of the questions refused, the share that the documents do not answer. Recall: of those that they do not
answer, the share refused. An empty text is no refusal: nobody is told that the answer is not there. After SQuAD 2.0
(Rajpurkar et al., 2018) and PaperQA2's "insufficient information".
"""

from __future__ import annotations

from evals.metrics.metric import Graded, Mark, Metric


def refused(graded: Graded) -> bool:
    """Whether the text says that the documents do not hold the answer."""
    return graded.output.answered is False and bool(graded.output.text.strip())


def _precision(graded: Graded) -> Mark | None:
    return Mark(float(not graded.case.gold["answerable"]), 1.0) if refused(graded) else None


def _recall(graded: Graded) -> Mark | None:
    return None if graded.case.gold["answerable"] else Mark(float(refused(graded)), 1.0)


def _needless(graded: Graded) -> Mark | None:
    return Mark(float(refused(graded)), 1.0) if graded.case.gold["answerable"] else None


METRICS = (
    Metric("refusal_precision", "refusal precision", ("answers",), _precision, "no question was refused"),
    Metric("refusal_recall", "refusal recall", ("answers",), _recall, "every question can be answered"),
    Metric(
        "answerable_refused",
        "answerable but refused",
        ("answers",),
        _needless,
        "no question can be answered",
        higher_is_better=False,
    ),
)

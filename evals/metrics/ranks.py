"""Retrieval: nDCG@10, recall@10 and the reciprocal rank of the first gold passage, as `evals.ranking` defines them."""

from __future__ import annotations

from collections.abc import Callable

from evals.metrics.metric import Graded, Mark, Metric
from evals.ranking import Quality, judge


def _mark(of: Callable[[Quality], float]) -> Callable[[Graded], Mark | None]:
    def mark(graded: Graded) -> Mark | None:
        return Mark(of(judge(graded.output.ids, graded.case.gold["gold"])), 1.0)

    return mark


_NONE = "no question has gold passages"
METRICS = (
    Metric("ndcg", "nDCG@10", ("retrieval",), _mark(lambda quality: quality.ndcg), _NONE),
    Metric("recall", "recall@10", ("retrieval",), _mark(lambda quality: quality.recall), _NONE),
    Metric("mrr", "MRR@10", ("retrieval",), _mark(lambda quality: quality.reciprocal_rank), _NONE),
)

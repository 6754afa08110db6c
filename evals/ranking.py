"""How good a ranking is, against graded gold; and how far such a mean can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

DEPTH = 10
RESAMPLES = 5000
SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Quality:
    """One question's scores, each within 0..1."""

    ndcg: float
    recall: float
    reciprocal_rank: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % bootstrap interval over the questions."""

    mean: float
    low: float
    high: float


def judge(ranked: Sequence[str], gold: Mapping[str, int]) -> Quality:
    """The first ten ids of a ranking against the grades of the gold passages (2 answers, 1 helps).

    nDCG@10 takes the grade itself as gain and log2(rank + 1) as discount, as trec_eval does. Recall@10 counts every
    gold passage alike. The reciprocal rank is that of the first gold passage, 0 if it is not among the ten.
    Raises ValueError without gold.
    """
    if not gold:
        raise ValueError("A question without gold passages cannot be scored.")
    grades = [gold.get(id, 0) for id in ranked[:DEPTH]]
    found = [rank for rank, grade in enumerate(grades, 1) if grade]
    return Quality(
        ndcg=_gain(grades) / _gain(sorted(gold.values(), reverse=True)[:DEPTH]),
        recall=len(found) / len(gold),
        reciprocal_rank=1 / found[0] if found else 0.0,
    )


def _gain(grades: Sequence[int]) -> float:
    return float(sum(grade / np.log2(rank + 1) for rank, grade in enumerate(grades, 1)))


def bootstrap(values: Sequence[float]) -> Interval:
    """The mean of `values` with its percentile interval, the same at every run. Raises ValueError for no values."""
    if not values:
        raise ValueError("There is no mean of no values.")
    sample = np.asarray(values, np.float64)
    picks = np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.quantile(sample[picks].mean(axis=1), [0.025, 0.975])
    return Interval(float(sample.mean()), float(low), float(high))

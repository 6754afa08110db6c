"""Shares with their Wilson score intervals, and the area under a curve of detections against false alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # 95 per cent


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`; both may be 0."""

    hits: int
    of: int

    @property
    def rate(self) -> float:
        """The share, 0 where there is nothing to share."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % score interval (JASA 22, 1927), which holds near 0 and 1 and for few cases."""
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.rate
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.rate:6.1%} [{low:5.1%}, {high:6.1%}]"


def share(outcomes: Sequence[bool]) -> Share:
    """How many of the outcomes are true."""
    return Share(sum(outcomes), len(outcomes))


def area_under_curve(false_scores: Sequence[float], true_scores: Sequence[float]) -> float:
    """How often a falsified sentence scores higher than a true one, ties counting half; 0.5 is chance."""
    if not false_scores or not true_scores:
        return 0.5
    wins = sum((f > t) + 0.5 * (f == t) for f in false_scores for t in true_scores)
    return wins / (len(false_scores) * len(true_scores))

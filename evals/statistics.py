"""How far a measure can be trusted: bootstrap intervals over cases, and paired tests of two runs on the same cases.

A measure is a share of two sums over cases, or a median. Everything is drawn from one seed, so that the same marks give
the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evals.metrics.metric import Mark

SAMPLES = 2_000
SEED = 20_260_101
_PERCENTILES = (2.5, 97.5)
Summary = Literal["share", "median"]
_Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure over `n` cases with its 95 % percentile interval (Efron 1979)."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class NotRun:
    """A measure that could not be taken, and why. It is no number, and never a pass."""

    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A on the same `n` cases: its 95 % interval from paired bootstrap samples, and the two-sided p-value of
    a test that exchanges A and B case by case (Fisher; as in Dror et al., ACL 2018)."""

    value: float
    low: float
    high: float
    p: float
    n: int


def estimate(marks: Sequence[Mark], summary: Summary = "share", *, seed: int = SEED) -> Estimate | NotRun:
    """The measure over the marks of its cases."""
    if not marks or not any(mark.of for mark in marks):
        return NotRun("no case")
    sums = _sums(marks)
    picks = np.random.default_rng(seed).integers(0, len(marks), (SAMPLES, len(marks)))
    samples = _summarise(sums[picks], summary)
    low, high = np.nanpercentile(samples, _PERCENTILES)
    return Estimate(float(_summarise(sums[None], summary)[0]), float(low), float(high), len(marks))


def compare(
    a: Mapping[str, Mark], b: Mapping[str, Mark], summary: Summary = "share", *, seed: int = SEED
) -> Difference | NotRun:
    """B minus A over the cases that both have a mark for."""
    shared = [key for key in a if key in b]
    if not shared:
        return NotRun("the runs share no case")
    sums = np.stack([_sums([a[key] for key in shared]), _sums([b[key] for key in shared])])
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(shared), (SAMPLES, len(shared)))
    samples = _summarise(sums[1][picks], summary) - _summarise(sums[0][picks], summary)
    low, high = np.nanpercentile(samples, _PERCENTILES)
    value = float(_summarise(sums[1][None], summary)[0] - _summarise(sums[0][None], summary)[0])
    return Difference(value, float(low), float(high), _exchange(sums, value, summary, rng), len(shared))


def pooled(marks: Sequence[Mark]) -> Mark:
    """The marks of one case's repeats as one, so that a case stays one draw however often it was run."""
    return Mark(sum(mark.got for mark in marks), sum(mark.of for mark in marks))


def _exchange(sums: _Array, seen: float, summary: Summary, rng: np.random.Generator) -> float:
    flips = rng.integers(0, 2, (SAMPLES, sums.shape[1])).astype(bool)[..., None]
    first, second = np.where(flips, sums[1], sums[0]), np.where(flips, sums[0], sums[1])
    drawn = np.abs(_summarise(second, summary) - _summarise(first, summary))
    # The seen assignment is one of the possible ones, so that p is never 0 (Phipson and Smyth 2010).
    return float((np.sum(drawn >= abs(seen) - 1e-12) + 1) / (SAMPLES + 1))


def _sums(marks: Sequence[Mark]) -> _Array:
    return np.asarray(marks, np.float64)


def _summarise(marks: _Array, summary: Summary) -> _Array:
    """`marks` has shape (samples, cases, 2); one number a sample, NaN for a sample in which nothing is counted."""
    got, of = marks[..., 0], marks[..., 1]
    with np.errstate(invalid="ignore", divide="ignore"):
        result: _Array = np.median(got / of, axis=-1) if summary == "median" else got.sum(-1) / of.sum(-1)
    return result

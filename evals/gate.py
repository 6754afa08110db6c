"""Thresholds in TOML, and whether a run meets them.

[answers.dev.fact_recall]
least = 0.60        # the measure must reach this
worse_by = 0.03     # and may be no more than this worse than in the run it is compared with

[answers.dev.answerable_refused]
most = 0.15
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvalError, did_you_mean
from assistant.toml_file import read_toml
from evals.measures import ALL, Measure, Measured, NotMeasured
from evals.statistics import Difference, NotRun

_KEYS = ("least", "most", "worse_by")
Key = tuple[str, str, str]
"""Part, split and metric."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One threshold: its name, whether it is met, and how the measure stands to it."""

    name: str
    met: bool
    message: str


def read_thresholds(path: Path) -> dict[Key, dict[str, float]]:
    """The thresholds of a file. Raises EvalError that names the key."""
    if not path.is_file():
        raise EvalError(f"There is no file {path}; no threshold was tested.")
    found: dict[Key, dict[str, float]] = {}
    for part, splits in read_toml(path, EvalError)[0].items():
        for split, metrics in _table(path, part, splits).items():
            for metric, limits in _table(path, f"{part}.{split}", metrics).items():
                name = f"{part}.{split}.{metric}"
                found[part, split, metric] = _limits(path, name, metric, _table(path, name, limits))
    if not found:
        raise EvalError(f"{path} holds no threshold, so it cannot be met.")
    return found


def _table(path: Path, name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise EvalError(f"{path}: {name} should be a table such as [answers.dev.fact_recall].")
    return value


def _limits(path: Path, name: str, metric: str, limits: Mapping[str, Any]) -> dict[str, float]:
    if metric not in ALL:
        raise EvalError(f"{path}: there is no metric {metric!r} ({name}).", hint=did_you_mean(metric, ALL))
    for key, value in limits.items():
        if key not in _KEYS:
            raise EvalError(f"{path}: {name} has an unknown key {key!r}.", hint=did_you_mean(key, _KEYS))
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise EvalError(f"{path}: {name}.{key} should be a number.")
    return {key: float(value) for key, value in limits.items()}


def outcomes(
    thresholds: Mapping[Key, Mapping[str, float]],
    measures: Sequence[Measure],
    differences: Mapping[Key, Difference | NotRun] | None = None,
) -> list[Outcome]:
    """How each threshold comes out. What was not measured meets none; `worse_by` is tested where there is a run A."""
    whole: dict[Key, Measured | NotMeasured] = {
        (one.part, one.split, one.metric): one.result for one in measures if one.kind == "all"
    }
    found = []
    for key, limits in thresholds.items():
        result = whole.get(key)
        name = ".".join(key)
        if not isinstance(result, Measured):
            reason = result.reason if result is not None else "the run does not have it"
            found.append(Outcome(name, False, f"not run: {reason}"))
            continue
        found += [_absolute(name, kind, limit, result.value) for kind, limit in limits.items() if kind != "worse_by"]
        if "worse_by" in limits and differences is not None:
            found.append(_relative(name, limits["worse_by"], differences.get(key), ALL[key[2]].higher_is_better))
    return found


def _absolute(name: str, kind: str, limit: float, value: float) -> Outcome:
    met = value >= limit - 1e-9 if kind == "least" else value <= limit + 1e-9
    return Outcome(f"{name} at {kind} {limit:g}", met, f"{value:.3f}")


def _relative(name: str, limit: float, difference: Difference | NotRun | None, higher_is_better: bool) -> Outcome:
    label = f"{name} worse by at most {limit:g}"
    if not isinstance(difference, Difference):
        return Outcome(label, False, "not run: the runs share no case")
    worse = -difference.value if higher_is_better else difference.value
    return Outcome(label, worse <= limit + 1e-9, f"changed by {difference.value:+.3f}")

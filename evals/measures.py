"""All metrics together: the marks of each case, and the measures of each part, split and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import Part, Split
from evals.metrics import (
    addresses,
    alce,
    cost,
    detection,
    facts,
    figures,
    gold,
    longbench,
    need,
    premises,
    quotations,
    ranks,
    refusals,
)
from evals.metrics.metric import Graded, Mark, Metric
from evals.statistics import Estimate, NotRun, estimate, pooled

_MODULES = (
    ranks,
    detection,
    facts,
    gold,
    refusals,
    premises,
    addresses,
    quotations,
    figures,
    need,
    alce,
    longbench,
    cost,
)
METRICS: dict[str, Metric] = {metric.name: metric for module in _MODULES for metric in module.METRICS}
JUDGED: dict[str, Metric] = {metric.name: metric for module in (alce, longbench) for metric in module.JUDGED}
ALL: dict[str, Metric] = {**METRICS, **JUDGED}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Measured(_Frozen):
    """A measure that was taken, over `n` cases. `spread` is the standard deviation of the repeats, None for one."""

    status: Literal["measured"] = "measured"
    value: float
    low: float
    high: float
    n: int
    spread: float | None = None


class NotMeasured(_Frozen):
    """A measure that could not be taken, and why."""

    status: Literal["not run"] = "not run"
    reason: str


class Measure(_Frozen):
    """A metric over the cases of one part, split and kind ("all" for every kind)."""

    metric: str
    part: Part
    split: Split
    kind: str = "all"
    result: Annotated[Measured | NotMeasured, Field(discriminator="status")]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Unlike any other's of a run."""
        return self.part, self.split, self.kind, self.metric


class CaseMarks(_Frozen):
    """What one output adds to each metric that bears on it."""

    key: str
    repeat: int
    part: Part
    split: Split
    kind: str
    marks: dict[str, Mark]


def mark_case(graded: Graded) -> CaseMarks:
    """The marks of one output, of those metrics that bear on it."""
    found = {name: mark for name, metric in ALL.items() if (mark := metric.of(graded)) is not None}
    case = graded.case
    return CaseMarks(
        key=case.key, repeat=graded.output.repeat, part=case.part, split=case.split, kind=case.kind, marks=found
    )


def measure(marked: Sequence[CaseMarks], *, seed: int, judge: str = "") -> list[Measure]:
    """Every metric of every part and split, and of their kinds. `judge` says why no judge ran, "" if one did."""
    measures = []
    for part, split in dict.fromkeys((one.part, one.split) for one in marked):
        own = [one for one in marked if (one.part, one.split) == (part, split)]
        kinds = list(dict.fromkeys(one.kind for one in own))
        for kind in ["all", *(kinds if len(kinds) > 1 and part != "checker" else ())]:
            chosen = [one for one in own if kind in {"all", one.kind}]
            for metric in ALL.values():
                if part in metric.parts:
                    result = _result(metric, chosen, seed, judge)
                    measures.append(Measure(metric=metric.name, part=part, split=split, kind=kind, result=result))
    return measures


def _result(metric: Metric, marked: Sequence[CaseMarks], seed: int, judge: str) -> Measured | NotMeasured:
    if metric.name in JUDGED and judge:
        return NotMeasured(reason=judge)
    found = estimate(list(case_marks(metric.name, marked).values()), metric.summary, seed=seed)
    if isinstance(found, NotRun):
        return NotMeasured(reason=metric.lacking)
    return Measured(value=found.value, low=found.low, high=found.high, n=found.n, spread=_spread(metric, marked, seed))


def case_marks(metric: str, marked: Iterable[CaseMarks]) -> Mapping[str, Mark]:
    """Each case's mark for a metric, its repeats pooled."""
    of_case: dict[str, list[Mark]] = {}
    for one in marked:
        if metric in one.marks:
            of_case.setdefault(one.key, []).append(one.marks[metric])
    return {key: pooled(marks) for key, marks in of_case.items()}


def _spread(metric: Metric, marked: Sequence[CaseMarks], seed: int) -> float | None:
    repeats = sorted({one.repeat for one in marked})
    if len(repeats) < 2:
        return None
    values = []
    for repeat in repeats:
        marks = [one.marks[metric.name] for one in marked if one.repeat == repeat and metric.name in one.marks]
        found = estimate(marks, metric.summary, seed=seed)
        if isinstance(found, Estimate):
            values.append(found.value)
    mean = sum(values) / len(values) if values else 0.0
    return (sum((value - mean) ** 2 for value in values) / (len(values) - 1)) ** 0.5 if len(values) > 1 else None

"""Two runs on the same cases: what got better or worse, and which texts changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.errors import EvalError
from evals.cases import Case
from evals.gate import Key
from evals.measures import ALL, JUDGED, CaseMarks, case_marks
from evals.metrics.metric import Mark
from evals.outputs import Output
from evals.run_folder import RunFolder, Score
from evals.statistics import Difference, Estimate, NotRun, compare, estimate

Direction = Literal["better", "worse", "no clear difference", "same", "changed", "not run"]


@dataclass(frozen=True, slots=True)
class Row:
    """A metric of one part and split in both runs, over the cases that they share."""

    key: Key
    a: Estimate | NotRun
    b: Estimate | NotRun
    difference: Difference | NotRun
    direction: Direction


@dataclass(frozen=True, slots=True)
class Changed:
    """A case whose text or faults differ."""

    case: Case
    a: Output
    b: Output
    faults: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows a metric; the cases that changed, of the first repeat; and what was left out, in words."""

    rows: tuple[Row, ...]
    changed: tuple[Changed, ...]
    shared: int
    remarks: tuple[str, ...]

    @property
    def differences(self) -> dict[Key, Difference | NotRun]:
        """The difference of each metric."""
        return {row.key: row.difference for row in self.rows}


def compare_runs(a: RunFolder, b: RunFolder, *, anyway: bool = False, show_test: bool = False) -> Comparison:
    """Compare B with A. Raises EvalError if they rest on other documents or another suite, unless told `anyway`."""
    remarks = _differences_of_kind(a, b, anyway=anyway)
    cases_a, cases_b = ({case.key: case for case in folder.cases()} for folder in (a, b))
    shared = [key for key, case in cases_b.items() if key in cases_a and cases_a[key].digest == case.digest]
    if not shared:
        raise EvalError(f"{a.path} and {b.path} share no case; nothing was compared.")
    remarks += _left_out(cases_a, cases_b, shared)
    chosen = set(shared)
    marked_a, marked_b = ([s.marked for s in folder.scores() if s.marked.key in chosen] for folder in (a, b))
    unjudged = any(folder.config().judge is None for folder in (a, b))
    without = {*(JUDGED if unjudged else ()), *(("seconds",) if a.is_recorded else ())}
    rows = _rows(marked_a, marked_b, without, seed=b.config().seed)
    visible = [cases_b[key] for key in shared if show_test or cases_b[key].split != "test"]
    return Comparison(tuple(rows), tuple(_changed(visible, a, b)), len(shared), tuple(remarks))


def _differences_of_kind(a: RunFolder, b: RunFolder, *, anyway: bool) -> list[str]:
    first, second = a.config(), b.config()
    faults = []
    if first.corpus != second.corpus:
        faults.append(f"they rest on other documents ({first.corpus[:12]} and {second.corpus[:12]})")
    if first.suite != second.suite:
        faults.append(f"they ran other suites ({first.suite} and {second.suite})")
    if faults and not anyway:
        message = f"{a.path} and {b.path} cannot be compared: {' and '.join(faults)}."
        raise EvalError(message, hint="Run one of them again, or compare what they share with --anyway.")
    return [f"Beware: {fault}." for fault in faults]


def _left_out(a: Mapping[str, Case], b: Mapping[str, Case], shared: list[str]) -> list[str]:
    changed = sum(key in a and a[key].digest != case.digest for key, case in b.items())
    remarks = []
    if changed:
        remarks.append(f"{changed} cases have another question or gold by now and were left out.")
    for name, own, other in (("A", a, b), ("B", b, a)):
        if alone := sum(key not in other for key in own):
            remarks.append(f"{alone} cases are in {name} alone and were left out.")
    return remarks


def _rows(marked_a: list[CaseMarks], marked_b: list[CaseMarks], without: Collection[str], *, seed: int) -> list[Row]:
    rows = []
    for part, split in dict.fromkeys((one.part, one.split) for one in marked_b):
        own_a, own_b = (
            [one for one in marked if (one.part, one.split) == (part, split)] for marked in (marked_a, marked_b)
        )
        for metric in ALL.values():
            if part not in metric.parts or metric.name in without:
                continue
            marks_a, marks_b = case_marks(metric.name, own_a), case_marks(metric.name, own_b)
            if marks_a or marks_b:
                rows.append(_row((part, split, metric.name), marks_a, marks_b, seed))
    return rows


def _row(key: Key, a: Mapping[str, Mark], b: Mapping[str, Mark], seed: int) -> Row:
    """The metric over the cases that have a mark in both runs, so that both values are of the same cases."""
    metric = ALL[key[2]]
    shared = [case for case in a if case in b]
    values = [estimate([marks[case] for case in shared], metric.summary, seed=seed) for marks in (a, b)]
    difference = compare(a, b, metric.summary, seed=seed)
    direction = _direction(difference, metric.higher_is_better, neutral=metric.neutral)
    return Row(key, values[0], values[1], difference, direction)


def _direction(difference: Difference | NotRun, higher_is_better: bool, *, neutral: bool) -> Direction:
    if isinstance(difference, NotRun):
        return "not run"
    if difference.low == difference.value == difference.high == 0:
        return "same"
    if difference.low <= 0 <= difference.high:
        return "no clear difference"
    if neutral:
        return "changed"
    return "better" if (difference.value > 0) == higher_is_better else "worse"


def _changed(cases: list[Case], a: RunFolder, b: RunFolder) -> list[Changed]:
    outputs_a, outputs_b = a.outputs(), b.outputs()
    scores_a, scores_b = ({s.marked.key: s for s in reversed(folder.scores())} for folder in (a, b))
    changed = []
    for case in cases:
        first, second = outputs_a.get((case.key, 0)), outputs_b.get((case.key, 0))
        if first is None or second is None:
            continue
        faults = _faults(scores_a.get(case.key)), _faults(scores_b.get(case.key))
        if (first.text, first.ids) != (second.text, second.ids) or faults[0] != faults[1]:
            changed.append(Changed(case, first, second, faults))
    # The cases that got worse come first, then those that got better.
    return sorted(changed, key=lambda one: (len(one.faults[0]) - len(one.faults[1]), one.case.key))


def _faults(score: Score | None) -> tuple[str, ...]:
    return score.faults if score else ("not scored",)

"""The measures as a table in plain text: a block a part, a line a metric, dev and test side by side."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import Part, Split
from evals.measures import ALL, Measure, Measured, NotMeasured
from evals.metrics.metric import Metric
from evals.run_folder import JudgeRecord, RunFolder

_SPLITS: tuple[Split, ...] = ("dev", "test", "all")


def table(folder: RunFolder, measures: Sequence[Measure]) -> str:
    """What was run, then every measure over all kinds with its 95 % interval."""
    config = folder.config()
    who = f"{config.system}, {config.engine}" + (f", {config.model}" if config.model else "")
    lines = [f"{config.suite} ({who}), seed {config.seed}, documents {config.corpus[:12]}"]
    if config.judge:
        lines.append(f"judge: {judge_line(config.judge)}")
    whole = [measure for measure in measures if measure.kind == "all"]
    for part in dict.fromkeys(measure.part for measure in whole):
        lines += ["", *_block(part, [measure for measure in whole if measure.part == part])]
    return "\n".join(lines)


def judge_line(judge: JudgeRecord | None) -> str:
    """The judge with its agreement, which every judged figure is to be read beside; "" without one."""
    if judge is None:
        return ""
    if judge.kappa is None:
        return f"{judge.model}, did not run: {judge.fault}"
    return f"{judge.model}, Cohen's kappa with {judge.labels} hand labels {judge.kappa:.2f}"


def _block(part: Part, measures: Sequence[Measure]) -> list[str]:
    splits = [split for split in _SPLITS if any(measure.split == split for measure in measures)]
    found = {(measure.metric, measure.split): measure.result for measure in measures}
    most = {split: max((_n(found[key]) for key in found if key[1] == split), default=0) for split in splits}
    head = "".join(
        f"{f'{split} ({most[split]} cases)' if split != 'all' else f'{most[split]} cases':>28}" for split in splits
    )
    lines = [f"{part:34}{head}"]
    for name in dict.fromkeys(measure.metric for measure in measures):
        results = [found.get((name, split)) for split in splits]
        cells = "".join(f"{_cell(ALL[name], result):>28}" for result in results)
        lines.append(f"  {ALL[name].title:32}{cells}")
    reasons = dict.fromkeys(
        f"  not run, {ALL[m.metric].title}: {m.result.reason}" for m in measures if isinstance(m.result, NotMeasured)
    )
    return lines + list(reasons)


def _n(result: Measured | NotMeasured) -> int:
    return result.n if isinstance(result, Measured) else 0


def _cell(metric: Metric, result: Measured | NotMeasured | None) -> str:
    if result is None:
        return ""
    if isinstance(result, NotMeasured):
        return "not run"
    spread = f" ±{number(metric, result.spread)}" if result.spread is not None else ""
    return f"{number(metric, result.value)} [{number(metric, result.low)}, {number(metric, result.high)}]{spread}"


def number(metric: Metric, value: float) -> str:
    """A value as its metric is written."""
    if metric.unit == "tokens":
        return f"{value:,.0f}"
    return f"{value:.3f}"

"""The checker: of false sentences the share accused, of true ones the share accused wrongly, by hand and by mutation.

Accused means a verdict of partly_supported, unsupported, contradicted, unresolved or uncited. Sentences written by hand
and sentences falsified by rule are measured apart: the rules make faults that are easier to see.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.model import ACCUSED
from evals.metrics.metric import Graded, Mark, Metric


def accused(graded: Graded) -> bool:
    """Whether the verdict on the sentence, which is the first word of the output, accuses it."""
    return graded.output.text.partition(":")[0] in ACCUSED


def _mark(of: str, *, false: bool) -> Callable[[Graded], Mark | None]:
    def mark(graded: Graded) -> Mark | None:
        gold = graded.case.gold
        return Mark(float(accused(graded)), 1.0) if (gold["set"], gold["false"]) == (of, false) else None

    return mark


def _metrics(of: str, words: str) -> tuple[Metric, ...]:
    lacking = f"no sentence {words}"
    found = Metric(f"{of}_detected", f"false found ({words})", ("checker",), _mark(of, false=True), lacking)
    alarms = Metric(
        f"{of}_alarms", f"true accused ({words})", ("checker",), _mark(of, false=False), lacking, higher_is_better=False
    )
    return found, alarms


METRICS = (*_metrics("hand", "by hand"), *_metrics("mutation", "by rule"))

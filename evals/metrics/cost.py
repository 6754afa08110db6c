"""Latency and tokens of a case: the median over cases. Tokens are as the server counted them, prompt and reply."""

from __future__ import annotations

from evals.cases import Part
from evals.metrics.metric import TEXTS, Graded, Mark, Metric

_ALL: tuple[Part, ...] = ("retrieval", "checker", "answers", "briefs", "drafts")


def _seconds(graded: Graded) -> Mark | None:
    return None if graded.output.seconds is None else Mark(graded.output.seconds, 1.0)


def _tokens(graded: Graded) -> Mark | None:
    counted = [n for n in (graded.output.prompt_tokens, graded.output.completion_tokens) if n is not None]
    return Mark(float(sum(counted)), 1.0) if counted else None


METRICS = (
    Metric("seconds", "seconds a case (median)", _ALL, _seconds, "nobody timed it", False, "seconds", "median"),
    Metric("tokens", "tokens a case (median)", TEXTS, _tokens, "no server counted tokens", False, "tokens", "median"),
)

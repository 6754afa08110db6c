"""What a metric is: a share of two sums over cases, so that one bootstrap serves all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from evals.cases import Case, Part
from evals.outputs import Output
from evals.reading import Reading

Unit = Literal["share", "seconds", "tokens"]


class Mark(NamedTuple):
    """What one case adds to a measure: `got` of `of`. A mean over cases has `of` 1."""

    got: float
    of: float


@dataclass(frozen=True, slots=True)
class Graded:
    """A case with what was given for it; `readings` are the sentences of the text."""

    case: Case
    output: Output
    readings: tuple[Reading, ...] = ()

    @property
    def wants_text(self) -> bool:
        """Whether a text was asked for."""
        return self.case.part in {"answers", "briefs", "drafts"}

    @property
    def is_due(self) -> bool:
        """Whether a text that claims something was due: any but the answer to an unanswerable question."""
        return self.wants_text and bool(self.case.gold.get("answerable", True))

    @property
    def written(self) -> bool:
        """Whether there is a text that claims something: neither empty nor a refusal."""
        return self.wants_text and not self.output.is_empty and self.output.answered is not False


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure of some parts.

    `mark` gives what a case adds, None where the measure does not apply to it. `lacking` says why there is nothing to
    measure where no case adds anything. `summary`: the share of the sums, or the median of the cases.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    mark: Callable[[Graded], Mark | None]
    lacking: str
    higher_is_better: bool = True
    unit: Unit = "share"
    summary: Literal["share", "median"] = "share"
    neutral: bool = False
    """Neither more nor less of it is better."""
    of_texts: bool = False
    """Measured of the sentences of a text, so that an empty one must be counted as a failure."""

    def of(self, graded: Graded) -> Mark | None:
        """What the case adds. A text that was due and is empty adds a failure to what is measured of texts."""
        if graded.case.part not in self.parts:
            return None
        if self.of_texts and graded.is_due and graded.output.is_empty:
            return Mark(0.0, 1.0) if self.higher_is_better else Mark(1.0, 1.0)
        return self.mark(graded)


TEXTS: tuple[Part, ...] = ("answers", "briefs", "drafts")

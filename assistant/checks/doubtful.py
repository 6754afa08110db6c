"""What the judge is asked about: sentences that the checks cleared with some doubt left."""

from __future__ import annotations

from dataclasses import dataclass

from vectorstore.model import Passage


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A sentence by its place among the sentences checked: what it tells, without citations, and the passages cited."""

    place: int
    told: str
    passages: tuple[Passage, ...]

"""What one probe found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Observation:
    """A probe's result: whether it is good news (None: it could not be told), in words, and as fields of Capabilities.

    `fix` says what to do where something can be done. `progress`: the probe goes on and will say more.
    """

    name: str
    good: bool | None
    detail: str
    fix: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    progress: bool = False

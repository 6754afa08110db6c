"""What was found of a claim, for the several checks that ask for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from assistant.checks.claim import Claim

_MOST = 2_000  # claims
_Found = TypeVar("_Found")


class ByClaim(Generic[_Found]):
    """Finds something of each claim once. Claims are told apart by identity, and kept so that none takes the place."""

    def __init__(self, find: Callable[[Claim], _Found]) -> None:
        self._find = find
        self._known: dict[int, tuple[Claim, _Found]] = {}

    def __call__(self, claim: Claim) -> _Found:
        if id(claim) not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[id(claim)] = (claim, self._find(claim))
        return self._known[id(claim)][1]

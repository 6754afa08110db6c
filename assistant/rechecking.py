"""Checks a text again while it is being written: only the sentences that changed since the last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from assistant.checking import Checker
from assistant.checks.claim import Unit, UnitRole
from assistant.model import Sentence
from assistant.sentence_ids import put_at, sentence_ids
from vectorstore.address import Address

_AT_ONCE = 4  # sentences that are checked without a look at whether to go on


@dataclass(frozen=True, slots=True)
class _Key:
    """All that the result for a sentence depends on, its place apart."""

    text: str
    role: UnitRole
    heading: str
    notes: tuple[str, ...]
    previous: Address | None


@dataclass
class Rechecker:
    """A checker with a memory of one text.

    `check` may run in any thread, one at a time; `known` never waits for it and loads no model, so that an editor can
    call it on every key.
    """

    checker: Checker
    _results: dict[_Key, Sentence] = field(default_factory=dict)
    _last_cited: dict[_Key, Address | None] = field(default_factory=dict)
    _checking: Lock = field(default_factory=Lock)

    def check(self, units: Sequence[Unit]) -> tuple[Sentence, ...]:
        """The sentences of the whole text with their verdicts, in order, as `Checker.check` gives them."""
        with self._checking:
            keys = self._keys(units)
            self._check_first(len(units), keys, units)
            self._results = {key: self._results[key] for key in keys}
            self._last_cited = {key: self._last_cited[key] for key in keys}
            placed = zip(keys, units, sentence_ids(units), strict=True)
            return tuple(put_at(self._results[key], unit, id) for key, unit, id in placed)

    def learn(self, units: Sequence[Unit], go_on: Callable[[], bool]) -> bool:
        """Check what is due a few sentences at a time, and keep what was found; False once `go_on` says to give up."""
        while go_on():
            with self._checking:
                if not self._check_first(_AT_ONCE, self._keys(units), units):
                    return True
        return False

    def _check_first(self, most: int, keys: Sequence[_Key], units: Sequence[Unit]) -> int:
        """Check the first of those that are not known; how many are left."""
        due = {key: unit for key, unit in zip(keys, units, strict=True) if key not in self._results}
        first = list(due.items())[:most]
        fresh = self.checker.check_apart([(unit, key.previous) for key, unit in first])
        # A new dictionary: `known` may read the old one at this moment.
        self._results = {**self._results, **dict(zip((key for key, _ in first), fresh, strict=True))}
        return len(due) - len(first)

    def known(self, units: Sequence[Unit]) -> tuple[Sentence | None, ...]:
        """What is known of each sentence without checking any; None where `check` is due."""
        found = [self._results.get(key) for key in self._keys(units)]
        placed = zip(found, units, sentence_ids(units), strict=True)
        return tuple(sentence and put_at(sentence, unit, id) for sentence, unit, id in placed)

    def _keys(self, units: Sequence[Unit]) -> list[_Key]:
        keys = []
        previous: Address | None = None
        for unit in units:
            key = _Key(unit.text, unit.role, unit.heading, unit.notes, previous)
            if key not in self._last_cited:
                self._last_cited[key] = self.checker.last_cited(unit, previous)
            previous = self._last_cited[key]
            keys.append(key)
        return keys

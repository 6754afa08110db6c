"""Checks a text again while it is being written: only the sentences that changed since the last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from assistant.checking import Checker, put_at, sentence_ids
from assistant.checks.claim import Unit, UnitRole
from assistant.model import Sentence
from vectorstore.address import Address


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
            due = {key: unit for key, unit in zip(keys, units, strict=True) if key not in self._results}
            fresh = self.checker.check_apart([(unit, key.previous) for key, unit in due.items()])
            results = {**self._results, **dict(zip(due, fresh, strict=True))}
            self._results = {key: results[key] for key in keys}
            self._last_cited = {key: self._last_cited[key] for key in keys}
            placed = zip(keys, units, sentence_ids(units), strict=True)
            return tuple(put_at(results[key], unit, id) for key, unit, id in placed)

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

"""The opaque keys under which a model sees passages: the only way in which it can cite."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from vectorstore.model import Passage

_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so that no key is a word; no l, which looks like 1
_DIGITS = "23456789"
_SHORTEST = 4

KEY = re.compile(rf"[{_LETTERS}][{_DIGITS}][{_LETTERS}][{_DIGITS}](?:[{_LETTERS}][{_DIGITS}])*", re.IGNORECASE)
KEY_START = re.compile(rf"(?:[{_LETTERS}][{_DIGITS}])*[{_LETTERS}]?", re.IGNORECASE)


def _spelling(passage: Passage, length: int) -> str:
    """Letters and digits by turns from the hash of a passage, so that a key looks neither like a number nor a word."""
    number = int.from_bytes(hashlib.sha256(f"{passage.id}\n{passage.text}".encode()).digest())
    characters: list[str] = []
    for place in range(length):
        alphabet = _DIGITS if place % 2 else _LETTERS
        number, index = divmod(number, len(alphabet))
        characters.append(alphabet[index])
    return "".join(characters)


class KeyRing:
    """The passages offered in one turn, by key. A passage keeps its key from turn to turn unless another claims it."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._passages: dict[str, Passage] = {}
        self._keys: dict[str, str] = {}
        for passage in passages:
            self.offer(passage)

    def offer(self, passage: Passage) -> str:
        """The key of a passage, which may be cited from now on."""
        if passage.id in self._keys:
            return self._keys[passage.id]
        length = _SHORTEST
        while (key := _spelling(passage, length)) in self._passages:
            length += 2
        self._passages[key] = passage
        self._keys[passage.id] = key
        return key

    def passage(self, key: str) -> Passage | None:
        """The passage offered under a key, in whatever case it is written; None if there is none."""
        return self._passages.get(key.lower())

    def key(self, id: str) -> str | None:
        """The key of the passage with this id, if it was offered."""
        return self._keys.get(id)

    def between(self, first: str, last: str) -> tuple[str, ...]:
        """The keys offered from `first` to `last` in the same document; the two alone if they stand the other way."""
        symbol = self._passages[first].symbol
        keys = [key for key, passage in self._passages.items() if passage.symbol == symbol]
        if last not in keys or keys.index(last) < keys.index(first):
            return (first, last)
        return tuple(keys[keys.index(first) : keys.index(last) + 1])

"""The opaque keys under which a model sees passages: the only way in which it can cite."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

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


def spell_all(passages: Iterable[Passage]) -> Mapping[str, str]:
    """The key of each passage of a library, by its id: the shortest that no other passage of the library has.

    So a key means one passage in every request of a conversation, whatever else each of them offers.
    """
    keys: dict[str, str] = {}
    open_, length = list(passages), _SHORTEST
    while open_:
        spelled: dict[str, list[Passage]] = {}
        for passage in open_:
            spelled.setdefault(_spelling(passage, length), []).append(passage)
        keys |= {same[0].id: key for key, same in spelled.items() if len(same) == 1}
        open_ = [passage for same in spelled.values() if len(same) > 1 for passage in same]
        length += 2
    return MappingProxyType(keys)


class KeyRing:
    """The passages offered in one turn, by key.

    `keys` names the keys that are fixed for a library (`spell_all`). A passage that it does not know gets the shortest
    key that is free on this ring.
    """

    def __init__(self, passages: Iterable[Passage] = (), keys: Mapping[str, str] = MappingProxyType({})) -> None:
        self._fixed = keys
        self._passages: dict[str, Passage] = {}
        self._keys: dict[str, str] = {}
        for passage in passages:
            self.offer(passage)

    def offer(self, passage: Passage) -> str:
        """The key of a passage, which may be cited from now on."""
        if passage.id in self._keys:
            return self._keys[passage.id]
        length = _SHORTEST
        key = self._fixed.get(passage.id) or _spelling(passage, length)
        while key in self._passages:
            length += 2
            key = _spelling(passage, length)
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

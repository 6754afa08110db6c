"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """A stretch of one side, and whether the other side has it as well."""

    text: str
    same: bool


def word_diff(a: str, b: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, in order; joined they are the texts."""
    words_a, words_b = _TOKEN.findall(a), _TOKEN.findall(b)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, words_a, words_b, autojunk=False).get_opcodes():
        for side, words in ((left, words_a[a0:a1]), (right, words_b[b0:b1])):
            if words:
                side.append(Piece("".join(words), kind == "equal"))
    return left, right

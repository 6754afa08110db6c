"""A block of a draft: a heading, a paragraph, a quotation or a table row, whose every character knows its place."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "heading", "quote", "row"]

# Soft hyphen, zero-width spaces and joiners, marks of writing direction.
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_SPACE = "\u00a0\u2007\u202f\u2028\u2029\t\v\f"
_ODD = re.compile(f"[{_INVISIBLE}]|(?P<space>[{_SPACE}])")
PSEUDO_HEADING_LEVEL = 10
_MOST_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """`offsets` holds, for each character of `text`, its place in the draft's text.

    `level` is a heading's depth from 1. `lead_in` is the length of an emphasised opening ("*Not given.* …").
    `notes` are pairs of a place in `text` and the text of the footnote whose mark stands there.
    """

    text: str
    offsets: Sequence[int]
    kind: BlockKind = "paragraph"
    level: int = 0
    lead_in: int = 0
    notes: tuple[tuple[int, str], ...] = ()


@dataclass
class BlockText:
    """Collects a block's characters with their places; drops invisible ones and turns odd spaces into plain ones."""

    pieces: list[str] = field(default_factory=list)
    offsets: array[int] = field(default_factory=lambda: array("l"))
    emphases: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.offsets)

    @property
    def text(self) -> str:
        """What was collected so far."""
        return "".join(self.pieces)

    def add(self, text: str, places: Iterable[int]) -> None:
        """Take in `text`, one place for each character."""
        if _ODD.search(text) is None:
            self.pieces.append(text)
            self.offsets.extend(places)
            return
        for character, place in zip(text, places, strict=True):
            odd = _ODD.match(character)
            if odd is None or odd["space"]:
                self.pieces.append(" " if odd else character)
                self.offsets.append(place)

    def extend(self, other: BlockText) -> None:
        """Take in another block's characters, emphases and notes."""
        here = len(self)
        self.pieces.extend(other.pieces)
        self.offsets.extend(other.offsets)
        self.emphases.extend((here + a, here + b) for a, b in other.emphases)
        self.notes.extend((here + at, note) for at, note in other.notes)

    def block(self, kind: BlockKind = "paragraph", level: int = 0) -> Block:
        """The finished block. A short paragraph that is emphasised throughout is a heading in all but name."""
        text = self.text
        lead_in = self._lead_in(text)
        if kind == "paragraph" and lead_in == len(text.rstrip()) and _heads(text):
            kind, level = "heading", PSEUDO_HEADING_LEVEL
        return Block(text, self.offsets, kind, level, lead_in, tuple(self.notes))

    def _lead_in(self, text: str) -> int:
        end = 0
        for a, b in sorted(self.emphases):
            if text[end:a].strip():
                break
            end = max(end, b)
        return end


def _heads(text: str) -> bool:
    return 0 < len(text.split()) <= _MOST_HEADING_WORDS and text.rstrip()[-1] not in ".!?;,”\"')"


def line_starts(text: str) -> list[int]:
    """Where each line of `text` begins."""
    return [0, *(match.end() for match in re.finditer("\n", text))]

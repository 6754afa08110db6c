"""Finds quotations in a sentence and compares them with a passage, letter by letter after normalisation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "'": "'"}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_MARKS = dict.fromkeys(map(ord, '“”„«»"‘’‚‛`´'), "'")
_GONE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"), None)
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.)\s*")
_EDITED = re.compile(r"\[([^\]]*)\]")
_WORDLIKE = re.compile(r"\w+(?:['-]\w+)*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; `span` is the half-open range of the words without the marks."""

    text: str
    span: tuple[int, int]

    @property
    def word_count(self) -> int:
        """How many words it quotes."""
        return len(_WORDLIKE.findall(normal(self.text)))


def read_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a sentence. Apostrophes open nothing; a mark without its fellow opens nothing."""
    found = []
    at = 0
    while at < len(text):
        close = _closing(text, at) if text[at] in _PAIRS else None
        if close is None:
            at += 1
            continue
        found.append(Quotation(text[at + 1 : close], (at + 1, close)))
        at = close + 1
    return [quotation for quotation in found if quotation.text.strip()]


def _closing(text: str, start: int) -> int | None:
    mark = text[start]
    if mark in "‘'\"" and start and text[start - 1].isalnum():
        return None
    if mark == "„":
        return min((i for i in (text.find("“", start + 1), text.find("”", start + 1)) if i >= 0), default=None)
    depth = 0
    for at in range(start + 1, len(text)):
        if text[at] == mark and mark not in "'\"" and not text[at - 1].isalnum():
            depth += 1
        elif text[at] == _PAIRS[mark] and _ends_quotation(text, at):
            if depth == 0:
                return at
            depth -= 1
    return None


def _ends_quotation(text: str, at: int) -> bool:
    if text[at] not in "’'\"":
        return True
    after = text[at + 1 : at + 2]
    return not after.isalnum()


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """Text in one form: compatibility characters, dashes, quotation marks and spaces unified, lower case."""
    text = unicodedata.normalize("NFKC", text.translate(_GONE)).translate(_DASHES).translate(_MARKS)
    return re.sub(r"\s+", " ", text).strip().casefold()


def quoted_pieces(quotation: str) -> list[str]:
    """The normalised pieces that stand in the source as they are: ellipses and [editorial] insertions cut them.

    "[a] patient’s" stays one piece, "a patient’s", for the bracket changes the first letter alone.
    """
    text = re.sub(r"\[sic\]", "", quotation, flags=re.IGNORECASE)
    text = re.sub(r"\[(\w)\](?=\w)", r"\1", text)
    text = re.sub(r"(?<![\w\]])\[(\w)\](?=\s)", r"\1", text)
    parts = _EDITED.split(_ELLIPSIS.sub("[]", text))[::2]
    return [piece for part in parts if (piece := normal(part).strip(" ,;:.'"))]


def find_pieces(pieces: list[str], passage: str) -> tuple[int, int] | None:
    """Where the pieces stand, in order, in a normalised passage: start of the first, end of the last."""
    if not pieces:
        return None
    for start in _starts(pieces[0], passage):
        end = start + len(pieces[0])
        for piece in pieces[1:]:
            at = next((at for at in _starts(piece, passage) if at >= end), None)
            if at is None:
                break
            end = at + len(piece)
        else:
            return start, end
    return None


def _starts(piece: str, passage: str) -> list[int]:
    """Where a piece stands as whole words."""
    return [match.start() for match in re.finditer(rf"(?<!\w){re.escape(piece)}(?!\w)", passage)]

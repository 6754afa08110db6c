"""Cuts a streamed text into the tokens that citing needs, and holds back what the next piece could still change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.citation_keys import KEY, KEY_START, KeyRing

TokenKind = Literal["marker", "key", "gap", "newline", "text"]

_LONGEST_MARKER = 160
_JOIN = r"(?:\s*(?:[,;/&+–—-]|\band\b)\s*|[ \t]+)"
_INTRO = r"(?:(?:passages?|keys?|sources?|see)\b[ \t:]*)?"
_SQUARE = re.compile(rf"[\[【［]+[ \t]*{_INTRO}(?P<body>[A-Za-z0-9]+(?:{_JOIN}[A-Za-z0-9]+)*)[ \t]*[\]】］]+")
_SQUARE_START = re.compile(r"[\[【［]+[A-Za-z0-9 \t,;:/&+–—-]*[\]】］]*")
_ROUND = re.compile(rf"[(（][ \t]*(?P<body>{KEY.pattern}(?:{_JOIN}{KEY.pattern})*)[ \t]*[)）]", re.IGNORECASE)
_ROUND_START = re.compile(
    rf"[(（][ \t]*(?:{KEY.pattern}{_JOIN})*(?:{KEY.pattern}|{KEY_START.pattern})[ \t,;/&+–—-]*(?:a|an|and)?[ \t]*",
    re.IGNORECASE,
)
_CLOSER = {"[": "]", "【": "】", "［": "］", "(": ")", "（": "）"}
_WORD = re.compile(r"\w+")
_GAP = frozenset(' \t.,;:!?…"”’»*)&')
_WORDS_THAT_WAIT = ("a", "an", "and")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `text` of a marker is what stands in its brackets."""

    kind: TokenKind
    text: str


class Tokenizer:
    """The tokens of a text that arrives in pieces; where the pieces end makes no difference to them."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._buffer = ""
        self._at = 0
        self._final = False
        self._line_start = True
        self._after_word = False
        self._fence = ""

    def feed(self, chunk: str) -> Iterator[Token]:
        """The tokens that are certain once `chunk` is known."""
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return self._read()

    def finish(self) -> Iterator[Token]:
        """The tokens of what was held back."""
        self._final = True
        return self._read()

    def _read(self) -> Iterator[Token]:
        while self._at < len(self._buffer):
            token, length = self._next()
            if token is None:
                return
            consumed = self._buffer[self._at : self._at + length]
            self._at += length
            self._line_start = token.kind == "newline"
            self._after_word = consumed[-1].isalnum() or consumed[-1] == "_"
            yield token

    def _next(self) -> tuple[Token | None, int]:
        """The token that begins here with its length, or None if more text is needed to tell."""
        character = self._buffer[self._at]
        if character == "\n":
            return Token("newline", character), 1
        if self._fence or (self._line_start and character in "`~ "):
            line = self._code_line()
            if line is not None or self._fence:
                return line if line is not None else (None, 0)
        if character == "`":
            return self._inline_code()
        if character in "[【［(（":
            return self._bracket(character)
        if character.isalnum() or character == "_":
            return self._word()
        return Token("gap" if character in _GAP else "text", character), 1

    def _code_line(self) -> tuple[Token | None, int] | None:
        """A line of a fenced code block or its fence; None if this line is neither."""
        end = self._buffer.find("\n", self._at)
        line = self._buffer[self._at : end if end >= 0 else None]
        if end < 0 and not self._final:
            could_be = self._fence or re.fullmatch(r" {0,3}(?:`{0,2}|`{3}.*|~{0,2}|~{3}.*)", line)
            return (None, 0) if could_be else None
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if self._fence:
            if mark and mark[1].startswith(self._fence):
                self._fence = ""
        elif mark:
            self._fence = mark[1]
        else:
            return None
        return Token("text", line), len(line)

    def _inline_code(self) -> tuple[Token | None, int]:
        run = re.compile(r"`+").match(self._buffer, self._at)
        assert run is not None
        line_end = self._buffer.find("\n", self._at)
        closed = re.compile(rf"(?<!`){run[0]}(?!`)").search(self._buffer, run.end())
        certain = self._final or line_end >= 0 or (closed is not None and closed.end() < len(self._buffer))
        if not certain:
            return None, 0
        if closed is None or 0 <= line_end < closed.start():
            return Token("text", run[0]), len(run[0])
        return Token("text", self._buffer[self._at : closed.end()]), closed.end() - self._at

    def _bracket(self, character: str) -> tuple[Token | None, int]:
        whole, start = (_ROUND, _ROUND_START) if character in "(（" else (_SQUARE, _SQUARE_START)
        rest = self._buffer[self._at : self._at + _LONGEST_MARKER + 1]
        partial = start.fullmatch(rest)
        if partial and not self._final and len(rest) <= _LONGEST_MARKER:
            return None, 0
        marker = whole.match(rest)
        if partial and marker is None and len(rest) <= _LONGEST_MARKER:
            marker = whole.match(f"{rest}{_CLOSER[character]}")
        if marker and self._cites(marker["body"], round_brackets=character in "(（"):
            return Token("marker", marker["body"]), min(marker.end(), len(rest))
        return Token("text", character), 1

    def _cites(self, body: str, *, round_brackets: bool) -> bool:
        words = [word for word in re.findall(r"[A-Za-z0-9]+", body) if word.lower() != "and"]
        if round_brackets:
            return all(self._ring.passage(word) for word in words)
        return all(self._ring.passage(word) or looks_like_key(word) for word in words)

    def _word(self) -> tuple[Token | None, int]:
        match = _WORD.match(self._buffer, self._at)
        assert match is not None
        word = match[0]
        at_end = match.end() == len(self._buffer) and not self._final
        if not self._after_word:
            waits = word in _WORDS_THAT_WAIT or KEY_START.fullmatch(word) or KEY.fullmatch(word)
            if at_end and waits:
                return None, 0
            if self._ring.passage(word):
                return Token("key", word), len(word)
        return Token("text", word), len(word)


def looks_like_key(word: str) -> bool:
    """Whether a word in square brackets can only be meant as a key or as a position in a list."""
    if word.isdecimal():
        return len(word) <= 3
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    return mixed and 4 <= len(word) <= 12

"""Cuts a text into the tokens that citations are made of: words, numbers, symbols, ids, dashes and punctuation."""

from __future__ import annotations

import re
from typing import NamedTuple

# Every quantifier is bounded or runs over characters that cannot follow it, so that the scan is linear.
_TOKEN = re.compile(
    r"""(?P<url>https?://\S+)
    |(?P<id>(?<![\w/.\#])[^\s\#()\[\],;"“”]{1,80}\#[\w-]{1,20}(?:\.[\w-]{1,20}){0,3}(?:\([\w.]{1,12}\)){0,8})
    |(?P<symbol>(?<![\w/.@])[A-Za-z]{1,8}(?:/\n?[^\W_]+(?:[.‐‑‒–-][^\W_]+)*)+)
    |(?P<break>\n[^\S\n]*\n)
    |(?P<word>[^\W\d_]+(?:['’ʼ\u00ad][^\W\d_]+)*)
    |(?P<number>[0-9]+)
    |(?P<dash>[-‐‑‒–—―−]+)
    |(?P<mark>[¶§]+)
    |(?P<other>[^\s\u00ad\u200b-\u200f\u2060\ufeff])""",
    re.VERBOSE,
)
_SPELLING = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})
_SYMBOL_SPELLING = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "\n": None})
_PLAIN_PUNCTUATION = {"（": "(", "）": ")", "，": ",", "；": ";", "．": ".", "：": ":", "＆": "&"}  # noqa: RUF001
_PADDING = 8


class Token(NamedTuple):
    """A token and its place in the text.

    `kind` is "word", "number", "symbol", "id", "dash", "mark" (¶, §), "break" (a blank line), "url" or "end"; for
    punctuation it is the character itself. `text` is spelled plainly (straight apostrophes, no soft hyphens), `low` is
    the same in lower case.
    """

    kind: str
    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, followed by a few of the kind "end" so that a reader may look ahead without a check."""
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    return tokens + [Token("end", "", "", len(text), len(text))] * _PADDING


def canonical_symbol(text: str) -> str:
    """A UN document symbol in its printed spelling: plain hyphens, no line break, capitals if none was typed."""
    symbol = text.translate(_SYMBOL_SPELLING)
    if symbol != symbol.lower():
        return symbol
    return re.sub(r"(?<=/)(REV|ADD|CORR|AMEND|SUB)\b", lambda part: part[0].capitalize(), symbol.upper())


def looks_like_symbol(symbol: str) -> bool:
    """Whether it is built like a UN symbol: "A/76/18", "CERD/C/506", but not "and/or"."""
    return "/" in symbol and any(character.isdigit() for character in symbol)


def _token(match: re.Match[str]) -> Token:
    kind, raw = str(match.lastgroup), match[0]
    text = raw
    if kind == "word":
        text = raw.translate(_SPELLING)
    elif kind == "symbol":
        text = canonical_symbol(raw)
        kind = "symbol" if looks_like_symbol(text) else "word"
    elif kind == "other":
        kind = text = _PLAIN_PUNCTUATION.get(raw, raw)
    return Token(kind, text, text.lower(), match.start(), match.end())

"""Everyday words for the terms that reports are written in: "cops" for "law enforcement".

`data/everyday_words.tsv` was written from the vocabulary of the two shipped documents alone, without sight of the
questions that search is measured by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import islice

import Stemmer

LONGEST = 4  # words of a phrase
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


class EverydayWords:
    """Official terms by everyday word or phrase, out of lines `everyday TAB official | official`; "#" is a comment.

    Words are compared by their stems. Raises ValueError for a line without a tab.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        entries = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if any(len(entry) != 2 for entry in entries):
            raise ValueError("A line of the everyday words is not `everyday TAB official | official`.")
        self._terms: dict[tuple[str, ...], tuple[str, ...]] = {}
        for (_, terms), stems in zip(entries, _stems([phrase for phrase, _ in entries]), strict=True):
            known = self._terms.get(stems, ())
            self._terms[stems] = tuple(dict.fromkeys([*known, *(term.strip() for term in terms.split("|"))]))

    def official_terms(self, query: str) -> list[tuple[str, ...]]:
        """For each everyday phrase in `query` its official terms; of phrases that overlap the first, longest one."""
        (stems,) = _stems([query])
        found, start = [], 0
        while start < len(stems):
            lengths = range(min(LONGEST, len(stems) - start), 0, -1)
            length = next((n for n in lengths if stems[start : start + n] in self._terms), 0)
            if length:
                found.append(self._terms[stems[start : start + length]])
            start += max(length, 1)
        return found


def _stems(texts: Iterable[str]) -> list[tuple[str, ...]]:
    words = [_WORD.findall(text.lower()) for text in texts]
    stemmer = Stemmer.Stemmer("english")  # one must not be shared between threads
    stems = iter(stemmer.stemWords([word for own in words for word in own]))
    return [tuple(islice(stems, len(own))) for own in words]


@cache
def shipped_everyday_words() -> EverydayWords:
    """Those that come with the program, read when first asked for."""
    table = files("vectorstore") / "data" / "everyday_words.tsv"
    return EverydayWords(table.read_text(encoding="utf-8").split("\n"))

"""Mends slips of the finger in queries, by the words of the library itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

import Stemmer

SHORTEST, LONGEST = 5, 30  # letters; shorter words are one slip away from too many others
_WORD = re.compile(r"[^\W\d_]+")


class Spelling:
    """Knows the words of `texts`, and through `is_word` those that a model knows besides.

    The texts are read when a word comes that the model does not know: most queries hold none.
    """

    def __init__(self, texts: Sequence[str], is_word: Callable[[str], bool]) -> None:
        self._texts = texts
        self._is_word = is_word

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(word for text in self._texts for word in _WORD.findall(text.lower()))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(Stemmer.Stemmer("english").stemWords(list(self._frequency)))

    @cached_property
    def _letters(self) -> str:
        return "".join(sorted(set("".join(self._frequency))))

    def correct(self, query: str) -> str:
        """The query with each word that nobody knows replaced by the likeliest word of the texts one slip away."""
        return _WORD.sub(lambda found: self._correct_word(found[0]), query)

    def _correct_word(self, written: str) -> str:
        word = written.lower()
        if not SHORTEST <= len(word) <= LONGEST or self._is_known(word):
            return written
        candidates = self._one_slip_away(word) & self._frequency.keys()
        return max(candidates, key=lambda word: (self._frequency[word], word), default=written)

    def _is_known(self, word: str) -> bool:
        return (
            self._is_word(word)
            or word in self._frequency
            or Stemmer.Stemmer("english").stemWord(word) in self._stems  # "covenants" where the texts say "covenant"
        )

    def _one_slip_away(self, word: str) -> set[str]:
        """A letter left out, doubled or put in, swapped with the next, or another in its place (Norvig 2007)."""
        splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
        left_out = {head + letter + tail for head, tail in splits for letter in self._letters}
        put_in = {head + tail[1:] for head, tail in splits if tail}
        swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in splits if len(tail) > 1}
        replaced = {head + letter + tail[1:] for head, tail in splits if tail for letter in self._letters}
        return left_out | put_in | swapped | replaced

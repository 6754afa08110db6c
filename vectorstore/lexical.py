"""Lexical ranking: BM25 over English word stems, headings included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import log1p

import numpy as np
import Stemmer

from vectorstore.embedding import FloatArray, IntArray

K1, B = 0.9, 0.4  # for passages of one or a few sentences; Anserini's default, and the better one on the dev questions

_STOP_WORDS = """
a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was
will with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Lucene's words that are not looked for, being everywhere."""

_WORD = re.compile(r"(?u)\b\w+\b")


@lru_cache(64)  # several indexes are asked the same
def _words_of(query: str) -> tuple[str, ...]:
    words = [word for word in _WORD.findall(query.lower()) if word not in STOP_WORDS]
    # The stemmer is made for each call: one must not be shared between threads.
    return tuple(dict.fromkeys(Stemmer.Stemmer("english").stemWords(words)))


class LexicalIndex:
    """BM25 over `texts`, built in memory: 15 ms for 560 passages, less than loading a stored one.

    Robertson and Zaragoza (2009), "The probabilistic relevance framework: BM25 and beyond", as Lucene counts it. For
    each word it keeps the texts that hold it, and what it adds to the score of each.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        words = [_WORD.findall(text.lower()) for text in texts]
        self._number, numbers = _numbered_stems(list(chain.from_iterable(words)))
        owners = np.repeat(np.arange(self._count), list(map(len, words)))
        owners, numbers = owners[numbers >= 0], numbers[numbers >= 0]
        pairs, times = np.unique(numbers.astype(np.int64) * max(self._count, 1) + owners, return_counts=True)
        of_word, self._owners = np.divmod(pairs, max(self._count, 1))
        self._frequency = np.bincount(of_word, minlength=len(self._number))
        self._ends = np.cumsum(self._frequency)
        lengths = np.bincount(owners, minlength=self._count)
        weights = np.log1p((self._count - self._frequency + 0.5) / (self._frequency + 0.5))
        relative = lengths[self._owners] / (lengths.mean() if len(owners) else 1.0)
        self._added = (weights[of_word] * times / (times + K1 * (1 - B + B * relative))).astype(np.float32)
        self._of_groups: dict[tuple[str, ...], FloatArray] = {}

    def scores(self, query: str) -> FloatArray:
        """For each text the share of the query's weight that it holds: 0..1, float32 (texts,).

        BM25 divided by the most that a text could reach, which counts words that no text holds too. So a query whose
        words are all elsewhere scores low, where a division by the best score found would lift chance matches to 1.
        """
        words = _words_of(query)
        possible = sum(log1p((self._count - n + 0.5) / (n + 0.5)) for n in map(self._texts_with, words))
        return self._found(words) / np.float32(possible or 1)

    def alternatives(self, groups: Iterable[Sequence[str]]) -> FloatArray:
        """For each text how much it holds of the terms in `groups`: 0..1, float32 (texts,).

        The terms of a group mean alike, so the one held best counts for it. A sum of BM25 over the weight of a word
        that no text holds, so that rare words count more than common ones; 1 is the most. What a group finds is kept:
        groups are those of a thesaurus, met again in query after query.
        """
        total = np.zeros(self._count, np.float32)
        for terms in groups:
            total += self._of_group(tuple(terms))
        share: FloatArray = np.minimum(total / np.float32(log1p((self._count + 0.5) / 0.5)), np.float32(1))
        return share

    def _of_group(self, terms: tuple[str, ...]) -> FloatArray:
        found = self._of_groups.get(terms)
        if found is None:
            found = np.max([self._found(_words_of(term)) for term in terms], axis=0)
            self._of_groups[terms] = found
        return found

    def _texts_with(self, word: str) -> int:
        number = self._number.get(word)
        return 0 if number is None else int(self._frequency[number])

    def _found(self, words: Iterable[str]) -> FloatArray:
        """What the words add up to in each text."""
        found = np.zeros(self._count, np.float32)
        for number in [self._number[word] for word in words if word in self._number]:
            end = self._ends[number]
            places = slice(end - self._frequency[number], end)
            found[self._owners[places]] += self._added[places]
        return found


def _numbered_stems(words: Sequence[str]) -> tuple[dict[str, int], IntArray]:
    """The stems of `words`, numbered, and the number of each word's stem, int32 (words,); -1 for a stop word."""
    distinct = [word for word in dict.fromkeys(words) if word not in STOP_WORDS]
    stems = Stemmer.Stemmer("english").stemWords(distinct)
    number = {stem: place for place, stem in enumerate(dict.fromkeys(stems))}
    of_word = {word: number[stem] for word, stem in zip(distinct, stems, strict=True)}
    return number, np.array([of_word.get(word, -1) for word in words], np.int32)

"""Lexical ranking: BM25 over English word stems, headings included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log1p
from typing import Any

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN

from vectorstore.embedding import FloatArray

K1, B = 0.9, 0.4  # for passages of one or a few sentences; Anserini's default, and the better one on the dev questions

_WORD = re.compile(r"(?u)\b\w+\b")
_STOP_WORDS = frozenset(STOPWORDS_EN)


def _tokenize(texts: Sequence[str], **options: Any) -> Any:
    stemmer = Stemmer.Stemmer("english")  # made for each call: one must not be shared between threads
    return bm25s.tokenize(
        list(texts), stopwords="en", stemmer=stemmer, token_pattern=_WORD.pattern, show_progress=False, **options
    )


@lru_cache(64)  # several indexes are asked the same
def _words_of(query: str) -> tuple[str, ...]:
    """What `_tokenize` makes of one short text, without its progress bars, which cost more than the words."""
    words = [word for word in _WORD.findall(query.lower()) if word not in _STOP_WORDS]
    return tuple(dict.fromkeys(Stemmer.Stemmer("english").stemWords(words)))


class LexicalIndex:
    """BM25 over `texts`, built in memory: 25 ms for 560 passages, less than loading a stored one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        corpus = _tokenize(texts)
        self._frequency: Counter[str] = Counter()
        words = {number: word for word, number in corpus.vocab.items()}
        for numbers in corpus.ids:
            self._frequency.update(words[number] for number in set(numbers))
        self._of_groups: dict[tuple[str, ...], FloatArray] = {}
        self._ranker = bm25s.BM25(k1=K1, b=B, method="lucene")
        if self._frequency:
            self._ranker.index(corpus, show_progress=False)

    def scores(self, query: str) -> FloatArray:
        """For each text the share of the query's weight that it holds: 0..1, float32 (texts,).

        BM25 divided by the most that a text could reach, which counts words that no text holds too. So a query whose
        words are all elsewhere scores low, where a division by the best score found would lift chance matches to 1.
        """
        words = _words_of(query)
        possible = sum(log1p((self._count - n + 0.5) / (n + 0.5)) for n in map(self._frequency.__getitem__, words))
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

    def _found(self, words: Sequence[str]) -> FloatArray:
        if not any(word in self._frequency for word in words):
            return np.zeros(self._count, np.float32)
        found: FloatArray = self._ranker.get_scores(list(words))
        return found

"""How well each word of a question is met by sentences of passages: by the same word, or by one that means the like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from math import log
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from assistant.checks.number_words import SMALL
from assistant.checks.words import content_stems, stem
from assistant.engines.extractive.answer_question import PIECE, Question, QuestionWord
from assistant.engines.extractive.read_texts import ReadTexts, as_floats
from assistant.store import Store
from vectorstore.embedding import Embedder, FloatArray, TextStates
from vectorstore.everyday_words import shipped_everyday_words
from vectorstore.model import Passage
from vectorstore.search import HybridSearch

_BY_EVERYDAY_WORD = 0.65  # what an official term for a word of the question counts
_LOW, _HIGH = 0.45, 0.8  # contextual similarity of two words: below it says nothing, above they mean the same
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?[–/-]\s?((?:19|20)?\d\d)\b|\bfrom ((?:19|20)\d\d) to ((?:19|20)\d\d)\b", re.I)
_NAME_WEIGHT = 1.5
_COUNTED_WEIGHT = 1.5
_BACKGROUND_WEIGHT = 0.25  # of what is told before a question
_IN_RANGE = 0.8  # what a year counts that a span of years holds
_KEPT_TEXTS = 5_500  # the sentences of one report and a treaty, and the questions that they answer


@dataclass(frozen=True, slots=True)
class Matches:
    """How a question and some texts meet.

    `values`: how well each word is met in each text, 0..1, float32 (texts, words). `weights`: what each word counts,
    (words,), sum 1. `cosines`: likeness of the whole question to each text, float32 (texts,); 0 without a model.
    `vector`: of the whole question, None without a model.
    """

    values: FloatArray
    weights: FloatArray
    cosines: FloatArray
    vector: FloatArray | None = None


class Matcher:
    """Compares questions with texts. What the embedder makes of a text is kept in `folder`."""

    def __init__(self, search: HybridSearch, folder: Path) -> None:
        self._search = search
        self._read = None if search.embedder is None else ReadTexts(search.embedder, folder)
        self._lengths: dict[str, int] = {}

    def match(self, question: Question, texts: Sequence[str]) -> Matches:
        """How well the words of the question are met in each of the texts."""
        weights = np.array([self.weight(word) for word in question.words], np.float32)
        values = np.array([[exact_match(word, text) for word in question.words] for text in texts], np.float32)
        values = np.maximum(values.reshape(len(texts), len(question.words)), _by_everyday_words(question, texts))
        cosines, vector = np.zeros(len(texts), np.float32), None
        if self._read is not None and len(texts):
            embedder = self._read.embedder
            asked = embedder.read([question.text])[0]
            read = [as_floats(rows) for rows in self._read.of(texts)]
            ends = self._piece_ends(embedder, question)
            values = np.maximum(values, _soft(question, asked, ends, [rows[1:] for rows in read]))
            vector = asked.vector
            vectors = [vector]
            if question.asked != question.text:
                vectors.append(embedder.read([question.asked])[0].vector)
            cosines = np.array([max(rows[0] @ one for one in vectors) for rows in read], np.float32)
        return Matches(values, weights / (weights.sum() or 1), cosines, vector)

    def asked_of(self, passage: Passage) -> tuple[str, ...]:
        """What people ask that the passage is known to answer."""
        return self._search.asked_of(passage.id)

    def weight(self, word: QuestionWord) -> float:
        """How much a word tells: rare ones more, names and numbers more still."""
        rarity = log(1 + self._count / (1 + self._frequency[word.stem]))
        rarity *= _NAME_WEIGHT if word.is_name or word.is_number else 1
        rarity *= _BACKGROUND_WEIGHT if word.background else 1
        return rarity * (_COUNTED_WEIGHT if word.counted else 1)

    @cached_property
    def _frequency(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for unit in self._search.units:
            counted.update({*content_stems(unit.text), *re.findall(r"\d+", unit.text)})
        return counted

    @property
    def _count(self) -> int:
        return len(self._search.units)

    def _piece_ends(self, embedder: Embedder, question: Question) -> list[int]:
        """Where the tokens of each piece of a question end: the model reads each piece into tokens on its own."""
        for piece in question.pieces:
            if piece not in self._lengths:
                self._lengths[piece] = len(embedder.spans(piece))
        return list(accumulate(self._lengths[piece] for piece in question.pieces))


_MATCHERS: WeakKeyDictionary[HybridSearch, Matcher] = WeakKeyDictionary()


def matcher_of(store: Store) -> Matcher:
    """The matcher of a store's search, made once."""
    search = store.search
    if search not in _MATCHERS:
        _MATCHERS[search] = Matcher(search, store.cache / "checks")
    return _MATCHERS[search]


def exact_match(word: QuestionWord, text: str) -> float:
    """1 if the text holds the word in some form, the number in digits or letters, or a span of years around it."""
    if word.year is not None:
        return 1.0 if _alone(word.text, text) else _IN_RANGE * _in_range(word.year, text)
    if word.is_number:
        return float(re.search(rf"(?<![\d,.]){_digits(word.text)}(?![\d]|[,.]\d)", text) is not None)
    if word.text.lower() in SMALL:
        number = SMALL[word.text.lower()]
        return float(re.search(rf"\b(?:{word.text}|(?<![\d,.]){number}(?![,.]?\d))\b", text, re.I) is not None)
    return float(word.stem in _stems(text))


def _digits(number: str) -> str:
    """A pattern for a number however its thousands are parted: 2000, "2,000", "2 000"."""
    plain = number.replace(",", "")
    return "".join(("[, \u00a0]?" if i and (len(plain) - i) % 3 == 0 else "") + one for i, one in enumerate(plain))


def _alone(year: str, text: str) -> bool:
    """Whether the text names a year otherwise than as the end of a span."""
    return re.search(rf"(?<![–-]){year}(?![–-]\d)", text) is not None


@lru_cache(maxsize=_KEPT_TEXTS)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(piece.lower()) for piece in PIECE.findall(text))


def _in_range(year: int, text: str) -> bool:
    for match in _RANGE.finditer(text):
        first, last = match[1] or match[3], match[2] or match[4]
        last = first[: 4 - len(last)] + last
        if int(first) <= year <= int(last):
            return True
    return False


def _by_everyday_words(question: Question, texts: Sequence[str]) -> FloatArray:
    """What the official terms for the everyday words of a question meet in each text, float32 (texts, words)."""
    found = np.zeros((len(texts), len(question.words)), np.float32)
    terms = [_terms(question, word.piece) for word in question.words]
    for row, text in enumerate(texts):
        stems = _stems(text)
        for column, own in enumerate(terms):
            found[row, column] = _BY_EVERYDAY_WORD * any(term <= stems for term in own)
    return found


def _terms(question: Question, piece: int) -> list[frozenset[str]]:
    """The stems of each official term for a word, alone or with a word beside it."""
    pieces = question.pieces
    phrases = {pieces[piece], " ".join(pieces[piece : piece + 2]), " ".join(pieces[max(piece - 1, 0) : piece + 1])}
    table = shipped_everyday_words()
    groups = [group for phrase in sorted(phrases) for group in table.official_terms(phrase)]
    return [frozenset(stem(one) for one in PIECE.findall(term.lower())) for group in groups for term in group]


def _soft(question: Question, asked: TextStates, ends: Sequence[int], texts: Sequence[FloatArray]) -> FloatArray:
    """Likeness in context, 0..1, float32 (texts, words); 0 for numbers and names, which are like any other."""
    found = np.zeros((len(texts), len(question.words)), np.float32)
    if not ends or ends[-1] != len(asked.states):
        return found
    columns = [i for i, word in enumerate(question.words) if not word.is_number and not word.is_name]
    pieces = [question.words[column].piece for column in columns]
    starts, stops = np.array([0, *ends])[pieces], np.array(ends)[pieces]
    for row, text in enumerate(texts):
        if not len(text):
            continue
        best = (text @ asked.states.T).max(axis=0)
        sums = np.concatenate([[0.0], np.cumsum(best, dtype=np.float64)])
        found[row, columns] = ((sums[stops] - sums[starts]) / (stops - starts) - _LOW) / (_HIGH - _LOW)
    clipped: FloatArray = np.clip(found, 0, 1)
    return clipped

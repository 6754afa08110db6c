"""A claim and the nearest sentences of its passages, word by word: each word beside what answers to it.

The soft alignment of Parikh et al., "A Decomposable Attention Model for Natural Language Inference" (2016), over the
states that the model of meaning gives words in context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.checks.claim import Claim
from assistant.checks.passage_index import PassageIndex
from assistant.checks.word_states import WordStates
from vectorstore.embedding import FloatArray
from vectorstore.model import Passage

MOST_TOLD = 40  # words of a claim that are read
MOST_GIVEN = 48  # words of the nearest sentence: the stretch of it that answers best
_MOST_PASSAGES = 6
_SENTENCES = 3
_SHARPNESS = 15.0  # of the attention: a word nearer by 0.1 gets four times the share


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side: their states, what answers to each on the other side, and three marks.

    `own` and `other` are float32 (words, dimension), `marks` float32 (words, 3): the nearness of the nearest word,
    whether the other side has the word itself, and whether the nearest stands in the nearest sentence.
    """

    own: FloatArray
    other: FloatArray
    marks: FloatArray


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both sides, and how the two sentences agree in each dimension of meaning, float32 (dimension,)."""

    told: Side
    given: Side
    agreement: FloatArray


class Aligner:
    """Aligns claims with the passages that they cite."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def align(self, claim: Claim) -> Aligned | None:
        """The alignment of what a claim asserts; None without a model, or where either side has no words."""
        text = " ".join(claim.asserted.split())
        vector = self._index.vector(text)
        told = self._index.words(text)
        if vector is None or told is None or not told.words:
            return None
        told = WordStates(told.words[:MOST_TOLD], told.states[:MOST_TOLD])
        found = self._nearest_sentences(vector, claim.source.passages[:_MOST_PASSAGES])
        if not found:
            return None
        own = told.states.astype(np.float32)
        given = np.concatenate([sentence.states for sentence in found]).astype(np.float32)
        stems = [word.stem for sentence in found for word in sentence.words]
        first = len(found[0].words)
        nearness = own @ given.T
        marks = _marks(nearness, [word.stem for word in told.words], stems, (nearness.argmax(axis=1) < first).tolist())
        nearest = given[:first].mean(axis=0)
        return Aligned(
            Side(own, _softmax(nearness) @ given, marks),
            _given_side(found[0], told, nearness[:, :first].T),
            vector * nearest / float(np.linalg.norm(nearest)),
        )

    def _nearest_sentences(self, vector: FloatArray, passages: Sequence[Passage]) -> list[WordStates]:
        """The words of the sentences nearest in meaning, the nearest first."""
        ranked: list[tuple[float, int, WordStates]] = []
        for passage in passages:
            words = self._index.passage_words(passage)
            for cosine, sentence in self._index.sentence_cosines(vector, passage):
                end = sentence.start + len(sentence.text)
                inside = [i for i, word in enumerate(words.words) if sentence.start <= word.start < end]
                if inside:
                    part = WordStates(tuple(words.words[i] for i in inside), words.states[inside])
                    ranked.append((cosine, -len(ranked), part))
        return [part for _, _, part in sorted(ranked, key=lambda each: each[:2], reverse=True)[:_SENTENCES]]


def _given_side(sentence: WordStates, told: WordStates, nearness: FloatArray) -> Side:
    """The side of the nearest sentence; of a long one the stretch whose words answer best."""
    start = 0
    if len(sentence.words) > MOST_GIVEN:
        start = int(np.convolve(nearness.max(axis=1), np.ones(MOST_GIVEN), "valid").argmax())
    chosen = slice(start, start + MOST_GIVEN)
    own, other = sentence.states[chosen].astype(np.float32), told.states.astype(np.float32)
    words, close = sentence.words[chosen], nearness[chosen]
    stems = [word.stem for word in told.words]
    marks = _marks(close, [word.stem for word in words], stems, [False] * len(words))
    return Side(own, _softmax(close) @ other, marks)


def _marks(nearness: FloatArray, own: list[str], other: list[str], nearby: Sequence[bool]) -> FloatArray:
    held = set(other)
    shared = [stem in held for stem in own]
    return np.stack([nearness.max(axis=1), np.asarray(shared), np.asarray(nearby)], axis=1).astype(np.float32)


def _softmax(nearness: FloatArray) -> FloatArray:
    shares = np.exp((nearness - nearness.max(axis=1, keepdims=True)) * np.float32(_SHARPNESS))
    normed: FloatArray = shares / shares.sum(axis=1, keepdims=True)
    return normed

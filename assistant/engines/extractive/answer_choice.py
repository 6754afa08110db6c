"""Chooses the sentences that answer a question, and says how fully they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_matching import Matcher
from assistant.engines.extractive.answer_question import Question
from assistant.engines.extractive.statements import Statement, statements_of
from vectorstore.embedding import FloatArray
from vectorstore.search import Hit

# Weights and limits below were chosen on the dev questions.
_CONTEXT = 0.5  # what a word counts that is met only elsewhere in the passage
_OTHER_PARTS = 0.5  # what the words of a question's other parts count in one part
_UNFIT = 0.3  # what a sentence counts that lacks the figure, date or name wanted
_RELEVANCE, _NEARNESS = 0.6, 0.3
_GAIN = 0.1  # share of the question's weight that a further sentence must add
_MOST = 5


@dataclass(frozen=True)
class Candidates:
    """Sentences of the passages found, and how each fits each part of the question.

    `relevance`: the passage's score divided by the best one, float32 (sentences,). `met`: how well each word is met,
    its passage's other sentences counting in part, float32 (sentences, words). `fit`: float32 (parts, sentences).
    """

    question: Question
    statements: tuple[Statement, ...]
    relevance: FloatArray
    met: FloatArray
    own: FloatArray
    weights: FloatArray
    nearness: FloatArray
    fit: FloatArray

    @property
    def fullness(self) -> float:
        """How fully the best sentence for each part meets it, 0..1, averaged over the parts."""
        return float(self.fit.max(axis=1).mean()) if self.fit.size else 0.0


def read_candidates(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Candidates:
    """The sentences of the passages found, matched with the question."""
    statements: list[Statement] = []
    relevance: list[float] = []
    best = max((hit.score for hit in hits), default=1.0)
    for hit in hits:
        own = statements_of([hit.passage])
        statements += own
        relevance += [hit.score / best] * len(own)
    matches = matcher.match(question, [statement.text for statement in statements])
    met = _with_context(matches.values, statements)
    fit = np.array([_fit(part, question, statements, met, matches.weights) for part in range(len(question.wanted))])
    return Candidates(
        question,
        tuple(statements),
        np.array(relevance, np.float32),
        met,
        matches.values,
        matches.weights,
        matches.nearness,
        fit,
    )


def choose(candidates: Candidates, most: int | None = None) -> list[int]:
    """The rows of the sentences that answer, in order of choice: the best for each part, then what adds to them."""
    if not candidates.statements:
        return []
    likely = _RELEVANCE * candidates.relevance + _NEARNESS * candidates.nearness
    chosen: list[int] = []
    for part in range(len(candidates.fit)):
        row = int(np.argmax(candidates.fit[part] + likely))
        if row not in chosen:
            chosen.append(row)
    limit = most or min(_MOST, len(candidates.fit) + 1)
    while len(chosen) < limit:
        covered = candidates.own[chosen].max(axis=0)
        gains = np.maximum(candidates.own - covered, 0) @ candidates.weights
        gains = np.where(candidates.relevance >= 0.75, gains, 0) * candidates.relevance
        gains[chosen] = 0
        row = int(np.argmax(gains))
        if gains[row] < _GAIN:
            break
        chosen.append(row)
    return chosen


def _with_context(values: FloatArray, statements: Sequence[Statement]) -> FloatArray:
    owners = np.array([statement.passage.id for statement in statements])
    met = values.copy()
    for owner in dict.fromkeys(owners.tolist()):
        rows = owners == owner
        met[rows] = np.maximum(met[rows], _CONTEXT * values[rows].max(axis=0))
    return met


def _fit(
    part: int, question: Question, statements: Sequence[Statement], met: FloatArray, weights: FloatArray
) -> FloatArray:
    """How far each sentence meets one part, float32 (sentences,)."""
    own = np.array([1.0 if word.part == part else _OTHER_PARTS for word in question.words], np.float32)
    shares = weights * own
    share_met = met @ (shares / (shares.sum() or 1))
    wanted = question.wanted[part]
    fits = np.array([1.0 if holds(wanted, statement.text, question.text) else _UNFIT for statement in statements])
    fit: FloatArray = (share_met * fits).astype(np.float32)
    return fit

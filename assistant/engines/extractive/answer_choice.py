"""Chooses the sentences that answer a question, and says how fully they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_matching import Matcher
from assistant.engines.extractive.answer_question import Question
from assistant.engines.extractive.statements import Statement, statements_of
from vectorstore.embedding import FloatArray
from vectorstore.model import Passage
from vectorstore.search import Hit

# Weights and limits below were chosen on the dev questions.
_CONTEXT = 0.5  # what a word counts that is met only elsewhere in the passage
_OTHER_PARTS = 0.5  # what the words of a question's other parts count in one part
_UNFIT = 0.3  # what a sentence counts that lacks the figure, date or name wanted
_RELEVANCE = 1.5  # of the passage, beside the fit of the sentence
_EMPTY = 0.3  # taken from a sentence that says nothing of itself
# A further sentence must add this share of the question's weight, in a passage of at least this relevance; questions in
# several parts, or open ones, ask less of it.
_GAIN, _LEAST = 0.25, 0.95
_GAIN_OF_SEVERAL, _LEAST_OF_SEVERAL, _FURTHER_OF_SEVERAL = 0.05, 0.75, 2
_NEW = 0.1
_LEAST_OF_SPREAD = 0.88
_OPEN = re.compile(
    r"\b(?:tell|give) (?:me|us)\b|\bwhat does the report (?:say|claim|tell)\b|\bwhy\b"
    r"|\bhow (?:does|do|did|is|are|has)\b",
    re.I,
)
_MOST = 5


@dataclass(frozen=True)
class Candidates:
    """Sentences of the passages found, and how each fits each part of the question.

    `relevance`: the passage's score divided by the best one, float32 (sentences,). `own`: how well each word is met in
    the sentence, float32 (sentences, words); `met`: the same, its passage's other sentences counting in part.
    `weights`: what each word counts, float32 (words,), sum 1. `fit`: float32 (parts, sentences).
    """

    question: Question
    statements: tuple[Statement, ...]
    relevance: FloatArray
    met: FloatArray
    own: FloatArray
    weights: FloatArray
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
        own = sentences_of(hit.passage)
        statements += own
        relevance += [hit.score / best] * len(own)
    matches = matcher.match(question, [statement.text for statement in statements])
    values = _with_treaty_named(matches.values, question, statements)
    met = _with_context(values, statements)
    fit = np.array([_fit(part, question, statements, met, matches.weights) for part in range(len(question.wanted))])
    return Candidates(
        question,
        tuple(statements),
        np.array(relevance, np.float32),
        met,
        values,
        matches.weights,
        fit,
    )


@lru_cache(maxsize=1_000)
def sentences_of(passage: Passage) -> tuple[Statement, ...]:
    """The sentences of a passage, classified once."""
    return tuple(statements_of([passage]))


def choose(candidates: Candidates, most: int = _MOST, *, spread: bool = True) -> list[int]:
    """The rows of the sentences that answer, in order of choice: the best for each part, then what adds to them.

    All are of one document: the one that the best sentences speak for. With `spread`, an open question and one in
    several parts get a sentence from each passage that is nearly as relevant as the best.
    """
    if not candidates.statements:
        return []
    likely = _RELEVANCE * candidates.relevance - _EMPTY * _emptiness(candidates)
    scores = candidates.fit + likely
    inside = _of_document(candidates, scores)
    chosen = list(dict.fromkeys(np.argmax(np.where(inside, scores, -np.inf), axis=1).tolist()))[:most]
    several = len(candidates.fit) > 1 or _OPEN.search(candidates.question.text) is not None
    least, gain = (_LEAST_OF_SEVERAL, _GAIN_OF_SEVERAL) if several else (_LEAST, _GAIN)
    limit = min(most, len(candidates.fit) + (_FURTHER_OF_SEVERAL if several else 1))
    allowed = inside & (candidates.relevance >= least)
    while len(chosen) < limit:
        covered = candidates.own[chosen].max(axis=0)
        gains = np.maximum(candidates.own - covered, 0) @ candidates.weights + _NEW * candidates.relevance
        gains = np.where(allowed, gains, 0)
        gains[chosen] = 0
        row = int(np.argmax(gains))
        if gains[row] < gain + _NEW:
            break
        chosen.append(row)
    return _spread(candidates, chosen, inside, most) if several and spread else chosen


def _spread(candidates: Candidates, chosen: list[int], inside: NDArray[np.bool_], most: int) -> list[int]:
    """The rows chosen, and the best of each further passage that is nearly as relevant as the best one."""
    best = candidates.fit.max(axis=0)
    owners = np.array([statement.passage.id for statement in candidates.statements])
    for owner in dict.fromkeys(owners.tolist()):
        rows = (owners == owner) & inside & (candidates.relevance >= _LEAST_OF_SPREAD)
        if rows.any() and not rows[chosen].any() and len(chosen) < min(most, _MOST - 1):
            chosen = [*chosen, int(np.argmax(np.where(rows, best, -1)))]
    return chosen


def _emptiness(candidates: Candidates) -> FloatArray:
    """1 for each sentence in which the State only judges itself, and for mere opening words; float32 (sentences,)."""
    empty = [one.acts == {"self_assessment"} or _is_opening(one) for one in candidates.statements]
    return np.array(empty, np.float32)


def _is_opening(statement: Statement) -> bool:
    return statement.address.in_treaty and statement.text.endswith(":")


def _of_document(candidates: Candidates, scores: FloatArray) -> NDArray[np.bool_]:
    """Which sentences are of the document whose best sentences fit the parts best, bool (sentences,)."""
    symbols = np.array([statement.passage.symbol for statement in candidates.statements])
    totals = {
        symbol: float(scores[:, symbols == symbol].max(axis=1).mean()) for symbol in dict.fromkeys(symbols.tolist())
    }
    inside: NDArray[np.bool_] = symbols == max(totals, key=lambda symbol: totals[symbol])
    return inside


def _with_treaty_named(values: FloatArray, question: Question, statements: Sequence[Statement]) -> FloatArray:
    """The values, where every sentence of the treaty meets the treaty's name."""
    inside = np.array([statement.address.in_treaty for statement in statements], bool)
    named = np.array([word.text == "Convention" for word in question.words], bool)
    return np.where(np.outer(inside, named), np.float32(1), values)


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

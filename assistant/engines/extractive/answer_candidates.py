"""The sentences that may answer a question, and how each fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.checks.figure_roles import Role, read_roles
from assistant.checks.quantities import read_quantities
from assistant.engines.extractive.answer_demands import holds, new_values
from assistant.engines.extractive.answer_matching import Matcher, Matches
from assistant.engines.extractive.answer_question import Question, QuestionWord
from assistant.engines.extractive.statements import Statement, sentences_of
from vectorstore.embedding import FloatArray
from vectorstore.search import Hit

# Weights below were chosen on the dev questions.
_CONTEXT = 0.5  # what a word counts that is met only elsewhere in the passage
_OTHER_PARTS = 0.5  # what the words of a question's other parts count in one part
_UNFIT = 0.3  # what a sentence counts that lacks the figure, date or name wanted
_UNBOUND = 0.6  # what a sentence counts whose figures are of another thing than the one counted
_LEVEL = 0.2  # what stands in for the questions that a document which does not ship is not known to answer
_KNOWN = 0.8  # what a word counts that is met in a question which the passage is known to answer
_FURTHER = 0.12  # what each place further down takes from the relevance of a passage
FIGURES = frozenset({"figure", "amount", "share"})
_COUNTED_KINDS = frozenset({"count", "percent", "fraction", "money"})
_NEAR = 0.6  # what a word counts that is met in the sentence, but not beside the figure
_SAME_SENTENCE = 0.7  # what a year counts that stands in the sentence, where no figure of it has a year of its own
_WHOLES = frozenset({"Kazakhstan", "Convention", "Committee", "State"})  # which figures are of without saying so


@dataclass(frozen=True)
class Candidates:
    """Sentences of the passages found, and how each fits each part of the question.

    `relevance`: 1 for the best passage and less for each that search puts after it, whatever its scores, float32
    (sentences,). `own`: how well each word is met in the sentence, float32 (sentences, words); `met`: the same, its
    passage's other sentences and the questions that it is known to answer counting in part. `weights`: what each word
    counts, float32 (words,), sum 1. `cosines`: likeness of the whole question to each sentence, float32 (sentences,);
    `known`: to the two most like of the questions that its passage is known to answer, or where there are none, to the
    passage's best sentence, set to the same scale. `fit`: float32 (parts, sentences). `vector`: of the whole question,
    float32 (dimension,); None without a model.
    """

    question: Question
    statements: tuple[Statement, ...]
    relevance: FloatArray
    met: FloatArray
    own: FloatArray
    weights: FloatArray
    cosines: FloatArray
    known: FloatArray
    fit: FloatArray
    vector: FloatArray | None

    def beside_figure(self, row: int) -> float:
        """How near a figure of a sentence stands to the words of the question, 0..1."""
        return _beside_figure(self.question, self.statements[row].text, self.met[row], self.weights, counted=False)

    def bound(self, rows: Sequence[int]) -> float:
        """How well a figure of some sentences is of the thing, the group and the year asked, all three at once, 0..1.

        The least over the parts of the question that want a figure; 1 where none does. A figure that the question gives
        itself does not count.
        """
        parts = [part for part, wanted in enumerate(self.question.wanted) if wanted in FIGURES]
        needed = [columns for part in parts if (columns := _binding(self.question, part))]
        return min((max((self._bound(row, columns) for row in rows), default=0.0) for columns in needed), default=1.0)

    def _bound(self, row: int, columns: Sequence[int]) -> float:
        text, words = self.statements[row].text, self.question.words
        new = new_values(text, self.question.text)
        nearest = 0.0
        for role in _roles(text):
            if role.quantity.value in new:
                beside = [self._beside(role, words[column], row, column) for column in columns]
                nearest = max(nearest, min(beside))
        return nearest

    def _beside(self, role: Role, word: QuestionWord, row: int, column: int) -> float:
        far = _NEAR * float(self.met[row, column])
        if word.year is None:
            return max(role.keys.get(word.stem, 0.0), far)
        if word.year in role.years:
            return 1.0
        return _SAME_SENTENCE if not role.years and self.own[row, column] > _SAME_SENTENCE else far


def read_candidates(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Candidates:
    """The sentences of the passages found, best passage first, matched with the question."""
    statements: list[Statement] = []
    relevance: list[float] = []
    for rank, hit in enumerate(hits):
        own = sentences_of(hit.passage)
        statements += own
        relevance += [1 / (1 + _FURTHER * rank)] * len(own)
    asked = [(hit.passage.id, text) for hit in hits for text in matcher.asked_of(hit.passage)]
    count = len(statements)
    matches = matcher.match(question, [*(one.text for one in statements), *(text for _, text in asked)])
    values = _with_treaty_named(matches.values[:count], question, statements)
    askers = [id for id, _ in asked]
    of_asked = Matches(matches.values[count:], matches.weights, matches.cosines[count:])
    met, known = _with_known(_with_context(values, statements), matches.cosines[:count], statements, askers, of_asked)
    fit = np.array([_fit(part, question, statements, met, matches.weights) for part in range(len(question.wanted))])
    return Candidates(
        question,
        tuple(statements),
        np.array(relevance, np.float32),
        met,
        values,
        matches.weights,
        matches.cosines[:count],
        known,
        fit,
        matches.vector,
    )


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


def _with_known(
    met: FloatArray, cosines: FloatArray, statements: Sequence[Statement], askers: Sequence[str], asked: Matches
) -> tuple[FloatArray, FloatArray]:
    """`met` with the words met in what each passage is known to answer, and `known`; `askers` owns each question."""
    met, known = met.copy(), cosines.copy()
    owners = np.array([statement.passage.id for statement in statements])
    for owner in dict.fromkeys(owners.tolist()):
        rows, own = owners == owner, np.array(askers) == owner
        if own.any():
            met[rows] = np.maximum(met[rows], _KNOWN * asked.values[own].max(axis=0))
            known[rows] = np.sort(asked.cosines[own])[-2:].mean()
        else:
            known[rows] = cosines[rows].max() + _LEVEL
    return met, known


def _binding(question: Question, part: int) -> list[int]:
    """The columns of the words of a part that its figure must be of: the last word counted, groups, years."""
    columns = [column for column, word in enumerate(question.words) if word.part == part and not word.background]
    counted = [column for column in columns if question.words[column].counted]
    marked = [
        column
        for column in columns
        if (question.words[column].is_name or question.words[column].year is not None)
        and not question.words[column].counted
        and question.words[column].text not in _WHOLES
    ]
    return [*counted[-1:], *marked]


def _fit(
    part: int, question: Question, statements: Sequence[Statement], met: FloatArray, weights: FloatArray
) -> FloatArray:
    """How far each sentence meets one part, float32 (sentences,)."""
    counts = [1.0 if word.part == part or word.background else _OTHER_PARTS for word in question.words]
    own = np.array(counts, np.float32)
    shares = weights * own
    share_met = met @ (shares / (shares.sum() or 1))
    wanted = question.wanted[part]
    fits = [1.0 if holds(wanted, statement.text, question.text) else _UNFIT for statement in statements]
    if wanted in FIGURES:
        for row, statement in enumerate(statements):
            near = _beside_figure(question, statement.text, met[row], weights, counted=True)
            fits[row] *= _UNBOUND + (1 - _UNBOUND) * near
    fit: FloatArray = (share_met * np.array(fits)).astype(np.float32)
    return fit


def _beside_figure(question: Question, text: str, met: FloatArray, weights: FloatArray, *, counted: bool) -> float:
    columns = [column for column, word in enumerate(question.words) if word.counted or not counted]
    total = sum(float(weights[column]) for column in columns)
    if not total:
        return 1.0
    nearest = 0.0
    for role in _roles(text):
        shares = 0.0
        for column in columns:
            word = question.words[column]
            of_year = word.year is not None and word.year in role.years
            beside = 1.0 if of_year else max(role.keys.get(word.stem, 0.0), _NEAR * float(met[column]))
            shares += float(weights[column]) * beside
        nearest = max(nearest, shares / total)
    return nearest


@lru_cache(maxsize=4_000)
def _roles(text: str) -> tuple[Role, ...]:
    """The counts, shares and sums of a sentence with what they stand for."""
    return tuple(role for role in read_roles(text, read_quantities(text)) if role.quantity.kind in _COUNTED_KINDS)

"""What people ask, in their own words, that a passage of the shipped documents answers: a second way to find it.

Nogueira and others (2019), "Document expansion by query prediction", arXiv 1904.08375, with questions written by
readers in place of a model's. `data/README.md` tells how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

import numpy as np

from vectorstore.embedding import FloatArray, IntArray
from vectorstore.lexical import LexicalIndex


@dataclass(frozen=True, slots=True)
class Question:
    """Something that people ask, a question or some words of a search, and the id of a passage that answers it."""

    passage: str
    text: str


class AskedQuestions:
    """Scores units by the questions that they are known to answer; `ids` names the units.

    `questions` are in the units' order, two at least for each unit that has any. `vectors` are theirs, unit rows,
    float32 (questions, dimension); without them the words alone can be asked for.
    """

    def __init__(self, questions: Sequence[Question], vectors: FloatArray | None, ids: Sequence[str]) -> None:
        rows = {id: row for row, id in enumerate(ids)}
        groups = {rows[id]: list(own) for id, own in groupby(range(len(questions)), lambda n: questions[n].passage)}
        self._texts = {row: tuple(questions[number].text for number in own) for row, own in groups.items()}
        self._rows = np.array(list(groups), np.int32)
        self.known = np.isin(np.arange(len(ids)), self._rows)
        self._words = LexicalIndex([" ".join(questions[number].text for number in own) for own in groups.values()])
        # by columns, which a product reads in half the time; a zero behind them fills up units with few questions
        self._columns = None if vectors is None else np.pad(np.ascontiguousarray(vectors.T), ((0, 0), (0, 1)))
        self._numbers = _padded(list(groups.values()), len(questions))

    def texts(self, row: int) -> tuple[str, ...]:
        """The questions that the unit in this row is known to answer."""
        return self._texts.get(row, ())

    def words(self, query: str) -> FloatArray:
        """The share of the query's words, by weight, that stand in each unit's questions: 0..1, float32 (units,)."""
        return self._of_all(self._words.scores(query))

    def cosines(self, vector: FloatArray) -> FloatArray:
        """The mean cosine of those two questions of each unit that are most like the query, float32 (units,)."""
        if self._columns is None:
            return np.zeros(len(self.known), np.float32)
        cosines = vector @ self._columns
        cosines[-1] = -1
        best = np.partition(cosines[self._numbers], -2, axis=1)
        return self._of_all(np.float32(0.5) * (best[:, -1] + best[:, -2]))

    def _of_all(self, scores: FloatArray) -> FloatArray:
        """`scores` of the units with questions, and zeros for the others."""
        of_all = np.zeros(len(self.known), np.float32)
        of_all[self._rows] = scores
        return of_all


def _padded(groups: Sequence[Sequence[int]], filler: int) -> IntArray:
    """The groups as rows of one length, int32 (groups, length)."""
    length = max([2, *map(len, groups)])
    return np.array([[*group, *[filler] * (length - len(group))] for group in groups], np.int32).reshape(-1, length)


def shipped_questions() -> list[Question]:
    """The questions that come with the program, in the order of the shipped documents."""
    lines = (files("vectorstore") / "data" / "asked.tsv").read_text(encoding="utf-8").split("\n")
    return [Question(*line.split("\t")) for line in lines if line and not line.startswith("#")]

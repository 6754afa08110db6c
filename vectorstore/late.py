"""Late interaction: each word of a query against each word of a passage, in context.

Khattab and Zaharia (2020), "ColBERT", arXiv 2004.12832, with the states of a model that was not trained for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from vectorstore.document_vectors import STATE_STEPS, DocumentVectors
from vectorstore.embedding import FloatArray, IntArray, TextStates
from vectorstore.heading_vectors import HeadingVectors

StepArray = npt.NDArray[np.int8]

BLOCK = 400  # states at the least that are turned into floats at a time; thousands leave the processor's nearest memory


class LateInteraction:
    """Scores units by how well each query token is matched by their best token, rare tokens counting more.

    With `headings`, one for each document, a unit is matched by the tokens of its headings too.
    """

    def __init__(self, documents: Sequence[DocumentVectors], headings: Sequence[HeadingVectors] = ()) -> None:
        self._texts = _States(documents)
        self._headings = _States([heading.chains for heading in headings])
        firsts = list(accumulate((len(heading.chains.starts) - 1 for heading in headings), initial=0))[:-1]
        of_unit = [first + heading.of_unit for first, heading in zip(firsts, headings, strict=True)]
        self._heading_of = np.concatenate(of_unit) if headings else None
        self._units = sum(len(document.starts) - 1 for document in documents)
        self._frequency = _document_frequency(documents)

    def scores(self, query: TextStates, rows: IntArray) -> FloatArray:
        """A score within -1..1, hardly ever below 0, for each of the units `rows`, float32 (rows,).

        A query without tokens scores 0 everywhere.
        """
        weights = self._weights(query.tokens)
        if not weights.any():
            return np.zeros(len(rows), np.float32)
        states = self._texts.of(rows)
        if self._heading_of is None:
            best = _best_matches(states, query.states)
        else:
            chains, own = np.unique(self._heading_of[rows], return_inverse=True)
            found = _best_matches([*states, *self._headings.of(chains)], query.states)
            best = np.maximum(found[: len(rows)], found[len(rows) :][own])
        scores: FloatArray = best @ weights / np.float32(weights.sum() * STATE_STEPS)
        return scores

    def _weights(self, tokens: IntArray) -> FloatArray:
        """Inverse document frequency as in BM25, float32 (tokens,)."""
        known = tokens < len(self._frequency)
        frequency = np.where(known, self._frequency[np.where(known, tokens, 0)], 0)
        absent = self._units - frequency
        weights: FloatArray = np.log1p((absent + 0.5) / (frequency + 0.5)).astype(np.float32)
        return weights


class _States:
    """The token states of several documents' units, numbered through."""

    def __init__(self, documents: Sequence[DocumentVectors]) -> None:
        self._documents = documents
        self._starts = [document.starts.tolist() for document in documents]
        self._first_units = [0, *accumulate(len(starts) - 1 for starts in self._starts)]

    def of(self, rows: IntArray) -> list[StepArray]:
        """The states of each of the units `rows`, int8 (tokens, dimension), times `STATE_STEPS`."""
        return [self._of(row) for row in rows.tolist()]

    def _of(self, row: int) -> StepArray:
        number = bisect_right(self._first_units, row) - 1
        starts, unit = self._starts[number], row - self._first_units[number]
        return self._documents[number].states[starts[unit] : starts[unit + 1]]


def _best_matches(units: Sequence[StepArray], query: FloatArray) -> FloatArray:
    """How well each query token is matched in each unit, times `STATE_STEPS`, float32 (units, tokens).

    An empty unit matches none: 0.
    """
    best = np.zeros((len(units), len(query)), np.float32)
    filled = [place for place, states in enumerate(units) if len(states)]
    if filled:
        lengths = [len(units[place]) for place in filled]
        products = _products([units[place] for place in filled], sum(lengths), max(lengths), query)
        best[filled] = np.maximum.reduceat(products, list(accumulate(lengths[:-1], initial=0)), axis=0)
    return best


def _products(units: Sequence[StepArray], count: int, longest: int, query: FloatArray) -> FloatArray:
    """Each of the `count` states with each token of the query, float32 (states, tokens)."""
    products = np.empty((count, len(query)), np.float32)
    floats = np.empty((BLOCK + longest, query.shape[1]), np.float32)
    done = waiting = 0
    for number, states in enumerate(units, 1):
        floats[waiting : waiting + len(states)] = states
        waiting += len(states)
        if waiting >= BLOCK or number == len(units):
            np.matmul(floats[:waiting], query.T, out=products[done : done + waiting])
            done, waiting = done + waiting, 0
    return products


def _document_frequency(documents: Sequence[DocumentVectors]) -> npt.NDArray[np.int64]:
    """In how many units each token of the vocabulary stands."""
    size = 1 + max((int(document.tokens.max(initial=0)) for document in documents), default=0)
    frequency = np.zeros(size, np.int64)
    for document in documents:
        owners = np.repeat(np.arange(len(document.starts) - 1), np.diff(document.starts))
        pairs = np.unique(owners * size + document.tokens)
        frequency += np.bincount(pairs % size, minlength=size)
    return frequency

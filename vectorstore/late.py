"""Late interaction: each word of a query against each word of a passage, in context.

Khattab and Zaharia (2020), "ColBERT", arXiv 2004.12832, with the states of a model that was not trained for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vectorstore.document_vectors import STATE_STEPS, DocumentVectors
from vectorstore.embedding import FloatArray, IntArray, TextStates

# OpenBLAS does a product of fewer multiplications on one thread. With two, on a machine that is busy, each of the many
# small products here waits for the other thread: 80 ms a query instead of 3.
ONE_THREAD = 1 << 18
SMALLEST_BLOCK = 16  # tokens of a passage, however long the query


class LateInteraction:
    """Scores units by how well each query token is matched by their best token, rare tokens counting more."""

    def __init__(self, documents: Sequence[DocumentVectors]) -> None:
        self._documents = documents
        self._first_units = np.cumsum([0, *(len(document.starts) - 1 for document in documents)])
        self._frequency = _document_frequency(documents)

    def scores(self, query: TextStates, rows: IntArray) -> FloatArray:
        """A score within -1..1, hardly ever below 0, for each of the units `rows`, float32 (rows,).

        A query without tokens scores 0 everywhere.
        """
        weights = self._weights(query.tokens)
        scores = np.zeros(len(rows), np.float32)
        if not weights.any():
            return scores
        size = max(SMALLEST_BLOCK, ONE_THREAD // query.states.size)
        for place, row in enumerate(rows):
            states = self._states(int(row))
            blocks = [states[start : start + size].astype(np.float32) for start in range(0, len(states), size)]
            if blocks:
                matches = np.max([(block @ query.states.T).max(axis=0) for block in blocks], axis=0)
                scores[place] = matches @ weights
        return scores / np.float32(weights.sum() * STATE_STEPS)

    def _states(self, row: int) -> npt.NDArray[np.int8]:
        number = int(np.searchsorted(self._first_units, row, side="right")) - 1
        document = self._documents[number]
        unit = row - int(self._first_units[number])
        return document.states[document.starts[unit] : document.starts[unit + 1]]

    def _weights(self, tokens: IntArray) -> FloatArray:
        """Inverse document frequency as in BM25, float32 (tokens,)."""
        known = tokens < len(self._frequency)
        frequency = np.where(known, self._frequency[np.where(known, tokens, 0)], 0)
        absent = self._first_units[-1] - frequency
        weights: FloatArray = np.log1p((absent + 0.5) / (frequency + 0.5)).astype(np.float32)
        return weights


def _document_frequency(documents: Sequence[DocumentVectors]) -> npt.NDArray[np.int64]:
    """In how many units each token of the vocabulary stands."""
    size = 1 + max((int(document.tokens.max(initial=0)) for document in documents), default=0)
    frequency = np.zeros(size, np.int64)
    for document in documents:
        owners = np.repeat(np.arange(len(document.starts) - 1), np.diff(document.starts))
        pairs = np.unique(owners * size + document.tokens)
        frequency += np.bincount(pairs % size, minlength=size)
    return frequency

"""Scores by meaning: the units nearest to a query in the vector index, and how well each word of it is matched."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from vectorstore.chroma_index import BrokenIndex
from vectorstore.document_vectors import DocumentVectors
from vectorstore.embedding import Embedder, FloatArray, IntArray, TextStates
from vectorstore.feedback import likeness_to_best
from vectorstore.heading_vectors import HeadingVectors
from vectorstore.index import IndexRows, MemoryIndex, VectorIndex
from vectorstore.late import LateInteraction

QUERY_LENGTH = 1000  # characters of a query that are read for their meaning; a pasted page would take minutes


class MeaningScores:
    """Scores units of several documents, numbered through in the order of `rows`."""

    def __init__(
        self,
        embedder: Embedder,
        documents: Mapping[str, DocumentVectors],
        headings: Mapping[str, HeadingVectors],
        rows: IndexRows,
        index: VectorIndex,
        notify: Callable[[str], None],
    ) -> None:
        self._embedder = embedder
        self._index_rows = rows
        self._row_of = {id: row for row, id in enumerate(rows.ids)}
        self._late = LateInteraction(list(documents.values()), [headings[symbol] for symbol in documents])
        self._index = index
        self._notify = notify

    @property
    def embedder(self) -> Embedder:
        """The embedder that reads queries."""
        return self._embedder

    def read(self, query: str) -> TextStates:
        """What the model makes of a query, or of the beginning of a very long one."""
        return self._embedder.read([query[:QUERY_LENGTH]])[0]

    def cosines(self, query: TextStates, limit: int) -> FloatArray:
        """Similarity of each unit, float32 (units,).

        The index is asked for the `limit` nearest units; any other gets the lowest one found.
        """
        try:
            nearest = self._index.similarities(query.vector, limit)
        except BrokenIndex as error:
            self._notify(f"The search index broke while in use ({error}); searching from memory until the next start.")
            self._index = MemoryIndex(self._index_rows)
            nearest = self._index.similarities(query.vector, limit)
        cosines = np.full(len(self._row_of), min(nearest.values(), default=0.0), np.float32)
        cosines[[self._row_of[id] for id in nearest]] = list(nearest.values())
        return cosines

    def late(self, query: TextStates, rows: IntArray) -> FloatArray:
        """How well the words of a query are matched in each of the units `rows`, float32 (rows,)."""
        return self._late.scores(query, rows)

    def likeness_to_best(self, scores: FloatArray, rows: IntArray) -> FloatArray:
        """How like the best of the units `rows` each of them is, float32 (rows,), 0 for the very best one."""
        return likeness_to_best(self._index_rows.vectors, scores, rows)

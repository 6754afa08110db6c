"""Token states of passages that the search has read and kept on disk, so that the checks need not read them again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vectorstore.document_vectors import DocumentVectors, kept_vectors, unit_states
from vectorstore.embedding import Embedder, FloatArray
from vectorstore.library import Library
from vectorstore.model import Passage


@dataclass(frozen=True, slots=True)
class _Document:
    vectors: DocumentVectors
    rows: dict[str, int]


class KeptStates:
    """The states of a library's searchable passages, from the `folder` in which the search keeps them."""

    def __init__(self, library: Library, embedder: Embedder, folder: Path) -> None:
        self._library = library
        self._embedder = embedder
        self._folder = folder
        self._documents: dict[str, _Document | None] = {}

    def of(self, passage: Passage) -> FloatArray | None:
        """The states of a passage's tokens, float32 (tokens, dimension); None where none were kept."""
        document = self._open(passage.symbol)
        row = document.rows.get(passage.id) if document else None
        return unit_states(document.vectors, row) if document and row is not None else None

    def _open(self, symbol: str) -> _Document | None:
        if symbol not in self._documents:
            units = self._library.units(symbol)
            try:
                vectors = kept_vectors(units, self._embedder, self._folder)
            except (OSError, ValueError, EOFError):
                vectors = None  # the search says so when it opens, and makes them anew
            rows = {unit.id: row for row, unit in enumerate(units)}
            self._documents[symbol] = _Document(vectors, rows) if vectors else None
        return self._documents[symbol]

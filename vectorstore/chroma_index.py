"""The vectors in embedded Chroma: one collection a document, built in one go and only read afterwards."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.embedding import FloatArray

UPSERT_SIZE = 1000  # rows at a time; Chroma's own limit is some 5000
PROBE_SIZE = 500


class BrokenIndex(Exception):
    """Chroma cannot read or write its files; the message is what it reported."""


class ChromaIndex:
    """A client with its collections, by document symbol, and the number of units in each. Safe among threads."""

    def __init__(self, client: Any, collections: Mapping[str, Any], counts: Mapping[str, int]) -> None:
        self._client = client
        self._collections = collections
        self._counts = counts

    def similarities(self, vector: FloatArray, symbols: Iterable[str], limit: int) -> dict[str, float]:
        """Cosine by id of the `limit` units of each document that are nearest to `vector`, nearest first.

        Raises BrokenIndex if Chroma cannot read its files any more.
        """
        nearest: dict[str, float] = {}
        for symbol in symbols:
            count = min(limit, self._counts[symbol])
            if not count:
                continue
            with _chroma_errors():
                answer = self._collections[symbol].query(
                    query_embeddings=[vector], n_results=count, include=["distances"]
                )
            distances = zip(answer["ids"][0], answer["distances"][0], strict=True)
            nearest.update((id, 1.0 - distance) for id, distance in distances)
        return nearest

    def close(self) -> None:
        """Release Chroma's files."""
        self._client.close()


def write_chroma(folder: Path, documents: Mapping[str, tuple[Sequence[str], FloatArray]]) -> None:
    """Fill an empty folder: ids and unit vectors, float32 (units, dimension), by symbol. Raises BrokenIndex."""
    client = _client(folder)
    try:
        for symbol, (ids, vectors) in documents.items():
            _write_document(client, symbol, ids, vectors)
    finally:
        client.close()


def _write_document(client: Any, symbol: str, ids: Sequence[str], vectors: FloatArray) -> None:
    with _chroma_errors():
        collection = client.create_collection(
            _collection_name(symbol),
            metadata={"symbol": symbol},
            configuration={"hnsw": {"space": "cosine"}},
            embedding_function=None,
        )
        for start in range(0, len(ids), UPSERT_SIZE):
            rows = slice(start, start + UPSERT_SIZE)
            collection.upsert(ids=list(ids[rows]), embeddings=np.asarray(vectors[rows]))


def open_chroma(folder: Path, counts: Mapping[str, int]) -> ChromaIndex:
    """The index in `folder`. Raises BrokenIndex unless each document's collection finds `counts[symbol]` units.

    A full answer is the only proof: with some of its files gone Chroma still counts right, but finds little.
    """
    client = _client(folder)
    try:
        with _chroma_errors():
            collections = {
                symbol: client.get_collection(_collection_name(symbol), embedding_function=None) for symbol in counts
            }
        index = ChromaIndex(client, collections, counts)
        for symbol, count in counts.items():
            _probe(index, collections[symbol], symbol, count)
    except BrokenIndex:
        client.close()
        raise
    return index


def _probe(index: ChromaIndex, collection: Any, symbol: str, count: int) -> None:
    with _chroma_errors():
        stored = collection.count()
        first = collection.peek(1)["embeddings"]
    if stored != count or len(first) != min(count, 1):
        raise BrokenIndex(f"{symbol} has {count} passages, of which {stored} are stored")
    found = len(index.similarities(first[0], [symbol], PROBE_SIZE)) if count else 0
    if found != min(count, PROBE_SIZE):
        raise BrokenIndex(f"{symbol} has {count} passages, of which a search finds {found}")


def _client(folder: Path) -> Any:
    try:
        chromadb: Any = importlib.import_module("chromadb")
    except (ImportError, ValueError) as error:  # it reads a `.env` in the current folder, and may dislike it
        raise BrokenIndex(f"Chroma could not be loaded: {error}") from error
    with _chroma_errors():
        settings = chromadb.config.Settings(_env_file=None, anonymized_telemetry=False)
        return chromadb.PersistentClient(str(folder), settings=settings)


@contextmanager
def _chroma_errors() -> Iterator[None]:
    """Chroma's errors as BrokenIndex. Imports nothing that is not loaded already."""
    chroma_error: type[Exception] = importlib.import_module("chromadb.errors").ChromaError
    try:
        yield
    # AttributeError: whoever opens a folder again that failed to open meets a half-made client.
    except (chroma_error, OSError, ValueError, AttributeError) as error:
        raise BrokenIndex(str(error)) from error


def _collection_name(symbol: str) -> str:
    """A name within Chroma's alphabet, made distinct by a hash."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", symbol).strip("-")[:40] or "document"
    return f"{readable}-{hashlib.sha256(symbol.encode()).hexdigest()[:8]}"

"""The vectors in embedded Chroma: one collection for all documents, built in one go and only read afterwards."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from vectorstore.embedding import FloatArray

UPSERT_SIZE = 1000  # rows at a time; Chroma's own limit is some 5000
SYNC_SIZE = 1  # rows that Chroma may leave out of its graph on disk and put in at each start: 0.1 s for 500 of them
PROBE_SIZE = 500
COLLECTION = "passages"  # of all documents: a query takes 1.3 ms, where one collection for each of two takes 2.2


class BrokenIndex(Exception):
    """Chroma cannot read or write its files; the message is what it reported."""


class ChromaIndex:
    """A client with its collection, and the number of units in that. Safe among threads."""

    def __init__(self, client: Any, collection: Any, count: int) -> None:
        self._client = client
        self._collection = collection
        self._count = count

    def similarities(self, vector: FloatArray, limit: int) -> dict[str, float]:
        """Cosine by id of the `limit` units that are nearest to `vector`, nearest first.

        Raises BrokenIndex if Chroma cannot read its files any more.
        """
        count = min(limit, self._count)
        if not count:
            return {}
        with _chroma_errors():
            answer = self._collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        distances = zip(answer["ids"][0], answer["distances"][0], strict=True)
        return {id: 1.0 - distance for id, distance in distances}

    def close(self) -> None:
        """Release Chroma's files."""
        self._client.close()


def write_chroma(folder: Path, ids: Sequence[str], vectors: FloatArray) -> None:
    """Fill an empty folder with ids and their unit vectors, float32 (units, dimension). Raises BrokenIndex."""
    client = _client(folder)
    try:
        with _chroma_errors():
            collection = client.create_collection(
                COLLECTION,
                configuration={"hnsw": {"space": "cosine", "batch_size": SYNC_SIZE, "sync_threshold": SYNC_SIZE}},
                embedding_function=None,
            )
            for start in range(0, len(ids), UPSERT_SIZE):
                rows = slice(start, start + UPSERT_SIZE)
                collection.upsert(ids=list(ids[rows]), embeddings=np.asarray(vectors[rows]))
    finally:
        client.close()


def graph_hash(folder: Path) -> str:
    """SHA-256, as hex, of the files that hold Chroma's graph; a damaged one would bring the whole process down."""
    hashed = hashlib.sha256()
    for path in sorted(folder.glob("*/*")):
        with path.open("rb") as file:
            hashed.update(hashlib.file_digest(file, "sha256").digest())
    return hashed.hexdigest()


def open_chroma(folder: Path, count: int) -> ChromaIndex:
    """The index in `folder`. Raises BrokenIndex unless it finds `count` units.

    A full answer is the only proof: with some of its files gone Chroma still counts right, but finds little.
    """
    client = _client(folder)
    try:
        with _chroma_errors():
            collection = client.get_collection(COLLECTION, embedding_function=None)
        index = ChromaIndex(client, collection, count)
        _probe(index, collection, count)
    except BrokenIndex:
        client.close()
        raise
    return index


def _probe(index: ChromaIndex, collection: Any, count: int) -> None:
    with _chroma_errors():
        stored = collection.count()
        first = collection.peek(1)["embeddings"]
    if stored != count or len(first) != min(count, 1):
        raise BrokenIndex(f"it has {count} passages, of which {stored} are stored")
    found = len(index.similarities(first[0], PROBE_SIZE)) if count else 0
    if found != min(count, PROBE_SIZE):
        raise BrokenIndex(f"it has {count} passages, of which a search finds {found}")


def load_chroma() -> Any:
    """The module `chromadb`, which takes a second to load. Raises BrokenIndex."""
    try:
        return importlib.import_module("chromadb")
    except (ImportError, ValueError) as error:  # it reads a `.env` in the current folder, and may dislike it
        raise BrokenIndex(f"Chroma could not be loaded: {error}") from error


def _client(folder: Path) -> Any:
    chromadb = load_chroma()
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

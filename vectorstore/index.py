"""The index of vectors: a disposable cache in Chroma, rebuilt whenever it does not match the library.

Each build gets a fresh folder; the manifest beside the folders names the one in force and is replaced in one step. So a
reader never meets a half-built index, and a process that still reads an older one is not disturbed.
"""

from __future__ import annotations

import importlib.metadata
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from filelock import FileLock, Timeout

from vectorstore.chroma_index import COLLECTION, BrokenIndex, ChromaIndex, graph_hash, open_chroma, write_chroma
from vectorstore.embedding import FloatArray
from vectorstore.leftovers import DAY, remove_older
from vectorstore.manifest import Manifest, read_manifest, write_manifest

LOCK_PATIENCE = 600.0  # seconds; a build takes one or two
FOLDER_PREFIX = "chroma-"


@dataclass(frozen=True, slots=True)
class IndexRows:
    """The units of all documents as they go into an index: ids and unit vectors, float32 (units, dimension)."""

    ids: Sequence[str]
    vectors: FloatArray


class VectorIndex(Protocol):
    """Finds the units whose vectors are nearest."""

    def similarities(self, vector: FloatArray, limit: int) -> dict[str, float]:
        """Cosine by id of the `limit` units that are nearest to `vector`, whichever document they are of."""


class MemoryIndex:
    """The same answers without Chroma, for when its folder cannot be used."""

    def __init__(self, rows: IndexRows) -> None:
        self._rows = rows

    def similarities(self, vector: FloatArray, limit: int) -> dict[str, float]:
        """Cosine by id of the `limit` units that are nearest to `vector`, nearest first."""
        cosines = self._rows.vectors @ vector
        nearest = np.argsort(-cosines, kind="stable")[:limit]
        return {self._rows.ids[row]: float(cosines[row]) for row in nearest}


def open_index(
    index_dir: Path,
    rows: IndexRows,
    library_hash: str,
    embedder: str,
    notify: Callable[[str], None],
) -> VectorIndex:
    """The index of `rows` in `index_dir`, built there if it is missing, stale or broken.

    `notify` gets a sentence whenever it is rebuilt, another process is waited for, or the folder cannot be used; in
    that last case the answers come from memory.
    """
    counts = {COLLECTION: len(rows.ids)}
    wanted = Manifest(library_hash, embedder, importlib.metadata.version("chromadb"), counts)
    try:
        index, _ = _open_valid(index_dir, wanted)
        if index is not None:
            return index
        index_dir.mkdir(parents=True, exist_ok=True)
        with _writer_lock(index_dir, notify):
            index, wrong = _open_valid(index_dir, wanted)  # another process may have built it meanwhile
            if index is not None:
                return index
            if wrong is not None:
                notify(f"The search index {wrong}; it is built again.")
            return _build(index_dir, wanted, rows)
    except (OSError, BrokenIndex, Timeout) as error:
        notify(f"The search index in {index_dir} cannot be used ({error}); searching from memory instead.")
        return MemoryIndex(rows)


def _open_valid(index_dir: Path, wanted: Manifest) -> tuple[ChromaIndex | None, str | None]:
    """The index in force if it is the one wanted; otherwise what is wrong with it, or None if there never was one."""
    try:
        manifest = read_manifest(index_dir)
    except ValueError as error:
        return None, f"cannot be read ({error})"
    if manifest is None:
        return None, "was left half built" if any(index_dir.glob(f"{FOLDER_PREFIX}*")) else None
    stale = manifest.why_stale(wanted)
    if stale is not None:
        return None, stale
    folder = index_dir / Path(manifest.folder).name
    if not (folder / "chroma.sqlite3").is_file():
        return None, "has lost its files"
    if graph_hash(folder) != manifest.graph:
        return None, "has damaged files"
    try:
        return open_chroma(folder, wanted.collections[COLLECTION]), None
    except BrokenIndex as error:
        return None, f"cannot be read ({error})"


@contextmanager
def _writer_lock(index_dir: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Held by whoever builds. Raises Timeout if another process keeps it for ten minutes."""
    lock = FileLock(index_dir / ".lock")
    try:
        lock.acquire(timeout=1)
    except Timeout:
        notify("Another process is building the search index; waiting for it.")
        lock.acquire(timeout=LOCK_PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _build(index_dir: Path, wanted: Manifest, rows: IndexRows) -> ChromaIndex:
    """A fresh folder, named by the manifest once it is whole. To be called with the writer lock held."""
    folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=index_dir))
    try:
        write_chroma(folder, rows.ids, rows.vectors)
        graph = graph_hash(folder)
        index = open_chroma(folder, len(rows.ids))
        write_manifest(index_dir, replace(wanted, folder=folder.name, graph=graph))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    remove_older(index_dir, f"{FOLDER_PREFIX}*", DAY, keep=folder)  # until then someone may be reading them
    return index

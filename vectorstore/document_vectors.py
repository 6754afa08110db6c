"""What the embedder makes of a document, computed once and kept on disk under the hash of what was read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.embedding import Embedder, FloatArray, IntArray
from vectorstore.leftovers import DAY, remove_older
from vectorstore.model import Passage

RECIPE = 1  # raise it when other numbers come of the same text and embedder
CHUNK = 256  # passages read at a time, so that a long document does not fill the memory
UNUSED = 90  # days after which kept vectors are removed
STATE_STEPS = 127 / 0.3  # a state's numbers lie within ±0.34; as one byte each they rank passages as floats do


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """The vectors of a document's units, in the units' order.

    `vectors`: unit rows, float32 (units, dimension), each the direction of the unit's own vector plus
    the mean of its neighbours', which gives a unit its context.
    `states`: the token states of all units, int8 (tokens, dimension), to be divided by `STATE_STEPS`.
    `tokens`: their numbers in the vocabulary, int32 (tokens,). `starts`: where each unit's tokens start, and at the
    end where the last one's end, int32 (units + 1,).
    """

    vectors: FloatArray
    states: npt.NDArray[np.int8]
    tokens: IntArray
    starts: IntArray


def compute_vectors(
    units: Sequence[Passage], embedder: Embedder, progress: Callable[[int, int], None]
) -> DocumentVectors:
    """Read every unit once (0.3 s per 50 paragraphs). `progress` is told how many of how many units are done."""
    own = np.zeros((len(units), embedder.dimension), np.float32)
    states: list[npt.NDArray[np.int8]] = []
    tokens: list[IntArray] = []
    for start in range(0, len(units), CHUNK):
        chunk = units[start : start + CHUNK]

        def in_units(done: int, of: int, start: int = start, size: int = len(chunk)) -> None:
            progress(start + size * done // of, len(units))

        for row, read in enumerate(embedder.read([unit.text for unit in chunk], in_units), start):
            own[row] = read.vector
            states.append(as_bytes(read.states))
            tokens.append(read.tokens)
    blended = own + _neighbours(units, own)
    starts = np.cumsum([0, *map(len, tokens)], dtype=np.int32)
    empty_states = np.zeros((0, embedder.dimension), np.int8)
    return DocumentVectors(
        blended / np.linalg.norm(blended, axis=1, keepdims=True),
        np.concatenate([empty_states, *states]),
        np.concatenate([np.zeros(0, np.int32), *tokens]),
        starts,
    )


def unit_states(vectors: DocumentVectors, row: int) -> FloatArray:
    """The token states of one unit as unit rows again, float32 (tokens, dimension)."""
    states = vectors.states[vectors.starts[row] : vectors.starts[row + 1]].astype(np.float32)
    unit: FloatArray = states / np.linalg.norm(states, axis=1, keepdims=True)
    return unit


def as_bytes(unit_rows: FloatArray) -> npt.NDArray[np.int8]:
    """Unit rows times `STATE_STEPS`, one byte a number."""
    stepped: FloatArray = np.clip(np.rint(unit_rows * STATE_STEPS), -127, 127)
    return stepped.astype(np.int8)


def _neighbours(units: Sequence[Passage], vectors: FloatArray) -> FloatArray:
    """The mean vector of the units just before and after under the same headings; zeros where there is none."""
    means = np.zeros_like(vectors)
    for row, unit in enumerate(units):
        beside = [i for i in (row - 1, row + 1) if 0 <= i < len(units) and units[i].headings == unit.headings]
        if beside:
            means[row] = vectors[beside].mean(axis=0)
    return means


def cached_vectors(
    units: Sequence[Passage],
    embedder: Embedder,
    folder: Path,
    notify: Callable[[str], None],
    progress: Callable[[int, int], None],
) -> DocumentVectors:
    """The vectors kept in `folder` for this text and embedder, or else computed and kept there for the next time."""
    kept = folder / _key(units, embedder)
    try:
        loaded = kept_vectors(units, embedder, folder)
    except (OSError, ValueError, EOFError) as error:
        notify(f"The vectors in {kept} cannot be read ({error}); they are computed again.")
        shutil.rmtree(kept, ignore_errors=True)
        loaded = None
    if loaded is not None:
        return loaded
    computed = compute_vectors(units, embedder, progress)
    try:
        _save(computed, kept)
    except OSError as error:
        notify(f"Vectors could not be kept in {folder} ({error}); they are computed anew at every start.")
    return computed


def kept_vectors(units: Sequence[Passage], embedder: Embedder, folder: Path) -> DocumentVectors | None:
    """The vectors kept in `folder` for this text and embedder, if there are any.

    Raises OSError, ValueError or EOFError if they cannot be read.
    """
    kept = folder / _key(units, embedder)
    if not kept.is_dir():
        return None
    loaded = _load(kept, len(units), embedder.dimension)
    os.utime(kept)
    return loaded


def _key(units: Sequence[Passage], embedder: Embedder) -> str:
    read = [RECIPE, embedder.name, [[unit.headings, unit.text] for unit in units]]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()[:32]


def _load(folder: Path, units: int, dimension: int) -> DocumentVectors:
    # As plain arrays over the mapped files: slices of a memmap cost ten times as much.
    paths = {field.name: folder / f"{field.name}.npy" for field in fields(DocumentVectors)}
    loaded = DocumentVectors(**{name: np.asarray(np.load(path, mmap_mode="r")) for name, path in paths.items()})
    count = len(loaded.tokens)
    shapes = (loaded.vectors.shape, loaded.states.shape, loaded.starts.shape, int(loaded.starts[-1]))
    if shapes != ((units, dimension), (count, dimension), (units + 1,), count):
        raise ValueError("the files do not belong together")
    return loaded


def _save(computed: DocumentVectors, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_older(target.parent, "*", UNUSED * DAY)
    with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as temporary:
        fresh = Path(temporary) / "vectors"
        fresh.mkdir()
        for field in fields(computed):
            np.save(fresh / f"{field.name}.npy", getattr(computed, field.name))
        if not target.exists():  # another process may have been quicker
            fresh.rename(target)

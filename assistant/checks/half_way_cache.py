"""Sentences of passages as the model reads them half way up, kept on disk: each is read once for all drafts to come."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from vectorstore.cache_files import write_whole
from vectorstore.embedding import Embedder, HalfWay

_MOST = 3_000  # sentences; some 25 KB each
_LAYOUT = 1  # raise it when a text is read half way in another manner
_Kept = dict[str, HalfWay | None]


class HalfWayCache:
    """Reads sentences half way up, and remembers them in `folder`, if there is one, under the embedder's name."""

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        self._embedder = embedder
        name = hashlib.sha256(f"{embedder.name} {_LAYOUT}".encode()).hexdigest()[:12]
        self._file = folder / f"half-way-{name}.npz" if folder else None
        self._fresh = 0

    @cached_property
    def _kept(self) -> _Kept:
        return _load(self._file, self._embedder.dimension) if self._file else {}

    def get(self, sentence: str) -> HalfWay | None:
        """The sentence half way up, if it was read; None where the model does not give that."""
        return self._kept.get(_key(sentence))

    def read(self, sentences: Sequence[str]) -> None:
        """Read those of the sentences that are not known, many at once."""
        wanted = {_key(text): text for text in sentences}
        if len(self._kept.keys() | wanted.keys()) > _MOST:
            for key in [key for key in self._kept if key not in wanted]:
                del self._kept[key]
        new = {key: text for key, text in wanted.items() if key not in self._kept}
        if not new:
            return
        self._kept.update(zip(new, self._embedder.half_way(list(new.values())), strict=True))
        self._fresh += len(new)

    def save(self) -> None:
        """Keep what was read for the next time, once it is an eighth more: the whole file is written each time.

        A folder that cannot be written costs the reading again, no more.
        """
        kept = {key: read for key, read in self._kept.items() if read is not None} if self._fresh else {}
        if self._file is None or not kept or self._fresh * 8 < len(kept):
            return
        self._fresh = 0
        arrays: dict[str, Any] = {
            "keys": np.array(list(kept)),
            "counts": np.array([len(read.tokens) for read in kept.values()], np.int32),
            "tokens": np.concatenate([read.tokens for read in kept.values()]),
            "states": np.concatenate([read.states for read in kept.values()]),
        }
        with suppress(OSError):
            write_whole(self._file, lambda file: np.savez(file, **arrays))


def _key(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:24]


def _load(file: Path, dimension: int) -> _Kept:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            ends = np.cumsum(kept["counts"])
            if kept["states"].shape != (ends[-1], dimension) or kept["tokens"].shape != (ends[-1],):
                return {}
            tokens, states = np.split(kept["tokens"], ends[:-1]), np.split(kept["states"], ends[:-1])
            return {key: HalfWay(*read) for key, *read in zip(kept["keys"].tolist(), tokens, states, strict=True)}
    except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile):
        return {}  # they are read again

"""A file of arrays that belong to texts: for each text some arrays with one row a token, under a hash of the text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from vectorstore.cache_files import write_whole
from vectorstore.leftovers import DAY, remove_older

Rows = tuple[npt.NDArray[Any], ...]  # of one text, of one length


class RaggedFile:
    """Arrays of many texts in one file, which is written whole. Files of other names for the same purpose go away.

    `purpose` begins its name, and `basis` tells what the arrays were made from and how: under another basis there is
    another file. `shapes` gives the name of each array and the shape of one of its rows.
    """

    def __init__(self, folder: Path, purpose: str, basis: str, shapes: Mapping[str, tuple[int, ...]]) -> None:
        self._file = folder / f"{purpose}-{hashlib.sha256(basis.encode()).hexdigest()[:12]}.npz"
        self._others = f"{purpose}-*.npz"
        self._shapes = dict(shapes)

    def read(self) -> dict[str, Rows]:
        """The arrays by key; none if the file is missing, damaged or of other shapes."""
        try:
            with self._file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
                ends = np.cumsum(kept["counts"])
                arrays = [kept[name] for name in self._shapes]
                wanted = [(int(ends[-1]), *shape) for shape in self._shapes.values()]
                if [array.shape for array in arrays] != wanted:
                    return {}
                parts = [np.split(array, ends[:-1]) for array in arrays]
                return dict(zip(kept["keys"].tolist(), zip(*parts, strict=True), strict=True))
        except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile):
            return {}  # they are made again

    def write(self, kept: Mapping[str, Sequence[npt.NDArray[Any]]]) -> None:
        """Keep the arrays of one or more texts. A folder that cannot be written costs making them again, no more."""
        rows = list(kept.values())
        arrays: dict[str, Any] = {
            "keys": np.array(list(kept)),
            "counts": np.array([len(own[0]) for own in rows], np.int32),
            **{name: np.concatenate([own[n] for own in rows]) for n, name in enumerate(self._shapes)},
        }
        with suppress(OSError):
            write_whole(self._file, lambda file: np.savez(file, **arrays))
            remove_older(self._file.parent, self._others, DAY, keep=self._file)


def text_key(text: str) -> str:
    """What a text is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]

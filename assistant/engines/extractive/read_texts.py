"""What the model makes of sentences, and of the questions that passages are known to answer, kept on disk.

A report's sentences are read once, not at every start: that was two thirds of what the first questions took.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.document_vectors import STATE_STEPS, as_bytes
from vectorstore.embedding import Embedder, FloatArray
from vectorstore.ragged_file import RaggedFile, text_key

StepArray = npt.NDArray[np.int8]

_MOST = 6_000  # texts, some 40 MB: the sentences of one report and a treaty, and the questions that they answer
_LAYOUT = 1  # raise it when a text is read in another manner
_SHARE = 4  # the whole file is written once one in so many of its texts is new


class ReadTexts:
    """Reads texts and remembers them, in `folder` too, under the embedder's name. Several threads may share one."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.embedder = embedder
        basis = f"{embedder.name} {_LAYOUT}"
        self._file = RaggedFile(folder, "read-texts", basis, {"states": (embedder.dimension,)})
        self._fresh = 0

    @cached_property
    def _kept(self) -> dict[str, StepArray]:
        return {key: rows[0] for key, rows in self._file.read().items()}

    def of(self, texts: Sequence[str]) -> list[StepArray]:
        """For each text its vector and, below that, the states of its tokens, int8 (1 + tokens, dimension).

        They are to be divided by `STATE_STEPS`.
        """
        wanted = {text: text_key(text) for text in texts}
        kept = self._kept
        if len(kept) > _MOST:
            kept = self._kept = {}
        own = {key: kept[key] for key in wanted.values() if key in kept}
        new = {key: text for text, key in wanted.items() if key not in own}
        if new:
            read = self.embedder.read(list(new.values()))
            own |= {key: _rows(one.vector, one.states) for key, one in zip(new, read, strict=True)}
            kept |= {key: own[key] for key in new}
            self._fresh += len(new)
            self._save(kept)
        return [own[wanted[text]] for text in texts]

    def _save(self, kept: dict[str, StepArray]) -> None:
        """Keep what was read for the next time, now and then: the whole file is written each time."""
        if self._fresh * _SHARE >= len(kept):
            self._fresh = 0
            self._file.write({key: (rows,) for key, rows in list(kept.items())})


def as_floats(rows: StepArray) -> FloatArray:
    """The unit rows that were kept as bytes."""
    floats: FloatArray = rows.astype(np.float32) / np.float32(STATE_STEPS)
    return floats


def _rows(vector: FloatArray, states: FloatArray) -> StepArray:
    return as_bytes(np.concatenate([vector[None], states]))

"""Sentences of passages as the model reads them half way up, kept on disk: each is read once for all drafts to come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from vectorstore.embedding import Embedder, HalfWay
from vectorstore.ragged_file import RaggedFile, text_key

_MOST = 3_000  # sentences; some 25 KB each
_LAYOUT = 1  # raise it when a text is read half way in another manner
_Kept = dict[str, HalfWay | None]


class HalfWayCache:
    """Reads sentences half way up, and remembers them in `folder`, if there is one, under the embedder's name."""

    def __init__(self, embedder: Embedder, folder: Path | None) -> None:
        self._embedder = embedder
        shapes = {"tokens": (), "states": (embedder.dimension,)}
        self._file = RaggedFile(folder, "half-way", f"{embedder.name} {_LAYOUT}", shapes) if folder else None
        self._fresh = 0

    @cached_property
    def _kept(self) -> _Kept:
        return {key: HalfWay(*rows) for key, rows in self._file.read().items()} if self._file else {}

    def get(self, sentence: str) -> HalfWay | None:
        """The sentence half way up, if it was read; None where the model does not give that."""
        return self._kept.get(text_key(sentence))

    def read(self, sentences: Sequence[str]) -> None:
        """Read those of the sentences that are not known, many at once."""
        wanted = {text_key(text): text for text in sentences}
        if len(self._kept.keys() | wanted.keys()) > _MOST:
            for key in [key for key in self._kept if key not in wanted]:
                del self._kept[key]
        new = {key: text for key, text in wanted.items() if key not in self._kept}
        if not new:
            return
        self._kept.update(zip(new, self._embedder.half_way(list(new.values())), strict=True))
        self._fresh += len(new)

    def save(self) -> None:
        """Keep what was read for the next time, once it is an eighth more: the whole file is written each time."""
        kept = {key: read for key, read in self._kept.items() if read is not None} if self._fresh else {}
        if self._file is None or not kept or self._fresh * 8 < len(kept):
            return
        self._fresh = 0
        self._file.write({key: (read.tokens, read.states) for key, read in kept.items()})

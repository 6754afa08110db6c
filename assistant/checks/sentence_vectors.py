"""Vectors of the sentences of passages, read when first needed and kept on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from assistant.checks.half_way_cache import HalfWayCache
from assistant.checks.kept_states import KeptStates
from assistant.checks.shipped_sentences import shipped_sentences
from assistant.checks.source import SourceReader
from assistant.checks.word_states import WordStates, word_states
from vectorstore.cache_files import write_whole
from vectorstore.embedding import Embedder, FloatArray, HalfWay, TextStates
from vectorstore.model import Passage

_MOST_CLAIMS = 5_000
_TAIL = 160  # characters of a treaty's opening words that are read with each of its items


class SentenceVectors:
    """The unit vectors of a passage's sentences, and of the passage as their mean.

    They are kept in `folder`, if there is one, under the embedder's name, keyed by what was read, so that another text
    never meets an old vector. Those of the shipped documents are `shipped`. `states` are those kept by the search.
    """

    def __init__(
        self,
        embedder: Embedder,
        reader: SourceReader,
        folder: Path | None = None,
        states: KeptStates | None = None,
        shipped: Mapping[str, FloatArray] | None = None,
    ) -> None:
        self._embedder = embedder
        self._reader = reader
        self._states = states
        name = hashlib.sha256(embedder.name.encode()).hexdigest()[:12]
        self._file = folder / f"sentences-{name}.npz" if folder else None
        self._kept = _load(self._file, embedder.dimension) if self._file else {}
        self._shipped = shipped_sentences(embedder.name) if shipped is None else shipped
        self._of_passage: dict[str, FloatArray] = {}
        self._claims: dict[str, TextStates] = {}
        self._half_way = HalfWayCache(embedder, folder)
        self._words: dict[str, WordStates] = {}
        self._last_words: tuple[str, WordStates] | None = None
        self._fresh = 0

    @property
    def embedder(self) -> str:
        """The name of the model."""
        return self._embedder.name

    def encode(self, text: str) -> FloatArray:
        """The vector of a claim."""
        return self.claim(text).vector

    def claim(self, text: str) -> TextStates:
        """The vector of a claim and the states of its tokens."""
        if text not in self._claims:
            self.read_claims([text])
        return self._claims[text]

    def read_claims(self, texts: Sequence[str]) -> None:
        """Read many claims at once, which is faster than one by one."""
        new = [text for text in dict.fromkeys(texts) if text.strip() and text not in self._claims]
        if len(self._claims) + len(new) > _MOST_CLAIMS:
            self._claims.clear()
        if new:
            self._claims.update(zip(new, self._embedder.read(new), strict=True))

    def claim_words(self, text: str) -> WordStates:
        """The words of a claim in context; several checks ask for those of one claim."""
        if self._last_words is None or self._last_words[0] != text:
            read = self.claim(text)
            self._last_words = (text, word_states(text, read.spans, read.states))
        return self._last_words[1]

    def words_of(self, passage: Passage) -> WordStates:
        """The words of a passage in context."""
        found = self._words.get(passage.id)
        if found is None:
            found = self._words[passage.id] = self._read_words(passage)
        return found

    def _read_words(self, passage: Passage) -> WordStates:
        states = self._states.of(passage) if self._states else None
        if states is not None:
            return word_states(passage.text, self._embedder.spans(passage.text), states)
        (read,) = self._embedder.read([passage.text])
        return word_states(passage.text, read.spans, read.states)

    def half_way(self, text: str) -> HalfWay | None:
        """The states half way up of a claim or of a sentence that was read for them; None where none are given."""
        return self._half_way.get(text) or self.claim(text).half_way

    def read_half_way(self, sentences: Sequence[str]) -> None:
        """Read sentences of passages for their states half way up, many at once."""
        self._half_way.read(sentences)

    def of(self, passage: Passage) -> FloatArray:
        """One row a sentence and, if there are several, one for the whole: float32 (rows, dimension)."""
        found = self._of_passage.get(passage.id)
        if found is None:
            found = self._of_passage[passage.id] = self.keyed(passage)[1]
        return found

    def keyed(self, passage: Passage) -> tuple[str, FloatArray]:
        """The key of what is read of a passage, and its rows as `of` gives them."""
        above = " ".join(opening.text for opening in self._reader.opening_words(passage))[-_TAIL:]
        texts = [f"{above} {sentence.text}".strip() for sentence in self._reader.sentences(passage)]
        key = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:24]
        if key in self._shipped:
            return key, self._shipped[key]
        if key not in self._kept:
            rows = self._embedder.encode(texts)
            mean = rows.mean(axis=0, keepdims=True)
            whole = mean / np.linalg.norm(mean)
            self._kept[key] = rows if len(rows) == 1 else np.concatenate([rows, whole]).astype(np.float32)
            self._fresh += 1
        return key, self._kept[key]

    def save(self) -> None:
        """Keep what was read for the next time, once it is an eighth more: the whole file is written each time.

        A folder that cannot be written costs the reading again, no more.
        """
        self._half_way.save()
        if self._file is None or not self._fresh or self._fresh * 8 < len(self._kept):
            return
        self._fresh = 0
        # Half precision changes no cosine by more than 0.001.
        halves: dict[str, Any] = {key: rows.astype(np.float16) for key, rows in self._kept.items()}
        with suppress(OSError):
            write_whole(self._file, lambda file: np.savez(file, **halves))


def _load(file: Path, dimension: int) -> dict[str, FloatArray]:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
            rows = {key: kept[key].astype(np.float32) for key in kept.files}
    except (OSError, ValueError, EOFError, BadZipFile):
        return {}
    return {key: of_key for key, of_key in rows.items() if of_key.ndim == 2 and of_key.shape[1] == dimension}

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.engines.extractive.read_texts import ReadTexts, as_floats
from assistant.store import Store
from vectorstore.embedding import Embedder, TextStates

TEXTS = ["Some 34 universities have departments.", "The Act was adopted in 2022."]


@pytest.fixture
def embedder(store: Store) -> Embedder:
    found = store.search.embedder
    assert found is not None
    return found


class Counting:
    """The real embedder, and the texts that it was given to read."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.dimension = embedder.name, embedder.dimension
        self.encode, self.half_way = embedder.encode, embedder.half_way
        self.spans, self.knows = embedder.spans, embedder.knows
        self.given: list[str] = []

    def read(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[TextStates]:
        self.given += texts
        return self._embedder.read(texts, progress)


def test_a_vector_and_token_states_come_back_as_they_were_but_for_rounding(embedder: Embedder, tmp_path: Path) -> None:
    found = ReadTexts(embedder, tmp_path).of(TEXTS)
    for rows, read in zip(found, embedder.read(TEXTS), strict=True):
        np.testing.assert_allclose(as_floats(rows), np.concatenate([read.vector[None], read.states]), atol=0.0013)
        assert abs(float(as_floats(rows)[0] @ read.vector) - 1) < 0.002


def test_texts_are_read_once_in_this_process_and_in_the_next(embedder: Embedder, tmp_path: Path) -> None:
    counting = Counting(embedder)
    texts = ReadTexts(counting, tmp_path)
    first = texts.of([*TEXTS, TEXTS[0]])
    texts.of(TEXTS)
    later = ReadTexts(counting, tmp_path).of(TEXTS)
    assert counting.given == TEXTS
    np.testing.assert_array_equal(first[0], first[2])
    for one, other in zip(first, later, strict=False):
        np.testing.assert_array_equal(one, other)


def test_a_damaged_file_costs_the_reading_alone(embedder: Embedder, tmp_path: Path) -> None:
    counting = Counting(embedder)
    ReadTexts(counting, tmp_path).of(TEXTS)
    (kept,) = tmp_path.glob("read-texts-*.npz")
    kept.write_bytes(b"half a fi")
    ReadTexts(counting, tmp_path).of(TEXTS)
    assert counting.given == TEXTS * 2

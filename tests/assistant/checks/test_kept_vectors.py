"""Vectors that are shipped or kept by the search stand for those that the model would make again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.checks.kept_states import KeptStates
from assistant.checks.sentence_vectors import SentenceVectors
from assistant.checks.shipped_sentences import shipped_sentences
from assistant.checks.source import SourceReader
from assistant.store import Store
from vectorstore.embedding import Embedder

IDS = ("CERD/C/KAZ/11-14#155", "CERD/C/KAZ/11-14#191", "CERD/C/KAZ/11-14#22", "ICERD#5(d)", "ICERD#4")


@pytest.fixture
def embedder(store: Store) -> Embedder:
    found = store.search.embedder
    assert found is not None
    return found


def vectors(store: Store, embedder: Embedder, *, shipped: bool, kept: bool) -> SentenceVectors:
    states = KeptStates(store.library, embedder, store.shared_cache / "vectors") if kept else None
    return SentenceVectors(embedder, SourceReader(store.library), None, states, None if shipped else {})


def test_every_passage_of_the_shipped_documents_has_its_vectors(store: Store, embedder: Embedder) -> None:
    shipped = shipped_sentences(embedder.name)
    read = vectors(store, embedder, shipped=True, kept=False)
    keys = {read.keyed(passage)[0] for symbol in store.library.documents for passage in store.library.passages(symbol)}
    assert keys == set(shipped), "run `make sentences`"


@pytest.mark.parametrize("id", IDS)
def test_shipped_vectors_are_those_of_the_model(store: Store, embedder: Embedder, id: str) -> None:
    passage = store.library.get(id)
    assert passage is not None
    shipped = vectors(store, embedder, shipped=True, kept=False).of(passage)
    made = vectors(store, embedder, shipped=False, kept=False).of(passage)
    assert shipped.shape == made.shape and np.abs(shipped @ made.T - made @ made.T).max() < 0.01


def test_another_embedder_gets_none_of_them() -> None:
    assert shipped_sentences("another model") == {}


@pytest.mark.parametrize("id", IDS)
def test_words_kept_by_the_search_are_those_that_are_read_again(store: Store, embedder: Embedder, id: str) -> None:
    passage = store.library.get(id)
    assert passage is not None
    kept = vectors(store, embedder, shipped=True, kept=True).words_of(passage)
    read = vectors(store, embedder, shipped=True, kept=False).words_of(passage)
    assert kept.words == read.words and kept.states.shape == read.states.shape
    assert np.einsum("ij,ij->i", kept.states.astype(float), read.states.astype(float)).min() > 0.99


def test_without_a_folder_of_the_search_words_are_read(store: Store, embedder: Embedder, tmp_path: Path) -> None:
    passage = store.library.get(IDS[0])
    assert passage is not None
    assert KeptStates(store.library, embedder, tmp_path).of(passage) is None

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.document_vectors import compute_vectors
from vectorstore.embedding import Embedder
from vectorstore.heading_vectors import HeadingVectors, cached_headings
from vectorstore.late import LateInteraction
from vectorstore.model import Passage

UNITS = (
    Passage("X#1", "They were heard last year.", ("I. Justice", "A. Courts")),
    Passage("X#2", "They are open to everybody.", ("I. Justice", "B. Schools")),
    Passage("X#3", "Their number grew.", ("I. Justice", "A. Courts")),
    Passage("X#4", "Nobody knows."),
)


@pytest.fixture(scope="module")
def headings(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> HeadingVectors:
    return cached_headings(UNITS, embedder, tmp_path_factory.mktemp("vectors"))


def test_a_chain_of_headings_is_read_once(headings: HeadingVectors) -> None:
    assert headings.of_unit.tolist() == [0, 1, 0, 2] and headings.of_unit.dtype == np.int32
    starts = headings.chains.starts
    assert len(starts) == 4 and starts[2] == starts[3]


def test_headings_are_kept_and_need_no_folder(embedder: Embedder, tmp_path: Path) -> None:
    first = cached_headings(UNITS, embedder, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    np.testing.assert_array_equal(cached_headings(UNITS, embedder, tmp_path).chains.states, first.chains.states)
    (tmp_path / "file").write_text("", encoding="utf-8")
    np.testing.assert_array_equal(cached_headings(UNITS, embedder, tmp_path / "file").of_unit, first.of_unit)
    assert cached_headings((), embedder, tmp_path).of_unit.shape == (0,)


def test_a_unit_is_matched_by_its_headings(embedder: Embedder, headings: HeadingVectors) -> None:
    texts = compute_vectors(UNITS, embedder, lambda done, of: None)
    (query,) = embedder.read(["schools"])
    rows = np.arange(4, dtype=np.int32)
    plain = LateInteraction([texts]).scores(query, rows)
    headed = LateInteraction([texts], [headings]).scores(query, rows)
    assert headed.argmax() == 1 and headed[1] > plain[1]
    assert (headed >= plain - 1e-6).all() and headed[3] == pytest.approx(plain[3])


def test_documents_keep_their_own_headings(embedder: Embedder, headings: HeadingVectors) -> None:
    texts = compute_vectors(UNITS, embedder, lambda done, of: None)
    (query,) = embedder.read(["schools"])
    twice = LateInteraction([texts, texts], [headings, headings]).scores(query, np.arange(8, dtype=np.int32))
    np.testing.assert_allclose(twice[:4], twice[4:], atol=1e-6)

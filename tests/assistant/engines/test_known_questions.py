"""Questions known beforehand to be answered or not, held beside one that is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.engines.extractive import known_questions
from assistant.engines.extractive.answer_certainty import shipped_weights
from assistant.engines.extractive.answer_signs import SIGNS
from assistant.engines.extractive.answering import answer
from assistant.engines.extractive.known_questions import FILE, KNOWN_SIGNS, KnownQuestions, shipped_known
from assistant.store import Store
from evals.echoes import benchmark_questions, echoes
from evals.known_questions import KnownFiles, made_from, read_known
from vectorstore.embedding import Embedder
from vectorstore.library import open_library
from vectorstore.model import Passage
from vectorstore.projection import Projection, from_bytes, principal_axes, to_bytes


@pytest.fixture(scope="module")
def store(shared_cache: Path) -> Store:
    return Store(open_library(), shared_cache / "answers", notify=lambda _: None)


@pytest.fixture(scope="module")
def embedder(store: Store) -> Embedder:
    assert store.search.embedder is not None
    return store.search.embedder


@pytest.fixture(scope="module")
def files(store: Store) -> KnownFiles:
    """All questions that the data have."""
    return KnownFiles(store)


def test_vectors_in_fewer_bytes_are_nearly_as_near(embedder: Embedder) -> None:
    vectors = embedder.encode(read_known().texts[:400])
    projection = Projection(*principal_axes(vectors, 128))
    kept = from_bytes(to_bytes(projection(vectors)))
    assert kept.shape == (400, 128)
    assert np.abs(kept @ kept[0] - projection(vectors) @ projection(vectors[0])).max() < 0.01


def test_those_shipped_are_of_todays_data_and_documents(files: KnownFiles, store: Store, embedder: Embedder) -> None:
    known = shipped_known(embedder.name)
    assert known is not None and known.fits(store.library), "run `make known`"
    vector = embedder.encode(["How many Roma children go to school?"])[0]
    assert known.signs(vector) == pytest.approx(files.without(None).signs(vector), abs=0.02), "run `make known`"


def test_those_shipped_are_made_from_todays_questions(files: KnownFiles) -> None:
    with np.load(FILE) as stored:
        assert str(stored["made_from"]) == made_from(files.questions), "run `make known`"
        assert len(stored["vectors"]) == len(files.questions.texts)


def test_none_of_them_echoes_a_benchmark(files: KnownFiles) -> None:
    assert len(files.questions.texts) > 20_000
    assert echoes(files.questions.texts, benchmark_questions()) == []


def test_a_question_of_a_file_left_out_is_not_known(files: KnownFiles) -> None:
    place = files.questions.file.index(8)
    vector = files.embedder.encode([files.questions.texts[place]])[0]
    whole, without = (dict(zip(KNOWN_SIGNS, files.without(n).signs(vector), strict=True)) for n in (None, 8))
    nearest = "like_answered" if files.questions.answered[place] else "like_unanswered"
    assert whole[nearest] > 0.99 > without[nearest]


def test_a_library_with_another_document_may_answer_what_these_do_not(store: Store, tmp_path: Path) -> None:
    known = shipped_known(store.search.embedder.name if store.search.embedder else "")
    library = open_library()
    report = library.documents[store.state_report]
    library.add(report, [Passage(id=f"{report.symbol}#1", text="Uzbek mothers: 12 of 100,000 die in childbirth.")])
    assert known is not None and not known.fits(library)
    other = Store(library, tmp_path, store.notify)
    assert answer("How many Uzbek mothers die in childbirth?", other).answered


def test_without_the_file_answers_do_without(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (None, b"", b"PK"):
        file = tmp_path / "known.npz"
        if content is not None:
            file.write_bytes(content)
        monkeypatch.setattr(known_questions, "FILE", file)
        shipped_known.cache_clear()
        assert answer("How many rural schools are being upgraded?", store).answered
        assert not answer("How many Uzbek mothers die in childbirth?", store).answered
    shipped_known.cache_clear()
    assert shipped_known("another model") is None
    assert len(shipped_weights(known=False).weights) == len(SIGNS)
    assert len(shipped_weights(known=True).weights) == len(SIGNS) + len(KNOWN_SIGNS)


def test_the_nearest_count_most() -> None:
    axes = np.eye(3, dtype=np.float16)
    rows = np.eye(3, dtype=np.float32)
    known = KnownQuestions(Projection(np.zeros(3, np.float32), axes), rows, np.array([True, False, False]), {})
    signs = dict(zip(KNOWN_SIGNS, known.signs(np.array([0.8, 0.6, 0.0], np.float32)), strict=True))
    assert signs["like_answered"] == pytest.approx(0.8) and signs["like_unanswered"] == pytest.approx(0.6)
    assert signs["nearest_answered"] > signs["near_answered"] > 0.9

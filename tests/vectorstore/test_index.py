from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from vectorstore import index as index_module
from vectorstore.chroma_index import COLLECTION, BrokenIndex, ChromaIndex, graph_hash
from vectorstore.document_vectors import RECIPE
from vectorstore.index import IndexRows, MemoryIndex, VectorIndex, open_index
from vectorstore.leftovers import DAY
from vectorstore.manifest import SCHEMA, Manifest, read_manifest


def rows(counts: dict[str, int]) -> IndexRows:
    """So many units of each document with distinct directions, the same at every call."""
    ids = [f"{symbol}#{number}" for symbol, count in counts.items() for number in range(1, count + 1)]
    vectors = np.random.default_rng(7).normal(size=(len(ids), 8)).astype(np.float32)
    return IndexRows(ids, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


ROWS = rows({"CERD/C/KAZ/11-14": 60, "ICERD": 12, "Ұлт": 70})


class Opened:
    """An index with what was said when it was opened."""

    def __init__(self, folder: Path, library: str = "library", embedder: str = "embedder") -> None:
        self.said: list[str] = []
        self.index: VectorIndex = open_index(folder, ROWS, library, embedder, self.said.append)

    def is_right(self) -> bool:
        """Whether Chroma answers, and as an exact search would."""
        query = ROWS.vectors[63]
        found = self.index.similarities(query, 10)
        exact = MemoryIndex(ROWS).similarities(query, 10)
        return isinstance(self.index, ChromaIndex) and found == pytest.approx(exact, abs=1e-5)


def chroma_folder(folder: Path) -> Path:
    manifest = read_manifest(folder)
    assert manifest is not None
    return folder / manifest.folder


def test_a_new_index_is_built_without_a_word_and_reopened(tmp_path: Path) -> None:
    first = Opened(tmp_path / "index")
    assert first.is_right() and first.said == []
    built = chroma_folder(tmp_path / "index")
    again = Opened(tmp_path / "index")
    assert again.is_right() and again.said == [] and chroma_folder(tmp_path / "index") == built


def test_the_manifest_names_what_was_indexed(tmp_path: Path) -> None:
    Opened(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["library"], manifest["embedder"], manifest["schema"]) == ("library", "embedder", SCHEMA)
    assert manifest["graph"] == graph_hash(chroma_folder(tmp_path))
    assert manifest["collections"] == {COLLECTION: 142} and manifest["complete"] is True


def test_the_nearest_units_of_all_documents_are_found(tmp_path: Path) -> None:
    index = Opened(tmp_path).index
    found = index.similarities(ROWS.vectors[60], 142)
    assert next(iter(found)) == "ICERD#1" and found.keys() == set(ROWS.ids)
    assert list(index.similarities(ROWS.vectors[60], 5)) == list(found)[:5]


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    index = open_index(tmp_path, rows({}), "library", "embedder", pytest.fail)
    assert isinstance(index, ChromaIndex) and index.similarities(ROWS.vectors[0], 5) == {}


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def edit_manifest(folder: Path, /, **changes: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | changes
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def graph_file(folder: Path, name: str) -> Path:
    (file,) = chroma_folder(folder).glob(f"*/{name}")
    return file


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "another schema": (lambda at: edit_manifest(at, schema=0), "layout of another version"),
    "another embedder": (lambda at: edit_manifest(at, embedder="other"), "another embedding model (other)"),
    "another chroma": (lambda at: edit_manifest(at, chromadb="0.4.0"), "built with Chroma 0.4.0"),
    "another library": (lambda at: edit_manifest(at, library="other"), "other documents"),
    "incomplete": (lambda at: edit_manifest(at, complete=False), "half built"),
    "foreign manifest": (lambda at: edit_manifest(at, colour="blue"), "cannot be read"),
    "manifest of other types": (lambda at: edit_manifest(at, folder=7), "cannot be read"),
    "manifest of noise": (lambda at: (at / "manifest.json").write_bytes(b"\xff\x00{"), "cannot be read"),
    "manifest not an object": (lambda at: (at / "manifest.json").write_bytes(b"[1]"), "cannot be read"),
    "manifest gone": (lambda at: (at / "manifest.json").unlink(), "half built"),
    "folder gone": (lambda at: shutil.rmtree(chroma_folder(at)), "lost its files"),
    "vectors gone": (lambda at: graph_file(at, "data_level0.bin").unlink(), "has damaged files"),
    "vectors truncated": (lambda at: truncate(graph_file(at, "data_level0.bin")), "has damaged files"),
    "graph gone": (lambda at: graph_file(at, "link_lists.bin").unlink(), "has damaged files"),
    "graph of noise": (lambda at: graph_file(at, "link_lists.bin").write_bytes(b"x" * 9999), "has damaged files"),
    "ids gone": (lambda at: graph_file(at, "index_metadata.pickle").unlink(), "has damaged files"),
    "database gone": (lambda at: (chroma_folder(at) / "chroma.sqlite3").unlink(), "lost its files"),
    "database truncated": (lambda at: truncate(chroma_folder(at) / "chroma.sqlite3"), "cannot be read"),
    "database empty": (lambda at: (chroma_folder(at) / "chroma.sqlite3").write_bytes(b""), "cannot be read"),
    "database of noise": (lambda at: (chroma_folder(at) / "chroma.sqlite3").write_bytes(b"x" * 9999), "cannot be read"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_or_foreign_index_is_built_again_and_the_reason_said(tmp_path: Path, kind: str) -> None:
    built = Opened(tmp_path).index
    assert isinstance(built, ChromaIndex)
    built.close()  # or Chroma would answer from what this process has read already
    damage, reason = DAMAGE[kind]
    damage(tmp_path)
    repaired = Opened(tmp_path)
    assert repaired.is_right()
    assert len(repaired.said) == 1 and reason in repaired.said[0] and repaired.said[0].endswith("it is built again.")
    assert Opened(tmp_path).said == []


def test_another_library_or_embedder_gets_an_index_of_its_own(tmp_path: Path) -> None:
    Opened(tmp_path)
    assert "other documents" in Opened(tmp_path, library="changed").said[0]
    assert "another embedding model (embedder)" in Opened(tmp_path, library="changed", embedder="new").said[0]


def test_an_older_index_still_in_use_is_left_alone_for_a_day(tmp_path: Path) -> None:
    reader = Opened(tmp_path)
    old = chroma_folder(tmp_path)
    Opened(tmp_path, library="changed")
    assert reader.is_right()
    yesterday = time.time() - DAY - 60
    os.utime(old, (yesterday, yesterday))
    Opened(tmp_path, library="changed again")
    assert not old.exists() and chroma_folder(tmp_path).is_dir()


def test_a_file_in_place_of_the_folder_leaves_search_in_memory(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder", encoding="utf-8")
    opened = Opened(tmp_path / "index")
    assert isinstance(opened.index, MemoryIndex) and "searching from memory" in opened.said[0]
    assert opened.index.similarities(ROWS.vectors[64], 1) == pytest.approx({"ICERD#5": 1.0})


def test_a_disk_that_fills_up_leaves_search_in_memory_and_no_debris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_module, "write_manifest", full)
    opened = Opened(tmp_path)
    assert isinstance(opened.index, MemoryIndex) and "No space left on device" in opened.said[0]
    assert list(tmp_path.glob("chroma-*")) == []


def test_a_writer_that_never_ends_is_waited_for_aloud_and_then_passed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "LOCK_PATIENCE", 0.1)
    with FileLock(tmp_path / ".lock"):
        opened = Opened(tmp_path)
    assert isinstance(opened.index, MemoryIndex)
    assert "Another process" in opened.said[0] and "searching from memory" in opened.said[1]


def test_an_index_that_breaks_in_use_says_so(tmp_path: Path) -> None:
    opened = Opened(tmp_path)
    assert isinstance(opened.index, ChromaIndex)
    opened.index.close()
    with pytest.raises(BrokenIndex):
        opened.index.similarities(ROWS.vectors[60], 5)


def test_reasons_name_the_first_difference() -> None:
    wanted = Manifest("library", "embedder", "1.5.9", {COLLECTION: 12})
    assert wanted.why_stale(wanted) is None
    assert (
        Manifest("library", "embedder", "1.5.9", {COLLECTION: 11}).why_stale(wanted) == "was built from other documents"
    )


def test_a_new_recipe_of_vectors_comes_with_a_new_schema() -> None:
    """Otherwise an index of old vectors would be taken for a good one."""
    assert (RECIPE, SCHEMA) == (1, 2), "raise both, here too"


OPEN_IN_CHILD = """
import sys, time
from pathlib import Path
from tests_index import Opened
while time.time() < float(sys.argv[2]):
    pass
opened = Opened(Path(sys.argv[1]))
assert opened.is_right()
print(opened.said)
"""

DIE_WHILE_BUILDING = """
import os, sys
from pathlib import Path
import vectorstore.index
from tests_index import Opened
vectorstore.index.open_chroma = lambda *_: os._exit(9)
Opened(Path(sys.argv[1]))
"""


def child(code: str, *arguments: str) -> subprocess.Popen[str]:
    setup = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('tests_index', {__file__!r})\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "sys.modules['tests_index'] = module\n"
        "spec.loader.exec_module(module)\n"
    )
    command = [sys.executable, "-c", setup + code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_that_start_at_once_build_one_index(tmp_path: Path) -> None:
    start = str(time.time() + 3)
    children = [child(OPEN_IN_CHILD, str(tmp_path), start) for _ in range(3)]
    for process in children:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert output.strip() in {"[]", "['Another process is building the search index; waiting for it.']"}
    assert len(list(tmp_path.glob("chroma-*"))) == 1


def test_a_process_killed_while_building_leaves_no_index_that_is_believed(tmp_path: Path) -> None:
    killed = child(DIE_WHILE_BUILDING, str(tmp_path))
    killed.communicate(timeout=120)
    assert killed.returncode == 9 and list(tmp_path.glob("chroma-*")) and not (tmp_path / "manifest.json").exists()
    opened = Opened(tmp_path)
    assert opened.is_right() and opened.said == ["The search index was left half built; it is built again."]

from __future__ import annotations

from pathlib import Path

import numpy as np

from vectorstore.ragged_file import RaggedFile, text_key

SHAPES: dict[str, tuple[int, ...]] = {"tokens": (), "states": (2,)}


def kept() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    return {
        text_key("one two"): (np.array([7, 8], np.int32), np.array([[1, 2], [3, 4]], np.int8)),
        text_key("nothing"): (np.zeros(0, np.int32), np.zeros((0, 2), np.int8)),
        text_key("three"): (np.array([9], np.int32), np.array([[5, 6]], np.int8)),
    }


def test_what_is_written_is_read_as_it_was(tmp_path: Path) -> None:
    file = RaggedFile(tmp_path, "texts", "model 1", SHAPES)
    assert file.read() == {}
    file.write(kept())
    found = RaggedFile(tmp_path, "texts", "model 1", SHAPES).read()
    assert list(found) == list(kept())
    for key, arrays in kept().items():
        for one, other in zip(found[key], arrays, strict=True):
            np.testing.assert_array_equal(one, other)
            assert one.dtype == other.dtype


def test_what_another_model_made_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    RaggedFile(tmp_path, "texts", "model 1", SHAPES).write(kept())
    assert RaggedFile(tmp_path, "texts", "model 2", SHAPES).read() == {}


def test_a_damaged_file_and_one_of_other_shapes_hold_nothing(tmp_path: Path) -> None:
    file = RaggedFile(tmp_path, "texts", "model 1", SHAPES)
    file.write(kept())
    (path,) = tmp_path.glob("texts-*.npz")
    whole = path.read_bytes()
    for broken in (b"", b"half a fi", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        assert file.read() == {}
    path.write_bytes(whole)
    assert RaggedFile(tmp_path, "texts", "model 1", {"tokens": (), "states": (3,)}).read() == {}


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    file = RaggedFile(tmp_path / "file", "texts", "model 1", SHAPES)
    file.write(kept())
    assert file.read() == {}

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.files import make_folder, replacing, write_text


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_written_file_is_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    write_text(path, "Қазақстан\r\nline\n")
    assert path.read_bytes() == "Қазақстан\r\nline\n".encode()
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_old_file_is_kept_when_the_new_one_fails(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    write_text(path, "old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_folder_or_a_missing_folder_is_refused_clearly(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_text(tmp_path, "text")
    with pytest.raises(OutputError, match="its folder does not exist"):
        write_text(tmp_path / "missing" / "draft.md", "text")


def test_every_folder_made_is_private(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        make_folder(tmp_path / "file")

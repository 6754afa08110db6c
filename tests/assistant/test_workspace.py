from __future__ import annotations

import datetime
import os
import stat
import tomllib
from pathlib import Path

import pytest

from assistant.errors import WorkspaceError
from assistant.locations import default_workspace
from assistant.workspace import TEMPLATE, ReportFile, open_workspace


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_workspace(tmp_path / "desk")
    return tmp_path / "desk"


def test_first_use_makes_a_private_folder_and_says_so_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "desk"
    open_workspace(folder)
    open_workspace(folder)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1 and str(folder) in captured.err
    assert {one.name for one in folder.iterdir()} == {
        "report.toml", "sources", "evidence", "drafts", "chats", ".cache",
    }  # fmt: skip
    assert mode(folder.parent) == mode(folder) == 0o700
    assert all(mode(one) == (0o700 if one.is_dir() else 0o600) for one in folder.iterdir())


def test_without_a_path_the_default_workspace_is_used() -> None:
    assert open_workspace().path == default_workspace()


def test_the_template_is_valid_and_says_the_defaults() -> None:
    assert ReportFile.model_validate(tomllib.loads(TEMPLATE)) == ReportFile()
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in TEMPLATE.split("\n"))
    filled = ReportFile.model_validate(tomllib.loads(uncommented))
    assert all(value is not None for value in filled.model_dump().values())


def test_what_the_file_says_is_read(folder: Path) -> None:
    text = 'country = "Қазақстан"\nsession = "115th"\ndeadline = 2030-01-31\nword_limit = 9000\n'
    (folder / "report.toml").write_text(text, encoding="utf-8-sig")
    report = open_workspace(folder).report
    assert (report.country, report.session, report.word_limit) == ("Қазақстан", "115th", 9000)
    assert report.deadline == datetime.date(2030, 1, 31)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('country = "Kazakhstan"\nnot toml\n', "line 2"),
        ('country = "Kazakhstan"\ncomitee = "CERD"\n', "line 2: unknown key comitee. Did you mean committee?"),
        ("zzzz = 1\n", "Known keys: committee, country"),
        ('country = "x"\n\ndeadline = "soon"\n', "line 3: deadline should be a valid date"),
        ("deadline = 2030-02-31\n", "line 1"),
        ("deadline = 20300131\n", "line 1: deadline should be a date such as 2030-01-31"),
        ("word_limit = -5\n", "line 1: word_limit should be greater than 0"),
        ('word_limit = "many"\n', "line 1: word_limit should be a valid integer"),
        ('state_report = ""\n', "line 1: state_report"),
    ],
)
def test_a_faulty_report_file_is_refused_with_its_line(folder: Path, text: str, said: str) -> None:
    (folder / "report.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(folder)
    assert said in str(caught.value)
    assert (folder / "report.toml").read_text(encoding="utf-8") == text


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "report.toml").write_bytes("country = 'Казахстан'".encode("cp1251"))
    with pytest.raises(WorkspaceError, match="not UTF-8"):
        open_workspace(folder)


def test_a_path_that_is_or_passes_through_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(WorkspaceError, match="is a file, not a folder"):
        open_workspace(file)
    with pytest.raises(WorkspaceError, match="Cannot use"):
        open_workspace(file / "desk")


def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    is_root = os.geteuid() == 0
    if is_root:  # root may write everywhere
        os.seteuid(65534)
    try:
        with pytest.raises(WorkspaceError, match="Permission denied"):
            open_workspace(locked / "desk")
    finally:
        if is_root:
            os.seteuid(0)

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

SYMBOL = "CERD/C/KAZ/CO/8-10"


@pytest.fixture
def observations(tmp_path: Path) -> Path:
    path = tmp_path / "observations.txt"
    path.write_text(f"{SYMBOL}\n\n1. First point, in Қазақстан.\n2. Second point.\n3. Third point.\n", encoding="utf-8")
    return path


def test_the_built_in_documents_are_listed(run: Run) -> None:
    ran = run("library", "list", "--json")
    assert ran.returncode == 0
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(row["symbol"], row["last_paragraph"], row["built_in"]) for row in rows] == [
        ("CERD/C/KAZ/11-14", 437, True), ("ICERD", 25, True),
    ]  # fmt: skip
    assert "CERD/C/KAZ/11-14  state_report" in run("library", "list").stdout


def test_a_file_is_added_listed_shown_and_removed(run: Run, observations: Path, tmp_path: Path) -> None:
    ran = run("library", "add", str(observations), "--symbol", SYMBOL, "--title", "T", "--kind", "committee", "--json")
    assert ran.returncode == 0, ran.stderr
    row = json.loads(ran.stdout)
    assert list(row) == ["symbol", "title", "kind", "passages", "last_paragraph", "warnings"]
    assert (row["symbol"], row["title"], row["kind"]) == (SYMBOL, "T", "committee")
    assert (row["passages"], row["last_paragraph"]) == (3, 3)
    (stored,) = (tmp_path / "data" / "workspace" / "sources").iterdir()
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert run("show", f"{SYMBOL}#2").returncode == 0
    assert SYMBOL in run("library", "list").stdout
    removed = run("library", "remove", SYMBOL.lower(), "--json")
    assert (removed.returncode, json.loads(removed.stdout)) == (0, {"removed": SYMBOL})
    assert run("show", f"{SYMBOL}#2").returncode == 1
    assert observations.exists()


def test_a_file_that_cannot_be_read_leaves_the_others(run: Run, observations: Path, tmp_path: Path) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    ran = run("library", "add", "missing.txt", str(binary), str(tmp_path), str(observations), "--json")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr and "unexpected" not in ran.stderr
    assert len(ran.stderr.splitlines()) >= 3 and "missing.txt" in ran.stderr and "binary.txt" in ran.stderr
    assert len(ran.stdout.splitlines()) == 1


def test_a_built_in_document_stays(run: Run, observations: Path) -> None:
    assert "is built in" in run("library", "remove", "icerd").stderr
    ran = run("library", "add", str(observations), "--symbol", "ICERD")
    assert ran.returncode == 1 and "is built in" in ran.stderr
    assert json.loads(run("library", "list", "--json").stdout.splitlines()[1])["passages"] == 121


def test_an_unknown_document_cannot_be_removed(run: Run) -> None:
    ran = run("library", "remove", "A/1")
    assert ran.returncode == 1 and "nothing was removed" in ran.stderr


def test_one_symbol_is_not_for_two_files(run: Run, observations: Path) -> None:
    assert run("library", "add", str(observations), str(observations), "--symbol", "A/1").returncode == 2


def test_a_damaged_source_is_named(run: Run, tmp_path: Path) -> None:
    run("library", "list")
    (tmp_path / "data" / "workspace" / "sources" / "bad.jsonl").write_text("{", encoding="utf-8")
    ran = run("library", "list")
    assert ran.returncode == 1 and "bad.jsonl" in ran.stderr and "Traceback" not in ran.stderr


def test_the_index_is_built_anew(run: Run) -> None:
    ran = run("library", "rebuild", "--json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["documents"] == 2

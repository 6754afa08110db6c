"""`shadow-report evidence`: the NGO's own files become citable, and are held apart from what the State says."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from assistant.cli.main import main

NOTES = """\
# Interviews with Roma families

## Registration

In 2024 we spoke with 32 Roma families in two districts. Fourteen of them had been refused registration of residence.

## Schools

| Year | Complaints |
| --- | --- |
| 2023 | 4 complaints filed |
"""


def test_evidence_is_added_cited_checked_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["-w", str(tmp_path / "w")]
    (tmp_path / "interviews 2025.md").write_text(NOTES, encoding="utf-8")
    assert main(["evidence", "add", str(tmp_path / "interviews 2025.md"), "--json", *place]) == 0
    added = json.loads(capsys.readouterr().out)
    assert (added["symbol"], added["kind"], added["passages"]) == ("NGO/interviews-2025", "evidence", 2)
    assert added["title"] == "Interviews with Roma families"
    assert [path.suffix for path in (tmp_path / "w" / "evidence").iterdir()] == [".jsonl"]

    assert main(["show", "NGO/interviews-2025, para. 2", "--json", *place]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["text"] == "2023 | 4 complaints filed"
    assert shown["headings"] == ["Interviews with Roma families", "Schools"]

    draft = tmp_path / "draft.md"
    cited = "of 32 Roma families had been refused registration of residence (NGO/interviews-2025, para. 1).\n"
    draft.write_text(f"Fourteen {cited}\nNineteen {cited}", encoding="utf-8")
    assert main(["check", str(draft), "--json", *place]) == 3
    true, false = json.loads(capsys.readouterr().out)["sentences"]
    assert (true["speaker"], true["verdict"], true["findings"]) == ("ngo", "supported", [])
    assert false["findings"][0]["kind"] == "wrong_figure" and false["speaker"] == "ngo"

    # An answer from it is the NGO's word: never the State's, and never under a bare number.
    assert main(["ask", "How many Roma families were refused registration of residence?", "--json", *place]) == 0
    answer = json.loads(capsys.readouterr().out)["answer"]
    assert "Interviews with Roma families says: “" in answer and "State party" not in answer and "(para." not in answer

    assert main(["evidence", "remove", "ngo/interviews-2025", *place]) == 0
    assert main(["evidence", "list", *place]) == 0
    assert "no evidence in this workspace yet" in capsys.readouterr().err


def test_a_word_file_and_what_cannot_be_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["-w", str(tmp_path / "w")]
    word = docx.Document()
    word.add_heading("Визиты", 1)
    word.add_paragraph("Two schools put Roma children in separate classes, Ń ǵ ý.")
    word.save(str(tmp_path / "визиты.docx"))
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("визиты.docx", "empty.txt", "missing.md", "photo.png")]
    assert main(["evidence", "add", *files, *place]) == 1
    captured = capsys.readouterr()
    assert "Added NGO/evidence: 1 paragraphs." in captured.out
    assert all(said in captured.err for said in ("empty.txt is empty", "no file", "photo.png"))
    for symbol in ("ICERD", "my notes"):
        assert main(["evidence", "add", files[0], "--symbol", symbol, *place]) == 1
    assert main(["evidence", "remove", "ICERD", *place]) == 1
    assert "is no evidence" in capsys.readouterr().err

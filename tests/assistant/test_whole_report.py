"""`draft --all`: the sections on articles 1 to 7 as one report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.cli.main import main


def test_the_whole_report_in_the_words_of_its_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace, target = tmp_path / "w", tmp_path / "report.md"
    workspace.mkdir()
    (workspace / "report.toml").write_text('session = "115th session"\nword_limit = 2600\n', encoding="utf-8")
    assert main(["draft", "--all", "-w", str(workspace), "-o", str(target), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    markdown = target.read_text(encoding="utf-8")
    assert markdown == result["markdown"] and len(markdown.split()) <= 2600
    assert markdown.startswith("# Alternative report on Kazakhstan\n\nSubmission to the Committee on the Elimination")
    assert "115th session" in markdown and "[At most 2,600 words" in markdown
    sections = re.findall(r"^## (Article \d|Paragraphs cited)", markdown, re.MULTILINE)
    assert sections == [f"Article {number}" for number in range(1, 8)] + ["Paragraphs cited"]

    # Every sentence knows its place in the whole, and the table holds every paragraph that is cited.
    assert all(markdown[slice(*sentence["span"])].startswith(sentence["text"][:20]) for sentence in result["sentences"])
    cited = {
        citation["id"].partition("#")[2]
        for sentence in result["sentences"]
        for citation in sentence["citations"]
        if citation["id"] and citation["id"].startswith("CERD")
    }
    table = markdown.partition("## Paragraphs cited")[2]
    assert len(re.findall(r"^\| Article \d \| para", table, re.MULTILINE)) == 7
    numbers = {int(number) for number in re.findall(r"\d+", table)}
    ranges = {n for a, b in re.findall(r"(\d+)–(\d+)", table) for n in range(int(a), int(b) + 1)}
    assert {int(re.match(r"\d+", path)[0]) for path in cited} <= numbers | ranges  # type: ignore[index]

"""`gaps`: what the State report leaves out, on the real report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.gap_report import KINDS, gap_lines, gap_markdown
from assistant.gaps import find_gaps
from assistant.store import Store
from vectorstore.address import Address

REPORT = "CERD/C/KAZ/11-14"


def test_gaps_of_the_report(store: Store) -> None:
    report = find_gaps(store)
    assert [article.name for article in report.articles] == [f"Article {number}" for number in range(1, 8)]
    assert report.articles[3].citation == "paras. 153–193" and report.articles[3].paragraphs == 41
    follow_ups = {coverage.name: coverage for coverage in report.follow_ups}
    assert follow_ups["46"].citation == "para. 400" and "22 (d)" in follow_ups

    kinds = {gap.kind for gap in report.findings}
    assert {"at_odds", "postponed", "no_date", "no_figure", "no_breakdown", "not_addressed"} <= kinds <= set(KINDS)
    # Known to be in the report: 221 cases stand against 62 convictions; 715, 90 and 35 do not make 835.
    assert any("221 cases" in gap.message and "62 convictions" in gap.message for gap in report.findings)
    assert any("835" in gap.message and "840" in gap.message for gap in report.findings)
    # Observations 11 and 12 are answered without a single figure.
    lacking = [report.findings[position] for position in follow_ups["11 and 12"].findings]
    assert follow_ups["11 and 12"].with_figures == 0 and "no_figure" in {gap.kind for gap in lacking}


def test_every_gap_rests_on_passages_that_exist_and_is_told_once(store: Store) -> None:
    report = find_gaps(store)
    for gap in report.findings:
        assert gap.addresses and all(store.library.resolve(Address.from_id(id)).passages for id in gap.addresses)
        assert "  " not in gap.message + gap.question and "⟦" not in gap.message + gap.question
    markdown = gap_markdown(report, REPORT)
    assert all(markdown.count(gap.message) == 1 for gap in report.findings)
    assert sum(line.startswith("→") or "→" in line for line, _ in gap_lines(report)) == sum(
        bool(gap.question) for gap in report.findings
    )
    assert all(0 <= position < len(report.findings) for one in report.follow_ups for position in one.findings)


def test_gaps_as_json_and_as_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "gaps.html"
    assert main(["gaps", "--json", "--html", str(page), "-w", str(tmp_path / "w")]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"articles", "follow_ups", "findings"}
    assert {"kind", "addresses", "message"} <= set(printed["findings"][0])
    text = page.read_text(encoding="utf-8")
    assert text.count("<table") == 2 and not re.search(r'(?:src|href)="https?:', text)
    page.write_text("mine", encoding="utf-8")
    assert main(["gaps", "--html", str(page), "-w", str(tmp_path / "w")]) == 1
    assert main(["gaps", "--html", "gaps.txt"]) == 2

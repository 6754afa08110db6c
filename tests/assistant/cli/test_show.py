from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run


def test_json_has_one_line_a_passage_with_the_keys_of_the_contract(run: Run) -> None:
    ran = run("show", "paras. 155-158", "art. 5 (d) (iii)", "para. 191 (c)", "--json")
    assert ran.returncode == 0
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [row["id"] for row in rows] == [
        *(f"CERD/C/KAZ/11-14#{number}" for number in range(155, 159)), "ICERD#5(d)(iii)", "CERD/C/KAZ/11-14#191(c)",
    ]  # fmt: skip
    assert all(list(row) == ["id", "citation", "text", "headings", "answers"] for row in rows)
    assert rows[0]["citation"] == "CERD/C/KAZ/11-14, para. 155"
    assert rows[4]["citation"] == "ICERD, art. 5 (d) (iii)"
    assert rows[4]["text"] and rows[4]["answers"] == []


def test_a_bad_address_is_told_and_the_rest_is_printed(run: Run) -> None:
    ran = run("show", "para. 452", "para. 155", "banana", "CERD/C/XXX/1#3", "--json")
    assert ran.returncode == 1
    missing, found, banana, unknown = (json.loads(line) for line in ran.stdout.splitlines())
    assert list(missing) == ["address", "error"]
    assert missing["address"] == "para. 452" and "1–437" in missing["error"]
    assert found["id"] == "CERD/C/KAZ/11-14#155"
    assert "is no address" in banana["error"]
    assert "not in the library" in unknown["error"]


@pytest.mark.parametrize(
    ("written", "said"),
    [("paras. 158-155", "malformed"), ("art. 6 of the ICCPR", "another treaty"), ("art. 5 (z)", "does not exist")],
)
def test_what_is_wrong_with_an_address_is_said(run: Run, written: str, said: str) -> None:
    ran = run("show", written)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert said in ran.stderr


def test_plain_output_keeps_data_and_narration_apart(run: Run) -> None:
    ran = run("show", "para. 155", "para. 452", "ICERD#4(a)")
    assert ran.returncode == 1
    first, second = ran.stdout.split("\n\n")
    citation, headings, *text = first.split("\n")
    assert citation == "CERD/C/KAZ/11-14, para. 155"
    assert headings == "VI. Article 4 › A. Freedom of expression"
    assert text
    assert second.startswith("ICERD, art. 4 (a)\n")
    assert "para. 452" in ran.stderr and "para. 452" not in ran.stdout


@pytest.mark.parametrize(
    "written", ["para 155", "¶155", "paragraph 155", "CERD/C/KAZ/11-14, para. 155", "CERD/C/KAZ/11-14#155"]
)
def test_any_form_is_taken(run: Run, written: str) -> None:
    ran = run("show", written, "--json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["id"] == "CERD/C/KAZ/11-14#155"


def test_a_parent_stands_for_its_descendants(run: Run) -> None:
    ran = run("show", "art. 2 (1)", "--json")
    ids = [json.loads(line)["id"] for line in ran.stdout.splitlines()]
    assert len(ids) > 5 and all(id.startswith("ICERD#2(1)") for id in ids)


def test_options_may_stand_between_addresses(run: Run) -> None:
    ran = run("show", "para. 1", "--json", "para. 2")
    assert [json.loads(line)["id"][-2:] for line in ran.stdout.splitlines()] == ["#1", "#2"]


def test_an_address_without_a_symbol_is_of_the_state_report_of_the_workspace(run: Run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "observations.txt").write_text("1. First point.\n2. Second point.\n", encoding="utf-8")
    added = run("library", "add", "observations.txt", "--symbol", "CERD/C/KAZ/CO/8-10", "--kind", "committee")
    assert added.returncode == 0, added.stderr
    report = tmp_path / "data" / "workspace" / "report.toml"
    report.write_text('state_report = "CERD/C/KAZ/CO/8-10"\n', encoding="utf-8")
    assert json.loads(run("show", "para. 2", "--json").stdout)["id"] == "CERD/C/KAZ/CO/8-10#2"

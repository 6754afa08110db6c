from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

REPORT = "CERD/C/KAZ/11-14"


@pytest.mark.parametrize("query", [[""], ["  "], ["", " "]])
def test_an_empty_query_is_wrong_usage(run: Run, query: list[str]) -> None:
    ran = run("search", *query)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "empty" in ran.stderr


def test_standard_input_without_a_query_is_wrong_usage(run: Run) -> None:
    ran = run("search", "-", stdin="\n  \n")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Line 2 is empty; skipped." in ran.stderr
    assert run("search", "-", "words").returncode == 2


def test_an_unknown_document_is_wrong_usage_and_the_known_are_named(run: Run) -> None:
    ran = run("search", "schools", "--in", "CERD/C/KAZ/11-15")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"Did you mean {REPORT}?" in ran.stderr and "ICERD" in ran.stderr


def test_an_exact_address_is_looked_up_without_the_index(run: Run, tmp_path: Path) -> None:
    ran = run("search", "art. 5 (d) (iii)", "--json")
    assert ran.returncode == 0
    answer = json.loads(ran.stdout)
    assert list(answer) == ["query", "results"]
    (row,) = answer["results"]
    assert list(row) == ["id", "citation", "score", "text", "headings"]
    assert (row["id"], row["score"]) == ("ICERD#5(d)(iii)", 1.0)
    assert list((tmp_path / "data" / "workspace" / ".cache").iterdir()) == []


def test_an_address_where_nothing_stands_is_an_error(run: Run) -> None:
    ran = run("search", "para. 452")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "1–437" in ran.stderr
    ran = run("search", "para. 155", "--in", "icerd")
    assert ran.returncode == 1 and "is not in ICERD" in ran.stderr


def test_words_find_passages(run: Run) -> None:
    ran = run("search", "Assembly", "departments", "-k", "3", "at", "universities", "--json")
    assert ran.returncode == 0
    rows = json.loads(ran.stdout)["results"]
    assert len(rows) == 3
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all("(" not in row["id"] for row in rows if row["id"].startswith(REPORT))


def test_a_document_can_be_chosen(run: Run) -> None:
    rows = json.loads(run("search", "propaganda and hatred", "--in", "icerd", "--json").stdout)["results"]
    assert rows and all(row["id"].startswith("ICERD#") for row in rows)


def test_lines_of_standard_input_are_queries(run: Run) -> None:
    stdin = "\ufeffrepair of old school buildings\r\n\npara. 155\npara. 452\nпоправка [sic] Ń ǵ ý\n"
    ran = run("search", "-", "-k", "2", stdin=stdin)
    assert ran.returncode == 1
    school, address, missing, cyrillic = (json.loads(line) for line in ran.stdout.splitlines())
    assert school["query"] == "repair of old school buildings" and len(school["results"]) == 2
    assert [row["id"] for row in address["results"]] == [f"{REPORT}#155"]
    assert missing["results"] == [] and "1–437" in missing["error"]
    assert cyrillic["query"] == "поправка [sic] Ń ǵ ý"
    assert "Line 2 is empty; skipped." in ran.stderr


def test_each_line_is_answered_at_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assistant.cli.main", "search", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        for number in (1, 2):
            process.stdin.write(f"para. {number}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["results"][0]["id"] == f"{REPORT}#{number}"
        process.stdin.close()
    assert process.returncode == 0


def test_plain_output_is_an_excerpt(run: Run) -> None:
    ran = run("search", "para. 155")
    assert ran.stdout.startswith(f"{REPORT}, para. 155  (score 1.00)\n  ")


def test_years_and_articles_of_other_laws_are_words(run: Run) -> None:
    queries = ("2024", "2022–2024", "article 174 of the Criminal Code", "art. 6 of the ICCPR", "articles")
    ran = run("search", "-", "-k", "4", stdin="\n".join(queries))
    assert [len(json.loads(line)["results"]) for line in ran.stdout.splitlines()] == [4] * 5

"""The State report against its oracles: every paragraph, heading, item and line of the file."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from vectorstore.headings import answered_paragraphs
from vectorstore.library import shipped_text
from vectorstore.parse_report import parse_report
from vectorstore.parsing import ParsedDocument, split_lines

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
SYMBOL = "CERD/C/KAZ/11-14"
WITH_LISTS = {3: 4, 61: 3, 191: 3, 313: 3, 317: 6, 338: 5, 361: 4, 393: 18, 398: 4, 403: 5}
oracle = pytest.mark.skipif(not SHARED.exists(), reason="the oracles lie beside the checkout")


@cache
def report() -> ParsedDocument:
    return parse_report(shipped_text("cerd_c_kaz_11-14.txt"), SYMBOL)


def paragraphs() -> dict[int, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {
        int(one.id.partition("#")[2]): (one.text, one.headings, one.answers)
        for one in report().passages
        if one.parent is None
    }


def test_437_paragraphs_in_unbroken_order() -> None:
    assert list(paragraphs()) == list(range(1, 438))
    assert report().warnings == ()


def test_the_lines_give_the_file_back() -> None:
    text = shipped_text("cerd_c_kaz_11-14.txt")
    lines = split_lines(text)
    spans = [block.lines for block in report().blocks]
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]
    assert "".join("".join(lines[start:end]) for start, end in spans) == text
    assert {block.kind for block in report().blocks} == {"matter", "heading", "passage"}


def test_texts_are_verbatim() -> None:
    source = shipped_text("cerd_c_kaz_11-14.txt")
    for number, (text, _, _) in paragraphs().items():
        first, *rest = text.split("\n")
        assert re.search(rf"^{number}\.{re.escape(first)}$", source, re.MULTILINE), number
        assert all(f"\n{line}\n" in source for line in rest), number


def test_unnumbered_lines_belong_to_their_paragraph() -> None:
    assert {n: text.count("\n") for n, (text, _, _) in paragraphs().items() if "\n" in text} == WITH_LISTS


def test_only_paragraph_191_has_lettered_items() -> None:
    items = {one.id: one for one in report().passages if one.parent}
    assert list(items) == [f"{SYMBOL}#191({letter})" for letter in "abc"]
    assert items[f"{SYMBOL}#191(c)"].text.startswith("Article 405 of the Criminal Code provides")
    assert items[f"{SYMBOL}#191(c)"].parent == f"{SYMBOL}#191"


def test_a_trafficking_heading_is_the_ninth_letter() -> None:
    assert paragraphs()[311][1] == ("VII. Article 5", "I. Trafficking in persons")
    assert paragraphs()[318][1][0] == "VIII. Article 6"


def test_groups_close_with_their_section() -> None:
    assert paragraphs()[104][1][-1] == "(a)"
    assert paragraphs()[118][1][-1] == "(c)"
    assert paragraphs()[127][1] == ("IV. Article 2", "B. The role of Assembly of the People of Kazakhstan")


@oracle
def test_unnumbered_subheadings() -> None:
    rows = (SHARED / "report_subheadings.txt").read_text("utf-8").strip().split("\n")
    wanted = dict(row.split("\t") for row in rows)
    found: dict[str, str] = {}
    numbers = paragraphs()
    for number, (_, headings, _) in numbers.items():
        before = numbers[number - 1][1] if number > 1 else ()
        last = headings[-1]
        if not re.match(r"[IVX]+\. |[A-Z]\. |\(", last) and (not before or before[-1] != last):
            found[str(number)] = last
    assert found == wanted


@oracle
def test_the_crosswalk_to_the_concluding_observations() -> None:
    covered: set[int] = set()
    with (SHARED / "co_crosswalk.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            first, last = row["report_paras"].split("-")
            wanted = answered_paragraphs(row["concluding_observations_paras"])
            for number in range(int(first), int(last) + 1):
                _, headings, answers = paragraphs()[number]
                assert answers == wanted, number
                assert headings[0].replace(". ", ".", 1) == row["report_section"]
                if row["report_subsection"]:
                    assert headings[1].replace(". ", ".", 1) == row["report_subsection"]
                covered.add(number)
    assert all(not answers for n, (_, _, answers) in paragraphs().items() if n not in covered)


def test_answered_paragraphs_reads_lists_and_ranges_of_items() -> None:
    assert answered_paragraphs("21 and 22 (a)–(c)") == ("21", "22 (a)", "22 (b)", "22 (c)")
    assert answered_paragraphs("22 (d)") == ("22 (d)",)
    assert answered_paragraphs("15 and 16") == ("15", "16")


@pytest.mark.parametrize("gap", ["155.Text", "155. Text", "155 . Text", "155.\tText"])
def test_any_gap_after_the_number(gap: str) -> None:
    text = "\n".join([*(f"{n}.Text {n}." for n in range(1, 155)), gap])
    assert [one.id for one in parse_report(text, "X/1").passages][-1] == "X/1#155"


def test_a_number_alone_on_its_line_opens_a_paragraph() -> None:
    parsed = parse_report("I. Heading\n1.\nFirst text.\nMore of it.\n2.\nSecond.", "X/1")
    assert [one.text for one in parsed.passages] == ["First text.\nMore of it.", "Second."]


def test_a_list_that_starts_anew_stays_in_its_paragraph() -> None:
    text = "1. One.\n2. The following are listed:\n1. first;\n2. second;\n3. third.\n3. Three."
    assert [one.text.partition("\n")[0] for one in parse_report(text, "X/1").passages] == [
        "One.",
        "The following are listed:",
        "Three.",
    ]


def test_a_table_of_contents_is_no_heading() -> None:
    parsed = parse_report("I. Summary ........ 1–2 3\nI. Summary\n1. One.\n2. Two.", "X/1")
    assert parsed.passages[0].headings == ("I. Summary",)


def test_no_numbers_no_passages() -> None:
    parsed = parse_report("A letter.\n\nWithout numbers.", "X/1")
    assert parsed.passages == ()
    assert parsed.warnings == ("no numbered paragraph was found",)

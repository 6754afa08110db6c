"""The State report's own mentions of articles and paragraphs: which are ours, checked by hand."""

from __future__ import annotations

import re
from pathlib import Path

from vectorstore.address_grammar import Citation, find_citations

CORPUS = Path(__file__).parents[2] / "vectorstore" / "corpus" / "cerd_c_kaz_11-14.txt"
LINES = CORPUS.read_text(encoding="utf-8").split("\n")

# Articles of the Convention by the number of their paragraph. Paras. 143 and 145 write "see sect. VII on art. 5" and
# "see sect. IV, art. 2", which are the report's sections on those articles of the Convention.
CONVENTION_ARTICLES = {
    2: ["9"],
    28: ["6"],
    31: ["2", "5"],
    33: ["2", "6", "7"],
    37: ["5"],
    38: ["1(2)", "5"],
    39: ["2", "5"],
    40: ["2", "6"],
    41: ["2", "6"],
    42: ["5"],
    94: ["5"],
    100: ["1"],
    103: ["1"],
    143: ["5"],
    145: ["2"],
    146: ["3"],
    147: ["3"],
    186: ["4"],
    193: ["4(a)", "4(b)", "4(c)"],
    355: ["7"],
    400: ["8"],
}
# Lines outside numbered paragraphs: the title, the seven headings by article, and the heading on the amendment.
OTHER_ARTICLES = [["9"], ["1"], ["2"], ["3"], ["4"], ["5"], ["6"], ["7"], ["8"]]


def icerd_paths(citations: list[Citation]) -> list[str]:
    ids = [address.id for citation in citations for address in citation.addresses if address.in_treaty]
    return [id_.removeprefix("ICERD#") for id_ in ids]


def test_exactly_the_articles_of_the_convention_come_out() -> None:
    in_paragraphs: dict[int, list[str]] = {}
    elsewhere: list[list[str]] = []
    for line in LINES:
        found = icerd_paths(find_citations(line))
        number = re.match(r"(\d+)\.", line)
        if found and number:
            in_paragraphs[int(number[1])] = found
        elif found:
            elsewhere.append(found)
    assert in_paragraphs == CONVENTION_ARTICLES
    assert elsewhere == OTHER_ARTICLES


def test_whole_text_gives_the_same_articles_as_its_lines() -> None:
    whole = icerd_paths(find_citations("\n".join(LINES)))
    assert whole == [path for line in LINES for path in icerd_paths(find_citations(line))]


def test_the_only_foreign_article_is_of_the_refugee_convention() -> None:
    foreign = [citation for line in LINES for citation in find_citations(line) if citation.problem is not None]
    assert [(citation.as_written, citation.problem) for citation in foreign] == [
        ("1951 Convention, art. 33", "foreign")
    ]


def test_paragraph_citations_are_of_the_concluding_observations() -> None:
    """Only the dangling "para. 6.1" and "para. 8.1" are the report's own."""
    symbols: dict[str, set[str]] = {}
    for line in LINES:
        for citation in find_citations(line):
            for address in citation.addresses:
                symbols.setdefault(address.symbol, set()).add(address.path[0])
    assert symbols["CERD/C/KAZ/11-14"] == {"6.1", "8.1"}
    assert symbols["CERD/C/KAZ/CO/8-10"] == {str(number) for number in range(5, 55)} - {"50", "52", "53"}


def test_the_crosswalk_headings_are_read() -> None:
    headings = [line for line in LINES if line.startswith("Follow-up information relating to paragraph")]
    assert len(headings) == 27
    assert all(len(find_citations(heading)) == 1 for heading in headings)

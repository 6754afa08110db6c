"""Every form in which people cite, and the places that look like a citation and are none."""

from __future__ import annotations

import pytest

from vectorstore.address import Address
from vectorstore.address_grammar import Citation, find_citations, parse_address

REPORT = "CERD/C/KAZ/11-14"
OBSERVATIONS = "CERD/C/KAZ/CO/8-10"


def ids(citations: list[Citation]) -> list[list[str]]:
    return [[address.id for address in citation.addresses] for citation in citations]


def report(*places: str) -> list[str]:
    return [f"{REPORT}#{place}" for place in places]


def icerd(*places: str) -> list[str]:
    return [f"ICERD#{place}" for place in places]


PARAGRAPH_FORMS = {
    "CERD/C/KAZ/11-14, para. 191 (c)": report("191(c)"),
    "CERD/C/KAZ/11-14 para 155": report("155"),
    "CERD/C/KAZ/11-14 (para. 155)": report("155"),
    "paras. 156 and 158": report("156", "158"),
    "paras. 155–158": report("155", "156", "157", "158"),
    "paras 155-158": report("155", "156", "157", "158"),
    "paragraphs 155 to 158": report("155", "156", "157", "158"),
    "paras. 155 — 157": report("155", "156", "157"),
    "paragraph 155": report("155"),
    "para 155": report("155"),
    "Para.155": report("155"),
    "PARA 155": report("155"),
    "para. 007": report("7"),
    "¶155": report("155"),
    "¶¶ 155–157": report("155", "156", "157"),
    "§ 155": report("155"),
    "paras. 37, 38 (b) and 41": report("37", "38(b)", "41"),
    "paras. 155–157 and 191 (c)": report("155", "156", "157", "191(c)"),
    "para. 191 (a)–(c)": report("191(a)", "191(b)", "191(c)"),
    "para. 191 (a) to (c)": report("191(a)", "191(b)", "191(c)"),
    "para. 191 (a) and (c)": report("191(a)", "191(c)"),
    "para. 191(c)": report("191(c)"),
    "para. 191c": report("191(c)"),
    "para. 191, subparagraph (c)": report("191(c)"),
    "para. 22 (h)–(j)": report("22(h)", "22(i)", "22(j)"),
    "para. 1 (a) (i)–(iii)": report("1(a)(i)", "1(a)(ii)", "1(a)(iii)"),
    "paras. 155 & 156": report("155", "156"),
    "para. 155 and 156": report("155", "156"),
    "paras. 155,156": report("155", "156"),
    "State report, para. 12": report("12"),
    "State party's report, para. 12": report("12"),
    "State party’s report, para. 12": report("12"),
    "paragraph 12 of the State party's report": report("12"),
    "para. 12 of the report": report("12"),
    "CERD/C/KAZ/11-14#155": report("155"),
    "cerd/c/kaz/11-14, para. 155": report("155"),
    "CERD/C/KAZ/11-14,\npara. 155": report("155"),
    "CERD/C/KAZ/\n11-14, para. 155": report("155"),
    "CERD/C/KAZ/11‑14,\u00a0paras.\u2009155‑157": report("155", "156", "157"),
    "（paras. 155–157）": report("155", "156", "157"),
    "para\u00adgraph 155": report("155"),
    "CERD/C/KAZ/CO/8-10, para. 22 (d)": [f"{OBSERVATIONS}#22(d)"],
    "concluding observations, para. 51": [f"{OBSERVATIONS}#51"],
    "paragraphs 16 and 22 of the Committee's concluding observations": [f"{OBSERVATIONS}#16", f"{OBSERVATIONS}#22"],
    "A/HRC/WG.6/48/SVN/1, paras. 3 and 4": ["A/HRC/WG.6/48/SVN/1#3", "A/HRC/WG.6/48/SVN/1#4"],
    "CERD/C/TJK/CO/6-8, para. 9": ["CERD/C/TJK/CO/6-8#9"],
    "CERD/C/506, paras. 1–3": ["CERD/C/506#1", "CERD/C/506#2", "CERD/C/506#3"],
    "HRI/GEN/1/Rev.9, para. 3": ["HRI/GEN/1/Rev.9#3"],
    "general recommendation No. 35 (2013), para. 12": ["CERD/GC/35#12"],
    "General Recommendation 35, para. 12": ["CERD/GC/35#12"],
    "general recommendation No. 35 (2013) on combating racist hate speech, para. 12": ["CERD/GC/35#12"],
    "paragraph 12 of general recommendation No. 35": ["CERD/GC/35#12"],
}

ARTICLE_FORMS = {
    "ICERD#5(d)(iii)": icerd("5(d)(iii)"),
    "article 5 (e) (i)": icerd("5(e)(i)"),
    "art. 5(e)(i)": icerd("5(e)(i)"),
    "art. 5 (d) (iii) and (e) (v)": icerd("5(d)(iii)", "5(e)(v)"),
    "arts. 1, 2 and 6": icerd("1", "2", "6"),
    "arts. 2–4": icerd("2", "3", "4"),
    "articles 2 (1) (c) and 6 of the Convention": icerd("2(1)(c)", "6"),
    "art. 2 (1) (c)": icerd("2(1)(c)"),
    "art. 2.1 (c) of ICERD": icerd("2(1)(c)"),
    "ICERD, art. 6": icerd("6"),
    "ICERD art 14": icerd("14"),
    "ICERD, art. 31": icerd("31"),
    "CERD, art. 5": icerd("5"),
    "art. 5 ICERD": icerd("5"),
    "the Convention, article 5": icerd("5"),
    "the Convention (art. 5)": icerd("5"),
    "the Convention’s article 5": icerd("5"),
    "article 4 (a)–(c) of the Convention": icerd("4(a)", "4(b)", "4(c)"),
    "articles 4 (a)–(c) and 5 of the Convention": icerd("4(a)", "4(b)", "4(c)", "5"),
    "article 2, paragraph 1 (c), of the Convention": icerd("2(1)(c)"),
    "articles 2, paragraph 1, and 5 of the Convention": icerd("2(1)", "5"),
    "article 14, paragraphs 2 and 5, of the Convention": icerd("14(2)", "14(5)"),
    "article 5, paragraph (e), of the Convention": icerd("5(e)"),
    "paragraph 1 (c) of article 2 of the Convention": icerd("2(1)(c)"),
    "art. 5 of the International Convention on the Elimination of All Forms of Racial Discrimination": icerd("5"),
    "ICERD, preamble": icerd("preamble"),
    "ICERD, preamble, recital 3": icerd("preamble(3)"),
    "ICERD preamble (3)": icerd("preamble(3)"),
    "ICERD, preamble, recitals 3 and 5": icerd("preamble(3)", "preamble(5)"),
    "preamble to the Convention, para. 3": icerd("preamble(3)"),
    "Article 5 guarantees equality before the law.": icerd("5"),
    "What does art 14 say?": icerd("14"),
}


@pytest.mark.parametrize(("text", "expected"), (PARAGRAPH_FORMS | ARTICLE_FORMS).items())
def test_reads_each_form(text: str, expected: list[str]) -> None:
    assert ids(find_citations(text)) == [expected]


@pytest.mark.parametrize(("text", "expected"), (PARAGRAPH_FORMS | ARTICLE_FORMS).items())
def test_as_written_is_the_span_of_the_text(text: str, expected: list[str]) -> None:
    sentence = f"It is said ({text}), and so on."
    for citation in find_citations(sentence):
        assert sentence[slice(*citation.span)] == citation.as_written


@pytest.mark.parametrize(
    ("text", "as_written", "named"),
    [
        ("(see CERD/C/KAZ/11-14, paras. 155–158 and 191 (c)).", "CERD/C/KAZ/11-14, paras. 155–158 and 191 (c)", True),
        ("the State party's report, para. 12, says", "State party's report, para. 12", True),
        ("see CERD/C/KAZ/11-14 (para. 155).", "CERD/C/KAZ/11-14 (para. 155)", True),
        ("CERD/C/KAZ/11-14 (para. 155, on this)", "para. 155", True),
        (
            "its concluding observations (CERD/C/KAZ/CO/8-10), para. 22, say",
            "concluding observations (CERD/C/KAZ/CO/8-10), para. 22",
            True,
        ),
        ("article 2, paragraph 1 (c), of the Convention is", "article 2, paragraph 1 (c), of the Convention", True),
        ("see para. 59.", "para. 59", False),
        ("(art. 5 (d) (iii))", "art. 5 (d) (iii)", False),
        ("(ICERD, art. 6)", "ICERD, art. 6", True),
        ("1951 Convention, art. 33", "1951 Convention, art. 33", True),
    ],
)
def test_as_written_and_whether_the_document_is_named(text: str, as_written: str, named: bool) -> None:
    (citation,) = find_citations(text)
    assert (citation.as_written, citation.symbol_written) == (as_written, named)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(CERD/C/KAZ/11-14, paras. 14–15, and CERD/C/KAZ/CO/8-10, para. 3)",
            [report("14", "15"), [f"{OBSERVATIONS}#3"]],
        ),
        ("(CERD/C/KAZ/11-14, para. 155; ICERD, art. 6)", [report("155"), icerd("6")]),
        ("(paras. 66, 417 and 418; arts. 2 (1) (c) and 6)", [report("66", "417", "418"), icerd("2(1)(c)", "6")]),
        (
            "(CERD/C/KAZ/CO/8-10, para. 3; ICERD, art. 6; para. 5)",
            [[f"{OBSERVATIONS}#3"], icerd("6"), [f"{OBSERVATIONS}#5"]],
        ),
        ("article 2 and article 5 of the Convention", [icerd("2"), icerd("5")]),
        ("ICERD, art. 5, and art. 6", [icerd("5"), icerd("6")]),
        ("ICERD, preamble and arts. 2 and 5", [icerd("preamble"), icerd("2", "5")]),
        ("CERD/C/KAZ/11-14#155 and ICERD#5(d)(iii)", [report("155"), icerd("5(d)(iii)")]),
        (
            "general recommendations No. 35 (2013), para. 5, and No. 30 (2004), para. 7",
            [["CERD/GC/35#5"], ["CERD/GC/30#7"]],
        ),
        ("The Criminal Code is silent (para. 83; art. 4 (a)).", [report("83"), icerd("4(a)")]),
        ("The Labour Code was not amended (art. 5 (e) (i)).", [icerd("5(e)(i)")]),
        ("Article 14 of the Constitution and article 5 of the Convention differ.", [icerd("5")]),
    ],
)
def test_reads_several_citations(text: str, expected: list[list[str]]) -> None:
    assert ids(find_citations(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "article 174 of the Criminal Code",
        "(Constitution, art. 19; and Education Act, arts. 8 and 9)",
        "(Constitution, art. 19; art. 20)",
        "the Labour Code (art. 6)",
        "the Labour Code (see art. 6)",
        "Criminal Code (arts. 145 and 174)",
        "(Criminal Code of 3 July 2014, art. 145)",
        "the Code on Public Health and the Healthcare System (art. 8)",
        "Act No. 157-VIII of 13 January 2025 (art. 3)",
        "Under article 23 of the Media Act",
        "harm (art. 115–1 (Stalking))",
        "article 2-1 of the Citizenship Act",
        "article 4 of the Constitution",
        "Article 5 (4) of the Constitution",
        "article 5 and article 6 of the Criminal Code",
        "Article 174 (Incitement) of the Criminal Code",
        "article 174 Criminal Code",
        "in 46 cases under article 174",
        "article 12, paragraph 2, of the Civil Code",
        "paragraph 2 of article 14 of the Constitution",
        "The Act names the bodies that coordinate this (arts. 3, 4 and 6).",
        "Article 5 guarantees this and so does the Constitution.",
        "article 12 of this draft",
        "the preamble of the Constitution",
        "paragraph 24 of the Action Plan",
        "paragraph 16 of the competition regulations",
        "paragraph 2 of this article",
        "(National Action Plan, para. 24)",
        "general comment No. 32, para. 12",
        "General Assembly resolution 68/268, para. 3",
        "Durban Declaration, para. 5",
        "see para. 12 above",
        "CERD/C/506",
        "general recommendation No. 35 (2013)",
        "more than 3,000 articles and 46 programmes",
        "the state of the art 5 years ago",
        "a paragraph – which is long",
        "and/or 5",
        "https://example.org/CERD/C/KAZ/11-14#155",
        "issue#12 of the journal",
    ],
)
def test_takes_nothing_that_is_not_ours(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1951 Convention, art. 33",
        "article 12 of the Covenant",
        "article 33 of the 1951 Convention relating to the Status of Refugees",
        "articles 12, 13 and 20 of the Convention on migrant workers",
        "Convention on the Rights of the Child, art. 12",
        "art. 26 ICCPR",
        "ICCPR (arts. 26 and 27)",
        "article 1 of Protocol No. 12",
        "CERD/C/KAZ/11-14, art. 5",
    ],
)
def test_marks_articles_of_other_treaties(text: str) -> None:
    (citation,) = find_citations(text)
    assert (citation.addresses, citation.problem) == ((), "foreign")


@pytest.mark.parametrize(
    "text",
    [
        "para. 5-3",
        "paras. 158–155",
        "para. 191 (c)–(a)",
        "paras. 22 (a)–24",
        "paras. –",
        "paras. 155–",
        "para. XX",
        "paras. 1–501",
        "paras. 1–300 and 400–700",
        "para. 12345678901234567890",
        "ICERD, arts. 7–5",
        "paragraph 5 of ICERD",
        "ibid., para. 3",
        "Ibid.",
    ],
)
def test_marks_what_cannot_be_read(text: str) -> None:
    (citation,) = find_citations(text)
    assert (citation.addresses, citation.problem) == ((), "malformed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("para. 58, 4,400 residents", report("58")),
        ("paras. 58 and 59, 4,400 residents", report("58", "59")),
        ("paras. 155, 2022", report("155")),
        ("In para. 155, 2022 is named", report("155")),
        ("In paras. 155 and 156, 46 cases are named", report("155", "156")),
        ("In para. 155, 46 cases are named", report("155")),
        ("in para. 155 and 46 cases", report("155")),
        ("in para. 155 – 46 cases", report("155")),
        ("para. 58 and 1.2 per cent", report("58")),
        ("para. 155. 46 cases were named", report("155")),
        ("para. 155 (a man was tried)", report("155")),
        ("para. 155 of 437", report("155")),
        ("(see para. 6.1)", report("6.1")),
        ("para. 452", report("452")),
    ],
)
def test_leaves_the_figures_of_the_sentence_alone(text: str, expected: list[str]) -> None:
    assert ids(find_citations(text)) == [expected]


def test_bare_paragraph_is_of_the_document_named_last() -> None:
    text = f"One ({OBSERVATIONS}, para. 22; ICERD, art. 5). Two (para. 23). Three ({REPORT}, para. 5). Four (para. 6)."
    assert ids(find_citations(text)) == [
        [f"{OBSERVATIONS}#22"],
        icerd("5"),
        [f"{OBSERVATIONS}#23"],
        report("5"),
        report("6"),
    ]


def test_previous_gives_the_document_and_ibid() -> None:
    previous = Address(OBSERVATIONS, ("22", "d"))
    assert ids(find_citations("para. 5", previous=previous)) == [[f"{OBSERVATIONS}#5"]]
    assert ids(find_citations("Ibid.", previous=previous)) == [[f"{OBSERVATIONS}#22(d)"]]
    assert ids(find_citations("para. 5", previous=Address("ICERD", ("5",)))) == [report("5")]


def test_ibid_takes_the_citation_before() -> None:
    text = f"({OBSERVATIONS}, paras. 3 and 4; ibid.; Ibid., para. 7; ICERD, art. 5; ibid., art. 6; id.)"
    both = [f"{OBSERVATIONS}#3", f"{OBSERVATIONS}#4"]
    assert ids(find_citations(text)) == [both, both, [f"{OBSERVATIONS}#7"], icerd("5"), icerd("6"), icerd("6")]


def test_ibid_after_another_treaty_is_foreign() -> None:
    assert [citation.problem for citation in find_citations("(ICCPR, art. 26; ibid., art. 27; ibid.)")] == [
        "foreign"
    ] * 3


def test_documents_and_names_are_arguments() -> None:
    text = "(State report, para. 3; court watch, para. 4; para. 5; art. 2 of the Covenant)"
    found = find_citations(text, default_symbol="CCPR/C/XYZ/3", treaty="ICCPR", names={"court watch": "COURT-WATCH"})
    assert ids(found) == [["CCPR/C/XYZ/3#3"], ["COURT-WATCH#4"], ["COURT-WATCH#5"], ["ICCPR#2"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("155", report("155")),
        (" 155. ", report("155")),
        ("155-157", report("155", "156", "157")),
        ("156 and 158", report("156", "158")),
        ("191 (c)", report("191(c)")),
        ("191 a-c", report("191(a)", "191(b)", "191(c)")),
        ("5 (e) (v)", icerd("5(e)(v)")),
        ("5e v", icerd("5(e)(v)")),
        ("2 (1)", icerd("2(1)")),
        ("Art 5 e i", icerd("5(e)(i)")),
        ("ICERD 5 d iii", icerd("5(d)(iii)")),
        ("CERD/C/KAZ/11-14 155", report("155")),
        ("concluding observations 22 (d)", [f"{OBSERVATIONS}#22(d)"]),
        ("article 31", icerd("31")),
        ("preamble", icerd("preamble")),
        ("preamble (3)", icerd("preamble(3)")),
        ("(see para. 155)", report("155")),
        ("icerd#5(D)(iii)", icerd("5(d)(iii)")),
        ("field-notes#3", ["field-notes#3"]),
        *PARAGRAPH_FORMS.items(),
    ],
)
def test_parse_address(text: str, expected: list[str]) -> None:
    assert ids([parse_address(text)]) == [expected]


@pytest.mark.parametrize(
    ("text", "problem"), [("para. 5-3", "malformed"), ("art. 26 ICCPR", "foreign"), ("5-3", "malformed")]
)
def test_parse_address_keeps_the_problem(text: str, problem: str) -> None:
    assert parse_address(text).problem == problem


@pytest.mark.parametrize(
    "text", ["", "hello", "ICERD", "CERD/C/506", "article 174 of the Criminal Code", "155 5 cases", "the 155 cases"]
)
def test_parse_address_refuses_what_is_no_citation(text: str) -> None:
    with pytest.raises(ValueError, match="is no address in CERD/C/KAZ/11-14 or ICERD"):
        parse_address(text)


def test_parse_address_takes_one_citation() -> None:
    with pytest.raises(ValueError, match="holds 2 citations"):
        parse_address("paras. 3 and 4; art. 5")

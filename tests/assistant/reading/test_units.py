"""Markdown and plain text as sentences: what they say, where they stand, what they are for."""

from __future__ import annotations

import pytest

from assistant.reading.units import DraftSentence, read_units

SECTION = """\
## Disaggregated data (State report, sect. II.E)

### What is missing, postponed or at odds
3. *Not given.* The figures on **unemployment** are said to exist (para. 61), but none is given.
4. *Inexact.* The 223,200 Germans are given as 1.2 per cent (para. 58); the share is 1.1 per cent. It is so. (para. 59)

### Information from civil society
8. [NGO evidence: access to health care; source, place, date, method]

### Suggested questions
9. Please provide the quarterly figures since 2022 (para. 61).
10. The figures of 2021 and their method.

### Suggested recommendations
12. Collect and publish data (art. 5 (e)).
"""


def _roles(text: str, **options: bool) -> list[tuple[str, str]]:
    return [(unit.role, unit.text) for unit in read_units(text, **options)]


def _one(text: str) -> DraftSentence:
    (unit,) = read_units(text)
    return unit


def test_a_section() -> None:
    assert _roles(SECTION) == [
        ("heading", "Disaggregated data (State report, sect. II.E)"),
        ("heading", "What is missing, postponed or at odds"),
        ("heading", "Not given."),
        ("prose", "The figures on unemployment are said to exist (para. 61), but none is given."),
        ("heading", "Inexact."),
        ("prose", "The 223,200 Germans are given as 1.2 per cent (para. 58); the share is 1.1 per cent."),
        ("prose", "It is so. (para. 59)"),
        ("heading", "Information from civil society"),
        ("placeholder", "[NGO evidence: access to health care; source, place, date, method]"),
        ("heading", "Suggested questions"),
        ("question", "Please provide the quarterly figures since 2022 (para. 61)."),
        ("question", "The figures of 2021 and their method."),
        ("heading", "Suggested recommendations"),
        ("recommendation", "Collect and publish data (art. 5 (e))."),
    ]


def test_places_are_those_of_the_source() -> None:
    units = read_units(SECTION)
    for unit in units:
        assert SECTION.count("\n", 0, unit.span[0]) + 1 == unit.line
        assert SECTION[unit.span[0]] == unit.text[0]
    assert {unit.heading for unit in units if unit.line in {4, 5}} == {"What is missing, postponed or at odds"}


def test_a_range_of_the_text_is_found_in_the_source_through_marks() -> None:
    source = "> It has *some* **34** [schools](http://x.org/a_(b)) &amp; `code` \\* more (para. 5).\n"
    unit = _one(source)
    assert unit.text == "“It has some 34 schools & code * more” (para. 5)."
    for words in ("34", "schools", "code", "more", "(para. 5)."):
        at = unit.text.index(words)
        start, end = unit.source_span((at, at + len(words)))
        assert source[start:end] == words


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The word <redacted> and [sic] stay.", "The word <redacted> and [sic] stay."),
        ("25\\. is how it begins.", "25. is how it begins."),
        ("155.The State party reports.", "The State party reports."),
        ("(b) A lettered item.", "A lettered item."),
        ("Soft\u00adhyphen, no\u00a0break, \u200ezero\u200bwidth.", "Softhyphen, no break, zerowidth."),
        ("One line\nand the next.", "One line and the next."),
        ("    An indented paragraph is no code.", "An indented paragraph is no code."),
        ("[NGO evidence]: is no link.", "[NGO evidence]: is no link."),
        ("Ńǵý және қазақша: ол «иә» деді.", "Ńǵý және қазақша: ол «иә» деді."),
        ("Unclosed *star and 2 * 3.", "Unclosed *star and 2 * 3."),
    ],
)
def test_words(source: str, text: str) -> None:
    assert _one(source).text == text


def test_written_numbers_are_no_part_of_the_sentence_and_text_is_never_lost() -> None:
    assert [unit.text for unit in read_units("25. One.\n27. Two.\n\n1. Three.\n")] == ["One.", "Two.", "Three."]


def test_footnotes_belong_to_the_sentence_with_the_mark() -> None:
    source = (
        "One[^a] and two.[^b] Three ^[an *inline* note].\n\n[^a]: CERD/C/KAZ/11-14,\n    para. 5.\n[^b]: On file.\n"
    )
    first, second = read_units(source)
    assert (first.text, first.notes) == ("One and two.", ("CERD/C/KAZ/11-14, para. 5.", "On file."))
    assert [first.text[:at] for at in first.note_places] == ["One", "One and two."]
    assert (second.text, second.notes) == ("Three .", ("an inline note",))


def test_a_block_quotation_is_one_sentence_with_its_lead_in() -> None:
    source = "Before. It says[^1]:\n\n> No one. At all.\n>\n> Never. (para. 5)\n\n[^1]: Note.\n"
    before, quoted = read_units(source)
    assert before.text == "Before."
    assert quoted.text == "It says: “No one. At all. Never.” (para. 5)"
    assert quoted.notes == ("Note.",)
    assert source[slice(*quoted.span)].startswith("It says") and source[slice(*quoted.span)].endswith("(para. 5)")


def test_a_table_row_is_one_sentence() -> None:
    source = (
        "| Group | Number | Source |\n|---|---|---|\n| Kazakhs | 14.4 million | (para. 58) |\n| a \\| b | 5 | c |\n"
    )
    header, row, escaped = read_units(source)
    assert (header.role, header.heading) == ("heading", "")
    assert (row.text, row.line) == ("Kazakhs | 14.4 million | (para. 58)", 3)
    assert source[slice(*row.span)] == "Kazakhs | 14.4 million | (para. 58)"
    assert escaped.text == "a | b | 5 | c"


@pytest.mark.parametrize(
    ("source", "roles"),
    [
        ("Every sentence here cites nothing at all (para. 5).\n---\n", ["prose"]),
        ("**Schools**\n\nText.", ["heading", "prose"]),
        ("**All 500 schools were closed in 2024.**", ["prose"]),
        ("It reports these measures (para. 5):\n\n- one;\n- two.", ["list_lead", "prose", "prose"]),
        ("Is that so (para. 5)?", ["question"]),
        ("# Follow-up to previous recommendations\n\nNothing was done (para. 5).", ["heading", "prose"]),
        ("# Recommendations\n\n## Schools\n\nBuild them.", ["heading", "heading", "recommendation"]),
        ("[CERD/C/KAZ/11-14, para. 5]", ["prose"]),
        ("[TODO]", ["placeholder"]),
        ("```\ncode (para. 5)\n```", []),
        ("---\ntitle: x\n---\n\nText.", ["prose"]),
    ],
)
def test_roles(source: str, roles: list[str]) -> None:
    assert [unit.role for unit in read_units(source)] == roles


def test_plain_text_broken_by_a_mail_program() -> None:
    source = (
        "I. INTRODUCTION\n\n"
        "12. The State party gives the size of eleven ethnic groups at the beginning\n"
        "of 2025, from Kazakhs to Dungans (para. 58). It reports that it publishes\n"
        "numbers every year.\n"
        "13.The next paragraph has no space.\n"
        "• A bullet.\n"
        "2024. It was late.\n"
    )
    units = read_units(source, markdown=False)
    assert [unit.text for unit in units] == [
        "I. INTRODUCTION",
        "The State party gives the size of eleven ethnic groups at the beginning of 2025, from Kazakhs to Dungans "
        "(para. 58).",
        "It reports that it publishes numbers every year.",
        "The next paragraph has no space.",
        "A bullet.",
        "2024.",
        "It was late.",
    ]
    assert [unit.line for unit in units] == [1, 3, 4, 6, 7, 8, 8]
    assert units[0].role == "heading" and units[1].heading == "I. INTRODUCTION"


def test_marks_of_markdown_are_words_in_plain_text() -> None:
    assert _roles("2 * 3 * 4 and _that_.", markdown=False) == [("prose", "2 * 3 * 4 and _that_.")]


@pytest.mark.parametrize("markdown", [True, False])
def test_a_large_draft_is_read(markdown: bool) -> None:
    source = SECTION * 2000
    units = read_units(source, markdown=markdown)
    assert len(source) > 1_000_000 and len(units) > 10_000


def test_ten_thousand_citations_in_one_sentence() -> None:
    source = "It says so " + ", ".join(f"(para. {n})" for n in range(10_000)) + "."
    assert _one(source).text == source


def test_comments_are_left_out() -> None:
    assert _one("A <!-- not\nthis --> draft.").text.split() == ["A", "draft."]


@pytest.mark.parametrize(
    "source", ["", "\n\n", "***", "[", "> ", "|\n|-|", "[^1]", "[^1]: x", "# ", "1.", "\\", "`", "<!--"]
)
def test_scraps_do_no_harm(source: str) -> None:
    for unit in read_units(source):
        assert unit.text
    read_units(source, markdown=False)

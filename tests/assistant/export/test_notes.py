"""Citations in brackets as footnotes, in full."""

from __future__ import annotations

import pytest

from assistant.export.notes import CitationReader

REPORT = "CERD/C/KAZ/11-14"


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("It is so (para. 59).", [f"{REPORT}, para. 59."]),
        (f"It is so ({REPORT}, paras. 155-158).", [f"{REPORT}, paras. 155–158."]),
        (
            "It is so (ICERD, art. 5 (d) (iii)) and (art. 2 (1) (c)).",
            ["ICERD, art. 5 (d) (iii).", "ICERD, art. 2 (1) (c)."],
        ),
        ("It is so (see also paras. 66 and 417).", [f"See also {REPORT}, paras. 66 and 417."]),
        ("It is so (arts. 2 and 5; para. 9).", [f"ICERD, arts. 2 and 5; {REPORT}, para. 9."]),
        ("It is so (para. 5) and so (ibid.).", [f"{REPORT}, para. 5.", f"{REPORT}, para. 5."]),
        (
            "It is so (CERD/C/KAZ/CO/8-10, para. 5), and (para. 6).",
            ["CERD/C/KAZ/CO/8-10, para. 5.", "CERD/C/KAZ/CO/8-10, para. 6."],
        ),
    ],
)
def test_brackets_with_citations_alone(text: str, notes: list[str]) -> None:
    assert [note.text for note in CitationReader(REPORT).notes(text)] == notes


@pytest.mark.parametrize(
    "text",
    [
        "Paragraph 67 of the report says so.",
        "It is so (para. 5, and the reply of the Ministry).",
        "It is so (paras. 8–5).",
        "It is so (more than 5 per cent).",
        "It is so (never closed, para. 5.",
        "It is so (article 174 of the Criminal Code).",
        "",
    ],
)
def test_what_stays_in_the_text(text: str) -> None:
    assert CitationReader(REPORT).notes(text) == []


def test_another_state_report() -> None:
    assert CitationReader("CERD/C/FIN/24").in_full("See para. 5.") == "See CERD/C/FIN/24, para. 5."


def test_ten_thousand_brackets() -> None:
    text = "It says so " + " ".join(f"(para. {number})" for number in range(1, 10_001)) + "."
    assert len(CitationReader(REPORT).notes(text)) == 10_000

"""The report of a check, as people read it."""

from __future__ import annotations

from assistant.model import CheckReport, CitedPassage, Finding, Sentence, Verdict, count_verdicts
from assistant.report_view import VERDICTS, remark_text, report_lines
from vectorstore.library import open_library

LIBRARY = open_library()


def _sentence(text: str, verdict: Verdict, *findings: Finding, cited: str | None = None, line: int = 1) -> Sentence:
    citations = (CitedPassage(as_written="para.", id=cited, status="resolved"),) if cited else ()
    return Sentence(
        id=text, text=text, line=line, span=(0, len(text)), speaker="state", verdict=verdict, citations=citations,
        findings=findings,
    )  # fmt: skip


def _report(*sentences: Sentence) -> str:
    report = CheckReport(
        file="a.md", sentences=sentences, summary=count_verdicts(sentences), checks=("resolve", "quote")
    )
    return "\n".join(" " * line.indent + line.text for line in report_lines(report, LIBRARY))


def test_an_accused_sentence_stands_with_reason_suggestion_and_the_passage() -> None:
    wrong = Finding(
        kind="wrong_figure", message="“34” is not there.", suggestion="Write “43”.", span=(5, 7), replacement="43"
    )
    text = _report(
        _sentence("Some 34 universities (para. 369).", "unsupported", wrong, cited="CERD/C/KAZ/11-14#369", line=9)
    )
    for words in (
        "✗  line 9: not supported by what it cites",
        "   Some 34 universities (para. 369).",
        "wrong figure: “34” is not there.",
        "→ Write “43”.",
        "--fix writes “43” for “34”",
        "CERD/C/KAZ/11-14, para. 369 says: “Within the higher education system",
        "a.md: 1 sentence, 1 accused (1 unsupported).",
        "Checks that ran: resolve, quote.",
    ):
        assert words in text


def test_advice_own_sources_and_what_was_not_checked_stand_apart() -> None:
    advice = Finding(kind="state_claim_as_fact", message="Told as fact.")
    own = Sentence(
        id="o", text="Told us.", line=3, span=(0, 8), speaker="ngo", verdict="not_checked",
        citations=(CitedPassage(as_written="Interview, Almaty", id=None, status="external"),),
    )  # fmt: skip
    text = _report(
        _sentence("Advised.", "supported", advice, cited="CERD/C/KAZ/11-14#5"),
        own,
        _sentence("Русский.", "not_checked"),
    )
    assert text.index("Advice") < text.index("Your own sources") < text.index("Not checked")
    assert "Interview, Almaty" in text and "none accused (1 supported, 2 not checked)" in text
    assert "Not checked is no pass: look at 2 by eye." in text


def test_a_draft_without_citations_says_so() -> None:
    assert "cites no paragraph and no article" in _report(_sentence("Nothing.", "no_source_needed"))


def test_a_long_passage_shows_the_sentences_that_matter() -> None:
    long = max(LIBRARY.units("CERD/C/KAZ/11-14"), key=lambda passage: len(passage.text))
    last = long.text.rstrip(".").split(". ")[-1]
    shown = _report(_sentence(last, "unsupported", cited=long.id))
    assert last[:60] in shown
    assert len(shown) < len(long.text) + 1200


def test_every_verdict_has_a_mark_and_words() -> None:
    assert set(VERDICTS) == set(Verdict.__args__)  # type: ignore[attr-defined]


def test_a_remark_says_all_in_a_comment() -> None:
    wrong = Finding(kind="misquote", message="Not so.", suggestion="Quote it.", span=(0, 2), replacement="No")
    remark = remark_text(_sentence("So it is.", "unsupported", wrong))
    assert remark.split("\n") == [
        "✗ Not supported by what it cites.",
        "misquoted: Not so.",
        "→ Quote it.",
        "Proposed: “No” for “So”",
    ]

"""Replacements put into a draft's source, through its marks."""

from __future__ import annotations

from pathlib import Path

from assistant.fixing import difference, fix
from assistant.model import Finding, Sentence
from assistant.reading.draft import Draft, read_draft


def _draft(folder: Path, text: str) -> Draft:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8", newline="")
    return read_draft(path)


def _sentences(draft: Draft, *changes: tuple[str, str]) -> list[Sentence]:
    """The draft's sentences, each with a finding for every word to change that it has."""
    return [
        Sentence(
            id=str(number),
            text=unit.text,
            line=unit.line,
            span=unit.span,
            speaker="state",
            verdict="unsupported",
            findings=tuple(
                Finding(
                    kind="wrong_figure",
                    message="m",
                    span=(unit.text.index(old), unit.text.index(old) + len(old)),
                    replacement=new,
                )
                for old, new in changes
                if old in unit.text
            ),
        )
        for number, unit in enumerate(draft.units)
    ]


def test_replacements_reach_the_source_and_leave_its_marks(tmp_path: Path) -> None:
    draft = _draft(tmp_path, "1. Some **34** schools\n   of *35* (para. 5).\n\n> A quote of 36. And 37.\n")
    fixed = fix(draft, _sentences(draft, ("34", "43"), ("35", "5,300"), ("36", ""), ("37", "73")))
    assert fixed.text == "1. Some **43** schools\n   of *5,300* (para. 5).\n\n> A quote of . And 73.\n"
    assert (fixed.applied, fixed.left) == (4, 0)


def test_of_two_that_overlap_the_first_is_applied(tmp_path: Path) -> None:
    draft = _draft(tmp_path, "It has 34 schools.\n")
    fixed = fix(draft, _sentences(draft, ("has 34", "had 43"), ("34 schools", "43 schools")))
    assert (fixed.text, fixed.applied, fixed.left) == ("It had 43 schools.\n", 1, 1)


def test_nothing_to_apply(tmp_path: Path) -> None:
    draft = _draft(tmp_path, "It has 34 schools.\n")
    assert fix(draft, _sentences(draft)).text == draft.text


def test_the_difference_names_both_files() -> None:
    lines = difference("a\nb\n", "a\nc\n", "x.md", "x.fixed.md").split("\n")
    assert lines[:2] == ["--- x.md", "+++ x.fixed.md"]
    assert "-b" in lines and "+c" in lines

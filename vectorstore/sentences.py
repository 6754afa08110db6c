"""Splits prose of UN documents, and drafts about them, into sentences."""

from __future__ import annotations

import re

# Abbreviations after which a full stop ends no sentence.
_NEVER_FINAL = frozenset(
    "art arts para paras sect sects chap no nos vol p pp ed eds mr mrs ms dr prof st vs cf e.g i.e ibid id rev add corr "
    "subpara subparas fig figs approx min max gen col lt sgt jr sr".split()
)
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)")
_OPENS_SENTENCE = re.compile(r"\s+[\"“‘«(\[]*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІĀ-ŽǴŃÝ0-9¶#]")
_LAST_WORD = re.compile(r"([\w.]+)\.[\"”’»)\]]*$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The half-open character spans of the sentences in `text`, without the white space around them.

    A line break ends a sentence, as unnumbered lines in UN documents do; abbreviations ("art.", "No.", "per cent."
    before a lower-case word) and initials ("L.N. Gumilyov") do not.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans.extend((start + a, start + b) for a, b in _split_line(line))
        start += len(line) + 1
    return spans


def _split_line(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    depth_checked = 0
    open_brackets = 0
    for end in _END.finditer(line):
        open_brackets += _depth(line[depth_checked : end.end()])
        depth_checked = end.end()
        if open_brackets > 0 and end.end() < len(line):
            continue
        if _is_boundary(line, end):
            spans.append((start, end.end()))
            start = end.end()
            open_brackets = 0
    spans.append((start, len(line)))
    return [trimmed for a, b in spans if (trimmed := _trim(line, a, b))]


def _depth(piece: str) -> int:
    return piece.count("(") + piece.count("[") - piece.count(")") - piece.count("]")


def _is_boundary(line: str, end: re.Match[str]) -> bool:
    if end.end() == len(line):
        return True
    if not _OPENS_SENTENCE.match(line, end.end()):
        return False
    if not end[0].startswith(".") or end[0].startswith(".."):
        return True
    word = _LAST_WORD.search(line, max(0, end.start() - 24), end.end())
    if word is None:
        return True
    last = word[1].rsplit("(", 1)[-1]
    initial = len(last.rsplit(".", 1)[-1]) == 1 and last[-1:].isupper()
    return not (initial or last.lower() in _NEVER_FINAL)


def _trim(line: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None

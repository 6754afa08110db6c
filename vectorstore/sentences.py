"""Splits prose of UN documents, and drafts about them, into sentences."""

from __future__ import annotations

import re
from collections import Counter

# A full stop after one of these ends no sentence.
_ABBREVIATIONS = """
art arts para paras sect sects chap nos vol p pp ed eds mr mrs ms dr prof st vs cf e.g i.e ibid id rev add corr subpara
subparas fig figs approx min max gen col lt sgt jr sr
"""
_NEVER_FINAL = frozenset(_ABBREVIATIONS.split())
# A raised figure after the full stop is the mark of a footnote.
_END = re.compile(r"[.!?…؟۔]+[\"”’»)\]]*[⁰¹²³⁴-⁹]*(?=\s|$)")
_OPENS_SENTENCE = re.compile(r"\s+[\"“‘«(\[]*(?P<first>[^\W_]|[¶#])")
_LAST_WORD = re.compile(r"([\w.]+)\.[\"”’»)\]]*[⁰¹²³⁴-⁹]*$")
_NUMBER_FOLLOWS = re.compile(r"\s+[\d(]")
_MARK = re.compile(r"[()\[\]“”«»\"]")
# What closes an opening mark; a straight quotation mark opens and closes by turns.
_CLOSERS = {"(": ")", "[": "]", "“": "”", "«": "»", '"': '"'}


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The half-open character spans of the sentences in `text`, without the white space around them.

    A line break ends a sentence, as unnumbered lines in UN documents do; abbreviations ("art.", "No. 5", "per cent."
    before a lower-case word) and initials ("L.N. Gumilyov") do not, nor does a full stop inside brackets or quotation
    marks that close later in the line.
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
    enclosed = iter(_enclosed(line))
    inside = next(enclosed, None)
    for end in _END.finditer(line):
        while inside is not None and inside[1] <= end.end():
            inside = next(enclosed, None)
        if inside is not None and inside[0] < end.end():
            continue
        if _is_boundary(line, end):
            spans.append((start, end.end()))
            start = end.end()
    spans.append((start, len(line)))
    return [trimmed for a, b in spans if (trimmed := _trim(line, a, b))]


def _enclosed(line: str) -> list[tuple[int, int]]:
    """Spans from an opening mark to its closing mark, outermost only, in order. A mark without a partner is ignored."""
    spans: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()
    for mark in _MARK.finditer(line):
        closer = _CLOSERS.get(mark[0])
        if closer is not None and not (closer == mark[0] and awaited[closer]):
            open_marks.append((closer, mark.start()))
            awaited[closer] += 1
        elif awaited[mark[0]]:
            start = _close(open_marks, awaited, mark[0])
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, mark.end()))
    return spans


def _close(open_marks: list[tuple[str, int]], awaited: Counter[str], mark: str) -> int:
    while True:
        closer, start = open_marks.pop()
        awaited[closer] -= 1
        if closer == mark:
            return start


def _is_boundary(line: str, end: re.Match[str]) -> bool:
    if end.end() == len(line):
        return True
    follows = _OPENS_SENTENCE.match(line, end.end())
    if follows is None or follows["first"].islower():
        return False
    if not end[0].startswith(".") or end[0].startswith(".."):
        return True
    word = _LAST_WORD.search(line, max(0, end.start() - 24), end.end())
    if word is None:
        return True
    last = word[1].rsplit("(", 1)[-1]
    if last.lower() == "no":
        return not _NUMBER_FOLLOWS.match(line, end.end())
    initial = len(last.rsplit(".", 1)[-1]) == 1 and last[-1:].isupper()
    return not (initial or last.lower() in _NEVER_FINAL)


def _trim(line: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None

"""A copy of a Word file with a comment at each sentence that there is something to say of."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from assistant.reading.word_file import WordFile, open_word
from assistant.reading.word_paragraph import Place
from assistant.reading.word_xml import Element, W

_AUTHOR = "shadow-report"
_INITIALS = "SR"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a half-open range of the text as read from the Word file."""

    span: tuple[int, int]
    text: str


def marked_word(content: bytes, name: str, remarks: Sequence[Remark]) -> bytes:
    """The Word file's bytes with the remarks as comments; everything else as it stands. Raises DocumentError."""
    from docx.text.run import Run

    word = open_word(content, name)
    anchored: list[tuple[Any, Any, Remark]] = []
    # From the end to the beginning: cutting a run in two moves only what stands after the cut.
    for remark in sorted(remarks, key=lambda remark: remark.span, reverse=True):
        runs = _runs_of(word, remark.span)
        if runs is not None:
            anchored.append((*runs, remark))
    for first, last, remark in reversed(anchored):
        ends = [Run(first, word.document), Run(last, word.document)]
        word.document.add_comment(ends, remark.text, author=_AUTHOR, initials=_INITIALS)
    buffer = io.BytesIO()
    word.document.save(buffer)
    return buffer.getvalue()


def _runs_of(word: WordFile, span: tuple[int, int]) -> tuple[Element, Element] | None:
    """The first and the last run of a range, cut so that they hold nothing else."""
    places = [place for place in word.places[slice(*span)] if place is not None and _run_of(place[0]) is not None]
    if not places:
        return None
    first, last = places[0], places[-1]
    holder = next((run for place in (first, last) if (run := _box_holder(place[0])) is not None), None)
    if holder is not None:  # Word takes no comments inside text boxes: the whole box is marked
        return holder, holder
    _cut(last, after=True)
    start = _cut(first, after=False)
    end = _run_of(last[0])
    if _run_of(first[0]) is end and start is not end:
        end = start
    return start, end


def _cut(place: Place, *, after: bool) -> Element:
    """Cut the run at a place; the run that begins there, or for `after` the one that ends with it."""
    element, index = place
    run = element.getparent()
    siblings = list(run)
    position = siblings.index(element)
    text = element.text or "" if element.tag == f"{W}t" else ""
    at = index + 1 if after else index
    whole = len(text) if text else 1
    if (at == 0 and not any(child.tag != f"{W}rPr" for child in siblings[:position])) or (
        at >= whole and position == len(siblings) - 1
    ):
        return run
    rest = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(f"{W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    if text and 0 < at < len(text):
        tail = deepcopy(element)
        tail.text = text[at:]
        element.text = text[:at]
        for part in (element, tail):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        rest.append(tail)
    following = siblings[position + (1 if at > 0 else 0) :]
    for child in following:
        rest.append(child)
    run.addnext(rest)
    return run if after else rest


def _run_of(element: Element) -> Element | None:
    parent = element.getparent()
    return parent if parent is not None and parent.tag == f"{W}r" else None


def _box_holder(element: Element) -> Element | None:
    """The run of the body that holds the text box around an element, if there is one."""
    boxes = list(element.iterancestors(f"{W}txbxContent"))
    return next(boxes[-1].iterancestors(f"{W}r"), None) if boxes else None

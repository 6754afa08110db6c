"""Plain text as blocks: lines broken by a mail program are put together again, numbers and bullets are taken off."""

from __future__ import annotations

import re

from assistant.reading.block import Block, BlockText
from assistant.reading.spans import typed_mark

_ENDS = re.compile(r"[.!?:;…؟][\"”’»)\]]*\s*$")
_NUMBERED_HEADING = re.compile(r"\s*(?:[IVX]{1,5}|[A-Z])\.\s")
_SHORTEST_BROKEN_LINE = 50  # characters; a mail program breaks lines near 72
_LONGEST_HEADING = 90


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text (lines ended by "\\n") in order."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    groups: list[list[tuple[int, int]]] = []
    for line in lines:
        if groups and _continues(text, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(text, group) for group in groups]


def _continues(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    blank_between = line[0] - before[1] > 1
    if blank_between or before[1] - before[0] < _SHORTEST_BROKEN_LINE:
        return False
    words = text[slice(*line)]
    if typed_mark(words):
        return False
    # A full stop at a line's end may end a paragraph of one line; such lines are longer than a mail program leaves.
    return before[1] - before[0] <= 80 or not _ENDS.search(text[slice(*before)])


def _block(text: str, group: list[tuple[int, int]]) -> Block:
    words = BlockText()
    for position, (start, end) in enumerate(group):
        line = text[start:end]
        start += (typed_mark(line) if position == 0 else 0) or len(line) - len(line.lstrip())
        if len(words):
            words.add(" ", [start - 1])
        words.add(text[start:end].rstrip(), range(start, start + len(text[start:end].rstrip())))
    line = text[slice(*group[0])]
    if len(group) == 1 and _is_heading(line):
        return words.block("heading", level=1)
    return words.block()


def _is_heading(line: str) -> bool:
    if _ENDS.search(line) or typed_mark(line) or len(line) > _LONGEST_HEADING:
        return False
    capital = line.strip()[:1].isupper()
    return bool(_NUMBERED_HEADING.match(line)) or (capital and not re.search(r"\(.*\d.*\)|\[", line))

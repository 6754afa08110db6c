"""Sentences of a draft, with where they stand and what they are for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.reading.block import Block, line_starts
from assistant.reading.markdown_blocks import markdown_blocks
from assistant.reading.plain_blocks import plain_blocks
from assistant.reading.quotations import join_quotations
from assistant.reading.roles import CITATION_LIKE, Role, is_true_heading, role_of
from assistant.reading.spans import sentence_spans, trimmed

_MOST_LEAD_IN_WORDS = 8


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence. `span` is half-open in the whole text as read; `line` counts from 1.

    `notes` are the texts of the footnotes and endnotes whose mark stands in the sentence, `note_places` where in `text`
    each mark stands. `offsets` is empty when `text` is the very text at `span`; otherwise it holds, for each character
    of `text`, its place in the whole text.
    """

    text: str
    line: int
    span: tuple[int, int]
    role: Role
    heading: str = ""
    notes: tuple[str, ...] = ()
    note_places: tuple[int, ...] = ()
    offsets: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def source_span(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where a half-open range of `text` stands in the whole text."""
        start, end = span
        if not self.offsets:
            return self.span[0] + start, self.span[0] + end
        if start >= len(self.offsets):
            return self.span[1], self.span[1]
        first = self.offsets[start]
        return (first, self.offsets[end - 1] + 1) if end > start else (first, first)


def read_units(text: str, *, markdown: bool = True) -> list[DraftSentence]:
    """The sentences of a text whose lines end in "\\n", in order."""
    return units_of(text, markdown_blocks(text) if markdown else plain_blocks(text))


def units_of(text: str, blocks: Iterable[Block]) -> list[DraftSentence]:
    """The sentences of the blocks of `text`, in order."""
    starts = line_starts(text)
    units: list[DraftSentence] = []
    headings: list[tuple[int, str]] = []
    for block in join_quotations(blocks):
        if block.kind == "heading" and is_true_heading(block.text):
            if block.level:
                headings = [*(above for above in headings if above[0] < block.level), (block.level, block.text.strip())]
            spans: Sequence[tuple[int, int]] = [trimmed(block.text)]
            role: Role | None = "heading"
        else:
            spans = sentence_spans(block)
            role = None
        above = tuple(line for _, line in headings)
        units.extend(_units(block, [span for span in spans if span[1] > span[0]], _Place(text, starts, above, role)))
    return units


@dataclass(frozen=True, slots=True)
class _Place:
    source: str
    starts: list[int]
    headings: tuple[str, ...]
    role: Role | None


def _units(block: Block, spans: Sequence[tuple[int, int]], place: _Place) -> Iterator[DraftSentence]:
    for number, (start, end) in enumerate(spans):
        next_start = spans[number + 1][0] if number + 1 < len(spans) else len(block.text)
        here = [(at, note) for at, note in block.notes if _within(at, start, end, next_start, first=number == 0)]
        text = block.text[start:end]
        span = (block.offsets[start], block.offsets[end - 1] + 1)
        yield DraftSentence(
            text=text,
            line=bisect_right(place.starts, span[0]),
            span=span,
            role=place.role or ("heading" if _is_lead_in(block, end) else role_of(text, place.headings)),
            heading=place.headings[-1] if place.headings else "",
            notes=tuple(note for _, note in here),
            note_places=tuple(min(max(at - start, 0), end - start) for at, _ in here),
            offsets=() if place.source[slice(*span)] == text else tuple(block.offsets[start:end]),
        )


def _is_lead_in(block: Block, end: int) -> bool:
    """Whether the sentence up to `end` is an emphasised opening ("*Not given.* The figures …") that claims nothing."""
    text = block.text[:end]
    if not block.lead_in or end > block.lead_in + 1 or CITATION_LIKE.search(text):
        return False
    return len(text.split()) <= _MOST_LEAD_IN_WORDS if end < len(block.text.rstrip()) else is_true_heading(text)


def _within(at: int, start: int, end: int, next_start: int, *, first: bool) -> bool:
    """Whether a note's mark belongs to the sentence: in it, or between its end and the next one's first letter."""
    return (start < at <= max(end, next_start)) or (first and at <= start)

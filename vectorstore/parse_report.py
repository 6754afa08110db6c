"""Parses a document with numbered paragraphs: headings, paragraphs with their unnumbered lines, lettered items.

United Nations documents print "155.Text" or "155. Text", sections "I.", "A." and "(a)", and sub-headings without a
number. A number opens a paragraph only if it is the next one, a letter or numeral a heading only if it is the next of
its level, so that "I.Trafficking" after "H.Stateless persons" is the ninth letter and not a Roman one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vectorstore.address import Address
from vectorstore.headings import Headings, looks_like_subheading
from vectorstore.model import Passage
from vectorstore.parsing import Block, ParsedDocument, cover, split_lines

_NUMBER = re.compile(r"(\d{1,4})\s?\.\s*(?=\S|$)")
_LEADERS = re.compile(r"\.{5,}")  # a line of a table of contents
_ITEM = re.compile(r"\(([a-z])\)\s*(?=\S)")


@dataclass
class _Paragraph:
    number: int
    first_line: int
    texts: list[str]
    headings: tuple[str, ...]
    answers: tuple[str, ...]
    lines: list[int] = field(default_factory=list)
    listed: int = 0  # the last number of a list of its own

    @property
    def lists(self) -> bool:
        """Whether unnumbered lines that follow are its list."""
        return self.texts[0].endswith(":")

    @property
    def text(self) -> str:
        """All its lines; a number that stood alone on its line leaves none."""
        return "\n".join(text for text in self.texts if text)


@dataclass
class _Reader:
    symbol: str
    headings: Headings = field(default_factory=Headings)
    paragraphs: list[_Paragraph] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    open: _Paragraph | None = None
    pending: list[tuple[int, str]] = field(default_factory=list)

    def read(self, number: int, line: str) -> None:
        """Take line `number` in; unnumbered lines wait until the line after them tells what they are."""
        mark = _NUMBER.match(line)
        if _LEADERS.search(line):
            self.settle_pending(before_paragraph=False)
            self.blocks.append(Block("matter", (number, number + 1)))
        elif mark and self.continues_own_list(int(mark[1])):
            self.pending.append((number, line))
        elif mark and int(mark[1]) == len(self.paragraphs) + 1:
            self.settle_pending(before_paragraph=True)
            self.open_paragraph(number, line[mark.end() :])
        elif self.headings.is_next(line, after_item=self.in_items()):
            self.settle_pending(before_paragraph=False)
            self.headings.enter(line)
            self.open = None
            self.blocks.append(Block("heading", (number, number + 1)))
        else:
            self.pending.append((number, line))

    def continues_own_list(self, number: int) -> bool:
        """Whether a numbered line is of a list that starts anew at 1 inside the open paragraph."""
        if self.open is None or not self.open.lists or number != self.open.listed + 1:
            return False
        self.open.listed = number
        return True

    def in_items(self) -> bool:
        """Whether a line "(a)Text" would be an item of the open paragraph."""
        return self.open is not None and self.open.lists

    def open_paragraph(self, number: int, text: str) -> None:
        self.open = _Paragraph(
            len(self.paragraphs) + 1, number, [text], self.headings.titles, self.headings.answers, [number]
        )
        self.paragraphs.append(self.open)
        self.blocks.append(Block("passage", (number, number + 1), Address(self.symbol, (str(self.open.number),)).id))

    def settle_pending(self, *, before_paragraph: bool) -> None:
        """Give the waiting lines to the open paragraph, to front matter, or to a sub-heading before a paragraph."""
        lines, self.pending = self.pending, []
        subheading: tuple[int, str] | None = None
        if lines and before_paragraph and self.stands_before_paragraph([text for _, text in lines]):
            subheading = lines.pop()
        for number, text in lines:
            if self.open is None:
                self.blocks.append(Block("matter", (number, number + 1)))
            else:
                self.open.texts.append(text)
                self.open.lines.append(number)
        if subheading:
            self.headings.enter_unnumbered(subheading[1])
            self.blocks.append(Block("heading", (subheading[0], subheading[0] + 1)))

    def stands_before_paragraph(self, lines: list[str]) -> bool:
        """Whether the last of `lines` is a sub-heading of the paragraph that follows."""
        if self.open is None:
            return self.headings.entered
        if not self.open.lists:
            return looks_like_subheading(lines[-1], [])
        return self.headings.unnumbered_used and len(lines) > 1 and looks_like_subheading(lines[-1], lines[:-1])

    def passages(self) -> list[Passage]:
        """Each paragraph whole, followed by its lettered items."""
        found: list[Passage] = []
        for paragraph in self.paragraphs:
            address = Address(self.symbol, (str(paragraph.number),))
            span = (paragraph.first_line, paragraph.lines[-1] + 1)
            text = paragraph.text
            found.append(Passage(address.id, text, paragraph.headings, paragraph.answers, None, span))
            for line, item in zip(paragraph.lines[1:], paragraph.texts[1:], strict=True):
                mark = _ITEM.match(item)
                if mark:
                    id = Address(self.symbol, (*address.path, mark[1])).id
                    rest = item[mark.end() :]
                    found.append(Passage(id, rest, paragraph.headings, paragraph.answers, address.id, (line, line + 1)))
        return found


def parse_report(text: str, symbol: str) -> ParsedDocument:
    """The numbered passages of a document in `text`, one line a paragraph or wrapped; lines end at "\\n" alone."""
    lines = split_lines(text)
    reader = _Reader(symbol)
    for number, raw in enumerate(lines):
        line = raw.strip()
        if line:
            reader.read(number, line)
    reader.settle_pending(before_paragraph=False)
    warnings = () if reader.paragraphs else ("no numbered paragraph was found",)
    return ParsedDocument(tuple(reader.passages()), cover(reader.blocks, len(lines)), warnings)

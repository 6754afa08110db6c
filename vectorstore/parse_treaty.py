"""Parses a treaty: recitals, articles, paragraphs, sub-paragraphs and items, each a citable passage."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vectorstore.address import Address
from vectorstore.model import Passage
from vectorstore.numbering import roman
from vectorstore.parsing import Block, ParsedDocument, cover, split_lines

_ARTICLE = re.compile(r"Article (\d+)$")
_PART = re.compile(r"PART [IVX]+$")
_PARAGRAPH = re.compile(r"(\d+)\. +(?=\S)")
_ITEM = re.compile(r"\(([a-z]+)\) +(?=\S)")
_FIRST_RECITAL = re.compile(r"The States Parties to (this|the present) \w+,?$")
_CLOSING = re.compile(r"(IN FAITH WHEREOF|IN WITNESS WHEREOF)", re.IGNORECASE)


@dataclass
class _Reader:
    symbol: str
    passages: list[Passage] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    part: str = ""
    path: list[str] = field(default_factory=list)
    in_preamble: bool = False
    closed: bool = False

    def read(self, number: int, line: str) -> None:
        """Take line `number` into the passages and blocks."""
        if _PART.match(line) or _ARTICLE.match(line):
            self.open_heading(number, line)
        elif _FIRST_RECITAL.match(line):
            self.in_preamble = True
            self.recital(number, line)
        elif self.closed or _CLOSING.match(line) or not (self.in_preamble or self.path):
            self.closed = bool(self.path)
            self.blocks.append(Block("matter", (number, number + 1)))
        elif self.in_preamble:
            self.recital(number, line)
        else:
            self.provision(number, line)

    def open_heading(self, number: int, line: str) -> None:
        self.in_preamble = False
        article = _ARTICLE.match(line)
        if article:
            self.path = [article[1]]
        else:
            self.part = line.replace("PART", "Part")
        self.blocks.append(Block("heading", (number, number + 1)))

    def recital(self, number: int, line: str) -> None:
        recitals = sum(1 for passage in self.passages if passage.id.startswith(f"{self.symbol}#preamble"))
        self.keep(number, ("preamble", str(recitals + 1)), line.rstrip(","), ("Preamble",))

    def provision(self, number: int, line: str) -> None:
        """A line of an article: its chapeau, or text under a paragraph number, a letter or a Roman numeral."""
        rest = line
        paragraph = _PARAGRAPH.match(rest)
        if paragraph:
            self.path = [self.path[0], paragraph[1]]
            rest = rest[paragraph.end() :]
        item = _ITEM.match(rest)
        if item:
            self.path = self.item_path(item[1])
            rest = rest[item.end() :]
        headings = tuple(heading for heading in (self.part, f"Article {self.path[0]}") if heading)
        self.keep(number, tuple(self.path), rest, headings)

    def item_path(self, mark: str) -> list[str]:
        """Where an item marked `mark` stands: beneath the open lettered item if it continues or opens a Roman list."""
        base = self.path
        if len(base) > 1 and base[-1] in _NUMERALS and base[-2].isalpha():
            if mark == roman(_NUMERALS.index(base[-1]) + 2):
                return [*base[:-1], mark]
            base = base[:-1]
        elif mark == "i" and base[-1].isalpha() and self.passages[-1].text.endswith(":"):
            return [*base, mark]
        return [*(base[:-1] if base[-1].isalpha() else base), mark]

    def keep(self, number: int, path: tuple[str, ...], text: str, headings: tuple[str, ...]) -> None:
        address = Address(self.symbol, path)
        parent = address.parent
        known = {passage.id for passage in self.passages}
        lines = (number, number + 1)
        self.passages.append(
            Passage(address.id, text, headings, (), parent.id if parent and parent.id in known else None, lines)
        )
        self.blocks.append(Block("passage", lines, address.id))


_NUMERALS = [roman(number) for number in range(1, 40)]


def parse_treaty(text: str, symbol: str) -> ParsedDocument:
    """The passages of a treaty in `text`: one line a unit, "Article N" headings, "1.", "(a)" and "(i)" marks."""
    lines = split_lines(text)
    reader = _Reader(symbol)
    for number, raw in enumerate(lines):
        line = raw.strip()
        if line:
            reader.read(number, line)
    warnings = () if reader.passages else ("no article was found",)
    return ParsedDocument(tuple(reader.passages), cover(reader.blocks, len(lines)), warnings)

"""Markdown as blocks: headings, paragraphs and list items, quotations, table rows. Code is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from assistant.reading.block import Block, BlockText, line_starts
from assistant.reading.inline import InlineReader
from assistant.reading.markdown import parse_markdown
from assistant.reading.rows import row_blocks


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text (lines ended by "\\n") in order; footnote texts hang at their marks."""
    tokens = parse_markdown(text)
    body_end = next((i for i, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    return list(_Walk(text, _note_texts(tokens[body_end:])).blocks(tokens[:body_end]))


def _note_texts(tokens: Sequence[Token]) -> dict[int, str]:
    notes: dict[int, list[str]] = {}
    current: list[str] = []
    for token in tokens:
        if token.type == "footnote_open":
            current = notes.setdefault(token.meta["id"], [])
        elif token.type == "inline":
            current.append("".join(_plain(child) for child in token.children or ()))
    return {number: " ".join(paragraphs).strip() for number, paragraphs in notes.items()}


def _plain(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


@dataclass
class _Walk:
    source: str
    notes: dict[int, str]
    starts: list[int] = field(init=False)
    _quote: BlockText | None = None
    _row: list[BlockText] | None = None
    _header_row: bool = False

    def __post_init__(self) -> None:
        self.starts = [*line_starts(self.source), len(self.source) + 1]

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks that the tokens make, in order."""
        quote_depth = 0
        for before, token in pairwise([Token("", "", 0), *tokens]):
            match token.type:
                case "blockquote_open":
                    quote_depth += 1
                    self._quote = self._quote or BlockText()
                case "blockquote_close":
                    quote_depth -= 1
                    if quote_depth == 0 and self._quote is not None:
                        yield self._quote.block("quote")
                        self._quote = None
                case "tr_open":
                    self._row = []
                case "tr_close":
                    yield from row_blocks(self._row or [], header=before.type == "th_close")
                    self._row = None
                case "inline":
                    yield from self._inline(token, before)

    def _inline(self, token: Token, before: Token) -> Iterator[Block]:
        words = self._read(token)
        if self._row is not None:
            self._row.append(words)
        elif self._quote is not None:
            if len(self._quote) and len(words):
                self._quote.add(" ", words.offsets[:1])
            self._quote.extend(words)
        elif before.type == "heading_open":
            yield words.block("heading", int(before.tag[1:]))
        else:
            yield words.block()

    def _read(self, token: Token) -> BlockText:
        first_line = token.map[0] if token.map else 0
        after = self._row[-1].offsets[-1] if self._row and len(self._row[-1]) else 0
        places = self._places(token.content, first_line, after)
        return InlineReader(token.content, places, self.notes).read(token.children or [])

    def _places(self, content: str, first_line: int, after: int) -> list[int]:
        """Where each character of a block's content stands: its lines are the ends of the source's lines.

        A table cell stands somewhere in its line, past the place `after` of the cell before it.
        """
        places: list[int] = []
        for number, line in enumerate(content.split("\n"), start=first_line):
            start, end = self.starts[number], self.starts[number + 1] - 1
            if self._row is not None:
                at = self.source.find(line, max(start, after), end)
            else:
                at = self.source.rfind(line, start, end)
            if at < 0:
                places.extend(self._one_by_one(line, max(start, after), end))
            else:
                places.extend(range(at, at + len(line)))
            places.append(end)
        return places[:-1]

    def _one_by_one(self, line: str, start: int, end: int) -> Iterator[int]:
        """For a line that the parser changed: an escaped "|" in a table, a tab within its indentation."""
        for character in line:
            at = self.source.find(character, start, end)
            start = at + 1 if at >= 0 else start
            yield min(max(start - 1, 0), len(self.source) - 1)

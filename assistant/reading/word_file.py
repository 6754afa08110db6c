"""A Word file as text and blocks. Every character knows the element that it came from, so that comments can be set."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.block import Block, BlockText
from assistant.reading.rows import row_blocks
from assistant.reading.spans import typed_mark
from assistant.reading.word_package import ParagraphStyle, open_package, paragraph_style, read_notes, read_styles
from assistant.reading.word_paragraph import ParagraphText, Place, mark_is_deleted
from assistant.reading.word_xml import Element, W, local_name

_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass
class WordFile:
    """An open Word file. `text` has a line for each paragraph; `places` says where each of its characters stands.

    The line ends in `text` stand nowhere.
    """

    document: Any
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def open_word(content: bytes, name: str) -> WordFile:
    """Read a Word file's body: paragraphs, tables and text boxes in order, with their notes. Raises DocumentError."""
    document = open_package(content, name)
    reader = _Reader(read_styles(document), read_notes(document))
    blocks = list(reader.blocks(document.element.body))
    word = WordFile(document, "".join(reader.characters), blocks, reader.places)
    if reader.tracked:
        word.warnings.append(f"{name} has tracked changes; it was read as if all of them were accepted.")
    if reader.hidden:
        word.warnings.append(f"{name} has hidden text, which was left out.")
    return word


@dataclass
class _Reader:
    styles: dict[str, ParagraphStyle]
    notes: dict[tuple[str, str], str]
    characters: list[str] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)
    tracked: bool = False
    hidden: bool = False
    _open: ParagraphText | None = None
    _quote: BlockText | None = None

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element; paragraphs of one quotation make one block."""
        for block in self._each(parent):
            if block is not None and block.kind == "quote":
                self._quote = self._joined(self._quote, block)
                continue
            yield from self._end_quote()
            if block is not None:
                yield block
        yield from self._end_quote()

    def _end_quote(self) -> Iterator[Block]:
        if self._quote is not None:
            yield self._quote.block("quote")
            self._quote = None

    @staticmethod
    def _joined(before: BlockText | None, block: Block) -> BlockText:
        words = before or BlockText()
        if len(words):
            words.add(" ", block.offsets[:1])
        words.extend(BlockText([block.text], array("l", block.offsets), notes=list(block.notes)))
        return words

    def _each(self, parent: Element) -> Iterator[Block | None]:
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in _HOLDERS:
                yield from self._each(child)

    def _paragraph(self, element: Element) -> Iterator[Block | None]:
        paragraph = (self._open or ParagraphText()).read(element)
        self._open = None
        style = paragraph_style(element, self.styles)
        if mark_is_deleted(element):
            self._open = paragraph
            return
        boxes, paragraph.boxes = paragraph.boxes, []
        words = self._take(paragraph)
        if len(words) and not style.is_apart:
            yield self._block(words, style)
        for box in boxes:
            yield from self._each(box)

    def _block(self, words: BlockText, style: ParagraphStyle) -> Block:
        if style.level or style.is_front:
            return words.block("heading", style.level)
        return words.block("quote" if style.is_quote else "paragraph")

    def _take(self, paragraph: ParagraphText) -> BlockText:
        """Put a paragraph's line into the text; its words are what follows a typed number or bullet."""
        self.tracked |= paragraph.tracked
        self.hidden |= paragraph.hidden
        text = paragraph.text
        begin = typed_mark(text) or len(text) - len(text.lstrip())
        end = len(text.rstrip())
        if end <= begin:
            return BlockText(notes=[(0, self._note(kind, number)) for _, kind, number in paragraph.notes])
        if self.characters:
            self.characters.append("\n")
            self.places.append(None)
        words = self._words(paragraph, begin, end)
        self.characters.extend(paragraph.characters)
        self.places.extend(paragraph.places)
        return words

    def _words(self, paragraph: ParagraphText, begin: int, end: int) -> BlockText:
        here = len(self.characters)
        words = BlockText()
        marks = [(min(max(at, begin), end), self._note(kind, number)) for at, kind, number in paragraph.notes]
        # Invisible characters are dropped on the way, so a note's place in `words` is known when its part is taken.
        at = begin
        for cut, note in [*marks, (end, None)]:
            words.add(paragraph.text[at:cut], range(here + at, here + cut))
            at = cut
            if note is not None:
                words.notes.append((len(words), note))
        words.emphases = [(max(a - begin, 0), min(b, end) - begin) for a, b in paragraph.emphases if b > begin]
        return words

    def _note(self, kind: str, number: str) -> str:
        return self.notes.get((kind, number), "")

    def _table(self, table: Element) -> Iterator[Block | None]:
        rows = [row for row in _descend(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        self.tracked |= any(True for _ in table.iterfind(f".//{W}trPr/{W}del"))
        for number, row in enumerate(rows):
            cells = [list(_descend(cell, "p", "tbl")) for cell in _descend(row, "tc")]
            if any(local_name(part) == "tbl" for cell in cells for part in cell):
                for cell in _descend(row, "tc"):
                    yield from self._each(cell)
                continue
            yield from self._row(cells, is_first=number == 0 and len(rows) > 1)
            yield None

    def _row(self, cells: list[list[Element]], *, is_first: bool) -> Iterator[Block]:
        texts: list[list[BlockText]] = []
        boxes: list[Element] = []
        for cell in cells:
            paragraphs = [ParagraphText().read(part) for part in cell]
            texts.append([words for paragraph in paragraphs if len(words := self._take(paragraph)) or words.notes])
            boxes.extend(box for paragraph in paragraphs for box in paragraph.boxes)
        if max(map(len, texts), default=0) <= 1:
            filled = [words for cell in texts for words in cell]
            header = is_first and not any(character.isdigit() for words in filled for character in words.text)
            yield from row_blocks(filled, header=header)
        else:
            yield from (words.block() for cell in texts for words in cell)
        for box in boxes:
            yield from (block for block in self._each(box) if block is not None)


def _descend(parent: Element, *names: str) -> Iterable[Element]:
    """The children of these names, also those inside content controls and tracked insertions."""
    for child in parent:
        name = local_name(child)
        if name in names:
            yield child
        elif name in _HOLDERS:
            yield from _descend(child, *names)

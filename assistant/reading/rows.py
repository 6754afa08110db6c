"""Table rows: a row is read as one block, so that a figure meets the citation in the cell beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.reading.block import Block, BlockText
from vectorstore.sentences import split_sentences

SEPARATOR = " | "


def row_blocks(cells: Sequence[BlockText], *, header: bool = False) -> Iterator[Block]:
    """A row as one block, its cells joined by " | "; cell by cell where a cell holds prose of several sentences."""
    filled = [cell for cell in cells if cell.text.strip() or cell.notes]
    if len(filled) == 1 or any(len(split_sentences(cell.text)) > 1 for cell in filled):
        yield from (cell.block() for cell in filled)
        return
    row = BlockText()
    for cell in filled:
        if len(row) and len(cell):
            row.add(SEPARATOR, [row.offsets[-1]] * len(SEPARATOR))
        row.extend(cell)
    if len(row):
        yield row.block("heading" if header else "row", level=0)

"""What every parser returns, and the step from a file's bytes to lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vectorstore.model import Passage

BlockKind = Literal["matter", "heading", "passage"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together: front or closing matter, a heading, or a passage with its unnumbered lines.

    `lines` is a half-open range of line numbers from 0. The blocks of a document cover every line once, in order.
    """

    kind: BlockKind
    lines: tuple[int, int]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A parsed file: its passages in document order, its blocks, and sentences about what looked wrong."""

    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their line ends kept; only "\\n" ends a line, so that "".join gives the text back."""
    lines = text.split("\n")
    kept = [line + "\n" for line in lines[:-1]]
    return [*kept, lines[-1]] if lines[-1] else kept


def cover(blocks: list[Block], total: int) -> tuple[Block, ...]:
    """`blocks` with every gap given to the block before it (or to front matter), so that `total` lines are covered."""
    starts = [block.lines[0] for block in blocks[1:]] + [total]
    covered = [Block(b.kind, (b.lines[0], end), b.id) for b, end in zip(blocks, starts, strict=True)]
    if covered and covered[0].lines[0] > 0:
        covered.insert(0, Block("matter", (0, covered[0].lines[0])))
    return tuple(covered) or (Block("matter", (0, total)),)

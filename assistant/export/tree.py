"""A Markdown draft as pandoc's document tree, made from the same tokens that the checker reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from assistant.export.notes import CitationReader
from assistant.export.words import Brackets, Element, WordsWriter, plain
from assistant.reading.markdown import parse_markdown

NUMBERED_STYLE = "Numbered Paragraph"
_API_VERSION = [1, 23, 1]
_DECIMAL = {"t": "Decimal"}, {"t": "Period"}
_LETTERED = {"t": "LowerAlpha"}, {"t": "TwoParens"}


@dataclass
class Tree:
    """`blocks` is the document. `numbers` are the numbers of its numbered paragraphs, always rising."""

    blocks: list[Element] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def as_json(self, metadata: dict[str, str]) -> dict[str, Any]:
        """What pandoc reads with `-f json`."""
        meta = {key: {"t": "MetaInlines", "c": plain(value)} for key, value in metadata.items() if value}
        return {"pandoc-api-version": _API_VERSION, "meta": meta, "blocks": self.blocks}


@dataclass
class TreeBuilder:
    """Builds the tree. For Word, numbered paragraphs take a style that numbers them; for HTML they are lists."""

    citations: CitationReader
    styled_numbers: bool
    tree: Tree = field(default_factory=Tree)
    _first_level: int = 1
    _number_all: bool = False

    def build(self, markdown: str, *, title: str = "") -> Tree:
        """The tree of a draft. A first heading that only repeats the title is left out."""
        root = SyntaxTreeNode(parse_markdown(markdown))
        nodes = [node for node in root.children if node.type not in {"footnote_block", "front_matter"}]
        notes = {
            note.meta["id"]: note.children
            for block in root.children
            if block.type == "footnote_block"
            for note in block.children
        }
        self._words = WordsWriter(
            self.citations, lambda number: [block for part in notes.get(number, ()) for block in self._footnote(part)]
        )
        if nodes and nodes[0].type == "heading" and title and nodes[0].children[0].content.strip() == title.strip():
            nodes = nodes[1:]
        levels = [int(node.tag[1:]) for node in nodes if node.type == "heading"]
        self._first_level = min(levels, default=1)
        self._number_all = not any(node.type == "ordered_list" for node in nodes)
        for node in nodes:
            self.tree.blocks += self._top(node)
        return self.tree

    def _top(self, node: SyntaxTreeNode) -> list[Element]:
        if node.type == "ordered_list":
            return [block for item in node.children for block in self._numbered(item.children, item.info)]
        if node.type == "paragraph" and self._number_all and not _is_lead(node):
            return self._numbered([node], "")
        return self._block(node)

    def _numbered(self, parts: Sequence[SyntaxTreeNode], written: str) -> list[Element]:
        """A numbered paragraph. A written number is kept if it goes up; numbering never starts anew."""
        blocks = [block for part in parts for block in self._block(part) if block.get("c") != []]
        if not blocks:
            return []
        last = self.tree.numbers[-1] if self.tree.numbers else 0
        number = max(int(written), last + 1) if written.isdecimal() else last + 1
        self.tree.numbers.append(number)
        if not self.styled_numbers:
            return [{"t": "OrderedList", "c": [[number, *_DECIMAL], [blocks]]}]
        if blocks[0]["t"] != "Para":
            # Pandoc drops an empty paragraph; the number needs one to stand in.
            blocks.insert(0, {"t": "Para", "c": plain("\u00a0")})
        return [_div(NUMBERED_STYLE, blocks[:1]), *blocks[1:]]

    def _block(self, node: SyntaxTreeNode) -> list[Element]:
        match node.type:
            case "heading":
                level = int(node.tag[1:]) - self._first_level + 1
                return [{"t": "Header", "c": [level, ["", [], []], self._inline(node, "as written")]}]
            case "paragraph":
                return [{"t": "Para", "c": self._inline(node)}]
            case "blockquote":
                return [{"t": "BlockQuote", "c": self._blocks(node)}]
            case "bullet_list":
                return [{"t": "BulletList", "c": [self._blocks(item) for item in node.children]}]
            case "ordered_list":
                first = int(node.children[0].info or 1)
                return [
                    {"t": "OrderedList", "c": [[first, *_LETTERED], [self._blocks(item) for item in node.children]]}
                ]
            case "fence":
                return [{"t": "CodeBlock", "c": [["", [], []], node.content.rstrip("\n")]}]
            case "hr":
                return [{"t": "HorizontalRule"}]
            case "table":
                return [self._table(node)]
        return []

    def _blocks(self, node: SyntaxTreeNode) -> list[Element]:
        return [block for child in node.children for block in self._block(child)]

    def _inline(self, node: SyntaxTreeNode, brackets: Brackets = "notes") -> list[Element]:
        tokens: list[Token] = []
        for child in node.children:
            tokens += child.token.children or [] if child.type == "inline" and child.token else []
        return self._words.write(tokens, brackets)

    def _footnote(self, node: SyntaxTreeNode) -> list[Element]:
        text = "".join(child.content for child in node.children if child.type == "inline")
        return [{"t": "Para", "c": plain(self.citations.in_full(text.replace("\n", " ")))}] if text else []

    def _table(self, node: SyntaxTreeNode) -> Element:
        rows = [row for part in node.children for row in part.children]
        head, *body = [[self._cell(cell) for cell in row.children] for row in rows]
        attributes = ["", [], []]
        columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in head]
        body_rows = [[attributes, cells] for cells in body]
        return {
            "t": "Table",
            "c": [
                attributes,
                [None, []],
                columns,
                [attributes, [[attributes, head]]],
                [[attributes, 0, [], body_rows]],
                [attributes, []],
            ],
        }

    def _cell(self, cell: SyntaxTreeNode) -> list[Any]:
        words = [{"t": "Plain", "c": self._inline(cell, "full")}]
        return [["", [], []], {"t": "AlignDefault"}, 1, 1, words]


def _div(style: str, blocks: list[Element]) -> Element:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _is_lead(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph is one short line in bold or italics, a heading in all but name."""
    inline = node.children[0].children if node.children else []
    return len(inline) == 1 and inline[0].type in {"strong", "em"}

"""The Markdown that answers are read with: emphasis, headings, bullets and tables, and nothing that hides text.

HTML, links, images, entities and reference definitions are text like any other. "25." at the start of a line stays
"25.": Markdown would number such lines anew, and paragraph numbers are what this program is about.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block

from assistant.console import clean

_NUMBERED = re.compile(r"\d{1,9}[.)](?=\s|$)")
_LINE_BREAKERS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SWITCHED_OFF = [
    "html_block",
    "html_inline",
    "entity",
    "autolink",
    "image",
    "link",
    "reference",
    "code",
    "lheading",
]


def make_parser() -> MarkdownIt:
    """A parser of its own for each text."""
    parser = MarkdownIt("commonmark").enable("table").disable(_SWITCHED_OFF)
    parser.block.ruler.at("list", _bullets, {"alt": ["paragraph", "blockquote"]})
    parser.block.ruler.before("list", "numbered", _numbered, {"alt": ["paragraph", "blockquote"]})
    return parser


def readable(text: str) -> str:
    """`text` without control characters, with "\\n" as its only line break, as the parser counts lines."""
    return clean(_LINE_BREAKERS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


def _starts_with_number(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return bool(_NUMBERED.match(state.src[start : state.eMarks[line]]))


def _bullets(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return not _starts_with_number(state, start) and list_block(state, start, end, silent)


def _numbered(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A numbered line, with what follows it up to an empty or another numbered line, as a paragraph."""
    if state.is_code_block(start) or not _starts_with_number(state, start):
        return False
    if silent:
        return True
    terminators = state.md.block.ruler.getRules("paragraph")
    after = start + 1
    while after < end and not state.isEmpty(after):
        if any(rule(state, after, end, True) for rule in terminators):
            break
        after += 1
    state.line = after
    opened = state.push("paragraph_open", "p", 1)
    opened.map = [start, after]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, after, state.blkIndent, False).strip()
    inline.map = [start, after]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True

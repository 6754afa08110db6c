"""The one Markdown parser of the project: reading and export must see the same document."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")


def parse_markdown(text: str) -> list[Token]:
    """Block tokens of CommonMark with pipe tables, footnotes and front matter; line numbers are those of `text`.

    Whatever a reader of the source would take for words stays words: "<redacted>" is no HTML, an indented paragraph is
    no code, and "[NGO evidence]: …" defines no link. HTML comments are left out.
    """
    return _parser().parse(_COMMENT.sub(lambda comment: _NOT_NEWLINE.sub(" ", comment[0]), text))


@cache
def _parser() -> MarkdownIt:
    """Made once: it keeps nothing of a text, and to make it takes longer than to read a page."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["code", "reference", "text_join"])
    return parser.use(footnote_plugin).use(front_matter_plugin)

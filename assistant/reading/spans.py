"""Where the sentences of a block begin and end."""

from __future__ import annotations

import re

from assistant.reading.block import Block
from assistant.reading.roles import CITATION_LIKE
from vectorstore.sentences import split_sentences

# A paragraph number as typed: "12. Text" or "155.Text", but not "2025. It", nor "3.5".
_TYPED_NUMBER = re.compile(r"\s*\d{1,3}\.(?:\s+|(?=[^\W\d_]))")
_BULLET = re.compile(r"\s*(?:[•·▪◦*–—-]|\([a-z]{1,4}\)|[a-z]\)|\(?\d{1,2}\))\s+")
_BRACKETED = re.compile(r"(?:\(.*\)|\[.*\])\.?", re.DOTALL)
# "(a) ", "(iv) ", "12) ", "155.Text", "• "
_ENUMERATOR = re.compile(r"(?:\((?:[a-z]|[ivx]{1,5}|\d{1,3})\)|[a-z]\)|\d{1,4}\.(?=[^\W\d_])|[•·▪◦–—-](?=\s))\s*(?=\S)")


def sentence_spans(block: Block) -> list[tuple[int, int]]:
    """The block's sentences; a citation in brackets after the full stop belongs to the sentence before it."""
    if block.kind in {"row", "quote"}:
        return [trimmed(block.text)]
    enumerator = _ENUMERATOR.match(block.text)
    begin = enumerator.end() if enumerator else 0
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(block.text[begin:]):
        start, end = start + begin, end + begin
        text = block.text[start:end]
        if spans and _BRACKETED.fullmatch(text) and CITATION_LIKE.search(text):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def typed_mark(line: str) -> int:
    """The length of the number or bullet that a paragraph begins with, as people type it where nothing numbers it."""
    mark = _TYPED_NUMBER.match(line) or _BULLET.match(line)
    return mark.end() if mark else 0


def trimmed(text: str) -> tuple[int, int]:
    """The span of `text` without the white space around it."""
    start = len(text) - len(text.lstrip())
    return start, max(len(text.rstrip()), start)

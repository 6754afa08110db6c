"""A Markdown draft in which every citation in brackets names its document, so that any paragraph can be copied out."""

from __future__ import annotations

from assistant.export.notes import CitationReader
from assistant.reading.markdown_blocks import markdown_blocks


def full_markdown(markdown: str, citations: CitationReader) -> str:
    """The draft with "(para. 59)" written as "(CERD/C/KAZ/11-14, para. 59)"; all else as it stands."""
    edits: list[tuple[int, int, str]] = []
    for block in markdown_blocks(markdown):
        for note in citations.notes(block.text):
            start = block.text.index("(", note.span[0]) + 1
            edits.append((block.offsets[start], block.offsets[note.span[1] - 1], note.citations))
    for start, end, text in reversed(edits):
        markdown = markdown[:start] + text + markdown[end:]
    return markdown

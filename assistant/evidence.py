"""The NGO's own material: files whose paragraphs are numbered here, so that a draft can cite them as its own source.

Each is kept as a document of kind `evidence` in the workspace's `evidence/`, and is citable like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.files import write_text
from assistant.reading.block import Block
from assistant.sources import Source, document_file_name, source_of
from vectorstore.library import dump_document
from vectorstore.model import Document, Passage

if TYPE_CHECKING:
    from assistant.opening import WorkspaceStore

_PREFIX = "NGO/"
_FEWEST_WORDS = 3  # of a paragraph that can be cited


def add_evidence(store: WorkspaceStore, path: Path, *, symbol: str | None = None, title: str | None = None) -> Source:
    """Read a .md, .txt or .docx file into `evidence/`, in place of one with the same symbol. Raises DocumentError."""
    from assistant.reading.draft import read_blocks

    blocks, warnings = read_blocks(path)
    name = symbol or f"{_PREFIX}{_slug(path.stem)}"
    _check_symbol(store, name)
    passages = tuple(_passages(blocks, name))
    if not passages:
        raise DocumentError(f"{path.name} holds no paragraph; nothing was added.")
    first_heading = next((block.text.strip() for block in blocks if block.kind == "heading"), "")
    document = Document(name, title or first_heading or path.stem, "evidence")
    write_text(store.workspace.evidence / document_file_name(name), dump_document(document, passages))
    store.library.add(document, passages)
    return source_of(document, passages, tuple(warnings))


def list_evidence(store: WorkspaceStore) -> list[Source]:
    """The documents in `evidence/`, in order."""
    library = store.library
    return [
        source_of(document, library.passages(symbol))
        for symbol, document in library.documents.items()
        if (store.workspace.evidence / document_file_name(symbol)).exists()
    ]


def _slug(stem: str) -> str:
    """A file's name as the second half of a symbol: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-") or "evidence"


def _check_symbol(store: WorkspaceStore, symbol: str) -> None:
    if not re.fullmatch(r"[A-Z]{1,6}(?:/[A-Za-z0-9.\-]+){1,8}", symbol):
        hint = "Give one such as NGO/interviews-2025 with --symbol."
        raise DocumentError(f"{symbol!r} cannot be cited as a symbol; nothing was added.", hint=hint)
    known = symbol in store.library.documents
    if known and not (store.workspace.evidence / document_file_name(symbol)).exists():
        hint = "Give this file another symbol with --symbol."
        raise DocumentError(f"{symbol} is a document of the library already; nothing was added.", hint=hint)


def _passages(blocks: Iterable[Block], symbol: str) -> Iterable[Passage]:
    """Paragraphs, quotations and table rows, numbered from 1, each under the headings above it."""
    headings: list[tuple[int, str]] = []
    number = 0
    for block in blocks:
        text = block.text.strip()
        if block.kind == "heading":  # level 0 is the head of a table
            above = [(level, title) for level, title in headings if level < block.level]
            headings = [*above, (block.level, text)] if block.level else headings
        elif len(text.split()) >= _FEWEST_WORDS:
            number += 1
            yield Passage(f"{symbol}#{number}", text, tuple(title for _, title in headings))

"""The documents that a workspace adds to the built-in ones: one JSON Lines file each in its `sources/`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DocumentError, did_you_mean
from assistant.files import write_text
from vectorstore.address import Address
from vectorstore.library import dump_document

if TYPE_CHECKING:
    from assistant.opening import WorkspaceStore
    from vectorstore.model import Document, DocumentKind, Passage


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user says of a file; None where the file itself is to tell."""

    symbol: str | None = None
    title: str | None = None
    kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the library lists it. `last_paragraph` is None where nothing is numbered."""

    document: Document
    passages: int
    last_paragraph: int | None
    warnings: tuple[str, ...] = ()


def add_source(store: WorkspaceStore, path: Path, wish: Wish) -> Source:
    """Read a file into the workspace, in place of a document with the same symbol. Raises DocumentError."""
    from assistant.reading.decode import decode
    from vectorstore.add import document_from_text

    try:
        text, doubts = decode(path.read_bytes(), path.name)
        document, passages, warnings = document_from_text(
            text, path.name, symbol=wish.symbol, title=wish.title, kind=wish.kind
        )
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror}.", hint="Nothing was added.") from error
    except ValueError as error:
        raise DocumentError(str(error), hint="Nothing was added.") from error
    if is_built_in(store, document.symbol):
        hint = "Give this file another symbol with --symbol."
        raise DocumentError(f"{document.symbol} is built in and cannot be replaced; nothing was added.", hint=hint)
    write_text(source_file(store, document.symbol), dump_document(document, passages))
    store.library.add(document, passages)
    return source_of(document, passages, (*doubts, *warnings))


def remove_source(store: WorkspaceStore, symbol: str) -> str:
    """Take a document out of the workspace and return its symbol as the library wrote it. Raises DocumentError."""
    added = [one for one in store.library.documents if not is_built_in(store, one)]
    matches = [one for one in added if one.lower() == symbol.lower()]
    if not matches:
        if any(symbol.lower() == one.lower() for one in store.library.documents):
            raise DocumentError(f"{symbol} is built in and cannot be removed.")
        hint = did_you_mean(symbol, added) or f"Added documents: {', '.join(added) or 'none'}."
        raise DocumentError(f"{symbol} is not in this workspace; nothing was removed.", hint=hint)
    try:
        source_file(store, matches[0]).unlink()
    except OSError as error:
        message = f"Cannot remove {error.filename}: {error.strerror}; nothing was removed."
        raise DocumentError(message) from error
    return matches[0]


def list_sources(store: WorkspaceStore) -> list[Source]:
    """Every document of the library, in order."""
    library = store.library
    return [source_of(document, library.passages(symbol)) for symbol, document in library.documents.items()]


def is_built_in(store: WorkspaceStore, symbol: str) -> bool:
    """Whether the document came with the program."""
    return symbol in store.library.documents and not source_file(store, symbol).exists()


def source_file(store: WorkspaceStore, symbol: str) -> Path:
    """Where a document with this symbol is kept: with the evidence if it is there, else with the sources."""
    name = document_file_name(symbol)
    evidence = store.workspace.evidence / name
    return evidence if evidence.exists() else store.workspace.sources / name


def document_file_name(symbol: str) -> str:
    """The file name for a document's symbol. The hash keeps "A/B" and "A_B" apart on every file system."""
    readable = re.sub(r"[^\w.-]+", "_", symbol)[:60].strip("._")
    return f"{readable}-{hashlib.sha256(symbol.encode()).hexdigest()[:8]}.jsonl"


def source_of(document: Document, passages: tuple[Passage, ...], warnings: tuple[str, ...] = ()) -> Source:
    """A document as the library lists it."""
    heads = [Address.from_id(passage.id).path[0] for passage in passages]
    numbers = [int(head) for head in heads if head.isdecimal()]
    return Source(document, len(passages), max(numbers, default=None), warnings)

"""A draft file, of any kind that people write, as text and sentences."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import DocumentError
from assistant.reading.block import Block
from assistant.reading.decode import check_size, decode
from assistant.reading.markdown_blocks import markdown_blocks
from assistant.reading.plain_blocks import plain_blocks
from assistant.reading.units import DraftSentence, read_units, units_of

DraftKind = Literal["markdown", "text", "docx"]
_KINDS: dict[str, DraftKind] = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".docx": "docx"}
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as read. `text` has lines ended by "\\n"; of a Word file it is the extracted text, a paragraph a line.

    `warnings` are sentences for the reader; `newline` is the line end that the file uses.
    """

    name: str
    text: str
    units: tuple[DraftSentence, ...]
    kind: DraftKind
    warnings: tuple[str, ...] = ()
    newline: str = "\n"


def read_draft(source: Path | str) -> Draft:
    """The draft in a file, or on standard input for "-" (as Markdown). Raises DocumentError."""
    if str(source) == STANDARD_INPUT:
        return _from_text(sys.stdin.buffer.read(), "Standard input", "markdown")
    path = Path(source)
    kind = _KINDS.get(path.suffix.lower())
    content = _read(path)
    if kind is None:
        message = f"{path.name} has the ending {path.suffix or '(none)'}, which is not known."
        raise DocumentError(message, hint="Give a .md, .txt or .docx file.")
    return _from_word(path, content) if kind == "docx" else _from_text(content, path.name, kind)


def read_blocks(path: Path) -> tuple[list[Block], list[str]]:
    """The blocks of a file, and sentences for the reader. Raises DocumentError."""
    draft = read_draft(path)
    if draft.kind == "docx":
        from assistant.reading.word_file import open_word

        return list(open_word(_read(path), path.name).blocks), list(draft.warnings)
    blocks = markdown_blocks(draft.text) if draft.kind == "markdown" else plain_blocks(draft.text)
    return blocks, list(draft.warnings)


def _read(path: Path) -> bytes:
    try:
        check_size(path.name, path.stat().st_size or 0) if path.is_file() else None
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"There is no file {path}.", hint="Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise DocumentError(f"{path} is a folder.", hint="Name a file in it.") from error
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror or error}.") from error


def _from_text(content: bytes, name: str, kind: DraftKind) -> Draft:
    text, warnings = decode(content, name)
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    units = read_units(text, markdown=kind == "markdown")
    return Draft(name, text, tuple(units), kind, tuple(warnings), newline)


def _from_word(path: Path, content: bytes) -> Draft:
    from assistant.reading.word_file import open_word

    word = open_word(content, path.name)
    units = tuple(units_of(word.text, word.blocks))
    if not units:
        raise DocumentError(f"{path.name} holds no text; there is nothing to check.")
    return Draft(path.name, word.text, units, "docx", tuple(word.warnings))

"""Opens a Word file: names what is wrong with one that cannot be read, and finds its notes and styles."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import DocumentError
from assistant.reading.word_paragraph import paragraphs_text
from assistant.reading.word_xml import STRICT, Element, W, value

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_APART = frozenset({"table of figures", "source code", "html preformatted"})
_MOST_UNPACKED = 400 * 1024 * 1024
_BROKEN_HINT = "Open it in Word, save it as a new .docx, and try again."


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style says: `level` is a heading's depth from 1, or 0.

    `is_front` marks the lines of a title page, `is_apart` what is no text of the author's: a table of contents, code.
    """

    level: int = 0
    is_quote: bool = False
    is_front: bool = False
    is_apart: bool = False


def open_package(content: bytes, name: str) -> Any:
    """The python-docx document. Raises DocumentError."""
    _refuse_other_formats(content, name)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(content))
        if document.element.body is None:
            raise DocumentError(f"{name} has no body.", hint=_BROKEN_HINT)
        return document
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError) as error:
        raise DocumentError(
            f"{name} is not a Word file that can be read, or it is damaged.", hint=_BROKEN_HINT
        ) from error


def _refuse_other_formats(content: bytes, name: str) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            hint = "Open it in Word, take the password off, and save it."
            raise DocumentError(f"{name} is protected by a password and cannot be read.", hint=hint)
        raise DocumentError(f"{name} is in Word's old .doc format.", hint="Open it in Word and save it as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
                raise DocumentError(f"{name} unpacks to more than {_MOST_UNPACKED // 2**20} MiB; it was not opened.")
            if "word/document.xml" in package.namelist():
                strict = STRICT.encode() in package.read("word/document.xml")[:20_000]
                if strict:
                    hint = 'In Word, choose "Save as", then "Word Document (*.docx)".'
                    raise DocumentError(f"{name} is a Strict Open XML file, which is not supported.", hint=hint)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise DocumentError(f"{name} is not a Word file, or it is damaged.", hint=_BROKEN_HINT) from error


def read_notes(document: Any) -> dict[tuple[str, str], str]:
    """The texts of footnotes and endnotes by kind ("footnote", "endnote") and id."""
    from docx.oxml import parse_xml

    notes: dict[tuple[str, str], str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2].removesuffix("s")
        if kind not in {"footnote", "endnote"} or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob).iter(f"{W}{kind}"):
            if note.get(f"{W}type", "normal") == "normal":
                notes[kind, note.get(f"{W}id") or ""] = paragraphs_text(note)
    return notes


def read_styles(document: Any) -> dict[str, ParagraphStyle]:
    """The paragraph styles by id, each with what it takes from the style that it is based on."""
    elements = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
    return {style_id: _style(elements, style_id) for style_id in elements if style_id}


def _style(elements: dict[str, Element], style_id: str) -> ParagraphStyle:
    level = 0
    names: list[str] = []
    current: str | None = style_id
    # A broken file may have styles based on each other in a circle.
    while current in elements and len(names) < 20:
        style = elements[current]
        names.append((value(style, "name") or "").lower())
        level = level or _outline_level(style)
        current = value(style, "basedOn")
    return ParagraphStyle(
        level or next(filter(None, map(_named_level, names)), 0),
        any("quot" in name or name == "block text" for name in names),
        any(name in {"title", "subtitle"} for name in names),
        any(
            name.startswith("toc ") or name in {"table of figures", "source code", "html preformatted"}
            for name in names
        ),
    )


def _outline_level(element: Element) -> int:
    written = value(element, "pPr/outlineLvl")
    return int(written) + 1 if written is not None and written.isdecimal() and int(written) < 9 else 0


def _named_level(name: str) -> int:
    number = name.removeprefix("heading ")
    return int(number) if name.startswith("heading ") and number.isdecimal() else 0


def paragraph_style(paragraph: Element, styles: dict[str, ParagraphStyle]) -> ParagraphStyle:
    """The style of a paragraph, with an outline level set on the paragraph itself."""
    style = styles.get(value(paragraph, "pPr/pStyle") or "", ParagraphStyle())
    own_level = _outline_level(paragraph)
    return replace(style, level=own_level) if own_level else style

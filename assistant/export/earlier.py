"""Marks exported files, so that a later export may replace one, but never what a person has changed since."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

_BODY = ("word/document.xml", "word/footnotes.xml")
_DOCX_MARK = "shadow-report-export:"
_HTML_MARK = re.compile(rb"\n<!-- shadow-report export ([0-9a-f]{64}) -->\n\Z")


def with_docx_mark(content: bytes) -> bytes:
    """The Word file with a digest of its words in its properties."""
    import docx

    document = docx.Document(io.BytesIO(content))
    document.core_properties.identifier = _DOCX_MARK + _docx_digest(content)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_html_mark(content: bytes) -> bytes:
    """The page with a digest of itself in a comment at its end."""
    body = content.rstrip(b"\n")
    return body + f"\n<!-- shadow-report export {hashlib.sha256(body).hexdigest()} -->\n".encode()


def is_untouched_export(path: Path) -> bool:
    """Whether a file is an export that nobody has changed since."""
    try:
        content = path.read_bytes()
        return _has_docx_mark(content) if path.suffix.lower() == ".docx" else _has_html_mark(content)
    except OSError:
        return False


def _has_docx_mark(content: bytes) -> bool:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            properties = etree.fromstring(package.read("docProps/core.xml"))
        return (_DOCX_MARK + _docx_digest(content)) in properties.itertext()
    except (zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError):
        return False


def _has_html_mark(content: bytes) -> bool:
    mark = _HTML_MARK.search(content)
    return mark is not None and hashlib.sha256(content[: mark.start()]).hexdigest().encode() == mark[1]


def _docx_digest(content: bytes) -> str:
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in _BODY:
            digest.update(package.read(name) if name in package.namelist() else b"")
    return digest.hexdigest()

"""Word files made of raw XML, as Word writes them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MakeWord = Callable[..., bytes]


@pytest.fixture
def make_word() -> MakeWord:
    """Makes a Word file from the XML of its body, with footnotes and endnotes by id."""

    def make(body: str, footnotes: Mapping[int, str] | None = None, endnotes: Mapping[int, str] | None = None) -> bytes:
        document = docx.Document()
        for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
            document.element.body.insert(len(document.element.body) - 1, element)
        _notes(document, "footnote", footnotes or {})
        _notes(document, "endnote", endnotes or {})
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return make


def _notes(document: docx.document.Document, kind: str, notes: Mapping[int, str]) -> None:
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    texts = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
        for number, text in notes.items()
    )
    if not notes:
        return
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {NAMESPACES}>{separator}{texts}</w:{kind}s>'.encode()
    types = {"footnote": CONTENT_TYPE.WML_FOOTNOTES, "endnote": CONTENT_TYPE.WML_ENDNOTES}
    relations = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
    part = Part(PackURI(f"/word/{kind}s.xml"), types[kind], blob, document.part.package)
    document.part.relate_to(part, relations[kind])

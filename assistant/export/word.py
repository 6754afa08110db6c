"""A Markdown draft as a Word file: real footnotes, numbered paragraphs, heading styles, page numbers."""

from __future__ import annotations

import io
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any

from assistant.export.notes import CitationReader
from assistant.export.pandoc import run_pandoc
from assistant.export.tree import NUMBERED_STYLE, Tree, TreeBuilder

_LANGUAGE = "en-GB"


def docx_bytes(markdown: str, title: str, metadata: Mapping[str, str], citations: CitationReader) -> bytes:
    """The Word file's bytes. Raises OutputError."""
    tree = TreeBuilder(citations, styled_numbers=True).build(markdown, title=title)
    source = tree.as_json({"title": title, **metadata, "lang": _LANGUAGE})
    with as_file(files("assistant.export") / "data" / "reference.docx") as reference:
        made = run_pandoc(source, ["--to=docx", f"--reference-doc={reference}", "--output=-"])
    return _finished(made, tree, title)


def _finished(made: bytes, tree: Tree, title: str) -> bytes:
    import docx

    document = docx.Document(io.BytesIO(made))
    _renumber(document, tree.numbers)
    for table in document.tables:
        _fit(table)
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.title, core.language = title, _LANGUAGE
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _renumber(document: Any, numbers: list[int]) -> None:
    """Where the written numbers begin above 1 or leap, let Word's numbering begin there anew."""
    numbering = document.part.numbering_part.element
    base = document.styles[NUMBERED_STYLE].element.pPr.numPr.numId.val
    abstract_id = numbering.num_having_numId(base).abstractNumId.val
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.style.name == NUMBERED_STYLE]
    current, expected = base, 1
    for paragraph, number in zip(paragraphs, numbers, strict=True):
        if number != expected:
            definition = numbering.add_num(abstract_id)
            definition.add_lvlOverride(ilvl=0).add_startOverride(number)
            current = definition.numId
        if current != base:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = current
        expected = number + 1


def _fit(table: Any) -> None:
    """As wide as the text, with room between the table and the paragraph after it."""
    from docx.oxml.ns import qn
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph

    width = table._tbl.tblPr.find(qn("w:tblW"))
    if width is not None:
        width.set(qn("w:type"), "pct")
        width.set(qn("w:w"), "5000")
    after = table._tbl.getnext()
    if after is not None and after.tag == qn("w:p"):
        paragraph = Paragraph(after, table._parent)
        before = paragraph.style.paragraph_format.space_before
        paragraph.paragraph_format.space_before = max(before or 0, Pt(9))

"""Makes `data/reference.docx`, the styles of every exported Word file.

Run by `uv run python -m assistant.export.make_reference`. Starts from pandoc's own reference document and gives it the
look of a United Nations document: A4, a serif type that every system has, numbered paragraphs whose text runs back to
the margin, page numbers in the footer.
"""

from __future__ import annotations

import datetime
import io
import subprocess
from pathlib import Path
from typing import Any

import docx
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from assistant.export.tree import NUMBERED_STYLE

REFERENCE = Path(__file__).parent / "data" / "reference.docx"
# Pandoc keeps numbering definitions below 990 and adds its own above.
NUMBERING_ID = 7
_FONT = "Times New Roman"
_CODE_FONT = "Courier New"
_LANGUAGE = "en-GB"
_SIZES = {"Heading 1": 14, "Heading 2": 12, "Heading 3": 11, "Heading 4": 11, "Heading 5": 11, "Heading 6": 11}


def main() -> None:
    """Write the reference document."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    document = docx.Document(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))
    _page(document)
    _define_numbering(document)
    for style in document.styles:
        if style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER}:
            _font(style, _CODE_FONT if style.name == "Verbatim Char" else _FONT)
    _body_styles(document)
    _table_style(document)
    _headings(document)
    _footer(document)
    _defaults(document)
    _properties(document)
    REFERENCE.parent.mkdir(exist_ok=True)
    document.save(str(REFERENCE))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.3)
    section.footer_distance = Cm(1.2)
    # Pandoc restarts footnotes at each section, which LibreOffice takes for each chapter.
    for restart in list(document.element.iter(qn("w:numRestart"))):
        restart.getparent().remove(restart)


def _font(style: Any, name: str) -> None:
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _body_styles(document: Any) -> None:
    styles = document.styles
    for name in ("Normal", "Body Text", "First Paragraph", "Compact"):
        _paragraph(styles[name], size=11, before=0, after=3 if name == "Compact" else 7)
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    styles["Compact"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    numbered = styles.add_style(NUMBERED_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    numbered.base_style, numbered.next_paragraph_style = styles["Body Text"], numbered
    _font(numbered, _FONT)
    _paragraph(numbered, size=11, before=0, after=7)
    numbered.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    numbered.paragraph_format.widow_control = True
    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{NUMBERING_ID}"/></w:numPr>'
    numbered.element.get_or_add_pPr()._insert_numPr(parse_xml(numbering))
    quote = styles["Block Text"]
    _paragraph(quote, size=11, before=0, after=7)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(1.25)
    quote.paragraph_format.first_line_indent = Cm(0)
    quote.font.italic = False
    _paragraph(styles["Footnote Text"], size=9, before=0, after=2)
    placeholder = styles.add_style("Placeholder", WD_STYLE_TYPE.CHARACTER)
    placeholder.font.bold = True
    # A highlight cannot be part of a style; shading can.
    shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFF2A8"/>'
    placeholder.element.get_or_add_rPr().append(parse_xml(shading))
    styles["Hyperlink"].font.color.rgb = RGBColor(0x1F, 0x3A, 0x6E)


def _table_style(document: Any) -> None:
    table = document.styles["Table"]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = table.element.find(qn("w:tblPr"))
    # Word hangs a table's cell margin out of the text; as far in as that margin, lines and text line up.
    properties.find(qn("w:tblInd")).set(qn("w:w"), "108")
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    # The schema wants the cells' margins last.
    properties.append(properties.find(qn("w:tblCellMar")))
    header = table.element.find(qn("w:tblStylePr"))
    header.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))


def _paragraph(style: Any, *, size: float, before: float, after: float) -> None:
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    style.paragraph_format.line_spacing = 1.1 if size > 10 else 1.0


def _headings(document: Any) -> None:
    for name, size in _SIZES.items():
        style = document.styles[name]
        _paragraph(style, size=size, before=14 if size > 12 else 11, after=6)
        style.font.bold, style.font.italic = True, name > "Heading 3"
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name, size in (("Title", 18), ("Subtitle", 12), ("Date", 11)):
        style = document.styles[name]
        _paragraph(style, size=size, before=0, after=8)
        style.font.color.rgb, style.font.bold, style.font.italic = RGBColor(0, 0, 0), name == "Title", False
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)


def _define_numbering(document: Any) -> None:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedParagraph"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="0" w:firstLine="0"/></w:pPr>'
        '<w:rPr><w:b w:val="0"/><w:i w:val="0"/></w:rPr></w:lvl></w:abstractNum>'
    )
    # The schema wants all definitions before all their uses.
    numbering.insert(0, abstract)
    use = f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>'
    numbering.append(parse_xml(use))


def _footer(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        run.font.size, run.font.name = Pt(9), _FONT
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)
            continue
        character = OxmlElement("w:fldChar")
        character.set(qn("w:fldCharType"), kind)
        run._r.append(character)


def _defaults(document: Any) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _properties(document: Any) -> None:
    core = document.core_properties
    core.author = core.last_modified_by = core.title = core.comments = core.keywords = ""
    core.language = _LANGUAGE
    core.created = core.modified = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)


if __name__ == "__main__":
    main()

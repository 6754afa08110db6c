"""Word files as Word writes them: notes, tracked changes, tables, text boxes, styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from assistant.errors import DocumentError
from assistant.reading.draft import read_draft
from assistant.reading.units import DraftSentence, units_of
from assistant.reading.word_file import open_word

MakeWord = Callable[..., bytes]


def _read(content: bytes) -> list[DraftSentence]:
    word = open_word(content, "a.docx")
    units = units_of(word.text, word.blocks)
    for unit in units:
        if not unit.offsets:
            assert word.text[slice(*unit.span)] == unit.text
        assert word.text.count("\n", 0, unit.span[0]) + 1 == unit.line
    assert len(word.places) == len(word.text)
    return units


def _texts(content: bytes) -> list[str]:
    return [unit.text for unit in _read(content)]


def _p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _mark(kind: str, number: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_belong_to_the_sentence_that_carries_the_mark(make_word: MakeWord) -> None:
    body = _p(
        _r("One"), _mark("footnote", 2), _r(" and two."), _mark("endnote", 5), _r(" Three."), _mark("footnote", 3)
    )
    content = make_word(body, {2: "CERD/C/KAZ/11-14, para. 5.", 3: "On file."}, {5: "Ibid., para. 6."})
    first, second = _read(content)
    assert (first.text, first.notes) == ("One and two.", ("CERD/C/KAZ/11-14, para. 5.", "Ibid., para. 6."))
    assert first.note_places == (3, 12)
    assert (second.text, second.notes) == ("Three.", ("On file.",))


def test_a_note_keeps_its_place_past_soft_hyphens_and_typed_numbers(make_word: MakeWord) -> None:
    body = _p(_r("12.\u00a0So\u00adft hy\u00adphen"), _mark("footnote", 1), _r(" goes."))
    (unit,) = _read(make_word(body, {1: "Note."}))
    assert (unit.text, unit.note_places) == ("Soft hyphen goes.", (11,))


def test_tracked_changes_are_read_as_accepted(make_word: MakeWord) -> None:
    attributes = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    body = (
        _p(
            _r("There are "),
            f"<w:del {attributes}><w:r><w:delText>34</w:delText></w:r></w:del>",
            f"<w:ins {attributes}>{_r('43')}</w:ins>",
            _r(" departments"),
            f"<w:moveFrom {attributes}>{_r(' moved away')}</w:moveFrom>",
            f"<w:moveTo {attributes}>{_r(' moved here')}</w:moveTo>",
            _r("."),
        )
        + _p(_r("This runs"), properties=f"<w:rPr><w:del {attributes}/></w:rPr>")
        + _p(_r(" on."))
    )
    assert _texts(make_word(body)) == ["There are 43 departments moved here.", "This runs on."]
    assert "as if all of them were accepted" in open_word(make_word(body), "a.docx").warnings[0]


def test_tables_and_text_boxes_are_read_in_order(make_word: MakeWord) -> None:
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(paragraphs)}</w:tc>"

    box = _p(_r("In the box (para. 7)."))
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{box}"
        f"</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{box}"
        f"</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    deleted = '<w:tr><w:trPr><w:del w:id="9" w:author="A"/></w:trPr>' + cell(_p(_r("Gone"))) + "</w:tr>"
    body = (
        _p(_r("Before."), drawing)
        + "<w:tbl><w:tblPr/><w:tr>"
        + cell(_p(_r("Group")))
        + cell(_p(_r("Number")))
        + "</w:tr><w:tr>"
        + cell(_p(_r("Kazakhs")))
        + cell(_p(_r("14.4 million"), _mark("footnote", 1)))
        + cell(_p(_mark("footnote", 2)))
        + "</w:tr><w:tr>"
        + cell(_p(_r("One. Two.")), _p(_r("Three.")))
        + cell("<w:tbl><w:tblPr/><w:tr>" + cell(_p(_r("Inner (para. 9)."))) + "</w:tr></w:tbl>", _p())
        + f"</w:tr>{deleted}</w:tbl>"
        + _p(_r("After."))
    )
    units = _read(make_word(body, {1: "Para. 58.", 2: "Para. 59."}))
    assert [unit.text for unit in units] == [
        "Before.",
        "In the box (para. 7).",
        "Group | Number",
        "Kazakhs | 14.4 million",
        "One.",
        "Two.",
        "Three.",
        "Inner (para. 9).",
        "After.",
    ]
    assert units[2].role == "heading"
    assert units[3].notes == ("Para. 58.", "Para. 59.")


def test_headings_by_style_quotations_emphasis_and_contents(make_word: MakeWord) -> None:
    def style(name: str) -> str:
        return f'<w:pStyle w:val="{name}"/>'

    body = (
        _p(_r("Title"), properties=style("Title"))
        + _p(_r("Suggested questions"), properties=style("Heading2"))
        + _p(_r("The number of schools."))
        + _p(_r("By outline"), properties='<w:outlineLvl w:val="0"/>')
        + _p(_r("It says:"))
        + _p(_r("None. At all"), _r(" (para. 5)."), properties=style("Quote"))
        + _p(_r("Not given.", "<w:i/>"), _r(" It is said to exist."))
        + _p(_r("A bold line", "<w:b/>"))
        + _p(_r("Not bold", '<w:b w:val="0"/>'))
        + _p(_r("Hidden", "<w:vanish/>"), _r("Seen."))
    )
    content = make_word(body)
    assert [(unit.role, unit.text, unit.heading) for unit in _read(content)] == [
        ("heading", "Title", ""),
        ("heading", "Suggested questions", "Suggested questions"),
        ("question", "The number of schools.", "Suggested questions"),
        ("heading", "By outline", "By outline"),
        ("prose", "It says: “None. At all” (para. 5).", "By outline"),
        ("heading", "Not given.", "By outline"),
        ("prose", "It is said to exist.", "By outline"),
        ("heading", "A bold line", "A bold line"),
        ("prose", "Not bold", "A bold line"),
        ("prose", "Seen.", "A bold line"),
    ]
    assert "hidden text" in open_word(content, "a.docx").warnings[0]


def test_fields_links_controls_and_odd_characters(make_word: MakeWord) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>ADDIN ZOTERO</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_r("(para. 5)")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        "<w:sdt><w:sdtContent>"
        + _p(_r("See "), f"<w:hyperlink>{_r('this')}</w:hyperlink>", _r(" "), field, _r("."))
        + "</w:sdtContent></w:sdt>"
        + _p(
            "<w:r><w:t>CERD/C/KAZ/11</w:t><w:noBreakHyphen/><w:t>14</w:t><w:softHyphen/>"
            "<w:tab/><w:t>x</w:t><w:br/></w:r>",
            _r("y"),
        )
        + _p(_r("قال التقرير إن ٣٤ مدرسة. انتهى (para. 5)."), properties="<w:bidi/>")
        + _p(_r("Қазақ тілі, Ń ǵ ý, &lt;redacted&gt; [sic] 25."))
    )
    assert _texts(make_word(body)) == [
        "See this (para. 5).",
        "CERD/C/KAZ/11-14 x y",
        "قال التقرير إن ٣٤ مدرسة.",
        "انتهى (para. 5).",
        "Қазақ тілі, Ń ǵ ý, <redacted> [sic] 25.",
    ]


def test_python_docx_lists_and_typed_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("12. A typed number.")
    document.add_paragraph("155.No space.")
    document.add_paragraph("A real list item;", style="List Number")
    document.add_paragraph("2025. It was late.")
    buffer = io.BytesIO()
    document.save(buffer)
    assert _texts(buffer.getvalue()) == ["A typed number.", "No space.", "A real list item;", "2025.", "It was late."]


def test_a_file_without_text_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(DocumentError, match="holds no text"):
        read_draft(tmp_path / "a.docx")


@pytest.mark.parametrize("change", ["no document", "bad xml", "strict", "not word"])
def test_broken_packages_are_named(make_word: MakeWord, change: str) -> None:
    content = make_word(_p(_r("Text.")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                if change == "no document":
                    continue
                if change == "bad xml":
                    part = part[: len(part) // 2]
                if change == "strict":
                    part = part.replace(
                        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                    )
            if change == "not word" and name == "[Content_Types].xml":
                part = part.replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")
            new.writestr(name, part)
    with pytest.raises(DocumentError) as caught:
        open_word(buffer.getvalue(), "a.docx")
    assert caught.value.hint

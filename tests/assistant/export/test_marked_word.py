"""Comments in a Word file, at the sentences that they are about."""

from __future__ import annotations

import io
import itertools

import docx
import pytest
from docx.oxml.ns import qn

from assistant.export.marked_word import Remark, marked_word
from assistant.reading.units import DraftSentence, units_of
from assistant.reading.word_file import open_word


def _document() -> bytes:
    document = docx.Document()
    document.add_heading("Heading", 1)
    paragraph = document.add_paragraph("First one. Second ")
    paragraph.add_run("bold").bold = True
    paragraph.add_run(" goes.\tThird.")
    document.add_paragraph("Alone.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Left one. Left two."
    table.cell(0, 1).text = "Right."
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _units(content: bytes) -> list[DraftSentence]:
    word = open_word(content, "a.docx")
    return units_of(word.text, word.blocks)


def _commented(content: bytes) -> dict[str, str]:
    """Each comment's text with the words that it is about."""
    document = docx.Document(io.BytesIO(content))
    words: dict[str, str] = {}
    open_comments: set[str] = set()
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_comments.add(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            open_comments.remove(element.get(qn("w:id")))
        elif element.tag in {qn("w:t"), qn("w:tab")}:
            for number in open_comments:
                words[number] = words.get(number, "") + (element.text or " ")
    return {comment.text: words[str(comment.comment_id)] for comment in document.comments}


_NUMBER_OF_UNITS = 8


@pytest.mark.parametrize("chosen", [*itertools.combinations(range(_NUMBER_OF_UNITS), 2), range(_NUMBER_OF_UNITS)])
def test_each_remark_is_about_its_sentence(chosen: tuple[int, ...]) -> None:
    content = _document()
    units = _units(content)
    assert len(units) == _NUMBER_OF_UNITS
    remarks = [Remark(units[number].span, f"remark {number}\nsecond line") for number in chosen]
    marked = marked_word(content, "a.docx", remarks)
    assert _commented(marked) == {f"remark {number}\nsecond line": units[number].text for number in chosen}
    assert [unit.text for unit in _units(marked)] == [unit.text for unit in units]


def test_text_looks_as_before() -> None:
    content = _document()
    marked = marked_word(content, "a.docx", [Remark(unit.span, "x") for unit in _units(content)])
    runs = [run for paragraph in docx.Document(io.BytesIO(marked)).paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold] == ["bold"]
    comment = next(iter(docx.Document(io.BytesIO(marked)).comments))
    assert (comment.author, comment.initials) == ("shadow-report", "SR")


def test_a_remark_past_the_text_is_passed_over() -> None:
    content = _document()
    assert _commented(marked_word(content, "a.docx", [Remark((10_000, 10_005), "x")])) == {}

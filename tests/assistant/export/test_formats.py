"""Exported files: what is in them, and that a check of the Word file finds what a check of the draft finds."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest

from assistant.checks.resolve import Resolve
from assistant.errors import OutputError, UsageError
from assistant.export import export_draft
from assistant.export.formats import check_free, draft_title
from assistant.reading.draft import read_draft
from vectorstore.library import open_library

LIBRARY = open_library()

SECTION = """\
## Disaggregated data (State report, sect. II.E)

### What the Convention requires
1. States parties report on the measures which “give effect to the provisions of this Convention” (ICERD, art. 9 (1)) \
and must “review governmental, national and local policies” (ICERD, art. 2 (1) (c)). Neither can be shown.

### What the State party reports
2. It gives the size of 11 ethnic groups (CERD/C/KAZ/11-14, para. 58). It publishes numbers every year (para. 59), \
and compiles student numbers (para. 60) and, each quarter, unemployment (paras. 61–63).
    - A list item with **bold** words (see paras. 143 and 147; and art. 5 (e));
    - <redacted> by the <b>author</b> [sic], 25\\. and so on.
3. *Not collected.* It says:

    > A patient’s ethnic background is not a factor. There is more. (para. 63)

| Group | Number | Source |
|---|---|---|
| Dungans | 86,000 | (para. 58) |

### Information from civil society
4. [NGO evidence: access to health care; source, place, date, method]

### Suggested questions
5. Please explain how it was established (paras. 66, 417 and 418)?
6. Please state when the mechanism in paragraph 67 will be improved.[^1]

Қазақ тілі, Ń ǵ ý. Русский текст (CERD/C/KAZ/11-14, para. 5). A false one (para. 999), a malformed one (paras. 8–5).

[^1]: Interview, Almaty, 2024, on file.
"""


def _words(text: str) -> str:
    """The sentence without brackets with citations, with its punctuation where the citation stood."""
    text = re.sub(r"\s*\((?:[^()]|\([^()]*\))*\)", "", text)
    return re.sub(r"\W+", " ", text).strip()


def _found(path: Path) -> list[tuple[str, list[str]]]:
    """The draft's sentences with the ids that each cites."""
    resolve = Resolve(LIBRARY, "CERD/C/KAZ/11-14", "ICERD")
    previous = None
    found = []
    for unit in read_draft(path).units:
        resolved = resolve.resolve(unit.text, unit.notes, previous)
        previous = resolved.last
        if unit.role != "heading":
            found.append((_words(unit.text), sorted(str(cited.id) for cited in resolved.citations)))
    return found


def test_a_check_of_the_word_file_finds_what_a_check_of_the_draft_finds(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SECTION, encoding="utf-8")
    export_draft(SECTION, tmp_path / "a.docx", title="A title")
    assert _found(tmp_path / "a.docx") == _found(tmp_path / "a.md")


def test_full_markdown_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SECTION, encoding="utf-8")
    export_draft(SECTION, tmp_path / "b.md")
    text = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "(CERD/C/KAZ/11-14, para. 59), and" in text
    assert "(see CERD/C/KAZ/11-14, paras. 143 and 147; and ICERD, art. 5 (e))" in text
    assert "paragraph 67 will" in text and "(paras. 8–5)" in text
    assert _found(tmp_path / "b.md") == _found(tmp_path / "a.md")


def test_the_word_file(tmp_path: Path) -> None:
    export_draft(SECTION, tmp_path / "a.docx", title="A title", metadata={"subtitle": "Below it"})
    document = docx.Document(str(tmp_path / "a.docx"))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Numbered Paragraph", "Block Text"} <= styles
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<redacted> by the <b>author</b> [sic], 25. and so on." in text
    assert "para. 58)" not in text and "paragraph 67" in text and "(paras. 8–5)" in text
    placeholder = next(run for paragraph in document.paragraphs for run in paragraph.runs if "NGO" in run.text)
    assert placeholder.style.name == "Placeholder"
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        footnotes = re.sub(r"<[^>]+>", "", package.read("word/footnotes.xml").decode()).replace("\u00a0", " ")
        everything = b"".join(package.read(name) for name in package.namelist())
        assert "PAGE" in "".join(package.read(name).decode() for name in package.namelist() if "footer" in name)
        assert 'w:val="en-GB"' in package.read("word/styles.xml").decode()
    for note in ("CERD/C/KAZ/11-14, para. 59.", "ICERD, art. 2 (1) (c).", "Interview, Almaty, 2024, on file."):
        assert note in footnotes
    core = document.core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == ("A title", "", "", "en-GB")
    assert b"/tmp" not in everything and b"python-docx" not in everything


def _numbers(path: Path) -> list[int]:
    """The numbers that Word prints before numbered paragraphs."""
    document = docx.Document(str(path))
    numbering = document.part.numbering_part.element
    style = document.styles["Numbered Paragraph"].element.pPr.numPr.numId.val
    counters: dict[int, int] = {}
    printed = []
    for paragraph in document.paragraphs:
        if paragraph.style.name != "Numbered Paragraph":
            continue
        own = paragraph._p.pPr.numPr
        number = own.numId.val if own is not None else style
        overrides = numbering.num_having_numId(number).lvlOverride_lst
        start = overrides[0].startOverride.val if overrides else 1
        counters[number] = counters.get(number, start - 1) + 1
        printed.append(counters[number])
    return printed


@pytest.mark.parametrize(
    ("draft", "numbers"),
    [
        ("1. A.\n2. B.\n\n# H\n\n3. C.\n", [1, 2, 3]),
        ("1. A.\n2. B.\n\n# H\n\n1. C.\n2. D.\n", [1, 2, 3, 4]),
        ("25. A.\n27. B.\n28. C.\n\n# H\n\n1. D.\n", [25, 27, 28, 29]),
        ("1. A.\n1. B.\n1. C.\n", [1, 2, 3]),
        ("One.\n\n# H\n\nTwo.\n\n> Quote.\n\n- item\n\nThree.\n", [1, 2, 3]),
        ("1. > quote first\n2. ```\n   code\n   ```\n", [1, 2]),
    ],
)
def test_paragraphs_are_numbered_through(tmp_path: Path, draft: str, numbers: list[int]) -> None:
    export_draft(draft, tmp_path / "a.docx")
    assert _numbers(tmp_path / "a.docx") == numbers


def test_the_web_page(tmp_path: Path) -> None:
    export_draft(SECTION, tmp_path / "a.html", title="A <title>")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"' in page
    assert "A &lt;title&gt;" in page and "&lt;redacted&gt;" in page and "<b>author" not in page
    assert 'class="placeholder"' in page and 'start="2"' in page and "http" not in page.partition("<body>")[2]


def test_endings_and_places_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names no format"):
        export_draft("Text.", tmp_path / "a.pdf")
    with pytest.raises(UsageError, match="without an ending"):
        export_draft("Text.", tmp_path / "a")
    with pytest.raises(OutputError, match="its folder does not exist"):
        export_draft("Text.", tmp_path / "none" / "a.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_an_export_is_replaced_until_somebody_changes_it(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"a{ending}"
    assert check_free(target, force=False) is False
    export_draft(SECTION, target)
    assert check_free(target, force=False) is True
    if ending == ".docx":
        document = docx.Document(str(target))
        document.paragraphs[3].add_run(" Changed.")
        document.save(str(target))
    else:
        target.write_bytes(target.read_bytes().replace(b"Neither", b"Both"))
    with pytest.raises(OutputError, match="changed since"):
        check_free(target, force=False)
    assert check_free(target, force=True) is True


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        ("# One\n\n## Two\n", "One"),
        ("## One\n\nText.\n\n### Two\n", "One"),
        ("## One\n\n## Two\n", ""),
        ("Text.\n\n# One\n", ""),
        ("Text.\n", ""),
    ],
)
def test_titles(draft: str, title: str) -> None:
    assert draft_title(draft) == title


@pytest.mark.parametrize("draft", ["", "[^1]", "|a|\n|-|\n", "> ", "1. ", "# ", "***", "![x](y)", "<script>x</script>"])
def test_scraps_are_exported(tmp_path: Path, draft: str) -> None:
    export_draft(draft, tmp_path / "a.docx", title="T")
    docx.Document(str(tmp_path / "a.docx"))


def test_a_long_draft(tmp_path: Path) -> None:
    export_draft(SECTION * 60, tmp_path / "a.docx")
    assert len(docx.Document(str(tmp_path / "a.docx")).paragraphs) >= 900

"""`shadow-report export`, from draft to file."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
import pytest

from assistant.cli.main import main
from assistant.locations import default_workspace

DRAFT = "# Schools\n\n1. The State party reports schools (para. 369).\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a draft."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(DRAFT, encoding="utf-8")


@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
def test_each_format(ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "a.md", "-o", f"b{ending}"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "" and f"Written: b{ending}" in captured.err
    assert Path(f"b{ending}").stat().st_mode & 0o777 == 0o600


def test_title_and_subtitle() -> None:
    assert main(["export", "a.md", "-o", "b.docx"]) == 0
    assert docx.Document("b.docx").core_properties.title == "Schools"
    assert main(["export", "a.md", "-o", "b.docx", "--title", "Other", "--subtitle", "Below"]) == 0
    assert [paragraph.text for paragraph in docx.Document("b.docx").paragraphs][:3] == ["Other", "Below", "Schools"]


def test_an_earlier_export_is_replaced_and_other_files_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "a.md", "-o", "b.docx"]) == 0
    assert main(["export", "a.md", "-o", "b.docx"]) == 0
    assert "in place of the file that was there" in capsys.readouterr().err
    docx.Document().save("mine.docx")
    before = Path("mine.docx").read_bytes()
    assert main(["export", "a.md", "-o", "mine.docx"]) == 1
    assert "it was kept" in capsys.readouterr().err
    assert Path("mine.docx").read_bytes() == before
    assert main(["export", "a.md", "-o", "mine.docx", "--force"]) == 0


def test_a_draft_by_name_and_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "article-4", "-o", "b.docx"]) == 1
    drafts = default_workspace() / "drafts"
    (drafts / "article-4.md").write_text(DRAFT, encoding="utf-8")
    assert main(["export", "article-4", "-o", "b.docx"]) == 0
    assert main(["export", "article-5", "-o", "c.docx"]) == 1
    assert "Did you mean article-4?" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode()), encoding="utf-8"))
    assert main(["export", "-", "-o", "d.html"]) == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["a.md", "-o", "b.pdf"], 2, "names no format"),
        (["a.md", "-o", "b"], 2, "without an ending"),
        (["a.md"], 2, "-o"),
        (["a.md", "-o", "a.md"], 2, "is the draft itself"),
        (["none.md", "-o", "b.docx"], 1, "There is no file none.md"),
        (["word.docx", "-o", "b.docx"], 2, "is a Word file already"),
        (["a.md", "-o", "none/b.docx"], 1, "its folder does not exist"),
        (["a.md", "-o", "dir.docx"], 1, "is a folder"),
    ],
)
def test_what_cannot_be(capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str) -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    document.save("word.docx")
    Path("dir.docx").mkdir()
    assert main(["export", *words]) == code
    assert said in capsys.readouterr().err
    assert not Path("b.docx").exists()


def test_an_unwritable_folder(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert main(["export", "a.md", "-o", "b.html"]) == 1
    assert "Permission denied" in capsys.readouterr().err

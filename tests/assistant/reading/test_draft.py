"""Draft files of every kind and encoding; and those that are refused."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.reading.draft import read_draft

RUSSIAN = "Государство-участник сообщает о школах и детских садах, которые были построены (п. 5). Второе предложение.\n"


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode(tmp_path: Path, encoding: str) -> None:
    draft = read_draft(_file(tmp_path, "a.txt", RUSSIAN.encode(encoding)))
    assert draft.text == RUSSIAN
    assert len(draft.units) == 2
    assert bool(draft.warnings) == (encoding in {"utf-16", "utf-32"})


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(tmp_path: Path, encoding: str) -> None:
    text = "The State party reports schools (para. 5)."
    assert read_draft(_file(tmp_path, "a.md", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN * 5, "cp1251"), ("The “State party” – naïve café.\n" * 9, "cp1252")]
)
def test_legacy_encodings_are_read_and_said(tmp_path: Path, text: str, encoding: str) -> None:
    draft = read_draft(_file(tmp_path, "a.txt", text.encode(encoding)))
    assert draft.text == text
    assert "not UTF-8" in draft.warnings[0]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, newline: str) -> None:
    draft = read_draft(_file(tmp_path, "a.md", newline.join(["# A", "", "One. Two.", ""]).encode()))
    assert draft.text == "# A\n\nOne. Two.\n"
    assert draft.newline == newline


def test_standard_input_is_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("# Ań\n".encode()), encoding="utf-8"))
    draft = read_draft("-")
    assert (draft.kind, draft.units[0].role) == ("markdown", "heading")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", b"", "is empty"),
        ("a.md", b" \n\t\n", "only white space"),
        ("a.docx", b"", "is empty"),
        ("a.md", b"%PDF-1.7 ...", "is a PDF"),
        ("a.txt", b"PK\x03\x04rest", "ending .docx"),
        ("a.md", bytes(range(256)) * 20, "not text"),
        ("a.txt", b"\x00\x01\x02\x00\x05" * 300, "not text"),
        ("a.md", b"\xff\xfeab\x00", "damaged"),
        ("a.odt", b"text", "ending .odt"),
        ("noending", b"text", "(none)"),
        ("a.docx", b"just text", "not a Word file"),
        ("a.docx", b"PK\x03\x04 cut off", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc format"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_draft(_file(tmp_path, name, content))
    assert words in str(caught.value)


def test_enormous(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(21 * 2**20)
    with pytest.raises(DocumentError, match="has 21 MiB"):
        read_draft(path)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="There is no file"):
        read_draft(tmp_path / "none.md")
    with pytest.raises(DocumentError, match="is a folder"):
        read_draft(tmp_path)

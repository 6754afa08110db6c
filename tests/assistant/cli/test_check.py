"""`shadow-report check`, from file to exit code."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from assistant.cli.main import main
from tests.servers.chat import chat_server, says

TRUE = "The State party reports that 43 institutions of higher education have university departments of the Assembly"
GOOD = f"# Draft\n\n{TRUE} (CERD/C/KAZ/11-14, para. 369).\n"
BAD = f"{GOOD}\nIt is said elsewhere (CERD/C/KAZ/11-14, para. 999).\n"
FALSE = "Some 34 universities have departments of the Assembly (CERD/C/KAZ/11-14, para. 369).\n"
Check = Callable[..., int]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Runs the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str, stdin: str | bytes = "") -> int:
        content = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        return main(["check", *words])

    return call


def _write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_a_good_draft(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    _write("a.md", GOOD)
    assert check("a.md") == 0
    out = capsys.readouterr().out
    assert "a.md: 2 sentences, none accused" in out and "Checks that ran: resolve," in out


def test_an_accused_sentence_gives_exit_3(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    _write("a.md", BAD)
    assert check("a.md") == 3
    out = capsys.readouterr().out
    assert "?  line 5: the citation leads nowhere" in out and "\x1b" not in out


def test_json(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("-", "--json", stdin=BAD) == 3
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["file", "summary", "checks", "sentences"]
    accused = [sentence for sentence in report["sentences"] if sentence["verdict"] == "unresolved"]
    assert [(one["line"], one["citations"][0]["status"]) for one in accused] == [(5, "no_such_passage")]
    assert BAD[slice(*accused[0]["span"])] == accused[0]["text"]
    assert set(accused[0]) == {"id", "text", "line", "span", "speaker", "verdict", "citations", "findings"}
    assert set(accused[0]["findings"][0]) == {"kind", "message", "suggestion", "span", "replacement"}


def test_the_false_figure_is_found_and_fixed(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    _write("a.md", FALSE)
    assert check("a.md", "--fix") == 3
    captured = capsys.readouterr()
    assert "--- a.md" in captured.err and "43" in captured.err and "Written: a.fixed.md" in captured.err
    assert "43 " in Path("a.fixed.md").read_text(encoding="utf-8")
    assert Path("a.md").read_text(encoding="utf-8") == FALSE


def test_fix_keeps_what_is_there(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    _write("a.md", FALSE)
    _write("a.fixed.md", "mine")
    assert check("a.md", "--fix") == 1
    assert "it was kept" in capsys.readouterr().err
    assert Path("a.fixed.md").read_text(encoding="utf-8") == "mine"
    assert check("a.md", "--fix", "--force") == 3
    assert Path("a.fixed.md").read_text(encoding="utf-8") != "mine"


def test_fix_in_place_keeps_line_ends(check: Check) -> None:
    Path("a.txt").write_bytes(FALSE.replace("\n", "\r\n").encode())
    assert check("a.txt", "--fix", "--in-place") == 3
    content = Path("a.txt").read_bytes()
    assert b"43 " in content and content.endswith(b"\r\n")
    assert not Path("a.fixed.txt").exists()


def test_nothing_to_fix(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    _write("a.md", "# Only a heading\n")
    assert check("a.md", "--fix") == 0
    assert "nothing was written" in capsys.readouterr().err
    assert not Path("a.fixed.md").exists()


def test_a_word_file_gets_comments(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    document.add_heading("Draft", 1)
    document.add_paragraph(BAD.split("\n")[2] + " " + BAD.split("\n")[4])
    document.save("a.docx")
    assert check("a.docx", "--marked") == 3
    assert "paragraph 2: the citation leads nowhere" in capsys.readouterr().out
    comments = [comment.text for comment in docx.Document("a.marked.docx").comments]
    assert any("para. 999 does not exist" in text for text in comments)
    assert check("a.docx", "-o", "b.docx") == 3
    assert Path("b.docx").exists()
    assert list(docx.Document("a.docx").comments) == []


def test_a_draft_without_citations_says_so(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    check("-", stdin="We thank the Committee.\n")
    assert "cites no paragraph and no article" in capsys.readouterr().out
    check("-", "--json", stdin="We thank the Committee.\n")
    captured = capsys.readouterr()
    assert "cites no paragraph and no article" in captured.err and json.loads(captured.out)


def test_a_russian_draft_is_not_checked_aloud(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    source = "Государство-участник сообщает о сорока школах (CERD/C/KAZ/11-14, para. 369).\n"
    assert check("-", stdin=source.encode("utf-16")) == 0
    captured = capsys.readouterr()
    assert "Not checked is no pass" in captured.out and "read as UTF-16" in captured.err


def test_right_to_left_text_and_soft_hyphens(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    hyphenated = TRUE.replace("institutions", "insti\u00adtutions")
    source = f"{hyphenated} (CERD/C/KAZ/11-14,\u00a0para.\u00a0369).\n\nتقرير.\n"
    assert check("-", "--json", stdin=source) == 0
    first = json.loads(capsys.readouterr().out)["sentences"][0]
    assert (first["verdict"], first["citations"][0]["id"]) == ("supported", "CERD/C/KAZ/11-14#369")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["none.md"], 1, "There is no file none.md"),
        (["."], 1, "is a folder"),
        (["empty.md"], 1, "is empty"),
        (["a.pdf"], 1, "ending .pdf"),
        (["a.md", "--marked"], 2, "comments into a Word file"),
        (["a.md", "-o", "b.md"], 2, "nothing to write without --fix"),
        (["a.md", "--in-place"], 2, "nothing to write without --fix"),
        (["a.md", "--fix", "--in-place", "-o", "b.md"], 2, "--in-place goes with --fix alone"),
        (["a.docx", "--fix"], 2, "not Word files"),
        (["a.docx", "--marked", "-o", "b.md"], 2, "should end in .docx"),
        (["-", "--fix"], 2, "no file to write"),
        (["a.md", "--fix", "-o", "."], 2, "is a folder"),
        ([], 2, "FILE"),
    ],
)
def test_wrong_usage(check: Check, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str) -> None:
    for name in ("a.md", "a.docx", "a.pdf"):
        _write(name, "text")
    _write("empty.md", "")
    assert check(*words) == code
    captured = capsys.readouterr()
    assert said in captured.err and captured.out == ""


def test_the_judge_is_asked_only_on_request_and_is_listed(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = "Pupils attend courses on human rights in their schools (CERD/C/KAZ/11-14, para. 356)."
    with chat_server(says("NOT_STATED")) as server:
        endpoint = ("--base-url", server.base_url, "--model", "scripted")
        assert check("-", "--json", stdin=doubtful) == 0
        assert server.requests == []
        capsys.readouterr()
        assert check("-", "--json", "--judge", *endpoint, stdin=doubtful) == 3
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report["checks"][-1] == "judge (scripted)"
    assert report["sentences"][0]["verdict"] == "partly_supported"
    assert "The judge is scripted on this machine." in printed.err


def test_an_endpoint_without_the_judge_is_refused(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("-", "--model", "m", stdin=GOOD) == 2
    assert "Add --judge" in capsys.readouterr().err

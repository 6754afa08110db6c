"""Before text leaves the machine, each command names the host that it goes to; for a server here none is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.main import main
from tests.servers.chat import MODEL

ELSEWHERE = "models.elsewhere.invalid"
ASK = ("ask", "How many rural schools are being upgraded?")
BRIEFS = '{"id": "one", "article": 6}\n'
# A claim that the checks alone do not settle, so that the judge is asked.
DRAFT = "The State party has set up a hotline in every village for victims of discrimination (para. 347).\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace for all commands, and files for them."""
    folder = tmp_path_factory.mktemp("remote")
    (folder / "briefs.jsonl").write_text(BRIEFS, encoding="utf-8")
    (folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    return folder


def commands(folder: Path) -> dict[str, list[str]]:
    """Every command that sends text to a model."""
    found = {
        "ask": [*ASK],
        "chat": [*ASK, "--chat", "schools"],
        "chat gone on with": [*ASK, "--continue"],
        "draft": ["draft", "--article", "6"],
        "report": ["draft", "--all", "-o", str(folder / "report.md")],
        "batch": ["batch", str(folder / "briefs.jsonl"), "-o", str(folder / "batch")],
        "check": ["check", str(folder / "draft.md"), "--judge"],
        "eval": ["eval", "run", "answers", "--filter", "id=none-such", "-o", str(folder / "run")],
        "doctor": ["doctor"],
    }
    return {name: ["-w", str(folder / "workspace"), *words] for name, words in found.items()}


@pytest.mark.parametrize("name", commands(Path()))
def test_a_server_elsewhere_is_named_first(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endpoint = ["--base-url", f"https://{ELSEWHERE}/v1", "--model", MODEL]
    main([*commands(folder)[name], *endpoint])
    told = capsys.readouterr().err
    first = told.find(ELSEWHERE)
    assert first >= 0, told
    assert "remote" in told[:first] or "not this machine" in told[first:].partition("\n")[0], told
    failed = told.find("No connection")
    assert failed < 0 or first < failed

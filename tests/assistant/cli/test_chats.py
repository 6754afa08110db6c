from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run

QUESTION = "How many rural schools are being upgraded?"


def test_a_chat_lives_from_its_first_question_to_its_deletion(run: Run, tmp_path: Path) -> None:
    first = run("ask", QUESTION, "--chat", "Rural schools", "--json")
    assert first.returncode == 0 and "A new chat begins" in first.stderr
    second = run("ask", "and in which year?", "--continue", "--json")
    assert "Rural schools" in second.stderr and "2025" in json.loads(second.stdout)["answer"]
    [row] = [json.loads(line) for line in run("chats", "list", "--json").stdout.splitlines()]
    assert row["title"] == "Rural schools" and row["turns"] == 2 and row["models"] == ["extractive"]
    shown = [json.loads(line) for line in run("chats", "show", "rural", "--json").stdout.splitlines()]
    assert [turn["question"] for turn in shown] == [QUESTION, "and in which year?"]
    assert shown[0]["result"]["answered"] is True and shown[0]["status"] == "answered"
    assert "question 1" in run("chats", "search", "RURAL", "680").stdout
    assert run("chats", "rename", "Rural schools", "Schools 2025").returncode == 0
    exported = run("chats", "export", "Schools 2025", "-o", "chat.md")
    assert exported.returncode == 0 and (tmp_path / "chat.md").read_text("utf-8").startswith("# Schools 2025\n")
    kept = run("chats", "delete", "Schools 2025")
    assert kept.returncode == 1 and "--yes" in kept.stderr
    assert run("chats", "delete", "Schools 2025", "--yes").returncode == 0
    assert run("chats", "list").stdout == ""


def test_an_unknown_chat_names_what_to_do(run: Run) -> None:
    missing = run("chats", "show", "nothing")
    assert missing.returncode == 1 and "chats list" in missing.stderr
    alone = run("ask", "And when?", "--continue")
    assert alone.returncode == 1 and "--chat NAME" in alone.stderr and alone.stdout == ""

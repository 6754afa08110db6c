"""The program in a real terminal: tmux types, and reads the screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.drafts import written
from tests.tui.engines import QUESTION

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


class Terminal:
    """A tmux server of the test's own with one window."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket

    def call(self, *words: str) -> str:
        """Run a tmux command."""
        command = ["tmux", "-S", str(self.socket), "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=20).stdout

    def text(self) -> str:
        """What is on the screen."""
        return self.call("capture-pane", "-p")

    def until(self, condition: Callable[[str], object], seconds: float = 180) -> str:
        """Wait for the screen to say something."""
        end = time.monotonic() + seconds
        while not condition(text := self.text()):
            assert time.monotonic() < end, text
            time.sleep(0.1)
        return text

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self.call("send-keys", *keys)

    def kill_program(self) -> None:
        """Kill what runs in the window, as a power cut would."""
        shell = self.call("display-message", "-p", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell], capture_output=True, encoding="ascii", check=True)
        os.kill(int(found.stdout), signal.SIGKILL)


@pytest.fixture
def program(warm: Path) -> str:
    return f"'{sys.executable}' -m assistant.cli.main -w '{warm}'; echo LEFT $?; sleep 600"


@pytest.fixture
def terminal(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    # A socket's path may have a hundred letters, which pytest's folders can exceed.
    socket = Path(f"/tmp/shadow-report-test-{os.getpid()}")
    terminal = Terminal(socket)
    own_editor = tmp_path / "my-editor"
    own_editor.write_text('#!/bin/sh\nprintf "From my own editor.\\n" >> "$1"\n', encoding="utf-8")
    own_editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(own_editor))
    monkeypatch.delenv("VISUAL", raising=False)
    terminal.call("new-session", "-d", "-x", "100", "-y", "30", program)
    try:
        yield terminal
    finally:
        terminal.call("kill-server")
        socket.unlink(missing_ok=True)


def ready(text: str) -> bool:
    return "Ask about the documents" in text and "Loading" not in text and "No model" in text


def ask(terminal: Terminal) -> None:
    terminal.until(ready)
    terminal.keys("-l", QUESTION)
    terminal.keys("Enter")
    terminal.until(lambda text: "1 of 1 sentences supported" in text)


def open_article_4(terminal: Terminal) -> None:
    terminal.keys("F2")
    terminal.until(lambda text: "Articles of the Convention" in text)
    terminal.keys("Down", "Down", "Down", "Enter")
    terminal.until(lambda text: "Article 4 · Hate speech" in text and "Articles of the Convention" not in text)


def test_a_question_is_typed_and_its_source_read(terminal: Terminal) -> None:
    ask(terminal)
    terminal.keys("F4")
    terminal.until(lambda text: "245 schools" in text and "para. 229" in text)
    terminal.keys("Escape")
    terminal.keys("C-q")
    terminal.until(lambda text: "LEFT 0" in text)


def test_a_kill_takes_neither_the_answer_nor_what_was_typed(terminal: Terminal, program: str, warm: Path) -> None:
    ask(terminal)
    open_article_4(terminal)
    terminal.keys("C-g")
    terminal.until(lambda text: "From my own editor." in text)
    terminal.keys("-l", "Typed by hand. ")
    # The screen may still say "saved" of what was there before these words, so the file itself is waited for.
    terminal.until(lambda _: "Typed by hand. " in written(warm))
    terminal.keys("-l", "Too late?")
    terminal.kill_program()
    terminal.until(lambda text: "LEFT 137" in text)
    kept = written(warm)
    assert kept in {f"From my own editor.\nTyped by hand. {'Too late?'[:end]}" for end in range(10)}
    terminal.call("respawn-pane", "-k", program)
    terminal.until(ready)
    terminal.keys("C-r")
    terminal.until(lambda text: "1 question, last" in text)
    terminal.keys("Enter")
    terminal.until(lambda text: "1 of 1 sentences supported" in text)
    open_article_4(terminal)
    terminal.until(lambda text: "Typed by hand." in text and "From my own editor." in text)

"""The program in a real terminal: tmux types, and reads the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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


@pytest.fixture
def terminal(warm: Path, tmp_path: Path) -> Iterator[Terminal]:
    # A socket's path may have a hundred letters, which pytest's folders can exceed.
    socket = Path(f"/tmp/shadow-report-test-{os.getpid()}")
    terminal = Terminal(socket)
    program = f"'{sys.executable}' -m assistant.cli.main -w '{warm}'"
    terminal.call("new-session", "-d", "-x", "100", "-y", "30", f"{program}; echo LEFT $?; sleep 600")
    try:
        yield terminal
    finally:
        terminal.call("kill-server")
        socket.unlink(missing_ok=True)


def test_a_question_is_typed_and_its_source_read(terminal: Terminal) -> None:
    terminal.until(lambda text: "Ask about the documents" in text and "Loading" not in text and "No model" in text)
    terminal.keys("-l", "How many rural schools are being upgraded?")
    terminal.keys("Enter")
    terminal.until(lambda text: "1 of 1 sentences supported" in text)
    terminal.keys("F4")
    terminal.until(lambda text: "245 schools" in text and "para. 229" in text)
    terminal.keys("Escape")
    terminal.keys("C-q")
    terminal.until(lambda text: "LEFT 0" in text)

"""Batches as processes of their own: killed, interrupted, two at once, refused, and an endpoint that goes away."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.store import Store
from evals.busy_server import busy_server

TOPICS = (
    "housing",
    "hate speech",
    "rural schools",
    "refugees",
    "the Ombudsman",
    "labour migrants",
    "languages",
    "courts",
)


class Batch:
    """A batch of topics in a folder of its own, run by the command line."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        self.folder, self.workspace, self.out = folder, workspace, folder / "out"
        rows = [
            {"id": f"b{number}", "topic": topic, "instructions": f"brief:b{number}", "max_words": 100}
            for number, topic in enumerate(TOPICS)
        ]
        (folder / "briefs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def start(self, base_url: str, *more: str, terminal: int | None = None) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "assistant.cli.main", "batch", str(self.folder / "briefs.jsonl")]
        words += ["-o", str(self.out), "-w", str(self.workspace), "--profile", "busy", *more]
        self.write_profile(base_url)
        pipe = subprocess.PIPE if terminal is None else terminal
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=pipe, text=True, start_new_session=True)

    def write_profile(self, base_url: str) -> None:
        """A profile that asks once a brief, in the settings that the processes read."""
        folder = Path(os.environ["SHADOW_REPORT_CONFIG_DIR"])
        folder.mkdir(exist_ok=True)
        lines = ["[profiles.busy]", f'base_url = "{base_url}"', 'model = "busy"', 'gathering = "search"']
        (folder / "config.toml").write_text("\n".join(lines), encoding="utf-8")

    def run(self, base_url: str, *more: str) -> tuple[int, str]:
        process = self.start(base_url, *more)
        out, err = process.communicate(timeout=300)
        return process.returncode, out + err

    def finished(self) -> set[str]:
        found = set()
        for path in self.out.glob("[!.]*.json"):
            kept = json.loads(path.read_text(encoding="utf-8"))  # never half
            found |= {path.stem} if kept["status"] != "error" else set()
        return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Path:
    """A workspace for all; `store` has put the model and the vectors into the cache that all share."""
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture
def batch(tmp_path: Path, workspace: Path) -> Batch:
    return Batch(tmp_path, workspace)


def wait_for(condition: Callable[[], object], seconds: float = 300.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)


def test_a_kill_loses_and_repeats_nothing_and_two_runs_exclude_each_other(batch: Batch) -> None:
    with busy_server(latency=2) as server:
        first = batch.start(server.base_url, "--jobs", "1")
        wait_for(lambda: len(batch.finished()) >= 2)
        code, told = batch.run(server.base_url)
        assert code == 1 and "Another run is writing to" in told and "nothing was started" in told
        first.send_signal(signal.SIGKILL)
        first.communicate()
        before, asked = batch.finished(), dict(server.answered)
        (batch.out / ".b0.json.abcd1234.json").write_text("{", encoding="utf-8")  # as a kill in mid-write leaves it
        code, told = batch.run(server.base_url, "--jobs", "8")
        assert code == 0 and f"{len(before)} of 8 briefs are finished already" in told
    assert batch.finished() == {f"b{number}" for number in range(8)}
    assert all(server.answered[id] == asked[id] for id in before)
    manifest = [json.loads(line) for line in (batch.out / "manifest.jsonl").read_text().split("\n") if line]
    assert sorted(line["id"] for line in manifest) == sorted(batch.finished())
    assert [path.name for path in batch.out.iterdir() if path.name.startswith(".")] == [".lock"]


def test_a_busy_server_is_given_the_pause_that_it_asks_for(batch: Batch) -> None:
    with busy_server(latency=0.2, room=2, retry_after=2) as server:
        code, told = batch.run(server.base_url, "--jobs", "8")
    assert code == 0 and "8 done" in told
    assert server.refused >= 1 and server.early == 0 and server.peak == 2
    assert set(server.answered.values()) == {1}


def test_an_endpoint_that_goes_away_stops_the_run_and_the_rest_is_done_later(batch: Batch) -> None:
    with busy_server(latency=0.2, room=2) as server:
        process = batch.start(server.base_url, "--jobs", "1", "--patience", "0")
        wait_for(lambda: len(batch.finished()) >= 2)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 1 and "No connection to" in err and "continues with the rest" in err, err
    done = batch.finished()
    assert 2 <= len(done) < 8 and "0 in ERROR" in out
    with busy_server(port=server.port) as again:
        code, told = batch.run(again.base_url, "--jobs", "4")
    assert code == 0 and len(batch.finished()) == 8 and set(again.answered) == {f"b{n}" for n in range(8)} - done


def test_one_interrupt_finishes_what_is_at_hand(batch: Batch) -> None:
    with busy_server(latency=0.5) as server:
        process, screen = under_terminal(batch, server.base_url, "--jobs", "1")
        wait_for(lambda: server.open == 1 and len(batch.finished()) >= 1)
        os.write(screen, b"\x03")
        told = read_screen(screen, process)
    done = batch.finished()
    assert process.returncode == 130 and 2 <= len(done) < 8, told
    assert "Stopping: what is at hand is finished first" in told and "The same command continues" in told
    assert "/8" in told and "running" in told  # the live line
    assert sum(server.answered.values()) == len(done)


def test_a_second_interrupt_stops_at_once(batch: Batch) -> None:
    with busy_server(latency=60) as server:
        process, screen = under_terminal(batch, server.base_url)
        wait_for(lambda: server.open >= 1)
        os.write(screen, b"\x03")
        wait_for(lambda: b"Stopping" in os.read(screen, 65536))
        began = time.monotonic()
        os.write(screen, b"\x03")
        read_screen(screen, process)
    assert process.returncode == 130 and time.monotonic() - began < 20 and batch.finished() == set()


def under_terminal(batch: Batch, base_url: str, *more: str) -> tuple[subprocess.Popen[str], int]:
    """The batch with a terminal of its own, which Ctrl+C reaches as a key."""
    words = [sys.executable, "-m", "assistant.cli.main", "batch", str(batch.folder / "briefs.jsonl")]
    words += ["-o", str(batch.out), "-w", str(batch.workspace), "--profile", "busy", *more]
    batch.write_profile(base_url)
    controller, terminal = pty.openpty()
    take = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
    process = subprocess.Popen(
        [sys.executable, "-c", take, *words],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        text=True,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(terminal)
    return process, controller


def read_screen(controller: int, process: subprocess.Popen[str]) -> str:
    """All that was written to the terminal until the process ended."""
    told = b""
    while True:
        try:
            told += os.read(controller, 65536)
        except OSError:  # the other end is closed
            break
    process.wait(timeout=300)
    os.close(controller)
    return told.decode(errors="replace")

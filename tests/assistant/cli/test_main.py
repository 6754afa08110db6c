from __future__ import annotations

import importlib
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.cli.main import COMMANDS, main

if TYPE_CHECKING:
    from tests.conftest import Run

HEAVY = ("chromadb", "langchain", "langchain_core", "textual", "numpy", "pydantic", "pydantic_settings", "rich")


def loaded_by(*words: str) -> tuple[set[str], float]:
    """Which modules a run of the command line loads, and how long the process takes."""
    call = f"from assistant.cli.main import main; main({list(words)!r})"
    code = f"import sys; {call}; print(*sys.modules, file=sys.stderr)"
    started = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stderr.split()), time.perf_counter() - started


def test_help_loads_nothing_heavy_and_no_command() -> None:
    modules, seconds = loaded_by("--help")
    print(f"shadow-report --help: {seconds:.3f} s")
    assert modules.isdisjoint(HEAVY)
    assert not any(command.module in modules for command in COMMANDS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_loads_that_command_alone(name: str) -> None:
    modules, _ = loaded_by(name, "--help")
    assert modules.isdisjoint(HEAVY)
    assert {command.module for command in COMMANDS.values()} & modules == {COMMANDS[name].module}


def test_help_lists_every_command_and_gives_examples(run: Run) -> None:
    ran = run("--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(f"  {name} " in ran.stdout and command.summary in ran.stdout for name, command in COMMANDS.items())
    assert "examples:" in ran.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_gives_examples(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.returncode == 0
    assert f"examples:\n  shadow-report {name}" in ran.stdout
    assert "--workspace" in ran.stdout


def test_without_a_command_a_guide_is_given(run: Run) -> None:
    ran = run()
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "shadow-report draft --article 4" in ran.stderr


def test_the_version_is_data(run: Run) -> None:
    ran = run("--version")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("shadow-report 0.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serach", "x"], "Did you mean search?"),
        (["zzz"], "Commands: search, show"),
        (["search"], "QUERY"),
        (["search", "x", "--jsn"], "Did you mean --json?"),
        (["library", "list", "--jsn"], "Did you mean --json?"),
        (["search", "x", "-k", "0"], "not a whole number above 0"),
        (["search", "x", "-k", "many"], "not a whole number above 0"),
        (["library"], "ACTION"),
        (["library", "lst"], "invalid choice"),
        (["-w"], "expected one argument"),
        (["search", "x", "--js"], "Unrecognized"),
    ],
)
def test_wrong_usage_is_exit_2_and_says_what_to_do(run: Run, words: list[str], said: str) -> None:
    ran = run(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_command_that_is_not_built_is_an_error_only_when_called(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(COMMANDS, "gaps", type(COMMANDS["show"])("assistant.cli.no_such_module", "x"))
    assert main(["--help"]) == 0
    assert main(["gaps"]) == 1
    assert "not part of this installation" in capsys.readouterr().err


@pytest.mark.parametrize("before", [True, False])
def test_the_workspace_is_taken_before_and_after_the_command(run: Run, tmp_path: Path, before: bool) -> None:
    option = ["-w", str(tmp_path / "desk")]
    command = ["library", "list"]
    ran = run(*option, *command) if before else run(*command, *option)
    assert ran.returncode == 0
    assert (tmp_path / "desk" / "report.toml").exists()
    assert not (tmp_path / "data").exists()


def test_an_unexpected_error_is_one_sentence_and_a_private_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError("the roof\x1b[31m fell in")

    monkeypatch.setattr(importlib.import_module("assistant.cli.config"), "run", fail)
    assert main(["config", "path"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "Traceback" not in captured.err and "\x1b" not in captured.err
    assert captured.err.count("\n") == 1
    (log,) = (tmp_path / "state").iterdir()
    assert str(log) in captured.err
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "RuntimeError: the roof" in log.read_text(encoding="utf-8")
    assert main(["config", "path", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_what_a_library_writes_is_private_too(run: Run, tmp_path: Path) -> None:
    assert main(["config", "path"]) == 0
    (tmp_path / "file").touch()
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes as POSIX has them")
class TestPipes:
    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        command = f"{sys.executable} -m assistant.cli.main show 'art. 5' 'art. 6' --json | head -n 1"
        script = f"{command} >/dev/null; exit ${{PIPESTATUS[0]}}"
        ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
        assert ran.returncode in {0, 141}
        assert "Traceback" not in ran.stderr and "Broken" not in ran.stderr

    def test_help_to_a_closed_pipe_is_quiet(self) -> None:
        script = f"{sys.executable} -m assistant.cli.main --help | true"
        ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
        assert ran.stderr == ""

    def test_ctrl_c_is_one_clear_line(self, tmp_path: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "assistant.cli.main", "search", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdin is not None and process.stdout is not None and process.stderr is not None
            process.stdin.write("para. 155\n")
            process.stdin.flush()
            assert '"CERD/C/KAZ/11-14#155"' in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert out == "" and err.rstrip().endswith("Stopped. Files that were already written are kept.")
        assert "Traceback" not in err

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Run

DESK = """
profile = "desk"

[profiles.desk]
base_url = "https://desk.example/v1"
model = "small"
key_env = "DESK_KEY"
"""


def put(tmp_path: Path, text: str) -> None:
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text(text, encoding="utf-8")


def test_the_path_is_printed_even_if_the_file_is_faulty(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "profile = ")
    ran = run("config", "path")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"{tmp_path / 'config' / 'config.toml'}\n", "")


def test_each_setting_is_shown_with_its_origin_and_no_key(run: Run, tmp_path: Path) -> None:
    put(tmp_path, DESK)
    ran = run("config", "show", DESK_KEY="hunter2", SHADOW_REPORT_ENGINE="extractive")
    assert ran.returncode == 0
    assert "engine = extractive  # environment variable SHADOW_REPORT_ENGINE" in ran.stdout
    assert f"profile = desk  # {tmp_path / 'config' / 'config.toml'}" in ran.stdout
    assert "base_url = (none)  # default" in ran.stdout
    assert "key_env = DESK_KEY" in ran.stdout
    assert "hunter2" not in ran.stdout + ran.stderr


def test_right_settings_pass(run: Run, tmp_path: Path) -> None:
    assert run("config", "check").stdout == "The settings are right.\n"
    put(tmp_path, DESK)
    ran = run("config", "check", DESK_KEY="hunter2")
    assert ran.returncode == 0
    assert "desk.example" in ran.stderr


def test_faulty_settings_are_exit_1_with_what_to_do(run: Run, tmp_path: Path) -> None:
    put(tmp_path, DESK)
    ran = run("config", "check")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "DESK_KEY is not set" in ran.stderr
    assert run("config", "check", SHADOW_REPORT_PROFILE="dsk").returncode == 1
    ran = run("config", "check", SHADOW_REPORT_ENGIN="x")
    assert ran.returncode == 1 and "Did you mean SHADOW_REPORT_ENGINE?" in ran.stderr
    put(tmp_path, 'engine = "endpoint"\n')
    assert "no profile is active" in run("config", "check").stderr


def test_no_workspace_is_made(run: Run, tmp_path: Path) -> None:
    run("config", "show")
    assert not (tmp_path / "data").exists()

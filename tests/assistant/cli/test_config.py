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


class TestProfiles:
    """Profiles are written, chosen and given keys from the command line."""

    NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    ADD = ("config", "add", "desk", "--base-url", "https://desk.example/v1", "--model", "small")

    def test_the_first_profile_becomes_the_active_one(self, run: Run, tmp_path: Path) -> None:
        ran = run(*self.ADD)
        assert ran.returncode == 0 and "desk.example, which is not this machine" in ran.stderr
        run("config", "add", "local", "--base-url", "http://127.0.0.1:8080/v1", "--model", "tiny")
        assert "Drafts go to small on desk.example" in run("config", "check").stderr
        ran = run("config", "use", "local")
        assert ran.returncode == 0 and "tiny on this machine" in ran.stderr
        assert "Drafts go to tiny" in run("config", "check").stderr

    def test_comments_and_order_stay(self, run: Run, tmp_path: Path) -> None:
        text = (
            '# our endpoints\nprofile = "desk" # for now\n' + DESK.replace('\nprofile = "desk"\n', "") + "# the end\n"
        )
        put(tmp_path, text)
        assert run("config", "add", "b", "--base-url", "http://127.0.0.1/v1", "--model", "m").returncode == 0
        assert run("config", "use", "b").returncode == 0
        written = (tmp_path / "config" / "config.toml").read_text(encoding="utf-8")
        assert written.startswith('# our endpoints\nprofile = "b" # for now\n')
        assert "# the end" in written and 'key_env = "DESK_KEY"' in written

    def test_what_is_wrong_changes_nothing(self, run: Run, tmp_path: Path) -> None:
        run(*self.ADD)
        before = (tmp_path / "config" / "config.toml").read_bytes()
        for words, said in (
            (self.ADD, "already"),
            (("config", "add", "a b", "--base-url", "https://x.example/v1", "--model", "m"), "no name"),
            (("config", "add", "x", "--base-url", "x.example", "--model", "m"), "should be a URL"),
            (("config", "add", "x", "--base-url", "http://x.example/v1", "--model", "m"), "plain http"),
            (("config", "use", "dsk"), "Did you mean desk?"),
        ):
            ran = run(*words)
            assert ran.returncode in {1, 2} and said in ran.stderr, words
        assert (tmp_path / "config" / "config.toml").read_bytes() == before

    def test_a_key_is_read_from_stdin_and_never_printed(self, run: Run, tmp_path: Path) -> None:
        run(*self.ADD)
        ran = run("config", "set-key", stdin="hunter2\n", **self.NO_KEYRING)
        assert ran.returncode == 0 and "keys.json" in ran.stderr and "No keyring works" in ran.stderr
        assert "hunter2" not in ran.stdout + ran.stderr
        shown = run("config", "show")
        assert "hunter2" not in shown.stdout + shown.stderr
        assert "key: the file keys.json" in run("config", "check").stderr
        assert "was removed" in run("config", "set-key", "--remove").stderr
        assert "key: none" in run("config", "check").stderr

    def test_a_key_on_the_command_line_is_refused(self, run: Run) -> None:
        run(*self.ADD)
        ran = run("config", "set-key", "desk", "hunter2")
        assert ran.returncode == 2

    def test_an_empty_key_is_refused(self, run: Run) -> None:
        run(*self.ADD)
        ran = run("config", "set-key", stdin="\n")
        assert ran.returncode == 1 and "no usable key" in ran.stderr

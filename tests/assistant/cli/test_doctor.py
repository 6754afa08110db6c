from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers import kinds
from tests.servers.chat import MODEL, Reply, Request, chat_server

if TYPE_CHECKING:
    from tests.conftest import Run


def examined(run: Run, *words: str, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    ran = run("doctor", "--json", *words, **environment)
    answer = json.loads(ran.stdout)
    assert list(answer) == ["ok", "checks", "endpoint"]
    assert answer["ok"] == (ran.returncode == 0)
    assert all(check["fix"] for check in answer["checks"] if check["status"] == "fault")
    return ran.returncode, {check["name"]: check for check in answer["checks"]}


def test_a_sound_installation_has_no_fault(run: Run) -> None:
    code, checks = examined(run)
    assert code == 0, checks
    assert list(checks) == [
        "program", "clock", "workspace", "disk", "library", "report.toml", "index", "embedder", "keyring", "settings",
    ]  # fmt: skip
    assert "437" in checks["library"]["detail"] and "121" in checks["library"]["detail"]


def test_plain_output_prints_each_fault_with_its_fix(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('profil = "x"\n', encoding="utf-8")
    ran = run("doctor")
    assert ran.returncode == 1
    assert "fault settings:" in ran.stdout and "Did you mean profile?" in ran.stdout


def test_faults_of_the_workspace_do_not_stop_the_rest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, checks = examined(run, "-w", str(tmp_path / "file"))
    assert code == 1
    assert checks["workspace"]["status"] == "fault" and "settings" in checks


def test_a_state_report_that_is_not_in_the_library_is_a_fault(run: Run, tmp_path: Path) -> None:
    run("library", "list")
    report = tmp_path / "data" / "workspace" / "report.toml"
    report.write_text('state_report = "CERD/C/XXX/1"\n', encoding="utf-8")
    code, checks = examined(run)
    assert code == 1 and checks["report.toml"]["status"] == "fault"


def test_an_endpoint_that_does_not_answer_is_a_fault(run: Run) -> None:
    endpoint = {"SHADOW_REPORT_BASE_URL": "http://127.0.0.1:9/v1", "SHADOW_REPORT_MODEL": "m"}
    code, checks = examined(run, **endpoint)
    assert code == 1
    assert checks["endpoint"]["status"] == "fault" and "127.0.0.1:9" in checks["endpoint"]["detail"]


def test_a_server_with_one_model_needs_no_name(run: Run) -> None:
    with chat_server(kinds.PLAIN) as server:
        ran = run("doctor", "--base-url", server.base_url, "--json")
    answer = json.loads(ran.stdout)
    assert ran.returncode == 0 and answer["endpoint"]["model"] == MODEL
    assert answer["endpoint"]["tools"] is False and answer["endpoint"]["context_limit"] == 8192
    assert "on this machine" in ran.stderr


def test_a_server_with_several_models_lists_them(run: Run) -> None:
    with chat_server(kinds.OLLAMA) as server:
        ran = run("doctor", "--base-url", server.base_url)
        assert len(server.requests) == 0, "no question was asked yet"
    assert ran.returncode == 2 and ran.stdout == ""
    assert f"has 2 models: {MODEL}, nomic-embed-text" in ran.stderr and "--model" in ran.stderr


def test_each_gap_is_said_in_plain_words(run: Run) -> None:
    with chat_server(kinds.OLLAMA) as server:
        ran = run("doctor", "--base-url", server.base_url, "--model", MODEL)
    assert ran.returncode == 0
    for words in (
        "ok    tools: Called when needed",
        'note  tool_choice: "required" is ignored',
        "note  schema_with_tools: Not together: the schema wins",
        "ok    embeddings: nomic-embed-text gives vectors",
        "note  context: Prompts are cut without a word",
    ):
        assert words in ran.stdout
    assert "OLLAMA_CONTEXT_LENGTH" in ran.stdout


def test_wrong_flags_are_refused(run: Run) -> None:
    assert run("doctor", "--seconds", "-1").returncode == 2
    assert run("doctor", "--profile", "nowhere").returncode == 1


def test_ctrl_c_keeps_what_was_seen(run: Run, tmp_path: Path) -> None:
    def hangs_at_tools(request: Request) -> Reply:
        return Reply([60.0]) if "tools" in request.body else kinds.VLLM(request)

    with chat_server(hangs_at_tools) as server:
        command = [sys.executable, "-m", "assistant.cli.main", "doctor", "--json", "--base-url", server.base_url]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
        deadline = time.monotonic() + 60
        while not any("tools" in request.body for request in server.requests) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=30)
    answer = json.loads(stdout)
    assert answer["endpoint"]["streaming"] is True and answer["endpoint"]["tools"] is None
    assert "Stopped" in answer["checks"][-1]["detail"]

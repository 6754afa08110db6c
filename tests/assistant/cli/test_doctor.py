from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Run


def examined(run: Run, *words: str, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    ran = run("doctor", "--json", *words, **environment)
    answer = json.loads(ran.stdout)
    assert list(answer) == ["ok", "checks"]
    assert answer["ok"] == (ran.returncode == 0)
    assert all(check["fix"] for check in answer["checks"] if check["status"] == "fault")
    return ran.returncode, {check["name"]: check for check in answer["checks"]}


def test_a_sound_installation_has_no_fault(run: Run) -> None:
    code, checks = examined(run)
    assert code == 0, checks
    assert list(checks) == [
        "program", "workspace", "disk", "library", "report.toml", "index", "embedder", "settings",
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
    assert checks["endpoint"]["status"] == "fault" and "on this machine" in checks["endpoint"]["detail"]

"""A real LiteLLM proxy with made-up answers: another server's wire format, from doctor to a checked answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.real.conftest import MASTER_KEY

if TYPE_CHECKING:
    from tests.conftest import Run

QUESTION = "How many rural schools are being upgraded?"


def settings(url: str, **changes: str) -> dict[str, str]:
    named = {"SHADOW_REPORT_BASE_URL": url, "SHADOW_REPORT_MODEL": "mocked", "SHADOW_REPORT_KEY_ENV": "PROXY_KEY"}
    return {**named, "PROXY_KEY": MASTER_KEY, **changes}


def test_doctor_and_an_answer(litellm: str, run: Run) -> None:
    ran = run("doctor", "--json", "--quick", **settings(litellm))
    seen = json.loads(ran.stdout)["endpoint"]
    assert ran.returncode == 0, ran.stdout
    assert seen["model"] == "mocked" and seen["streaming"] is True
    assert seen["tools"] is False and seen["json_schema"] is False and seen["any_model_name"] is False
    ran = run("ask", QUESTION, "--engine", "endpoint", "--json", **settings(litellm))
    answer = json.loads(ran.stdout)
    assert ran.returncode == 0 and answer["answered"] is True, ran.stderr
    assert answer["citations"] == ["CERD/C/KAZ/11-14#229"]
    assert answer["answer"].endswith("are being upgraded (CERD/C/KAZ/11-14, para. 229).")
    assert MASTER_KEY not in ran.stdout + ran.stderr


def test_an_unknown_model_is_told_by_its_name(litellm: str, run: Run) -> None:
    ran = run("ask", QUESTION, "--engine", "endpoint", **settings(litellm, SHADOW_REPORT_MODEL="nobody"))
    assert ran.returncode == 1 and ran.stdout == ""
    assert "has no model 'nobody'" in ran.stderr

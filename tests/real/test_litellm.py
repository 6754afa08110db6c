"""A real LiteLLM proxy with made-up answers: another server's wire format, from doctor to a cited answer."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from assistant.citation_keys import KeyRing
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Event, Usage
from assistant.profile import Profile
from tests.real.conftest import MASTER_KEY
from vectorstore.library import open_library

if TYPE_CHECKING:
    from tests.conftest import Run

REPORT = "CERD/C/KAZ/11-14"


def write(url: str, model: str) -> tuple[str, list[Event]]:
    """What the writing call shows of the proxy's answer, and its events."""
    passage = open_library().get(f"{REPORT}#229")
    assert passage is not None
    profile = Profile(base_url=url, model=model, key_env="PROXY_KEY")
    writing = Writing(profile, KeyRing([passage]), REPORT, 100)

    async def collect() -> list[Event]:
        return [event async for event in writing.stream([("user", "How many rural schools are being upgraded?")])]

    found = asyncio.run(collect())
    return writing.text, found


def test_doctor_sees_what_it_does(litellm: str, run: Run) -> None:
    named = {"SHADOW_REPORT_BASE_URL": litellm, "SHADOW_REPORT_MODEL": "mocked", "SHADOW_REPORT_KEY_ENV": "PROXY_KEY"}
    ran = run("doctor", "--json", "--quick", **named, PROXY_KEY=MASTER_KEY)
    seen = json.loads(ran.stdout)["endpoint"]
    assert ran.returncode == 0, ran.stdout
    assert seen["model"] == "mocked" and seen["streaming"] is True and seen["usage_in_stream"] is True
    assert seen["tools"] is False and seen["json_schema"] is False and seen["any_model_name"] is False
    assert MASTER_KEY not in ran.stdout + ran.stderr


def test_its_answer_is_cited_as_it_streams(litellm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXY_KEY", MASTER_KEY)
    text, found = write(litellm, "mocked")
    assert text.endswith("rural schools are being upgraded (CERD/C/KAZ/11-14, para. 229).")
    assert any(isinstance(event, Usage) and event.prompt_tokens for event in found)


def test_an_unknown_model_is_told_by_its_name(litellm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXY_KEY", MASTER_KEY)
    with pytest.raises(EndpointError, match="has no model 'nobody'"):
        write(litellm, "nobody")

"""A real llama.cpp server, whose model babbles: what it can do is seen as it is, and its text streams."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from assistant.citation_keys import KeyRing
from assistant.engines.endpoint.streaming import End, Piece, Text, stream_reply
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Usage
from assistant.profile import Profile

if TYPE_CHECKING:
    from tests.conftest import Run

PROMPT = [("system", "You write."), ("user", "Write a sentence about schools.")]


def profile(url: str, **changes: object) -> Profile:
    return Profile.model_validate({"base_url": url, "model": "babbling", "gathering": "search", **changes})


def test_doctor_says_exactly_what_it_cannot_do(llama: str, run: Run) -> None:
    ran = run("doctor", "--base-url", llama, "--json")
    answer = json.loads(ran.stdout)
    said = {check["name"]: f"{check['status']} {check['detail']}" for check in answer["checks"]}
    seen = answer["endpoint"]
    assert ran.returncode == 0 and seen["model"] == "babbling"
    assert seen["streaming"] is True and said["streaming"].startswith("ok")
    assert seen["usage_in_stream"] is False and "None in a streamed reply" in said["token counts"]
    assert seen["tools"] is False and "Ignored" in said["tools"]
    assert seen["tool_choice"] is False and '"required" is ignored' in said["tool_choice"]
    assert seen["any_model_name"] is True and "under any model name" in said["model name"]
    assert seen["json_schema"] is False and "'text' or 'json_object'" in said["json_schema"]
    assert seen["embeddings"] is False and "embedding=True" in said["embeddings"]
    assert (seen["overlong"], seen["context_limit"]) == ("refused", 4096) and "error (400)" in said["context"]
    assert 500 < seen["context_tokens"] <= 4096 and "A streamed reply to one is empty" in said["context"]
    assert seen["tokens_per_second"] > 0 and seen["reasoning_field"] == "none"


def test_its_text_streams_and_can_be_abandoned(llama: str) -> None:
    async def pieces(most: int) -> list[Piece]:
        found: list[Piece] = []
        stream = stream_reply(profile(llama), PROMPT)
        try:
            async for piece in stream:
                found.append(piece)
                if len(found) >= most:
                    break
        finally:
            await stream.aclose()  # type: ignore[attr-defined]
        return found

    begun = asyncio.run(pieces(5))
    assert all(isinstance(piece, Text) for piece in begun)
    again = asyncio.run(pieces(300))
    assert sum(isinstance(piece, Text) for piece in again) > 50, "the next turn works"
    assert not any(isinstance(piece, Usage) for piece in again)
    assert isinstance(again[-1], Text | End)


def test_a_prompt_that_is_too_long_is_a_clear_message(llama: str) -> None:
    async def write() -> str:
        writing = Writing(profile(llama), KeyRing(), "CERD/C/KAZ/11-14", 100)
        return "".join([str(event) async for event in writing.stream([("user", "women and children " * 1500)])])

    with pytest.raises(EndpointError) as caught:
        asyncio.run(write())
    assert caught.value.kind == "context"
    assert "4096" in caught.value.message and "context_tokens" in caught.value.hint


def test_a_wrong_port_is_told(llama: str) -> None:
    async def fail() -> str:
        try:
            async for _ in stream_reply(profile("http://127.0.0.1:9/v1"), PROMPT):
                pass
        except EndpointError as error:
            return error.kind
        return ""

    assert asyncio.run(fail()) == "refused"

from __future__ import annotations

import asyncio

import pytest

from assistant.capabilities import Capabilities, known_capabilities
from assistant.errors import EndpointError
from assistant.probing import probe_endpoint
from assistant.probing.observation import Observation
from assistant.profile import Profile
from tests.servers import kinds
from tests.servers.chat import MODEL, ChatServer, Reply, chat_server, page, refusal, says
from tests.servers.kinds import Kind


def profile(server: ChatServer, **changes: object) -> Profile:
    fields = {"base_url": server.base_url, "model": MODEL, "timeout_seconds": 2, "first_token_seconds": 3}
    return Profile.model_validate({**fields, **changes})


def probe(endpoint: Profile, seconds: float = 60.0) -> list[Observation]:
    async def collect() -> list[Observation]:
        return [seen async for seen in probe_endpoint(endpoint, seconds=seconds)]

    return asyncio.run(collect())


def known(endpoint: Profile) -> Capabilities:
    found = known_capabilities(endpoint)
    assert found is not None
    return found


FULL = {
    "streaming": True, "usage_in_stream": True, "any_model_name": False, "tools": True, "tool_choice": True,
    "json_schema": True, "schema_with_tools": True, "embeddings": False, "context_limit": 8192, "overlong": "refused",
    "reasoning_field": "none",
}  # fmt: skip
EXPECTED: dict[str, tuple[Kind, dict[str, object]]] = {
    "vllm": (kinds.VLLM, {}),
    "ollama": (
        kinds.OLLAMA,
        {"tool_choice": False, "schema_with_tools": False, "embeddings": True, "embedding_model": "nomic-embed-text",
         "overlong": "cut", "context_limit": 4096, "reasoning_field": "reasoning"},
    ),
    "llama-server": (
        kinds.LLAMA_SERVER,
        {"any_model_name": True, "context_limit": 4096, "reasoning_field": "reasoning_content", "overlong": None,
         "tokens_per_second": 12.5},
    ),
    "llama-server without --jinja": (
        kinds.LLAMA_SERVER_WITHOUT_JINJA,
        {"any_model_name": True, "tools": False, "tool_choice": False, "schema_with_tools": None,
         "context_limit": 4096, "overlong": None, "tokens_per_second": 12.5},
    ),
    "lm studio": (
        kinds.LM_STUDIO,
        {"any_model_name": True, "tools": False, "tool_choice": False, "schema_with_tools": None,
         "usage_in_stream": False, "reasoning_field": "<think>"},
    ),
    "plain": (
        kinds.PLAIN,
        {"streaming": False, "any_model_name": True, "usage_in_stream": False, "tools": False, "tool_choice": False,
         "json_schema": False, "schema_with_tools": None},
    ),
    "fails open": (kinds.FAILS_OPEN, {"tools": False, "json_schema": False, "schema_with_tools": None}),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_each_kind_of_server_is_seen_as_it_is(name: str) -> None:
    kind, differences = EXPECTED[name]
    with chat_server(kind) as server:
        endpoint = profile(server)
        observations = probe(endpoint)
        seen = known(endpoint).model_dump()
        sent = str([request.body for request in server.requests])
    expected = FULL | differences
    assert {field: seen[field] for field in expected} == expected
    assert seen["context_tokens"] is None or kind.context * 0.4 < seen["context_tokens"] <= kind.context
    assert seen["model_names"] == kind.models
    assert all(one.detail.endswith(".") for one in observations if not one.progress), "plain sentences"
    assert "CERD" not in sent and "Kazakhstan" not in sent, "texts of the probes alone"


def test_a_silent_cut_is_named_with_both_counts() -> None:
    with chat_server(kinds.OLLAMA) as server:
        [cut] = [one for one in probe(profile(server)) if one.name == "context" and not one.progress]
    assert cut.good is False and "4096" in cut.detail and "No error was given" in cut.detail and cut.fix


def test_a_call_written_as_text_is_named_as_such() -> None:
    with chat_server(kinds.LM_STUDIO) as server:
        [tools] = [one for one in probe(profile(server)) if one.name == "tools"]
    assert "written as text" in tools.detail


def test_without_time_for_long_prompts_none_is_sent() -> None:
    with chat_server(kinds.VLLM) as server:
        endpoint = profile(server)
        probe(endpoint, seconds=0)
        assert max(len(str(request.body)) for request in server.requests) < 2000
    assert known(endpoint).context_limit is None and known(endpoint).tools


def test_a_hosted_model_gets_no_longer_prompt_than_its_profile_plans_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Profile, "is_local", property(lambda _: False))
    with chat_server(Kind(context=100_000)) as server:
        endpoint = profile(server, context_tokens=2048, allow_http=True)
        probe(endpoint)
        longest = max(len(str(request.body).split()) for request in server.requests)
    assert longest < 2048 and known(endpoint).context_limit is None


def test_a_model_that_is_not_listed_is_said_with_the_nearest() -> None:
    with chat_server(Kind(models=("scripted-8b",), any_name=True)) as server:
        [model] = [one for one in probe(profile(server), 0) if one.name == "model"]
    assert model.good is False and "scripted-8b" in model.fix


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refusal(401, "bad key"), "unauthorised"),
        (refusal(404, "model not found"), "no_model"),
        (refusal(503, "Loading model"), "server_fault"),
        (page(), "not_an_api"),
        (Reply([], 307, "text/plain", {"Location": "http://elsewhere.invalid/v1"}), "not_an_api"),
    ],
)
def test_an_endpoint_that_does_not_write_ends_the_probing(reply: Reply, kind: str) -> None:
    with chat_server(reply) as server, pytest.raises(EndpointError) as caught:
        probe(profile(server))
    assert caught.value.kind == kind and caught.value.hint


def test_nothing_is_assumed_of_a_server_that_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.probing.tools.SECONDS", 0.2)
    with chat_server(lambda request: Reply([5.0]) if "tools" in request.body else kinds.VLLM(request)) as server:
        endpoint = profile(server)
        observations = probe(endpoint, 0)
    assert known(endpoint).tools is None and known(endpoint).tool_choice is None
    [tools] = [one for one in observations if one.name == "tools"]
    assert tools.good is None and "Not known" in tools.detail


def test_what_was_seen_before_a_stop_is_kept() -> None:
    async def stopped(endpoint: Profile) -> None:
        probes = probe_endpoint(endpoint)
        async for seen in probes:
            if seen.name == "tools":
                break
        await probes.aclose()  # type: ignore[attr-defined]

    with chat_server(kinds.VLLM) as server:
        endpoint = profile(server)
        asyncio.run(stopped(endpoint))
    assert known(endpoint).tools is True and known(endpoint).json_schema is None


def test_a_server_that_takes_no_max_tokens_gets_the_newer_name() -> None:
    def newer(request: object) -> Reply:
        body = getattr(request, "body", {})
        if "max_tokens" in body:
            return refusal(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        return kinds.VLLM(request)  # type: ignore[arg-type]

    with chat_server(newer) as server:
        endpoint = profile(server)
        probe(endpoint, 0)
    assert known(endpoint).streaming and known(endpoint).tools


def test_an_error_in_the_middle_of_a_stream_is_told() -> None:
    broken = says("x", end=False, finish=None)
    event = b'data: {"error": {"message": "out of memory"}}\n\n'
    with chat_server(Reply([*broken.parts, event])) as server, pytest.raises(EndpointError, match="out of memory"):
        probe(profile(server))

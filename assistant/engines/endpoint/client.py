"""The chat client: LangChain's, with what it drops kept and with no retries, proxies, headers or uploads of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import httpx
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from openai import AsyncOpenAI, AsyncStream

from assistant.pacing import ASKER
from assistant.probing.wire import refuse_reply
from assistant.profile import Profile, key_of
from assistant.reaching import way_to
from assistant.telemetry import switch_off_telemetry

_TEMPERATURE = 0.2
_PLACEHOLDER_KEY = "not-needed"
# What the client library would add about this machine and this account.
_PRIVATE_HEADERS = ("openai-organization", "openai-project")
_PRIVATE_PREFIX = "x-stainless-"


class ReasoningChat(ChatOpenAI):
    """ChatOpenAI that keeps the `reasoning_content` of a reply, which the original drops by design."""

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        generation = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        choices = chunk.get("choices")
        delta = choices[0].get("delta") if choices else None
        reasoning = (delta.get("reasoning_content") or delta.get("reasoning")) if delta else None
        if generation is not None and reasoning:
            generation.message.additional_kwargs["reasoning_content"] = reasoning
        return generation

    async def generations(self, messages: Sequence[tuple[str, str]]) -> AsyncGenerator[ChatGenerationChunk]:
        """The pieces of a reply to pairs of role and text, without the callbacks that cost `astream` half its time."""
        prompt = self._convert_input(list(messages)).to_messages()
        async for generation in self._astream(prompt):
            yield generation


_Clients = dict[tuple[Profile, frozenset[str]], ReasoningChat]
_SHARED: ContextVar[_Clients | None] = ContextVar("_SHARED", default=None)


@asynccontextmanager
async def shared_clients() -> AsyncIterator[None]:
    """Requests of the tasks begun inside share their clients, and the connections that the server keeps open."""
    clients: _Clients = {}
    before = _SHARED.set(clients)
    try:
        yield
    finally:
        _SHARED.reset(before)
        for chat in clients.values():
            await close(chat)


@asynccontextmanager
async def client(profile: Profile, refused: frozenset[str]) -> AsyncIterator[ReasoningChat]:
    """The client for one request, shared or closed at its end. Raises SettingsError as `connect` does."""
    shared = _SHARED.get()
    if shared is not None:
        key = (profile, refused)
        if key not in shared:
            shared[key] = connect(profile, refused=refused)
        yield shared[key]
        return
    chat = connect(profile, refused=refused)
    try:
        yield chat
    finally:
        await close(chat)


async def close(chat: ReasoningChat) -> None:
    """Close what carries the client's requests."""
    if chat.http_async_client is not None:
        await chat.http_async_client.aclose()


def connect(profile: Profile, *, refused: frozenset[str] = frozenset()) -> ReasoningChat:
    """A client for the profile's endpoint, without the options that the server has `refused`.

    All that the library would take from the environment is given here. Raises SettingsError if the key is missing.
    """
    switch_off_telemetry()
    key = key_of(profile)

    async def api_key() -> str:
        return key.get_secret_value() if key else _PLACEHOLDER_KEY

    chat = ReasoningChat(
        model=profile.model,
        base_url=profile.base_url,
        api_key=api_key,
        max_retries=0,
        stream_usage="stream_options" not in refused,
        temperature=None if "temperature" in refused else _TEMPERATURE,
        timeout=None,
        stream_chunk_timeout=None,
        openai_proxy=None,
        output_version="v0",
        use_responses_api=False,
        http_socket_options=(),
        http_async_client=transport(profile, has_key=key is not None),
    )
    chat.async_client = _PlainCompletions(chat.root_async_client)
    return chat


class _PlainCompletions:
    """The completions call with its chunks left as dicts: the library's objects are half the cost of a stream."""

    def __init__(self, client: AsyncOpenAI) -> None:
        self._client = client

    async def create(self, **payload: Any) -> AsyncStream[object]:
        return await self._client.post(
            "/chat/completions",
            body=payload,
            cast_to=object,
            stream=True,
            stream_cls=AsyncStream[object],
        )


def transport(profile: Profile, *, has_key: bool) -> httpx.AsyncClient:
    """What carries requests: no redirects, no proxy that could read them, no word of this machine or account."""

    async def clean(request: httpx.Request) -> None:
        private = [name for name in request.headers if name in _PRIVATE_HEADERS or name.startswith(_PRIVATE_PREFIX)]
        for name in [*private, *(() if has_key else ("authorization",))]:
            request.headers.pop(name, None)
        if (asker := ASKER.get()) is not None:
            request.extensions["trace"] = asker.note

    async def refuse(response: httpx.Response) -> None:
        refuse_reply(profile, response)

    with way_to(profile) as way:
        return httpx.AsyncClient(
            **way,
            # Silence is timed by `streaming`, from which it can be told apart.
            timeout=httpx.Timeout(None, connect=profile.connect_seconds),
            event_hooks={"request": [clean], "response": [refuse]},
        )

"""Requests to an endpoint as bare as they can be, so that nothing that the server sends is hidden."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx

from assistant.errors import EndpointError
from assistant.profile import Profile, key_of
from assistant.reaching import unreachable, way_to

_LONGEST_QUOTE = 200


@dataclass
class Call:
    """A tool call as the model made it."""

    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass
class Reply:
    """One reply of the chat API. `seconds` is how long it took, `first_seconds` how long its first word."""

    status: int
    error: str = ""
    text: str = ""
    reasoning: str = ""
    reasoning_field: str = ""
    calls: list[Call] = field(default_factory=list)
    usage: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, Any] = field(default_factory=dict)
    pieces: int = 0
    first_seconds: float | None = None
    seconds: float = 0.0
    timed_out: bool = False

    @property
    def ok(self) -> bool:
        """Whether the server answered, and in time."""
        return self.status == httpx.codes.OK and not self.error and not self.timed_out

    @property
    def why_not(self) -> str:
        """What the server said instead, for people."""
        if self.timed_out:
            return f"it was not done after {self.seconds:.0f} s"
        return f"it answered {self.status}: {self.error}" if self.status != httpx.codes.OK else self.error


class Wire:
    """A connection to the profile's server, for a `with` block. Raises SettingsError if the key is missing."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        key = key_of(profile)
        headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
        timeout = httpx.Timeout(profile.first_wait, connect=profile.connect_seconds)
        with way_to(profile) as way:
            self._client = httpx.AsyncClient(**way, headers=headers, timeout=timeout)
        self._limit = "max_tokens"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(self, url: str) -> httpx.Response:
        """The answer to a GET, its body read. Raises EndpointError if there is none that may be used."""
        return await self._send(self._client.build_request("GET", url, timeout=self.profile.timeout_seconds))

    async def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """The answer to a POST below the base URL, its body read. Raises EndpointError."""
        return await self._send(self._client.build_request("POST", f"{self.profile.base_url}{path}", json=body))

    async def chat(self, prompt: list[dict[str, Any]], tokens: int, seconds: float, **options: Any) -> Reply:
        """The reply to a prompt of at most `tokens` tokens, or what came within `seconds`. Raises EndpointError."""
        body = {"model": self.profile.model, "messages": prompt, "stream": True, **options}
        reply = await self._chat({**body, self._limit: tokens}, seconds)
        if reply.status == httpx.codes.BAD_REQUEST and "max_completion_tokens" in reply.error:
            self._limit = "max_completion_tokens"
            reply = await self._chat({**body, self._limit: tokens}, seconds)
        return reply

    async def _chat(self, body: dict[str, Any], seconds: float) -> Reply:
        started = time.monotonic()
        reply = Reply(0)
        request = self._client.build_request("POST", f"{self.profile.base_url}/chat/completions", json=body)
        try:
            async with asyncio.timeout(seconds):
                response = await self._send(request, stream=bool(body["stream"]))
                try:
                    await _fill(reply, response, started)
                finally:
                    await response.aclose()
        except TimeoutError:
            reply.timed_out = True
        reply.seconds = time.monotonic() - started
        return reply

    async def _send(self, request: httpx.Request, *, stream: bool = False) -> httpx.Response:
        try:
            response = await self._client.send(request, stream=stream)
        except httpx.TimeoutException as error:
            message = f"{self.profile.host} did not answer in time."
            raise EndpointError("timeout", message, hint="Look whether it is still loading a model.") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise unreachable(self.profile, error) from error
        refuse_reply(self.profile, response)
        return response


def refuse_reply(profile: Profile, response: httpx.Response) -> None:
    """Refuse a redirect, which could carry text and key to another host, and a page where the API belongs."""
    if response.is_redirect:
        target = response.headers.get("location", "another address")
        message = f"{profile.host} redirects to {target}, which was not followed; nothing was sent there."
        raise EndpointError("not_an_api", message, hint="If that is the right place, set base_url to it.")
    if response.status_code == httpx.codes.OK and "html" in response.headers.get("content-type", ""):
        message = f"{profile.base_url} answered with a web page, as no OpenAI-compatible API does."
        raise EndpointError("not_an_api", message, hint="base_url usually ends in /v1.")


async def _fill(reply: Reply, response: httpx.Response, started: float) -> None:
    reply.status = response.status_code
    if response.status_code != httpx.codes.OK:
        reply.error = said(await response.aread())
        return
    if "event-stream" not in response.headers.get("content-type", ""):
        _take(reply, _json(await response.aread()), "message", started)
        return
    async for data in _events(response):
        if data == b"[DONE]":
            return
        _take(reply, _json(data), "delta", started)


async def _events(response: httpx.Response) -> AsyncIterator[bytes]:
    """The data of each event; none that matter here are longer than a line."""
    rest = b""
    async for chunk in response.aiter_bytes():
        *lines, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip()


def _json(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {"error": "it sent something else than JSON"}


def _take(reply: Reply, chunk: dict[str, Any], part: str, started: float) -> None:
    """Add one event, or a whole reply, to what is known."""
    if chunk.get("error"):
        reply.error = said(json.dumps(chunk).encode())
    for name in ("usage", "timings"):
        if isinstance(chunk.get(name), dict):
            setattr(reply, name, chunk[name])
    choices = chunk.get("choices")
    piece = choices[0].get(part) if isinstance(choices, list) and choices else None
    if not isinstance(piece, dict):
        return
    reasoning_field = next((name for name in ("reasoning_content", "reasoning") if piece.get(name)), "")
    if reasoning_field:
        reply.reasoning_field = reasoning_field
        reply.reasoning += str(piece[reasoning_field])
    reply.text += piece.get("content") or ""
    _take_calls(reply, piece.get("tool_calls") or [])
    if reasoning_field or piece.get("content") or piece.get("tool_calls"):
        reply.pieces += 1
        reply.first_seconds = reply.first_seconds or time.monotonic() - started


def _take_calls(reply: Reply, calls: list[dict[str, Any]]) -> None:
    for number, given in enumerate(calls):
        index = given.get("index", number)
        while len(reply.calls) <= index:
            reply.calls.append(Call())
        call = reply.calls[index]
        call.id = given.get("id") or call.id
        function = given.get("function") or {}
        name = function.get("name") or ""
        call.name += name if name != call.name else ""  # llama-cpp-python repeats the name with every piece
        call.arguments += function.get("arguments") or ""


def said(body: bytes) -> str:
    """The server's own words in an error, on one line."""
    try:
        value = json.loads(body)
        inner = value.get("error", value)
        text = str(inner.get("message") or inner.get("detail") or inner) if isinstance(inner, dict) else str(inner)
    except (ValueError, AttributeError):
        text = body.decode("utf-8", "replace")
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"

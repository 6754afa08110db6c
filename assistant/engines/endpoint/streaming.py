"""One streamed reply: timed, retried before its first word, and honest about how it ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import openai
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from tenacity import AsyncRetrying, DoSleep, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_base

from assistant.engines.endpoint.client import ReasoningChat, connect
from assistant.engines.endpoint.empty_stream import why_empty
from assistant.engines.endpoint.faults import OPTIONAL, Fault, fault_of
from assistant.errors import EndpointError
from assistant.events import Step, Usage
from assistant.pacing import ASKER, Asker
from assistant.profile import Profile

Message = tuple[str, str]
_places: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, int], asyncio.Semaphore]] = WeakKeyDictionary()

ATTEMPTS = 3
SAY_EVERY = 15.0
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0  # that a person sits out; a batch has a patience of its own


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Thought:
    """A piece of the model's reasoning, which is no part of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class End:
    """How the reply ended, in the server's word: "stop", "length" or another."""

    reason: str


Piece = Text | Thought | End | Step | Usage


class _Retriable(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Wait(wait_base):
    """What the server asked for, else 1, 2, 4 … seconds."""

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.fault.wait if isinstance(error, _Retriable) else None
        return asked if asked is not None else _FIRST_WAIT * 2 ** (retry_state.attempt_number - 1)


async def stream_reply(profile: Profile, messages: Sequence[Message]) -> AsyncGenerator[Piece]:
    """The reply to `messages`, pairs of role and text.

    Tries again, saying so, as long as nothing has arrived. Raises EndpointError; SettingsError if the key is missing.
    """
    retrying = AsyncRetrying(
        stop=stop_after_attempt(ATTEMPTS), wait=_Wait(), retry=retry_if_exception(_may_retry), reraise=True
    )
    retrying.begin()
    state = RetryCallState(retrying, fn=None, args=(), kwargs={})
    refused: set[str] = set()
    while True:
        try:
            action = await retrying.iter(retry_state=state)
        except _Retriable as last:
            raise last.fault.error from last.__cause__
        if isinstance(action, DoSleep):
            yield _retry_step(state, action)
            state.prepare_for_next_attempt()
            await asyncio.sleep(action)
            continue
        try:
            async for piece in _in_turn(profile, messages, frozenset(refused)):
                yield piece
            return
        except _Retriable as failed:
            if failed.fault.refused_option:
                refused.add(failed.fault.refused_option)
                yield Step(f"{profile.host} does not take {failed.fault.refused_option}; asking again without it.")
            else:
                state.set_exception(sys.exc_info())  # type: ignore[arg-type]  # tenacity wants no None; here there is one


def place(profile: Profile) -> asyncio.Semaphore:
    """One of the server's places for requests, to be waited for where all are taken."""
    servers = _places.setdefault(asyncio.get_running_loop(), {})
    return servers.setdefault((profile.base_url, profile.concurrency), asyncio.Semaphore(profile.concurrency))


def _may_retry(error: BaseException) -> bool:
    return isinstance(error, _Retriable) and (error.fault.wait or 0.0) <= _LONGEST_WAIT


def _retry_step(state: RetryCallState, seconds: float) -> Step:
    error = state.outcome.exception() if state.outcome else None
    what = error.fault.error.message if isinstance(error, _Retriable) else "The request failed."
    turn = f"attempt {state.attempt_number + 1} of {ATTEMPTS}"
    return Step(f"{what} Trying again in {seconds:g} s ({turn}).", state.attempt_number, ATTEMPTS)


async def _in_turn(profile: Profile, messages: Sequence[Message], refused: frozenset[str]) -> AsyncIterator[Piece]:
    """One attempt; as one of many jobs only in its turn, with a pause for them all while the server cannot answer."""
    asker = ASKER.get()
    if asker is None:
        async with place(profile):
            async for piece in _attempt(profile, messages, refused):
                yield piece
        return
    while True:
        try:
            async with asker.turn():
                async for piece in _attempt(profile, messages, refused):
                    yield piece
            asker.pace.went_well()
            return
        except _Retriable as failed:
            fault = failed.fault
            if not fault.passing:
                raise
            if not may_wait(asker, fault):
                raise fault.error from failed.__cause__
        yield Step(f"{fault.error.message} All requests wait for {asker.pace.pause:.0f} s.")


def may_wait(asker: Asker, fault: Fault) -> bool:
    """Whether a job is to ask again after a pause, which then begins for all jobs."""
    return bool(fault.passing) and asker.pace.refuse(fault.wait, busy=fault.passing == "busy") is not None


async def _attempt(profile: Profile, messages: Sequence[Message], refused: frozenset[str]) -> AsyncIterator[Piece]:
    """One attempt. Raises _Retriable for a fault before the first piece that may pass, else EndpointError."""
    chat = connect(profile, refused=refused)
    started = False
    try:
        async for piece in _pieces(chat, profile, messages):
            started = started or not isinstance(piece, Step)
            yield piece
    except EndpointError:
        raise
    except (openai.OpenAIError, ValueError, TypeError, KeyError, AttributeError) as error:
        fault = fault_of(error, profile)
        again = fault.retry or (fault.refused_option in set(OPTIONAL) - refused)
        again = again or (fault.passing == "gone" and ASKER.get() is not None)
        if again and not started:
            raise _Retriable(fault) from error
        raise fault.error from error
    finally:
        await _close(chat)


async def _pieces(chat: ReasoningChat, profile: Profile, messages: Sequence[Message]) -> AsyncIterator[Piece]:
    stream = chat.generations(messages)
    reason = ""
    usage: Usage | None = None  # the last one counts: some servers send it with every piece
    try:
        chunk: ChatGenerationChunk | Step | None
        async for chunk in _first(stream, profile):
            if isinstance(chunk, Step):
                yield chunk
        arrived = chunk is not None
        while isinstance(chunk, ChatGenerationChunk):
            for piece in _read(chunk.message):
                if isinstance(piece, Usage):
                    usage = piece
                else:
                    yield piece
            reason = (chunk.generation_info or {}).get("finish_reason") or reason
            chunk = await _next(stream, profile)
    finally:
        await stream.aclose()
    if not arrived:
        raise await why_empty(profile, messages)
    if usage is not None:
        yield usage
    if not reason:
        message = f"{profile.host} ended its reply without saying that it was complete."
        raise EndpointError("cut_stream", message, hint="Look at the server's own log, and try again.")
    yield End(reason)


def _read(chunk: BaseMessage) -> list[Piece]:
    pieces: list[Piece] = []
    thought = chunk.additional_kwargs.get("reasoning_content")
    if isinstance(thought, str) and thought:
        pieces.append(Thought(thought))
    if isinstance(chunk.content, str) and chunk.content:
        pieces.append(Text(chunk.content))
    if isinstance(chunk, AIMessageChunk) and (usage := chunk.usage_metadata):
        pieces.append(Usage(usage.get("input_tokens"), usage.get("output_tokens")))
    return pieces


async def _first(
    stream: AsyncIterator[ChatGenerationChunk], profile: Profile
) -> AsyncIterator[ChatGenerationChunk | Step | None]:
    """The first chunk, or None if there is none; before it, word that it is waited for. Raises EndpointError."""
    waiting = asyncio.create_task(_take(stream))
    waited = 0.0
    try:
        while not waiting.done():
            interval = min(SAY_EVERY, profile.first_wait - waited)
            await asyncio.wait({waiting}, timeout=interval)
            waited += interval
            if not waiting.done() and waited >= profile.first_wait:
                raise _silence(profile, "sent nothing", profile.first_wait, "first_token_seconds")
            if not waiting.done():
                limit = f"waiting up to {profile.first_wait:g} s"
                yield Step(f"{profile.host} has sent nothing for {waited:g} s; it may be reading the prompt ({limit}).")
        yield waiting.result()
    finally:
        waiting.cancel()
        # Awaited, since the stream cannot be closed while it still runs.
        await asyncio.wait({waiting})


async def _next(stream: AsyncIterator[ChatGenerationChunk], profile: Profile) -> ChatGenerationChunk | None:
    """The next chunk, None at the end. Raises EndpointError after too long a silence."""
    try:
        async with asyncio.timeout(profile.timeout_seconds):
            return await _take(stream)
    except TimeoutError as error:
        what = "stopped in the middle of its reply"
        raise _silence(profile, what, profile.timeout_seconds, "timeout_seconds") from error


async def _take(stream: AsyncIterator[ChatGenerationChunk]) -> ChatGenerationChunk | None:
    return await anext(stream, None)


def _silence(profile: Profile, what: str, seconds: float, setting: str) -> EndpointError:
    hint = f"Raise {setting} in its profile if the model is slow, or look at the server's own log."
    return EndpointError("timeout", f"{profile.host} {what} for {seconds:g} s.", hint=hint)


async def _close(chat: ReasoningChat) -> None:
    if chat.http_async_client is not None:
        await chat.http_async_client.aclose()

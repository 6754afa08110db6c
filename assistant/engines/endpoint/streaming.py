"""One streamed reply: timed, retried before its first word, and honest about how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from assistant.engines.endpoint.again import Attempts, RequestFailed
from assistant.engines.endpoint.characters import WholeCharacters
from assistant.engines.endpoint.client import ReasoningChat, client
from assistant.engines.endpoint.empty_stream import why_empty
from assistant.engines.endpoint.faults import CLIENT_ERRORS, OPTIONAL, Fault, fault_of
from assistant.errors import EndpointError
from assistant.events import Step, Usage
from assistant.pacing import ASKER, Asker
from assistant.profile import Profile

Message = tuple[str, str]
_places: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, int], asyncio.Semaphore]] = WeakKeyDictionary()

SAY_EVERY = 15.0
_AFTER_THE_END = 5.0  # seconds in which a server that has ended its text may still tell its counts


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


async def stream_reply(profile: Profile, messages: Sequence[Message]) -> AsyncGenerator[Piece]:
    """The reply to `messages`, pairs of role and text.

    Tries again, saying so, as long as nothing has arrived. Raises EndpointError; SettingsError if the key is missing.
    """
    attempts = Attempts()
    refused: set[str] = set()
    while True:
        try:
            async for piece in _in_turn(profile, messages, frozenset(refused)):
                yield piece
            return
        except RequestFailed as failed:
            option, pause = failed.fault.refused_option, None
            if option in set(OPTIONAL) - refused:
                refused.add(option)
                yield Step(f"{profile.host} does not take {option}; asking again without it.")
            elif (pause := attempts.again(failed.fault)) is None:
                raise failed.fault.error from failed.__cause__
        if pause is not None:
            seconds, step = pause
            yield step
            await asyncio.sleep(seconds)


def place(profile: Profile) -> asyncio.Semaphore:
    """One of the server's places for requests, to be waited for where all are taken."""
    servers = _places.setdefault(asyncio.get_running_loop(), {})
    return servers.setdefault((profile.base_url, profile.concurrency), asyncio.Semaphore(profile.concurrency))


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
                    await asker.pace.give_way()
            asker.pace.went_well()
            return
        except RequestFailed as failed:
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
    """One attempt. Raises RequestFailed for a fault before the first piece that may pass, else EndpointError."""
    async with client(profile, refused) as chat:
        started = False
        try:
            async for piece in _pieces(chat, profile, messages):
                started = started or not isinstance(piece, Step)
                yield piece
        except EndpointError:
            raise
        except CLIENT_ERRORS as error:
            fault = fault_of(error, profile)
            again = fault.retry or (fault.refused_option in set(OPTIONAL) - refused)
            again = again or (fault.passing == "gone" and ASKER.get() is not None)
            if again and not started:
                raise RequestFailed(fault) from error
            raise fault.error from error


async def _pieces(chat: ReasoningChat, profile: Profile, messages: Sequence[Message]) -> AsyncIterator[Piece]:
    stream = chat.generations(messages)
    whole = WholeCharacters()
    reason = ""
    usage: Usage | None = None  # the last one counts: some servers send it with every piece
    try:
        chunk: ChatGenerationChunk | Step | None
        async for chunk in _first(stream, profile):
            if isinstance(chunk, Step):
                yield chunk
        arrived = chunk is not None
        while isinstance(chunk, ChatGenerationChunk):
            for piece in _read(chunk.message, whole):
                if isinstance(piece, Usage):
                    usage = piece
                else:
                    yield piece
            reason = (chunk.generation_info or {}).get("finish_reason") or reason
            chunk = await _next(stream, profile, ended=bool(reason))
    finally:
        await stream.aclose()
    if not arrived:
        raise await why_empty(profile, messages)
    if rest := whole.finish():
        yield Text(rest)
    if usage is not None:
        yield usage
    yield _end(reason, profile)


def _end(reason: str, profile: Profile) -> End:
    """The end for the reason that the server gave. Raises EndpointError if it gave none."""
    if reason:
        return End(reason)
    message = f"{profile.host} ended its reply without saying that it was complete."
    raise EndpointError("cut_stream", message, hint="Look at the server's own log, and try again.")


def _read(chunk: BaseMessage, whole: WholeCharacters) -> list[Piece]:
    pieces: list[Piece] = []
    thought = chunk.additional_kwargs.get("reasoning_content")
    if isinstance(thought, str) and thought:
        pieces.append(Thought(thought))
    # Some servers send the text as a list of parts.
    if text := whole.feed(chunk.content if isinstance(chunk.content, str) else chunk.text):
        pieces.append(Text(text))
    if (usage := usage_of(chunk)) is not None:
        pieces.append(usage)
    return pieces


def usage_of(message: BaseMessage) -> Usage | None:
    """The tokens that came with a message; what is no count was not said."""
    counted = getattr(message, "usage_metadata", None)
    return Usage(_count(counted.get("input_tokens")), _count(counted.get("output_tokens"))) if counted else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


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


async def _next(
    stream: AsyncIterator[ChatGenerationChunk], profile: Profile, *, ended: bool
) -> ChatGenerationChunk | None:
    """The next chunk, None at the end. Raises EndpointError after too long a silence.

    Once the server has `ended` its text, only its counts are waited for, and not for long.
    """
    seconds = min(_AFTER_THE_END, profile.timeout_seconds) if ended else profile.timeout_seconds
    try:
        async with asyncio.timeout(seconds):
            return await _take(stream)
    except TimeoutError as error:
        if ended:
            return None
        what = "stopped in the middle of its reply"
        raise _silence(profile, what, profile.timeout_seconds, "timeout_seconds") from error


async def _take(stream: AsyncIterator[ChatGenerationChunk]) -> ChatGenerationChunk | None:
    return await anext(stream, None)


def _silence(profile: Profile, what: str, seconds: float, setting: str) -> EndpointError:
    hint = f"Raise {setting} in its profile if the model is slow, or look at the server's own log."
    return EndpointError("timeout", f"{profile.host} {what} for {seconds:g} s.", hint=hint)

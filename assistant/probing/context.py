"""How long a prompt the server really reads: a number at its head is asked back, in prompts that grow."""

from __future__ import annotations

import random
import re
import secrets
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from assistant.errors import EndpointError
from assistant.probing.observation import Observation
from assistant.probing.wire import Reply, Wire

FIRST_TOKENS = 512
_LOCAL_CEILING = 32_768  # a server of our own is tried beyond what its profile says; a paid one is not
_REPLY_TOKENS = 64
_THINKING_TOKENS = 600
_GROWTH = 2.2  # how much longer the next prompt takes
_STREAM_SECONDS = 20.0
_CUT = 0.9  # a count below this share of the words cannot be of the whole prompt
_WORDS = (
    *("people", "language", "work", "school", "number", "law", "women", "children", "state", "country"),
    *("public", "right", "education", "year", "group", "health", "court", "culture", "family", "region"),
)
_SYSTEM = "You answer from the text that you are given, with one number and nothing else."
_LIMIT = re.compile(r"(?:context (?:length|size|window)|n_ctx|maximum)\D{0,40}?(\d{3,8})", re.IGNORECASE)
_TOO_LONG = re.compile(r"context|too long|n_ctx|maximum|exceed", re.IGNORECASE)


@dataclass
class _Known:
    """What the prompts so far have shown."""

    read: int = 0
    repeated: bool = False
    tokens_per_word: float = 1.3


async def context(wire: Wire, seen: Mapping[str, object], seconds: float) -> AsyncIterator[Observation]:
    """Grows a prompt up to what the profile plans with, as long as `seconds` allow."""
    declared = await _declared(wire)
    deadline = time.monotonic() + seconds
    known = _Known()
    for size in _sizes(wire, declared, known):
        number = str(secrets.randbelow(90_000) + 10_000)
        words = max(int((size - _room(seen)) / known.tokens_per_word), 100)
        reply = await _ask(wire, seen, number, words, deadline - time.monotonic())
        if reply.timed_out:
            yield _too_slow(known, size, reply.seconds)
            return
        end = _judge(known, reply, number, words)
        if end is not None:
            yield await _when_streamed(wire, end, words)
            return
        if known.read:
            detail = f"{known.read} tokens are read whole; now more"
            yield Observation("context", True, detail, fields={"context_tokens": known.read}, progress=True)
        if time.monotonic() + reply.seconds * _GROWTH > deadline:
            yield _too_slow(known, size * 2, reply.seconds * _GROWTH)
            return
    yield _whole(wire, known, declared)


def _sizes(wire: Wire, declared: int | None, known: _Known) -> Iterator[int]:
    """Each twice the one before, up to what matters, without those that the last prompt has outgrown."""
    wanted = wire.profile.context_tokens
    ceiling = max(wanted, _LOCAL_CEILING) if wire.profile.is_local else wanted
    ceiling = min(ceiling, declared) if declared else ceiling
    size = FIRST_TOKENS
    while size < ceiling:
        if size > known.read:
            yield size
        size *= 2
    yield ceiling


def _room(seen: Mapping[str, object]) -> int:
    """Tokens for the reply and the frame; a model that thinks needs more of them."""
    thinks = seen.get("reasoning_field") not in {None, "none"}
    return (_THINKING_TOKENS if thinks else _REPLY_TOKENS) + 100


async def _ask(wire: Wire, seen: Mapping[str, object], number: str, words: int, seconds: float) -> Reply:
    text = (
        f"The number of the boat is {number}.\n\n{_filler(words)}\n\n"
        "What is the number of the boat, which stands at the very top? Answer with the number."
    )
    options = {"stream_options": {"include_usage": True}} if seen.get("usage_in_stream") else {"stream": False}
    prompt = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": text}]
    return await wire.chat(prompt, _room(seen) - 100, max(seconds, 1.0), **options)


def _filler(words: int) -> str:
    """Lines of plain words, by chance, so that neither a cache nor a tokenizer makes them short."""
    chance = random.Random()
    lines = []
    for _ in range(max(words // 12, 1)):
        lines.append(" ".join(["the", *chance.choices(_WORDS, k=11)]))
    return "\n".join(lines)


def _judge(known: _Known, reply: Reply, number: str, words: int) -> Observation | None:
    """Takes one reply into what is known; the end of the search if it shows one."""
    if reply.status != 200 or reply.error:
        return _refused(known, reply)
    counted = reply.usage.get("prompt_tokens") if isinstance(reply.usage.get("prompt_tokens"), int) else None
    if counted is not None and counted >= words:
        known.tokens_per_word = counted / words
    if number in reply.text or number in reply.reasoning:
        known.repeated = True
        known.read = counted or words
        return None
    if counted is not None and counted < words * _CUT:
        return _cut(counted, words)
    if counted is not None and not known.repeated:
        known.read = counted
        return None
    if known.repeated:
        return _lost(known, counted or words)
    detail = "The model does not repeat a number from a short prompt, and the server counts no tokens."
    return Observation("context", None, f"{detail} How much it reads is not known.")


def _evidence(known: _Known) -> str:
    if known.repeated:
        return "a number at the head was given back"
    return "by the server's count; the model did not give the number at the head back"


def _refused(known: _Known, reply: Reply) -> Observation:
    if reply.status not in {400, 413, 422, 500} or not _TOO_LONG.search(reply.error):
        return Observation("context", None, f"A long prompt failed, {reply.why_not}", "Look at the server's own log.")
    stated = _LIMIT.search(reply.error)
    limit = int(stated[1]) if stated and int(stated[1]) > known.read else known.read
    detail = f"{limit} tokens; a longer prompt is refused with an error ({reply.status}), never cut."
    fields: dict[str, object] = {"context_limit": limit, "overlong": "refused"}
    if known.read:
        detail += f" {known.read} were read whole ({_evidence(known)})."
        fields["context_tokens"] = known.read
    return Observation("context", True, detail, fields=fields)


async def _when_streamed(wire: Wire, end: Observation, words: int) -> Observation:
    """Adds what becomes of the same long prompt in a streamed reply, where that is another thing."""
    if end.fields.get("overlong") != "refused":
        return end
    prompt = [{"role": "user", "content": _filler(words)}]
    reply = await wire.chat(prompt, _REPLY_TOKENS, _STREAM_SECONDS)
    if not (reply.ok and reply.pieces == 0):
        return end
    more = " A streamed reply to one is empty, with no error; the program then asks for the reason."
    return replace(end, detail=end.detail + more)


def _cut(counted: int, words: int) -> Observation:
    detail = (
        f"Prompts are cut without a word: of more than {words} tokens the server read {counted}. No error was given."
    )
    fix = "Load the model with a longer context (Ollama: OLLAMA_CONTEXT_LENGTH), or set context_tokens to that number."
    fields = {"context_limit": counted, "overlong": "cut"}
    return Observation("context", False, detail, fix, fields)


def _lost(known: _Known, size: int) -> Observation:
    detail = (
        f"{known.read} tokens are read whole; of a prompt of {size} the head was not given back. It was cut, or lost "
        "on the model."
    )
    fields = {"context_tokens": known.read, "context_limit": known.read}
    return Observation("context", False, detail, f"Set context_tokens = {known.read} in its profile.", fields)


def _too_slow(known: _Known, size: int, seconds: float) -> Observation:
    fix = "Give it longer: shadow-report doctor --seconds 600"
    if not known.read:
        return Observation("context", None, f"Not known: {size} tokens took more than {seconds:.0f} s.", fix)
    detail = f"{known.read} tokens are read whole ({_evidence(known)}); {size} were not tried: about {seconds:.0f} s."
    return Observation("context", None, detail, fix, {"context_tokens": known.read})


def _whole(wire: Wire, known: _Known, declared: int | None) -> Observation:
    detail = f"{known.read} tokens are read whole ({_evidence(known)})."
    fields: dict[str, object] = {"context_tokens": known.read}
    if declared is not None:
        detail += f" The server says that it takes {declared}."
        fields["context_limit"] = declared
    wanted = wire.profile.context_tokens
    if declared is not None and declared < wanted:
        return Observation("context", False, detail, f"Set context_tokens = {declared} in its profile.", fields)
    return Observation("context", True, detail, fields=fields)


async def _declared(wire: Wire) -> int | None:
    """The context that llama-server says it has, beside its API."""
    parts = urlsplit(wire.profile.base_url)
    try:
        response = await wire.get(f"{parts.scheme}://{parts.netloc}/props")
        settings = response.json()["default_generation_settings"]
        declared = settings.get("n_ctx")
    except (EndpointError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return declared if isinstance(declared, int) and declared >= FIRST_TOKENS else None

"""The first questions to an endpoint: is the model there, does its reply arrive in pieces, and what comes with it."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from assistant.errors import EndpointError, did_you_mean
from assistant.probing.observation import Observation
from assistant.probing.wire import Reply, Wire, said
from assistant.refused_key import REFUSED, refused_key

SECONDS = 60.0
_COUNT = [{"role": "user", "content": "Count from 1 to 40 in words, with commas between. Write nothing else."}]
_TOKENS = 96
_GREATEST_DRIFT = timedelta(minutes=10)
_FEWEST_PIECES = 3
_NAMES_SHOWN = 8


async def model(wire: Wire) -> AsyncIterator[Observation]:
    """Whether the server is reached and lists the model, and whether its clock agrees with ours."""
    profile = wire.profile
    response = await wire.get(f"{profile.base_url}/models")
    if response.status_code in REFUSED:
        raise refused_key(profile, response.status_code)
    yield Observation("reachable", True, f"{profile.base_url} answers.")
    if (drift := _drift(response)) is not None:
        hours = f"{abs(drift.total_seconds()) / 60:.0f} minutes"
        fix = "Set this machine's clock, or the server's; wrong clocks break secure connections."
        yield Observation("server clock", False, f"The server's clock and this one are {hours} apart.", fix)
    names = _names(response)
    if names is None:
        detail = f"it keeps no list of models ({response.status_code}: {said(response.content)[:80] or 'no words'})."
        yield Observation("model", None, detail)
        return
    fields = {"model_names": names}
    if profile.model in names:
        detail = f"one of {_listed(names)}" if len(names) > 1 else "the one that it lists"
        yield Observation("model", True, f"{profile.model} is {detail}.", fields=fields)
        return
    fix = did_you_mean(profile.model, names) or "Load or pull that model, or name another with --model."
    yield Observation("model", False, f"{profile.model} is not among {_listed(names)}.", fix, fields)


async def reply(wire: Wire) -> AsyncIterator[Observation]:
    """One streamed reply: its pieces, its token counts, its reasoning and its speed."""
    found = await wire.chat(_COUNT, _TOKENS, SECONDS, stream_options={"include_usage": True})
    refused_usage = found.status in {400, 422} and "stream_options" in found.error
    if refused_usage:
        found = await wire.chat(_COUNT, _TOKENS, SECONDS)
    if found.status != httpx.codes.OK or found.error:
        raise _failure(wire, found)
    yield _streaming(found)
    yield _usage(found, refused=refused_usage)
    yield _reasoning(found)
    yield _speed(found)


async def any_name(wire: Wire) -> AsyncIterator[Observation]:
    """Whether the server answers under a name that no model has."""
    name = f"no-such-model-{secrets.token_hex(4)}"
    found = await wire.chat([{"role": "user", "content": "Hello."}], 1, SECONDS, model=name)
    if found.ok:
        detail = "The server answers under any model name, so a misspelt one goes unnoticed."
        yield Observation("model name", False, detail, fields={"any_model_name": True})
    elif found.status in {400, 404, 422}:
        yield Observation("model name", True, "An unknown name is refused.", fields={"any_model_name": False})


def _streaming(found: Reply) -> Observation:
    if found.pieces >= _FEWEST_PIECES:
        return Observation("streaming", True, "A reply arrives in pieces.", fields={"streaming": True})
    if found.timed_out:
        return Observation("streaming", None, f"No reply within {found.seconds:.0f} s: too slow to tell.")
    if found.pieces == 0:
        detail = "The reply was empty; whether it would arrive in pieces cannot be told."
        return Observation("streaming", None, detail, "Try another model.")
    detail = "A reply arrives all at once: text is seen only when it is done."
    return Observation("streaming", False, detail, fields={"streaming": False})


def _usage(found: Reply, *, refused: bool) -> Observation:
    name = "token counts"
    if found.usage.get("prompt_tokens"):
        return Observation(name, True, "A streamed reply ends with them.", fields={"usage_in_stream": True})
    if found.timed_out:
        return Observation(name, None, "The reply did not come to its end in time.")
    how = "the option for it is refused" if refused else "the option for it is ignored"
    detail = f"None in a streamed reply ({how}): a prompt that the server cuts cannot be noticed by them."
    return Observation(name, False, detail, fields={"usage_in_stream": False})


def _reasoning(found: Reply) -> Observation:
    name = "reasoning"
    if found.reasoning_field:
        detail = f"It stands apart, in the field {found.reasoning_field}; it is kept out of drafts."
        return Observation(name, True, detail, fields={"reasoning_field": found.reasoning_field})
    if re.search(r"</?think", found.text):
        detail = "It stands in the text, between <think> tags; it is taken out of drafts."
        return Observation(name, True, detail, fields={"reasoning_field": "<think>"})
    if not found.pieces:
        return Observation(name, None, "Nothing was written, so it cannot be told.")
    return Observation(name, True, "The model shows none.", fields={"reasoning_field": "none"})


def _speed(found: Reply) -> Observation:
    measured = found.timings.get("predicted_per_second")
    count = found.usage.get("completion_tokens") or found.pieces
    first = found.first_seconds
    if isinstance(measured, int | float) and measured > 0:
        speed = float(measured)
    elif first is not None and found.pieces >= _FEWEST_PIECES and found.seconds > first:
        speed = (count - 1) / (found.seconds - first)
    else:
        return Observation("speed", None, "Too little was written to tell.")
    speed = round(speed, 1)
    detail = f"About {speed:.3g} tokens a second; the first after {first or 0:.1f} s."
    fields = {"tokens_per_second": speed, "first_token_seconds": round(first or 0, 2)}
    return Observation("speed", True, detail, fields=fields)


def _failure(wire: Wire, found: Reply) -> EndpointError:
    profile = wire.profile
    if found.status in REFUSED:
        return refused_key(profile, found.status, found.error)
    if found.status == 404:
        hint = "Load or pull the model; base_url usually ends in /v1."
        return EndpointError("no_model", f"{profile.model} does not answer: {found.why_not}", hint=hint)
    hint = "It may still be loading the model; look at the server's own log, and try again in a minute."
    return EndpointError("server_fault", f"{profile.model} does not answer: {found.why_not}", hint=hint)


def _drift(response: httpx.Response) -> timedelta | None:
    try:
        drift = datetime.now(UTC) - parsedate_to_datetime(response.headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
    return drift if abs(drift) > _GREATEST_DRIFT else None


def _names(response: httpx.Response) -> tuple[str, ...] | None:
    try:
        return tuple(str(entry["id"]) for entry in response.json()["data"])
    except (ValueError, KeyError, TypeError):
        return None


def _listed(names: tuple[str, ...]) -> str:
    if not names:
        return "the models that it lists (none)"
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return f"the {len(names)} that it lists: {shown}{more}"

"""What went wrong at the endpoint, in words that say what to do."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx
import openai

from assistant.errors import EndpointError
from assistant.profile import Profile
from assistant.reaching import unreachable
from assistant.refused_key import REFUSED, refused_key

# What the client raises: its own errors, and Python's where JSON has not the shape that it takes for granted.
CLIENT_ERRORS = (openai.OpenAIError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
# What a server may refuse without harm to the request, and the client can leave out.
OPTIONAL = ("temperature", "stream_options")
_RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504})
_LONGEST_QUOTE = 300
_NO_MODEL = re.compile(r"(?:invalid|unknown) model|model\b.*(?:not found|does not exist)", re.IGNORECASE)
_TOO_LONG = (
    "context length",
    "context window",
    "context_length",
    "context size",
    "maximum context",
    "too long",
    "n_ctx",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """An error with what may be done about it.

    `retry` says whether the same request may succeed later, `wait` how many seconds the server asked for, and
    `refused_option` which optional parameter it did not take. `passing` is set where a batch may wait with all its
    work: the server has too much to do, or is not there.
    """

    error: EndpointError
    retry: bool = False
    wait: float | None = None
    refused_option: str = ""
    passing: Literal["", "busy", "gone"] = ""


def fault_of(error: Exception, profile: Profile) -> Fault:
    """The fault behind an exception of the client."""
    if isinstance(error, openai.APITimeoutError):
        hint = "Check that the server runs, and the port."
        return Fault(
            EndpointError("refused", f"{profile.host} did not take the connection in time.", hint=hint),
            True,
            passing="gone",
        )
    if isinstance(error, openai.APIConnectionError):
        return _unreachable(error, profile)
    if isinstance(error, openai.APIStatusError):
        return _status(error, profile)
    if isinstance(error, openai.APIError):
        message = f"{profile.host} broke off with an error: {_quote(_words(error.body) or error.message)}"
        return Fault(EndpointError("server_fault", message, hint="Look at the server's own log."))
    kind = (
        "JSON that cannot be read" if isinstance(error, json.JSONDecodeError) else "something else than the API's JSON"
    )
    message = f"{profile.host} sent {kind} in its stream."
    return Fault(EndpointError("not_an_api", message, hint="Check that base_url names an OpenAI-compatible API."))


def _unreachable(error: openai.APIConnectionError, profile: Profile) -> Fault:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            message = f"No secure connection to {profile.host}: {cause.reason or cause}."
            return Fault(EndpointError("refused", message, hint="Check the host name and its certificate."))
        if isinstance(cause, httpx.ReadError | httpx.WriteError | httpx.RemoteProtocolError):
            message = f"{profile.host} closed the connection before its reply was complete."
            hint = "Look at the server's own log, and try again."
            return Fault(EndpointError("cut_stream", message, hint=hint), retry=True)
    return Fault(unreachable(profile, causes[-1]), passing="gone")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and those behind it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _status(error: openai.APIStatusError, profile: Profile) -> Fault:
    status, said = error.status_code, _quote(_said(error))
    retry, wait = status in _RETRIED, _retry_after(error)
    if status in REFUSED:
        return Fault(refused_key(profile, status, said))
    if status == 404 or (status == 400 and _NO_MODEL.search(said)):
        return Fault(_not_found(status, said, profile))
    if is_too_long(status, said):
        return Fault(too_long(profile, said))
    if status in {400, 422}:
        option = next((name for name in OPTIONAL if name in said), "")
        message = f"{profile.host} refused the request ({status}): {said}"
        return Fault(
            EndpointError("server_fault", message, hint="Check the model and the server's version."),
            False,
            None,
            option,
        )
    if status == 429:
        message = f"{profile.host} has too much to do ({status}): {said}"
        return Fault(
            EndpointError("server_fault", message, hint="Wait, or check the account's limits."),
            retry,
            wait,
            passing="busy",
        )
    if status == 503:
        message = f"{profile.host} is not ready ({status}): {said}"
        hint = "It may still be loading the model; try again in a minute."
        return Fault(EndpointError("server_fault", message, hint=hint), retry, wait, passing="busy")
    message = f"{profile.host} failed ({status}): {said}"
    return Fault(EndpointError("server_fault", message, hint="Look at the server's own log."), retry, wait)


def is_too_long(status: int, said: str) -> bool:
    """Whether an error of this status, in the server's words, is about the length of the prompt."""
    return status == 413 or (status == 400 and any(words in said.lower() for words in _TOO_LONG))


def too_long(profile: Profile, said: str) -> EndpointError:
    """The error of a prompt that is longer than the model takes."""
    hint = "Set context_tokens in the profile to what the server really takes, or load the model with more."
    return EndpointError("context", f"The prompt is longer than {profile.model} takes: {said}", hint=hint)


def _not_found(status: int, said: str, profile: Profile) -> EndpointError:
    if "model" in said.lower():
        hint = "Load or pull that model, or name another with --model."
        return EndpointError("no_model", f"{profile.host} has no model {profile.model!r} ({status}): {said}", hint=hint)
    hint = (
        "base_url usually ends in /v1." if not profile.base_url.endswith("/v1") else "Check base_url in the settings."
    )
    return EndpointError("no_model", f"There is no chat API at {profile.base_url} (404): {said}", hint=hint)


def _said(error: openai.APIStatusError) -> str:
    """The server's own words, whatever shape they came in."""
    if isinstance(error.body, dict):
        return _words(error.body)
    text = error.response.text
    return "a web page instead of JSON" if "<html" in text.lower() or "<!doctype" in text.lower() else text


def _words(body: object) -> str:
    """What an error in the API's form, or in none, says; "" if it says nothing."""
    inner = body.get("error", body) if isinstance(body, dict) else body
    text = inner.get("message") or inner.get("detail") or inner if isinstance(inner, dict) else inner
    return str(text) if text else ""


def _quote(text: str) -> str:
    """Foreign text on one line, cut to what a person reads."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    if len(line) > _LONGEST_QUOTE:
        return line[: _LONGEST_QUOTE - 1] + "…"
    return line if line.endswith((".", "!", "?")) else f"{line or 'it gave no reason'}."


def _retry_after(error: openai.APIStatusError) -> float | None:
    """The seconds that the server asks to wait for, given as such or as a date (RFC 9110, 10.2.3)."""
    asked = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(asked)) if asked.strip()[:1].isdecimal() else _seconds_until(parsedate_to_datetime(asked))
    except ValueError:
        return None


def _seconds_until(moment: datetime) -> float:
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())

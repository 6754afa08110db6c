"""Reads tool calls that a model wrote into its text, as servers without the right parser pass them on."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

_DECODER = json.JSONDecoder()
_ARGUMENTS = ("arguments", "parameters", "args", "input")
_NAMED = re.compile(r"\b(?P<name>[a-z_]{4,40})\s*[\"'>=:(]*\s*$")
_BEFORE = 60  # characters before its arguments in which a tool's name may stand


@dataclass(frozen=True, slots=True)
class WrittenCall:
    """A call as it was meant."""

    name: str
    arguments: dict[str, object]


def written_calls(text: str, names: Collection[str]) -> list[WrittenCall]:
    """The calls of known tools in a text, each once: {"name": …, "arguments": …}, or NAME followed by JSON."""
    calls: list[WrittenCall] = []
    at = text.find("{")
    while at >= 0:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except ValueError:
            at = text.find("{", at + 1)
            continue
        call = _call(value, text[max(0, at - _BEFORE) : at], names)
        if call is not None and call not in calls:
            calls.append(call)
        at = text.find("{", end if call else at + 1)
    return calls


def _call(value: object, before: str, names: Collection[str]) -> WrittenCall | None:
    if not isinstance(value, dict):
        return None
    inner = value.get("function")
    body = inner if isinstance(inner, dict) else value
    name = body.get("name") or body.get("tool") or inner
    if isinstance(name, str) and name in names:
        arguments = _arguments(body)
        return None if arguments is None else WrittenCall(name, arguments)
    named = _NAMED.search(before)
    return WrittenCall(named["name"], value) if named and named["name"] in names else None


def _arguments(body: dict[str, object]) -> dict[str, object] | None:
    """A call's arguments, which may be JSON inside a string; None if they cannot be read."""
    value = next((body[field] for field in _ARGUMENTS if field in body), {})
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, dict) else None

"""Whether tools are called, a call can be demanded or forbidden, and a schema is held to."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

from assistant.probing.basics import SECONDS
from assistant.probing.observation import Observation
from assistant.probing.wire import Call, Reply, Wire

_TOKENS = 400  # enough for a model that thinks before it calls
_TOOL = "read_meter"
_TOOLS = [
    {
        "type": "function",
        "function": {
            "name": _TOOL,
            "description": "Reads the water meter of a house and gives its number.",
            "parameters": {
                "type": "object",
                "properties": {"house": {"type": "string", "enum": ["north", "south"]}},
                "required": ["house"],
            },
        },
    }
]
_NEEDED = [{"role": "user", "content": "What does the water meter of the north house show? Read it with the tool."}]
_NOT_NEEDED = [{"role": "user", "content": "Good morning."}]
_NUMBER = "4817"
_PROSE = [{"role": "user", "content": "Say in one sentence how a river begins."}]
_SCHEMA = {
    "type": "object",
    "properties": {"season": {"type": "string", "enum": ["dry", "wet"]}, "rain": {"type": "boolean"}},
    "required": ["season", "rain"],
    "additionalProperties": False,
}
_FORMAT = {"type": "json_schema", "json_schema": {"name": "weather", "strict": True, "schema": _SCHEMA}}


async def tools(wire: Wire) -> AsyncIterator[Observation]:
    """Whether a tool that is needed is called with arguments that fit, and its result is read."""
    first = await wire.chat(_NEEDED, _TOKENS, SECONDS, tools=_TOOLS)
    if not first.ok:
        yield _not_ok("tools", first)
        return
    call = _good_call(first)
    if call is None:
        detail = f"{_without_call(first)}. Passages are found by search before the model writes."
        yield Observation("tools", False, detail, fields={"tools": False})
        return
    second = await wire.chat([*_NEEDED, *_answered(call)], _TOKENS, SECONDS, tools=_TOOLS)
    if second.ok and _NUMBER in second.text:
        yield Observation("tools", True, "Called when needed, and their results are read.", fields={"tools": True})
    elif second.timed_out:
        yield _not_ok("tools", second)
    else:
        why = second.why_not if not second.ok else "the answer does not speak of it"
        detail = f"A tool is called, but its result is not read: {why}."
        yield Observation("tools", False, detail, fields={"tools": False})


async def tool_choice(wire: Wire) -> AsyncIterator[Observation]:
    """Whether a call that is demanded, by name or not, is made, and one that is forbidden is not."""
    named = {"type": "function", "function": {"name": _TOOL}}
    demanded = await wire.chat(_NOT_NEEDED, _TOKENS, SECONDS, tools=_TOOLS, tool_choice="required")
    by_name = await wire.chat(_NOT_NEEDED, _TOKENS, SECONDS, tools=_TOOLS, tool_choice=named)
    forbidden = await wire.chat(_NEEDED, _TOKENS, SECONDS, tools=_TOOLS, tool_choice="none")
    if any(reply.timed_out for reply in (demanded, by_name, forbidden)):
        yield Observation("tool_choice", None, "The server was too slow to tell.")
        return
    faults = []
    if _good_call(demanded) is None:
        faults.append(f'"required" is {_refused_or_ignored(demanded)}')
    if _good_call(by_name) is None:
        faults.append(f"a tool demanded by name is {_refused_or_ignored(by_name)}")
    if not forbidden.ok or forbidden.calls:
        faults.append(f'"none" is {_refused_or_ignored(forbidden)}')
    detail = f"{_sentence('; '.join(faults))}" if faults else "Calls can be demanded and forbidden."
    if faults and _good_call(by_name) is not None:
        detail += " A tool demanded by name is called."
    yield Observation("tool_choice", not faults, detail, fields={"tool_choice": not faults})


async def json_schema(wire: Wire) -> AsyncIterator[Observation]:
    """Whether a reply is held to a schema that the prompt does not speak of."""
    found = await wire.chat(_PROSE, _TOKENS, SECONDS, response_format=_FORMAT)
    if not found.ok:
        yield _not_ok("json_schema", found)
        return
    fits = _fits_schema(found.text)
    detail = "A reply is held to it." if fits else "It is ignored: the reply does not follow it."
    yield Observation("json_schema", fits, detail, fields={"json_schema": fits})


async def schema_with_tools(wire: Wire, seen: Mapping[str, object]) -> AsyncIterator[Observation]:
    """Whether tools are still called beside a schema; asked only where each works alone."""
    if not (seen.get("tools") and seen.get("json_schema")):
        return
    found = await wire.chat(_NEEDED, _TOKENS, SECONDS, tools=_TOOLS, response_format=_FORMAT)
    name = "schema_with_tools"
    if found.timed_out:
        yield _not_ok(name, found)
        return
    works = _good_call(found) is not None
    why = "the schema wins, and tools are not called" if found.ok else found.why_not
    detail = "Tools are called beside a schema too." if works else f"Not together: {why}."
    yield Observation(name, works, detail, fields={name: works})


def _good_call(reply: Reply) -> Call | None:
    """The first call, if it names the tool and its arguments fit."""
    if not reply.ok or not reply.calls or reply.calls[0].name != _TOOL:
        return None
    try:
        arguments = json.loads(reply.calls[0].arguments)
    except ValueError:
        return None
    fits = isinstance(arguments, dict) and arguments.get("house") in {"north", "south"}
    return reply.calls[0] if fits else None


def _without_call(reply: Reply) -> str:
    if reply.calls:
        return "A tool is called with a name or arguments that do not fit"
    if _TOOL in reply.text:
        return "The call is written as text, where no program can tell it from an answer"
    return "Ignored: the model answers without calling one"


def _answered(call: Call) -> list[dict[str, Any]]:
    function = {"name": call.name, "arguments": call.arguments}
    made = {"id": call.id or "call_1", "type": "function", "function": function}
    return [
        {"role": "assistant", "content": "", "tool_calls": [made]},
        {"role": "tool", "tool_call_id": made["id"], "content": _NUMBER},
    ]


def _fits_schema(text: str) -> bool:
    try:
        value = json.loads(re.sub(r"(?s)^.*</think>", "", text))
    except ValueError:
        return False
    return (
        isinstance(value, dict)
        and set(value) == {"season", "rain"}
        and value["season"] in {"dry", "wet"}
        and isinstance(value["rain"], bool)
    )


def _refused_or_ignored(reply: Reply) -> str:
    return "ignored" if reply.ok else f"refused ({reply.why_not})"


def _not_ok(name: str, reply: Reply) -> Observation:
    if reply.timed_out:
        return Observation(name, None, f"Not known: {reply.why_not}.")
    return Observation(name, False, f"Refused: {reply.why_not.rstrip('.')}.", fields={name: False})


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."

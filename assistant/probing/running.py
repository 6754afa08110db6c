"""All probes of an endpoint, one after another."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime
from typing import Any

from assistant.capabilities import Capabilities, remember
from assistant.errors import EndpointError
from assistant.probing.basics import any_name, model, reply
from assistant.probing.context import context
from assistant.probing.embeddings import embeddings
from assistant.probing.observation import Observation
from assistant.probing.tools import json_schema, schema_with_tools, tool_choice, tools
from assistant.probing.wire import Wire
from assistant.profile import Profile

CONTEXT_SECONDS = 120.0


async def probe_endpoint(profile: Profile, *, seconds: float = CONTEXT_SECONDS) -> AsyncGenerator[Observation]:
    """What the endpoint was seen to do, as it is seen; `seconds` is the time for long prompts, 0 for none.

    What was seen is kept for `known_capabilities`, also if the caller stops in the middle. Raises EndpointError if it
    does not answer at all; SettingsError if the key is missing.
    """
    seen: dict[str, Any] = {}
    try:
        async with Wire(profile) as wire:
            async for observation in _all(wire, seen, seconds):
                seen.update(observation.fields)
                yield observation
    finally:
        if seen:
            remember(capabilities_of(profile, seen))


def capabilities_of(profile: Profile, seen: dict[str, Any]) -> Capabilities:
    """What was seen, dated now."""
    return Capabilities(base_url=profile.base_url, model=profile.model, probed_at=datetime.now(UTC), **seen)


async def _all(wire: Wire, seen: dict[str, Any], seconds: float) -> AsyncIterator[Observation]:
    for first in (model, reply):
        async for observation in first(wire):
            yield observation
    rest = [
        ("model name", any_name(wire)),
        ("tools", tools(wire)),
        ("tool_choice", tool_choice(wire)),
        ("json_schema", json_schema(wire)),
        ("schema_with_tools", schema_with_tools(wire, seen)),
        ("embeddings", embeddings(wire, seen)),
    ]
    if seconds > 0:
        rest.append(("context", context(wire, seen, seconds)))
    for name, probe in rest:
        try:
            async for observation in probe:
                yield observation
        except EndpointError as error:
            yield Observation(name, None, f"Not known: {error.message}", error.hint)

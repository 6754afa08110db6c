"""Why a server sent an empty stream: llama-cpp-python tells of an over-long prompt in plain replies alone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.endpoint.faults import is_too_long, too_long
from assistant.errors import EndpointError
from assistant.probing.wire import Wire
from assistant.profile import Profile


async def why_empty(profile: Profile, messages: Sequence[tuple[str, str]]) -> EndpointError:
    """The error behind it, from the same request made once more, for one token and without a stream."""
    nothing = EndpointError(
        "not_an_api",
        f"{profile.host} answered without a stream of text.",
        hint="Check that base_url names an OpenAI-compatible API, and look at the server's own log.",
    )
    prompt = [{"role": role, "content": text} for role, text in messages]
    try:
        async with Wire(profile) as wire:
            reply = await wire.chat(prompt, 1, profile.first_wait, stream=False)
    except EndpointError:
        return nothing
    return too_long(profile, reply.error) if is_too_long(reply.status, reply.error) else nothing

"""What was seen of an endpoint, as it bears on writing: whether tools work, and the context that is really there."""

from __future__ import annotations

from assistant.capabilities import known_capabilities, usable_context
from assistant.profile import Profile


def tools_seen(profile: Profile) -> bool | None:
    """Whether the model was seen to call tools; None if that is not known."""
    seen = known_capabilities(profile)
    return seen.tools if seen else None


def as_seen(profile: Profile) -> Profile:
    """The profile with the context that the server was seen to honour, where that is smaller."""
    return profile.model_copy(update={"context_tokens": usable_context(profile)})

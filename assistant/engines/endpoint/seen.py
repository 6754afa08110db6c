"""What was seen of an endpoint, as it bears on writing: whether tools work, and the context that is really there."""

from __future__ import annotations

from assistant.capabilities import known_capabilities, usable_context
from assistant.events import Step
from assistant.profile import Profile


def tools_seen(profile: Profile) -> bool | None:
    """Whether the model was seen to call tools; None if that is not known."""
    seen = known_capabilities(profile)
    return seen.tools if seen else None


def as_seen(profile: Profile) -> Profile:
    """The profile with the context that the server was seen to honour, where that is smaller."""
    return profile.model_copy(update={"context_tokens": usable_context(profile)})


def context_note(profile: Profile) -> list[Step]:
    """Word that less context is planned with than the profile gives, which a server started anew may have by now."""
    usable = usable_context(profile)
    if usable >= profile.context_tokens:
        return []
    seen = f"Planning with {usable} tokens of context, as doctor saw on {profile.host}"
    return [Step(f"{seen}; the profile says {profile.context_tokens}. Run doctor again if the server has changed.")]

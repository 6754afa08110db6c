"""Words the refusal of a key: where it came from, and what to do."""

from __future__ import annotations

from assistant.errors import EndpointError
from assistant.profile import Profile, key_source

REFUSED = frozenset({401, 403})  # statuses with which a server refuses a key, or a call without one


def refused_key(profile: Profile, status: int, said: str = "") -> EndpointError:
    """The error for a status of `REFUSED`, with the server's own words where it gave any."""
    origin = key_source(profile)
    source = f"the key from {origin}" if origin else "a call without a key"
    hint = "Check the key." if origin else "Store one: shadow-report config set-key, or name its variable in key_env."
    words = f": {said}" if said else "."
    return EndpointError("unauthorised", f"{profile.host} refused {source} ({status}){words}", hint=hint)

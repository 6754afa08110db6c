"""What an endpoint was seen to do, as `shadow-report doctor` found it; kept for each server and model.

Nothing may be assumed that was not seen: None means "not seen either way", and is as false as False where it is asked.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import OutputError
from assistant.files import make_folder, write_text
from assistant.locations import cache_dir
from assistant.profile import Profile

ReasoningField = Literal["reasoning_content", "reasoning", "<think>", "none"]


class Capabilities(BaseModel):
    """What one model on one server was seen to do. None stands for unknown."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    base_url: str
    """The server, as its profile names it."""
    model: str
    """The model that was asked."""
    probed_at: datetime
    """When, with its time zone."""
    model_names: tuple[str, ...] | None = None
    """The models that the server lists."""
    any_model_name: bool | None = None
    """Whether the server answers under a name that no model has, so that a misspelt name goes unnoticed."""
    streaming: bool | None = None
    """Whether a reply arrives in pieces."""
    usage_in_stream: bool | None = None
    """Whether a streamed reply ends with its token counts."""
    tools: bool | None = None
    """Whether the model calls a tool that is offered and needed, with arguments that fit, in a streamed reply."""
    tool_choice: bool | None = None
    """Whether a call that is demanded is made, and one that is forbidden is not."""
    json_schema: bool | None = None
    """Whether a reply is held to a JSON schema."""
    schema_with_tools: bool | None = None
    """Whether tools are still called beside a JSON schema."""
    embeddings: bool | None = None
    """Whether texts given as strings get vectors."""
    embedding_model: str | None = None
    """The model that gave them."""
    context_tokens: int | None = None
    """The longest prompt that was seen to be read whole, in tokens."""
    context_limit: int | None = None
    """The tokens above which prompts were seen to be refused or cut; None if no prompt was."""
    overlong: Literal["refused", "cut"] | None = None
    """What becomes of a longer prompt: an error, or a silent cut."""
    reasoning_field: ReasoningField | None = None
    """Where the model's reasoning stands, if it shows any."""
    tokens_per_second: float | None = None
    """How fast it writes."""
    first_token_seconds: float | None = None
    """How long it takes to begin, with a short prompt."""


def known_capabilities(profile: Profile) -> Capabilities | None:
    """What this profile's model was last seen to do on its server; None if it was never probed. Never raises."""
    try:
        found = Capabilities.model_validate_json(_file(profile.base_url, profile.model).read_bytes())
    except (OSError, ValidationError):
        return None
    return found if (found.base_url, found.model) == (profile.base_url, profile.model) else None


def remember(capabilities: Capabilities) -> None:
    """Keep what was seen, in place of what was kept before. Raises OutputError."""
    path = _file(capabilities.base_url, capabilities.model)
    try:
        make_folder(path.parent)
    except OSError as error:
        hint = "Give yourself write access there; the next run probes again."
        raise OutputError(f"Cannot make {path.parent}: {error.strerror}.", hint=hint) from error
    write_text(path, capabilities.model_dump_json(indent=1) + "\n")


def usable_context(profile: Profile) -> int:
    """The tokens of prompt and reply to plan with: the profile's, or fewer if the server was seen to take fewer."""
    known = known_capabilities(profile)
    limit = known.context_limit if known else None
    return profile.context_tokens if limit is None else min(profile.context_tokens, limit)


def _file(base_url: str, model: str) -> Path:
    name = hashlib.sha256(f"{base_url}\n{model}".encode()).hexdigest()[:20]
    return cache_dir() / "endpoints" / f"{name}.json"

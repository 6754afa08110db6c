"""A profile: a server, a model and the source of its key, which stay together so that no key reaches another host."""

from __future__ import annotations

import ipaddress
import os
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from assistant.errors import SettingsError


class Profile(BaseModel):
    """One OpenAI-compatible endpoint, as `[profiles.NAME]` in the settings file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True)

    base_url: str
    """Where the API is, up to and with its version, such as "http://127.0.0.1:11434/v1"."""
    model: Annotated[str, Field(min_length=1)]
    """The model's name as the server knows it."""
    key_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")] | None = None
    """The NAME of the environment variable that holds the key; never the key. Without it, no key is sent."""
    context_tokens: Annotated[int, Field(ge=1024)] = 8192
    """How many tokens of prompt and reply the model takes together."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 120.0
    """How long to wait for the next part of a reply."""
    allow_http: bool = False
    """Whether plain http may leave this machine. Text and key can then be read on the way."""

    @field_validator("base_url")
    @classmethod
    def _is_plain_url(cls, value: str) -> str:
        try:
            parts = urlsplit(value.strip())
            well_formed = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            well_formed = False
        if not well_formed:
            raise ValueError("should be a URL such as http://127.0.0.1:11434/v1")
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            raise ValueError("should hold no user, password, ? or #; name the key's variable in key_env")
        return value.strip().rstrip("/")

    @model_validator(mode="after")
    def _is_private_on_the_way(self) -> Profile:
        if self.base_url.startswith("http:") and not self.is_local and not self.allow_http:
            raise ValueError(
                f"base_url would send text to {self.host} over plain http; use https, or set allow_http = true"
            )
        return self

    @property
    def host(self) -> str:
        """The server's host name."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the server is this machine, by a loopback address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def key_of(profile: Profile) -> SecretStr | None:
    """The key for this profile's host, from the variable that the profile names and nowhere else.

    None if it names none. Raises SettingsError if the variable is empty or holds what no header can carry.
    """
    if profile.key_env is None:
        return None
    key = os.environ.get(profile.key_env, "").strip()
    if not key:
        hint = f"Set {profile.key_env} to the key for {profile.host}, or remove key_env if it needs none."
        raise SettingsError(f"The environment variable {profile.key_env} is not set; nothing was sent.", hint=hint)
    if not (key.isascii() and key.isprintable()) or " " in key:
        message = f"The environment variable {profile.key_env} holds no usable key; nothing was sent."
        raise SettingsError(message, hint="Copy the key again, without spaces or line breaks.")
    return SecretStr(key)

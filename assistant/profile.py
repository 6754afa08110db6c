"""A profile: a server, a model and the source of its key, which stay together so that no key reaches another host."""

from __future__ import annotations

import ipaddress
import os
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from assistant.errors import SettingsError
from assistant.stored_keys import stored_key, where_stored


class Profile(BaseModel):
    """One OpenAI-compatible endpoint, as `[profiles.NAME]` in the settings file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True)

    base_url: str
    """Where the API is, up to and with its version, such as "http://127.0.0.1:11434/v1"."""
    model: Annotated[str, Field(min_length=1)]
    """The model's name as the server knows it."""
    key_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")] | None = None
    """The NAME of the environment variable that holds the key; never the key. It counts before a stored key."""
    context_tokens: Annotated[int, Field(ge=1024)] = 8192
    """How many tokens of prompt and reply the model takes together."""
    connect_seconds: Annotated[float, Field(gt=0)] = 5.0
    """How long to wait for the connection."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 120.0
    """How long to wait for the next part of a reply."""
    first_token_seconds: Annotated[float, Field(gt=0)] | None = None
    """How long to wait for the first part, while the prompt is read. Unset: five times `timeout_seconds`."""
    concurrency: Annotated[int, Field(ge=1)] = 4
    """How many requests at a time the server gets."""
    gathering: Literal["auto", "tools", "plan", "search"] = "auto"
    """How passages are looked for: by the model with tools, by searches that it plans, or by search alone, which is
    fastest. "auto" takes the first of these that works."""
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
    def origin(self) -> str:
        """The server: scheme, host and port, as a stored key is bound to it."""
        parts = urlsplit(self.base_url)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{parts.scheme}://{host}:{port}"

    @property
    def place(self) -> str:
        """Where text goes, for people: this machine, or a host that is named as remote."""
        return "this machine" if self.is_local else f"{self.host}, which is not this machine"

    @property
    def first_wait(self) -> float:
        """The seconds to wait for the first part of a reply."""
        return self.first_token_seconds or 5 * self.timeout_seconds

    @property
    def may_use_proxy(self) -> bool:
        """Whether a proxy that the environment names may be used: only where it can read neither text nor key."""
        return self.is_https and not self.is_local

    @property
    def is_https(self) -> bool:
        """Whether text and key are encrypted on the way."""
        return self.base_url.startswith("https:")

    @property
    def is_local(self) -> bool:
        """Whether the server is this machine, by a loopback address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def key_of(profile: Profile) -> SecretStr | None:
    """The key for this profile's server: from the variable that the profile names, else as it was stored for it.

    None if there is neither. Raises SettingsError if the variable is named and nothing holds a key, or if a key holds
    what no header can carry.
    """
    key = _from_environment(profile) or stored_key(profile.origin)
    if key is not None:
        return SecretStr(usable_key(key, f"The key from {key_source(profile)}"))
    if profile.key_env is None:
        return None
    hint = (
        f"Set {profile.key_env} to the key for {profile.host}, store it with `shadow-report config set-key`, or remove "
        "key_env if the server needs none."
    )
    raise SettingsError(f"The environment variable {profile.key_env} is not set; nothing was sent.", hint=hint)


def key_source(profile: Profile) -> str:
    """Where the key comes from, for people; "" if there is none. Raises SettingsError if the key file is unreadable."""
    if _from_environment(profile):
        return f"the environment variable {profile.key_env}"
    kept = where_stored(profile.origin)
    return {"keyring": "the system's keyring", "file": "the file keys.json", None: ""}[kept]


def usable_key(key: str, name: str) -> str:
    """`key` as a header can carry it. Raises SettingsError, which does not show it."""
    key = key.strip()
    if not key or not (key.isascii() and key.isprintable()) or " " in key:
        hint = "Copy the key again, without spaces or line breaks."
        raise SettingsError(f"{name} is no usable key; nothing was sent.", hint=hint)
    return key


def _from_environment(profile: Profile) -> str | None:
    return os.environ.get(profile.key_env, "").strip() or None if profile.key_env else None

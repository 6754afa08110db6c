"""Changes to the settings file: profiles added, one of them made the active one. Comments and order stay."""

from __future__ import annotations

import re
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit import TOMLDocument
from tomlkit.container import Container

from assistant.errors import SettingsError, UsageError, did_you_mean
from assistant.files import make_folder, write_text
from assistant.locations import config_file
from assistant.profile import Profile
from assistant.toml_file import explain, first_fault, read_toml

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


def add_profile(name: str, fields: dict[str, Any], *, force: bool = False) -> Profile:
    """Write [profiles.NAME] with `fields`, and make it the active one if none is. Raises UsageError, OutputError."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a profile.", hint="Use letters, digits, - and _.")
    try:
        profile = Profile.model_validate(fields)
    except ValidationError as error:
        clause, hint = explain(first_fault(error), lambda _: Profile.model_fields)
        raise UsageError(f"The profile was not written: {clause}.", hint=hint) from error
    document = _read()
    profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
    if name in profiles and not force:
        hint = "Choose another name, or write over it with --force."
        raise UsageError(f"There is a profile {name!r} already; nothing was changed.", hint=hint)
    profiles[name] = fields
    document.setdefault("profile", name)
    _write(document)
    return profile


def use_profile(name: str) -> None:
    """Make the profile of that name the active one. Raises SettingsError if there is none, OutputError."""
    document = _read()
    known = list(document.get("profiles", {}))
    if name not in known:
        hint = did_you_mean(name, known) or "Write one first: shadow-report config add NAME --base-url URL --model M"
        raise SettingsError(f"There is no profile {name!r}; nothing was changed.", hint=hint)
    document["profile"] = name
    _write(document)


def _read() -> Container | TOMLDocument:
    path = config_file()
    return tomlkit.parse(read_toml(path, SettingsError)[1]) if path.exists() else tomlkit.document()


def _write(document: Container | TOMLDocument) -> None:
    path = config_file()
    try:
        make_folder(path.parent)
    except OSError as error:
        raise SettingsError(f"Cannot make {path.parent}: {error.strerror}.", hint="Check its permissions.") from error
    write_text(path, tomlkit.dumps(document))

"""The settings in force: command line over environment (SHADOW_REPORT_*) over the TOML file. No other file is read.

The settings file is named by `shadow-report config path`, and looks like this:

    profile = "desk"

    [profiles.desk]
    base_url = "http://127.0.0.1:11434/v1"
    model = "llama3.1:8b"
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import SettingsError, did_you_mean
from assistant.locations import LOCATION_VARIABLES, config_file
from assistant.profile import Profile
from assistant.toml_file import explain, first_fault, line_of, read_toml

PREFIX = "SHADOW_REPORT_"
_FLAG = "command line"
_VARIABLE = "environment variable"
Engine = Literal["extractive", "endpoint"]


class ScreenSettings(BaseModel):
    """The table [screen]: how the terminal UI looks and which keys it has."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    theme: str | None = None
    """The theme at the start, until another one is chosen from the palette."""
    reduced_motion: bool = False
    """Whether nothing on the screen moves by itself."""
    keymap: dict[str, str] = {}
    """Keys by the id of what they do, such as "draft.apply" = "f8,f12"; `shadow-report chat --keys` lists the ids."""


class Settings(BaseSettings):
    """The settings, as they are written."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    engine: Engine | None = None
    """Who writes: "extractive" needs no model, "endpoint" drives one. Unset: "endpoint" once a profile is active."""
    profile: str | None = None
    """The name of the active profile."""
    profiles: dict[str, Profile] = {}
    """The endpoints known, each a table [profiles.NAME]."""
    screen: ScreenSettings = ScreenSettings()
    """The table [screen]: theme, reduced_motion and keymap of the terminal UI."""
    base_url: str | None = None
    """An endpoint in place of the active profile, for one run; takes `model` with it, and no profile's key."""
    model: str | None = None
    """The model: of `base_url` if that is set, else in place of the active profile's."""
    key_env: str | None = None
    """The NAME of the variable with the key for `base_url`; counts only if set in the same place as it."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, TOML; no .env file and no secrets folder."""
        table = read_toml(config_file(), SettingsError)[0] if config_file().exists() else {}
        return init_settings, env_settings, InitSettingsSource(settings_cls, table)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force. `origins` tells, for each one that is set, where it comes from."""

    settings: Settings
    origins: Mapping[str, str]
    path: Path

    @property
    def engine(self) -> Engine:
        """The engine chosen, or the one that follows from the rest."""
        return self.settings.engine or ("endpoint" if self.endpoint else "extractive")

    @property
    def endpoint(self) -> Profile | None:
        """The endpoint in use, or None: `base_url` with what was set beside it, or the active profile.

        Of two settings that contend, the one from the stronger place counts, so that `--profile` beats a `base_url` in
        the environment. Raises SettingsError if what was chosen does not make an endpoint.
        """
        settings = self.settings
        if settings.base_url is not None and self._strength("base_url") >= self._strength("profile"):
            key_env = settings.key_env if self._strength("key_env") == self._strength("base_url") else None
            return _build({"base_url": settings.base_url, "model": settings.model or "", "key_env": key_env})
        if settings.profile is None:
            return None
        if settings.profile not in settings.profiles:
            known = ", ".join(settings.profiles) or "none is set up"
            hint = did_you_mean(settings.profile, settings.profiles) or f"Profiles in {self.path}: {known}."
            raise SettingsError(f"There is no profile {settings.profile!r}.", hint=hint)
        chosen = settings.profiles[settings.profile]
        if settings.model and self._strength("model") >= self._strength("profile"):
            return _build({**chosen.model_dump(), "model": settings.model})
        return chosen

    def _strength(self, name: str) -> int:
        origin = self.origins.get(name)
        return 0 if origin is None else 3 if origin == _FLAG else 2 if origin.startswith(_VARIABLE) else 1


def load_configuration(flags: Mapping[str, object] | None = None) -> Configuration:
    """The settings in force. `flags` are those of the command line, None where not given. Raises SettingsError."""
    given: dict[str, Any] = {name: value for name, value in (flags or {}).items() if value is not None}
    path = config_file()
    table, text = read_toml(path, SettingsError) if path.exists() else ({}, "")
    if os.environ.get(f"{PREFIX}PROFILES"):
        # It would be merged into the file's profiles, and could send a profile's key to another host.
        raise SettingsError(f"{PREFIX}PROFILES is not read.", hint=f"Write profiles in {path}.")
    origins = _origins(given, table, path)
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise _refusal(error, origins, text) from error
    _refuse_unknown_variables(settings)
    return Configuration(settings, origins, path)


def _origins(flags: Mapping[str, object], table: Mapping[str, object], path: Path) -> dict[str, str]:
    # Variable names are matched without regard to case, as pydantic-settings does.
    variables = {name.upper(): name for name, value in os.environ.items() if value}
    origins = {name: str(path) for name in table}
    for name in Settings.model_fields:
        if (variable := variables.get(f"{PREFIX}{name}".upper())) is not None:
            origins[name] = f"{_VARIABLE} {variable}"
    return origins | dict.fromkeys(flags, _FLAG)


def _refusal(error: ValidationError, origins: Mapping[str, str], text: str) -> SettingsError:
    fault = first_fault(error)
    location = fault["loc"]
    clause, hint = explain(fault, _known_keys)
    place = origins.get(str(location[0]), "settings") if location else "settings"
    line = (line_of(text, location) or line_of(text, location[:-1])) if place.endswith(".toml") else None
    return SettingsError(f"{place}{f', line {line}' if line else ''}: {clause}.", hint=hint)


def _known_keys(location: tuple[int | str, ...]) -> Iterable[str]:
    if len(location) > 1:
        return ScreenSettings.model_fields if location[0] == "screen" else Profile.model_fields
    return Settings.model_fields


def _build(fields: Mapping[str, object]) -> Profile:
    try:
        return Profile.model_validate(fields)
    except ValidationError as error:
        if not fields["model"]:
            raise SettingsError("The endpoint has no model.", hint="Name one with --model.") from error
        raise SettingsError(f"The endpoint is wrong: {explain(first_fault(error), _known_keys)[0]}.") from error


def _refuse_unknown_variables(settings: Settings) -> None:
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields if name not in {"profiles", "screen"}}
    known |= set(LOCATION_VARIABLES)
    keys = {profile.key_env for profile in settings.profiles.values()} | {settings.key_env}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known and name not in keys:
            nearest = did_you_mean(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known])
            hint = nearest.replace("mean ", f"mean {PREFIX}") if nearest else f"Known: {', '.join(sorted(known))}."
            raise SettingsError(f"Unknown environment variable {name}.", hint=hint)

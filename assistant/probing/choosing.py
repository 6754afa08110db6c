"""Which endpoint is to be probed: what the command line names, else the active one."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import AssistantError, SettingsError, UsageError
from assistant.probe import list_models
from assistant.profile import Profile
from assistant.settings import load_configuration

_SHOWN = 12


def chosen_endpoint(flags: Mapping[str, str | None]) -> Profile | None:
    """The endpoint that `base_url`, `model` and `profile` name, else that of the settings; None if there is none.

    A server that has one model needs no `model`. Raises UsageError, which lists them, if it has several; SettingsError
    if the flags name what does not exist. Faulty settings without flags give None: they are a check of their own.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    if flags.get("base_url") and not flags.get("model"):
        given["model"] = _only_model(given)
    try:
        return load_configuration(given).endpoint
    except AssistantError:
        if given:
            raise
        return None


def _only_model(given: Mapping[str, str]) -> str:
    unnamed = load_configuration({**given, "model": "unnamed"}).endpoint
    if unnamed is None:
        raise SettingsError("The endpoint has no model.", hint="Name one with --model.")
    names = list_models(unnamed)
    if len(names) == 1:
        return names[0]
    if not names:
        raise UsageError(f"{unnamed.host} lists no model.", hint="Load one, or name it with --model.")
    more = " …" if len(names) > _SHOWN else ""
    raise UsageError(
        f"{unnamed.host} has {len(names)} models: {', '.join(names[:_SHOWN])}{more}", hint="Name one with --model."
    )

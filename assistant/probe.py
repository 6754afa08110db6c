"""Asks an endpoint what models it has, to tell whether it can be used; no text of the user's is sent."""

from __future__ import annotations

import httpx

from assistant.errors import EndpointError
from assistant.profile import Profile, key_of
from assistant.reaching import unreachable, way_to
from assistant.refused_key import REFUSED, refused_key

TIMEOUT_SECONDS = 4.0


def list_models(profile: Profile) -> tuple[str, ...]:
    """The names of the models that the endpoint offers. Raises EndpointError, or SettingsError for a missing key."""
    key = key_of(profile)
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        with way_to(profile) as way:
            client = httpx.Client(**way, headers=headers, timeout=TIMEOUT_SECONDS)
        with client:
            response = client.get(f"{profile.base_url}/models")
    except httpx.TimeoutException as error:
        message = f"{profile.host} did not answer within {TIMEOUT_SECONDS:g} s."
        raise EndpointError("timeout", message, hint="Look whether it is still loading a model.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise unreachable(profile, error) from error
    _refuse_status(profile, response)
    return _names(profile, response)


def _refuse_status(profile: Profile, response: httpx.Response) -> None:
    status = response.status_code
    if status in REFUSED:
        raise refused_key(profile, status)
    if status >= 500:
        raise EndpointError("server_fault", f"{profile.host} failed ({status}).", hint="Look at the server's own log.")
    if status != 200:
        message = f"{profile.base_url}/models answered {status}, as no OpenAI-compatible API does."
        raise EndpointError("not_an_api", message, hint="base_url usually ends in /v1.")


def _names(profile: Profile, response: httpx.Response) -> tuple[str, ...]:
    try:
        return tuple(str(entry["id"]) for entry in response.json()["data"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"{profile.base_url}/models does not speak the OpenAI API."
        raise EndpointError("not_an_api", message, hint="base_url usually ends in /v1.") from error

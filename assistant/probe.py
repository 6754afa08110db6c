"""Asks an endpoint what models it has, to tell whether it can be used; no text of the user's is sent."""

from __future__ import annotations

import httpx

from assistant.certificates import trust
from assistant.errors import EndpointError
from assistant.profile import Profile, key_of
from assistant.refused_key import REFUSED, refused_key

TIMEOUT_SECONDS = 4.0


def list_models(profile: Profile) -> tuple[str, ...]:
    """The names of the models that the endpoint offers. Raises EndpointError, or SettingsError for a missing key."""
    key = key_of(profile)
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        # A redirect is not followed, since it could carry the key to another host; a proxy is not for this machine.
        response = httpx.get(
            f"{profile.base_url}/models",
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            trust_env=profile.may_use_proxy,
            verify=trust(https=profile.is_https),
        )
    except httpx.TimeoutException as error:
        message = f"{profile.host} did not answer within {TIMEOUT_SECONDS:g} s."
        raise EndpointError("timeout", message, hint="Look whether it is still loading a model.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        message = f"No connection to {profile.base_url} ({error})."
        raise EndpointError("refused", message, hint="Start the server, or mend base_url in the settings.") from error
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

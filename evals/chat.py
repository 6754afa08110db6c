"""A plain chat client for the systems and the judge that are no engine of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import openai
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant.profile import Profile, key_of
from assistant.telemetry import switch_off_telemetry


def plain_chat(profile: Profile, *, temperature: float) -> ChatOpenAI:
    """LangChain's client as its documentation sets it up, without retries, redirects or proxies that could read it.

    Raises SettingsError for a missing key.
    """
    switch_off_telemetry()
    key = key_of(profile)
    return ChatOpenAI(
        model=profile.model,
        base_url=profile.base_url,
        api_key=key or SecretStr("not-needed"),
        temperature=temperature,
        timeout=profile.timeout_seconds,
        max_retries=0,
        http_socket_options=(),
        http_async_client=httpx.AsyncClient(follow_redirects=False, trust_env=profile.may_use_proxy),
    )


def is_gone(error: openai.APIError) -> bool:
    """Whether the server cannot be reached at all, so that asking it again is no use."""
    gone = (openai.APIConnectionError, openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError)
    return isinstance(error, gone) and not isinstance(error, openai.APITimeoutError)


def told(error: openai.APIError, profile: Profile) -> str:
    """What happened, in one sentence."""
    if isinstance(error, openai.APITimeoutError):
        return f"{profile.host} gave no answer within {profile.timeout_seconds:g} seconds."
    if isinstance(error, openai.APIConnectionError):
        return f"Nothing answers at {profile.base_url}."
    if isinstance(error, openai.APIStatusError) and 300 <= error.status_code < 400:
        elsewhere = urlsplit(error.response.headers.get("location", "")).hostname or "another address"
        return f"{profile.host} sends on to {elsewhere}, which was not followed."
    return f"{profile.host} refused: {error.message.partition(chr(10))[0][:200]}"

"""How a profile's server is reached: certificates, a proxy that may stand between, and what is said where it fails."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypedDict
from urllib.request import getproxies, proxy_bypass

import httpx

from assistant.errors import EndpointError
from assistant.profile import Profile

_NAMED = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR")


class Way(TypedDict):
    """What every client of the server is made with."""

    follow_redirects: bool
    trust_env: bool
    verify: ssl.SSLContext


@contextmanager
def way_to(profile: Profile) -> Iterator[Way]:
    """The options with which to make a client inside the block.

    A redirect is not followed, since it could carry text and key to another host; a proxy is used only where it can
    read neither. Raises EndpointError where the environment names a proxy or certificates that cannot be used.
    """
    try:
        yield {
            "follow_redirects": False,
            "trust_env": profile.may_use_proxy,
            "verify": _trust(https=profile.is_https),
        }
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        named = ", ".join(name for name in _NAMED if os.environ.get(name)) or "the settings of the system"
        message = f"No way to {profile.host}: a proxy or certificates that are named cannot be used ({error})."
        hint = f"They are named in {named}; mend or unset that."
        raise EndpointError("refused", message, hint=hint) from error


def unreachable(profile: Profile, why: object) -> EndpointError:
    """The error where nothing took the connection; a proxy on the way is named, for it may be at fault."""
    hint = "Start the server, or mend base_url in the settings."
    if proxy := _proxy(profile):
        hint += f" The way leads through the proxy that {proxy} names; check that too, or name the host in NO_PROXY."
    return EndpointError("refused", f"No connection to {profile.base_url} ({why}).", hint=hint)


def _proxy(profile: Profile) -> str:
    """The variable that names the proxy in use, or "": its value may hold a password and is not for messages."""
    if not profile.may_use_proxy or proxy_bypass(profile.host):
        return ""
    proxies = getproxies()
    scheme = next((name for name in ("https", "all") if proxies.get(name)), "")
    names = (f"{scheme}_proxy", f"{scheme.upper()}_PROXY")
    return next((name for name in names if os.environ.get(name)), "the system") if scheme else ""


@cache
def _trust(*, https: bool) -> ssl.SSLContext:
    """The certificates that are believed; for plain http none, so that a client for it can reach nothing by https.

    Reading them takes longer than a first word may, so they are read once.
    """
    return httpx.create_ssl_context() if https else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

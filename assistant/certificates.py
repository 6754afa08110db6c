"""Which certificates are believed. Reading them takes longer than a first word may, so they are read once."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def trust(*, https: bool) -> ssl.SSLContext:
    """The certificates for a client's `verify`; for plain http none at all, so that it can reach nothing by https."""
    return httpx.create_ssl_context() if https else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

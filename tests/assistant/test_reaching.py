"""A proxy between this machine and a server elsewhere reads neither text nor key; what is wrong with it is told."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.engines.endpoint.streaming import stream_reply
from assistant.errors import EndpointError
from assistant.probe import list_models
from assistant.probing.wire import Wire
from assistant.profile import Profile

VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy")
KEY, TEXT = "sk-of-the-desk", "a village and its name"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESK_KEY", KEY)


def profile(url: str = "https://models.elsewhere.invalid/v1", **changes: object) -> Profile:
    return Profile.model_validate({"base_url": url, "model": "m", "key_env": "DESK_KEY", **changes})


def write(profile: Profile) -> None:
    async def through() -> None:
        async for _ in stream_reply(profile, [("user", TEXT)]):
            pass

    asyncio.run(through())


def probe(profile: Profile) -> None:
    async def ask() -> None:
        async with Wire(profile) as wire:
            await wire.get(f"{profile.base_url}/models")

    asyncio.run(ask())


WAYS: dict[str, Callable[[Profile], object]] = {"write": write, "probe": probe, "list": list_models}


def failure(way: str, profile: Profile) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        WAYS[way](profile)
    return caught.value


@contextmanager
def proxy(*answers: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that gives its answers, hears one thing more and hangs up: its port, and what it heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(30)

        def serve() -> None:
            try:
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(30)
                    for answer in answers:
                        heard.append(connection.recv(65536))
                        connection.sendall(answer)
                    heard.append(connection.recv(65536))
            except OSError:
                pass  # the test is over, or the client hung up

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        listening.close()
        thread.join(5)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("variable", "scheme", "answers", "begins"),
    [
        ("HTTPS_PROXY", "http", [b"HTTP/1.1 200 OK\r\n\r\n"], b"CONNECT models.elsewhere.invalid:443"),
        ("ALL_PROXY", "socks5", [b"\x05\x00", b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"], b"\x05"),
    ],
)
def test_a_proxy_learns_the_host_alone(
    way: str, variable: str, scheme: str, answers: list[bytes], begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(*answers) as (port, heard):
        monkeypatch.setenv(variable, f"{scheme}://127.0.0.1:{port}")
        failure(way, profile())
    assert heard[0].startswith(begins)
    assert heard[-1][:1] == b"\x16", "what comes last is encrypted"
    assert KEY.encode() not in b"".join(heard) and TEXT.encode() not in b"".join(heard)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("variable", "scheme"), [("https_proxy", "http"), ("ALL_PROXY", "socks5")])
def test_a_proxy_that_is_not_there_is_named_without_its_password(
    way: str, variable: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, f"{scheme}://desk:hunter2@127.0.0.1:9")
    told = failure(way, profile())
    assert told.kind == "refused" and f"the proxy that {variable} names" in told.hint and "hunter2" not in str(told)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("variable", "value"), [("HTTPS_PROXY", "carrier-pigeon://x"), ("SSL_CERT_FILE", "/no/such/file")]
)
def test_what_cannot_be_used_is_told_with_its_variable(
    way: str, variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import reaching

    reaching._trust.cache_clear()
    monkeypatch.setenv(variable, value)
    try:
        told = failure(way, profile())
    finally:
        reaching._trust.cache_clear()
    assert told.kind == "refused" and variable in told.hint and "mend or unset" in told.hint


@pytest.mark.parametrize("way", WAYS)
def test_no_proxy_is_asked_for_a_server_of_ones_own(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxy(b"HTTP/1.1 200 OK\r\n\r\n") as (port, heard):
        for variable in VARIABLES[:6]:
            monkeypatch.setenv(variable, f"http://127.0.0.1:{port}")
        for url in ("http://127.0.0.1:9/v1", "https://localhost:9/v1", "http://[::1]:9/v1"):
            told = failure(way, profile(url))
            assert told.kind == "refused" and "proxy" not in told.hint
        failure(way, profile("http://desk.invalid/v1", allow_http=True))
        assert heard == []

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant import probe
from assistant.errors import EndpointError, SettingsError
from assistant.probe import list_models
from assistant.profile import Profile


@contextmanager
def server(status: int, body: str, **headers: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An HTTP server with one answer; yields its base URL and the headers of the requests that it got."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({"path": self.path, **dict(self.headers)})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_address[1]}/v1", seen
        finally:
            http.shutdown()
            thread.join()


MODELS = json.dumps({"data": [{"id": "small"}, {"id": "large"}]})


def test_the_models_are_listed_with_the_profiles_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_KEY", "secret")
    monkeypatch.setenv("OPENAI_API_KEY", "other")
    with server(200, MODELS) as (url, seen):
        assert list_models(Profile(base_url=url, model="small", key_env="DESK_KEY")) == ("small", "large")
        list_models(Profile(base_url=url, model="small"))
    assert [one.get("Authorization") for one in seen] == ["Bearer secret", None]
    assert seen[0]["path"] == "/v1/models"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, "{}", "unauthorised"),
        (403, "{}", "unauthorised"),
        (404, "not here", "not_an_api"),
        (500, "{}", "server_fault"),
        (503, "<html>", "server_fault"),
        (200, "<html>login</html>", "not_an_api"),
        (200, "[]", "not_an_api"),
        (200, '{"data": [{"name": "x"}]}', "not_an_api"),
        (200, '{"data": null}', "not_an_api"),
    ],
)
def test_each_fault_has_its_kind_and_says_what_to_do(status: int, body: str, kind: str) -> None:
    with server(status, body) as (url, _), pytest.raises(EndpointError) as caught:
        list_models(Profile(base_url=url, model="small"))
    assert caught.value.kind == kind
    assert caught.value.hint


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_KEY", "secret")
    with server(200, MODELS) as (elsewhere, seen):
        with server(302, "", Location=f"{elsewhere}/models") as (url, _), pytest.raises(EndpointError) as caught:
            list_models(Profile(base_url=url, model="small", key_env="DESK_KEY"))
        assert seen == []
    assert caught.value.kind == "not_an_api"


def test_nothing_listening_is_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError) as caught:
        list_models(Profile(base_url=f"http://127.0.0.1:{port}/v1", model="small"))
    assert caught.value.kind == "refused"


def test_a_silent_server_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(EndpointError) as caught:
        list_models(Profile(base_url=f"http://127.0.0.1:{silent.getsockname()[1]}/v1", model="small"))
    assert caught.value.kind == "timeout"


def test_a_missing_key_is_found_before_anything_is_sent() -> None:
    with server(200, MODELS) as (url, seen), pytest.raises(SettingsError, match="nothing was sent"):
        list_models(Profile(base_url=url, model="small", key_env="NO_SUCH_KEY"))
    assert seen == []

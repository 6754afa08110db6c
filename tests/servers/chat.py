"""A chat server on 127.0.0.1 that plays one scripted reply after another, faults among them, and keeps the requests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "scripted"


@dataclass(frozen=True)
class Reply:
    """What is sent: bytes one by one as they stand in `parts`, a number for a pause in seconds, an event to wait for.

    Without `chunked` the end of the connection ends the body. `cut` breaks a chunked body off before its end.
    """

    parts: Sequence[bytes | float | threading.Event] = ()
    status: int = 200
    content_type: str = "text/event-stream"
    headers: dict[str, str] = field(default_factory=dict)
    chunked: bool = False
    cut: bool = False


@dataclass
class Request:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Answer = Callable[[Request], Reply]
"""A reply that depends on the request; it is asked for GET requests too."""


@dataclass
class ChatServer:
    """The running server: `base_url`, the replies still to come, the requests so far. The last reply repeats."""

    base_url: str
    replies: list[Reply | Answer]
    requests: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: Request) -> Reply:
        """The next reply, made for this request where it depends on it."""
        with self.lock:
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(request) if callable(reply) else reply


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ChatServer

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.state.replies and callable(self.state.replies[0]):
            self._send(self.state.replies[0](Request(self.path, {}, {})))
            return
        listing = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
        self._send(error(200, listing) if self.path == "/v1/models" else error(404, {"detail": "Not Found"}))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, body)
        self.state.requests.append(request)
        self._send(self.state.take(request))

    def _send(self, reply: Reply) -> None:
        self.close_connection = True
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header(
                "Transfer-Encoding" if reply.chunked else "Connection", "chunked" if reply.chunked else "close"
            )
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            for part in reply.parts:
                if isinstance(part, threading.Event):
                    while not part.wait(0.02) and not self.state.closing.is_set():
                        pass
                elif not isinstance(part, bytes):
                    self.state.closing.wait(part)
                elif reply.chunked:
                    self._write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                else:
                    self._write(part)
            if reply.chunked and not reply.cut:
                self._write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client went away

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()


@contextmanager
def chat_server(*replies: Reply | Answer) -> Iterator[ChatServer]:
    """Serve the replies in order on a free port."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    state = ChatServer(f"http://127.0.0.1:{server.server_port}/v1", list(replies))
    handler.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def error(status: int, body: object, **headers: str) -> Reply:
    """A JSON reply, such as an error in the API's form."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply([json.dumps(body).encode()], status, "application/json", named)


def refusal(status: int, message: str, **headers: str) -> Reply:
    """An error as the API words it."""
    return error(status, {"error": {"message": message, "type": "invalid_request_error", "code": None}}, **headers)


def page(status: int = 200) -> Reply:
    """A web page."""
    return Reply([b"<!doctype html><html><body>It works!</body></html>"], status, "text/html; charset=utf-8")


def event(delta: dict[str, object], finish: str | None = None, newline: str = "\n", **extra: object) -> bytes:
    """One server-sent event with a piece of a reply."""
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": choices, **extra}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}{newline}{newline}".encode()


def done(newline: str = "\n") -> bytes:
    """The event that ends a stream."""
    return f"data: [DONE]{newline}{newline}".encode()


def events(
    text: str,
    *,
    size: int = 5,
    finish: str | None = "stop",
    reasoning: str = "",
    usage: dict[str, int] | None = None,
    newline: str = "\n",
    end: bool = True,
) -> list[bytes]:
    """A whole reply as events: first the reasoning, then the text in pieces of `size` characters."""
    found = [event({"role": "assistant", "content": ""}, newline=newline)]
    if reasoning:
        found.append(event({"reasoning_content": reasoning}, newline=newline))
    found += [event({"content": text[at : at + size]}, newline=newline) for at in range(0, len(text), size)]
    if finish:
        found.append(event({}, finish, newline, **({"usage": usage} if usage else {})))
    return [*found, done(newline)] if end else found


def says(text: str, **options: Any) -> Reply:
    """A whole reply."""
    return Reply(events(text, **options))


def in_odd_pieces(data: Iterable[bytes], size: int = 7) -> list[bytes]:
    """The same bytes cut anywhere, in the middle of events and of characters."""
    whole = b"".join(data)
    return [whole[at : at + size] for at in range(0, len(whole), size)]

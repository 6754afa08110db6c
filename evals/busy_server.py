"""A chat server with a fixed latency and room for so many requests: `python -m evals.busy_server --latency 1 --room 8`.

It refuses what is beyond its room with 429 and Retry-After, and writes a short section that quotes the passages it was
given, so that the checks find nothing to repair. Whose brief a request is stands in its instructions, as "brief:ID".
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_PASSAGE = re.compile(r'<passages from="(?P<who>[^"]+)".*?</passages>', re.DOTALL)
_KEYED = re.compile(r'<p key="(?P<key>\w+)">(?P<text>.*?)</p>', re.DOTALL)
_MARK = re.compile(r"brief:([\w.-]+)")
_PARTS = (
    "What the Convention requires",
    "What the State party reports",
    "What is missing, postponed or at odds",
    "Information from civil society",
    "Suggested questions",
    "Suggested recommendations",
)
_QUOTED_WORDS = 12


@dataclass
class BusyServer:
    """The server's settings and what it has seen. `latency` and `retry_after` are in seconds."""

    latency: float = 1.0
    room: int = 8
    retry_after: float = 1.0
    port: int = 0
    open: int = 0
    peak: int = 0
    refused: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    early: int = 0
    """Requests that came in the second half of a pause that was asked for; those in its first were under way."""
    _pause: tuple[float, float] = (0.0, 0.0)

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def serve(self) -> asyncio.Server:
        """Listen on `port`, or on a free one."""
        server = await asyncio.start_server(self._connection, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
            body = await reader.readexactly(int(length[1])) if length else b""
            if head.startswith("GET"):
                self._send(writer, 200, "application/json", json.dumps(self.seen()).encode())
            else:
                await self._chat(json.loads(body), writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client went away
        finally:
            writer.close()

    def seen(self) -> dict[str, object]:
        """What was asked so far."""
        counts = {"asked": self.asked, "peak": self.peak, "refused": self.refused, "early": self.early}
        return {**counts, "answered": dict(self.answered)}

    async def _chat(self, request: dict[str, list[dict[str, str]]], writer: asyncio.StreamWriter) -> None:
        now = asyncio.get_running_loop().time()
        self.asked += 1
        self.early += self._pause[0] <= now < self._pause[1]
        if self.open >= self.room:
            self.refused += 1
            # A tenth less: the clock of the client rounds.
            self._pause = (now + 0.5 * self.retry_after, now + 0.9 * self.retry_after)
            message = json.dumps({"error": {"message": "too many requests"}}).encode()
            self._send(writer, 429, "application/json", message, f"Retry-After: {self.retry_after:g}\r\n")
            return
        self.open += 1
        self.peak = max(self.peak, self.open)
        try:
            await asyncio.sleep(self.latency)
            text = request["messages"][-1]["content"]
            if mark := _MARK.search(text):
                self.answered[mark[1]] += 1
            self._send(writer, 200, "text/event-stream", b"".join(_events(_section(text))))
            await writer.drain()
        finally:
            self.open -= 1

    def _send(self, writer: asyncio.StreamWriter, status: int, kind: str, body: bytes, more: str = "") -> None:
        reason = {200: "OK", 429: "Too Many Requests"}[status]
        head = f"HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}"
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)


def _section(prompt: str) -> str:
    """Six headings, each with a quotation from a passage of the prompt."""
    groups = [(group["who"], passage) for group in _PASSAGE.finditer(prompt) for passage in _KEYED.finditer(group[0])]
    if not groups:
        return "\n\n".join(f"### {part}\nNo paragraph found that deals with it." for part in _PARTS)
    state = [passage for who, passage in groups if who == "State party"] or [passage for _, passage in groups]
    treaty = [passage for who, passage in groups if who == "Convention"] or state
    said = [f"The State party reports that {_quoted(passage)}" for passage in state[:3]]
    texts = (
        f"The Convention says {_quoted(treaty[0])}",
        said[0],
        said[-1],
        "[NGO evidence: cases; source, place, date]",
    )
    asks = ("Please give the number of cases.", "Publish the number of cases each year.")
    return "\n\n".join(f"### {part}\n{text}" for part, text in zip(_PARTS, (*texts, *asks), strict=True))


def _quoted(passage: re.Match[str]) -> str:
    words = " ".join(passage["text"].split()[:_QUOTED_WORDS]).rstrip(",;:.")
    return f"“{words}” [{passage['key']}]."


def _events(text: str) -> Iterator[bytes]:
    for at in range(0, len(text), 40):
        yield _event({"content": text[at : at + 40]})
    yield _event({}, "stop")
    yield b"data: [DONE]\n\n"


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "busy", "choices": choices}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()


@contextmanager
def busy_server(latency: float = 0.0, room: int = 8, retry_after: float = 1.0, port: int = 0) -> Iterator[BusyServer]:
    """A server in a thread of this process."""
    state = BusyServer(latency, room, retry_after, port)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(state.serve())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield state
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()


async def _forever(state: BusyServer) -> None:
    server = await state.serve()
    print(state.base_url, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=1.0)
    parser.add_argument("--room", type=int, default=8)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    asyncio.run(_forever(BusyServer(options.latency, options.room, port=options.port)))

"""A chat server that streams the same tokens to all, at a pace or as fast as they are taken; for evals.overhead."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
_FRAME = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "paced"}


def event(content: str, finish: str | None = None) -> bytes:
    """One token as an event in a chunk of its own."""
    delta = {"content": content} if content else {}
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    data = f"data: {json.dumps({**_FRAME, 'choices': choices})}\n\n".encode()
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


class TokenServer:
    """Serves `tokens`; a request whose model is "paced:200" gets 200 a second, "paced:0" as many as it takes."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._events = [event(token) for token in tokens]
        end = b"data: [DONE]\n\n"
        self._end = event("", "stop") + f"{len(end):x}\r\n".encode() + end + b"\r\n0\r\n\r\n"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while body := await _body(reader):
                pace = float(str(json.loads(body)["model"]).partition(":")[2])
                await self._stream(writer, pace)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went away, or the server ends
        finally:
            writer.close()

    async def _stream(self, writer: asyncio.StreamWriter, pace: float) -> None:
        writer.write(_HEAD)
        loop = asyncio.get_running_loop()
        started = loop.time()
        for number, piece in enumerate(self._events, start=1):
            if pace:
                await asyncio.sleep(started + number / pace - loop.time())
            writer.write(piece)
            if pace or number % 50 == 0:
                await writer.drain()
        writer.write(self._end)
        await writer.drain()


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next((int(line.partition(":")[2]) for line in lines if line.startswith("content-length:")), 0)
    return await reader.readexactly(length)


async def main() -> None:
    """Read the tokens as JSON from standard input, print the port, and serve until standard input ends."""
    loop = asyncio.get_running_loop()
    tokens = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    server = await asyncio.start_server(TokenServer(tokens).answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())

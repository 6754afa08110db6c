"""An endpoint on 127.0.0.1 that gives recorded answers, and refuses to answer a prompt that has changed."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.prompting import Prompt
from evals.recorded.recording import Recording, StaleRecording, prompt_of, sentences_of, stale
from evals.recorded.tasks import MODEL_PREFIX

_LINE = re.compile(r"^\W*S(?P<number>\d+)\W*[:.]\s*(?P<text>\S.*)$", re.MULTILINE)


class _Tape:
    """What is still to be answered, by task and prompt, in the order in which it was.

    Checks change which sentences a repair is asked for. So a correction is known by its task and the sentence that it
    corrects: one that is no longer asked for stays unused, and one that never was asked for is left as it is.
    """

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self._left: dict[tuple[str, str], list[Recording]] = {}
        self._corrections: dict[tuple[str, str], list[str]] = {}
        self._lock = threading.Lock()
        for one in recordings:
            self._left.setdefault((one.task, one.prompt), []).append(one)
            for line in _LINE.finditer(one.content) if one.prompt == "repair" else ():
                if 0 < int(line["number"]) <= len(one.sentences):
                    sentence = one.sentences[int(line["number"]) - 1]
                    self._corrections.setdefault((one.task, sentence), []).append(line["text"].strip())

    def take(self, request: dict[str, Any]) -> Recording | str:
        """The next answer, or why there is none."""
        task = str(request.get("model", "")).removeprefix(MODEL_PREFIX)
        try:
            prompt = prompt_of(request["messages"])
        except StaleRecording as error:
            return str(error)
        with self._lock:
            if prompt.name == "repair":
                return self._repair(task, prompt, sentences_of(request["messages"]))
            left = self._left.get((task, prompt.name), [])
            if not left:
                return f"Nothing more is recorded for {task} and the prompt {prompt.name}."
            return left.pop(0)

    def _repair(self, task: str, prompt: Prompt, sentences: Sequence[str]) -> Recording:
        """The corrections of these sentences, each the next that was recorded for it, KEEP for one without."""
        kept = [self._corrections.get((task, sentence)) or ["KEEP"] for sentence in sentences]
        content = "\n".join(f"S{number}: {one.pop(0)}" for number, one in enumerate(kept, start=1))
        return Recording(task, 0, prompt.name, prompt.hash, content)


@contextmanager
def replaying(recordings: Sequence[Recording]) -> Iterator[str]:
    """The base URL of a server that replays, for as long as the block runs. Raises StaleRecording."""
    if old := stale(recordings):
        tasks = ", ".join(sorted({one.task for one in old}))
        raise StaleRecording(f"{len(old)} recordings answer another wording of their prompt: {tasks}.")
    handler = type("Handler", (_Handler,), {"tape": _Tape(recordings)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    tape: _Tape

    def log_message(self, *_: object) -> None:
        """Nothing: the server speaks to nobody."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        answer = self.tape.take(request)
        if isinstance(answer, str):
            self._send(400, "application/json", json.dumps({"error": {"message": answer}}).encode())
        else:
            self._send(200, "text/event-stream", b"".join(_events(answer)))

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _events(answer: Recording) -> Iterator[bytes]:
    yield _event({"role": "assistant", "content": answer.content})
    for index, call in enumerate(answer.calls):
        function = {"name": call["name"], "arguments": json.dumps(call["arguments"], ensure_ascii=False)}
        yield _event({"tool_calls": [{"index": index, "id": f"c{index}", "type": "function", "function": function}]})
    yield _event({}, "tool_calls" if answer.calls else "stop")
    yield b"data: [DONE]\n\n"


def _event(delta: dict[str, object], finish: str | None = None) -> bytes:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "r", "object": "chat.completion.chunk", "created": 1, "model": "recorded", "choices": choices}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()

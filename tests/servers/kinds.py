"""Servers that behave as the common ones do, each with its own gaps: Ollama, llama-server, vLLM, LM Studio and others.

Tokens are words here. Played from what their sources and issue trackers say; the real llama.cpp is tested beside them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

from tests.servers.chat import MODEL, Reply, Request, done, error, event, refusal


@dataclass(frozen=True)
class Kind:
    """What a server does; an instance answers requests. The defaults are a server without gaps."""

    models: tuple[str, ...] = (MODEL,)
    any_name: bool = False
    streams: bool = True
    usage: bool = True
    reasoning: Literal["", "reasoning_content", "reasoning", "<think>"] = ""
    tools: Literal["called", "as text", "ignored", "refused"] = "called"
    reads_results: bool = True
    tool_choice: bool = True
    schema: Literal["held", "ignored", "refused"] = "held"
    schema_beside_tools: bool = True
    embedder: str = ""
    context: int = 8192
    overlong: Literal["refused", "cut"] = "refused"
    props: bool = False
    timings: bool = False

    def __call__(self, request: Request) -> Reply:
        """The reply to a request."""
        if request.path == "/v1/models":
            return error(200, {"object": "list", "data": [{"id": name} for name in self.models]})
        if request.path == "/props" and self.props:
            return error(200, {"default_generation_settings": {"n_ctx": self.context}})
        if request.path == "/v1/embeddings":
            return self._embeddings(request.body)
        if request.path == "/v1/chat/completions":
            return self._chat(request.body)
        return error(404, {"detail": "Not Found"})

    def _embeddings(self, body: dict[str, Any]) -> Reply:
        if body["model"] != self.embedder or not all(isinstance(text, str) for text in body["input"]):
            return refusal(400, "this model does not support embeddings")
        return error(200, {"data": [{"embedding": [float(len(text)), 1.0]} for text in body["input"]]})

    def _chat(self, body: dict[str, Any]) -> Reply:
        if body["model"] not in self.models and not self.any_name:
            return refusal(404, f"model '{body['model']}' not found")
        if body.get("tools") and self.tools == "refused":
            return refusal(400, "tools are not supported by this server")
        if body.get("response_format") and self.schema == "refused":
            return refusal(400, "'response_format.type' must be 'text'")
        words = " ".join(str(message["content"]) for message in body["messages"]).split()
        if len(words) > self.context and self.overlong == "refused":
            return refusal(400, f"This model's maximum context length is {self.context} tokens.")
        read = words[-self.context :]
        call = self._call(body)
        text = "" if call else self._text(body, " ".join(read))
        return self._reply(body, text, call, len(read))

    def _call(self, body: dict[str, Any]) -> dict[str, str] | None:
        """The tool call of the reply, if it makes one."""
        if not body.get("tools") or self.tools != "called" or body["messages"][-1]["role"] == "tool":
            return None
        if body.get("response_format") and not self.schema_beside_tools:
            return None
        wanted = "meter" in body["messages"][-1]["content"]
        choice = body.get("tool_choice", "auto") if self.tool_choice else "auto"
        if choice == "none" or (choice == "auto" and not wanted):
            return None
        return {"name": "read_meter", "arguments": '{"house": "north"}'}

    def _text(self, body: dict[str, Any], prompt: str) -> str:
        if body.get("tools") and self.tools == "as text" and "meter" in prompt:
            return '{"name": "read_meter", "arguments": {"house": "north"}}'
        if body["messages"][-1]["role"] == "tool":
            return f"It shows {body['messages'][-1]['content']}." if self.reads_results else "I cannot say."
        if body.get("response_format") and self.schema == "held":
            return '{"season": "wet", "rain": true}'
        boat = re.search(r"number of the boat is (\d+)", prompt)
        return boat[1] if boat else "A river begins at a spring, and soon it runs on."

    def _reply(self, body: dict[str, Any], text: str, call: dict[str, str] | None, prompt_tokens: int) -> Reply:
        usage = {"prompt_tokens": prompt_tokens, "completion_tokens": len(text.split()), "total_tokens": 0}
        if not (self.streams and body.get("stream")):
            return error(200, {"choices": [{"message": _message(text, call)}], "usage": usage if self.usage else None})
        parts: list[bytes | float] = [event({"role": "assistant"})]
        if self.reasoning == "<think>":
            text = f"<think>Let me see.</think>{text}"
        elif self.reasoning:
            parts.append(event({self.reasoning: "Let me see."}))
        for word in text.split(" "):
            parts += [0.001, event({"content": f"{word} "})]
        if call:
            for arguments in ("", call["arguments"][:5], call["arguments"][5:]):
                function = {"name": "" if arguments else call["name"], "arguments": arguments}
                parts.append(event({"tool_calls": [{"index": 0, "id": "c1", "function": function}]}))
        parts.append(event({}, "tool_calls" if call else "stop"))
        if self.usage and body.get("stream_options", {}).get("include_usage"):
            extra = {"timings": {"predicted_per_second": 12.5}} if self.timings else {}
            parts.append(f"data: {json.dumps({'choices': [], 'usage': usage, **extra})}\n\n".encode())
        return Reply([*parts, done()])


def _message(text: str, call: dict[str, str] | None) -> dict[str, object]:
    calls = [{"id": "c1", "type": "function", "function": call}] if call else None
    return {"role": "assistant", "content": text or None, "tool_calls": calls}


VLLM = Kind()
OLLAMA = Kind(
    models=(MODEL, "nomic-embed-text"),
    reasoning="reasoning",
    tool_choice=False,
    schema_beside_tools=False,
    embedder="nomic-embed-text",
    context=4096,
    overlong="cut",
)
LLAMA_SERVER = Kind(any_name=True, reasoning="reasoning_content", context=4096, props=True, timings=True)
LLAMA_SERVER_WITHOUT_JINJA = Kind(any_name=True, tools="refused", context=4096, props=True, timings=True)
LM_STUDIO = Kind(tools="as text", usage=False, reasoning="<think>", any_name=True)
PLAIN = Kind(streams=False, usage=False, tools="ignored", schema="refused", any_name=True)
FAILS_OPEN = Kind(schema="ignored", reads_results=False)

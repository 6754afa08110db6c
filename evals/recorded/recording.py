"""Recordings: each answer that was given by hand, with the hash of the prompt that it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.prompting import VARIABLES, Prompt, load_prompt
from evals.recorded.tasks import MODEL_PREFIX

FILE = "recordings.jsonl"
_HOME = "CERD/C/KAZ/11-14"
_ASKED = re.compile(r"^S\d+: (?P<text>.*?)\nWrong with it:", re.MULTILINE | re.DOTALL)


class StaleRecording(Exception):
    """A prompt has changed since its answer was recorded; the answer must be given anew."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One answer: the `number`-th of its task. `content` and `calls` are what was sent for the model.

    `sentences` are those that a repair was asked for: each correction is known by the sentence that it corrects.
    """

    task: str
    number: int
    prompt: str
    prompt_hash: str
    content: str
    calls: tuple[dict[str, Any], ...] = ()
    sentences: tuple[str, ...] = ()


def prompt_of(messages: Sequence[dict[str, Any]]) -> Prompt:
    """The prompt that a request was made from, by its system message. Raises StaleRecording if none is now."""
    system = next((message["content"] for message in messages if message["role"] == "system"), "")
    for name in VARIABLES:
        prompt = load_prompt(name)
        if prompt.system.replace("$report", _HOME) == system:
            return prompt
    raise StaleRecording("A request was made from a prompt that has changed since.")


def sentences_of(messages: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The sentences that a request for a repair lists, in their order; () in any other request."""
    listed = str(messages[-1]["content"]).rpartition("Sentences to correct:")[2]
    return tuple(match["text"].strip() for match in _ASKED.finditer(listed))


def read_folder(folder: Path) -> list[Recording]:
    """The recordings in a folder of `answer_by_hand`, by task and in the order of their requests.

    Requests without an answer, and those of other callers, are left out. Raises StaleRecording.
    """
    found: list[Recording] = []
    counts: dict[str, int] = {}
    for path in sorted(folder.glob("*.request.json")):
        request = json.loads(path.read_text(encoding="utf-8"))
        model = str(request.get("model", ""))
        answer = _answer(folder, path.name.partition(".")[0])
        if not model.startswith(MODEL_PREFIX) or answer is None:
            continue
        task = model.removeprefix(MODEL_PREFIX)
        prompt = prompt_of(request["messages"])
        number = counts[task] = counts.get(task, -1) + 1
        content, calls = answer
        sentences = sentences_of(request["messages"]) if prompt.name == "repair" else ()
        found.append(Recording(task, number, prompt.name, prompt.hash, content, calls, sentences))
    return sorted(found, key=lambda one: (one.task, one.number))


def _answer(folder: Path, number: str) -> tuple[str, tuple[dict[str, Any], ...]] | None:
    structured, text = folder / f"{number}.answer.json", folder / f"{number}.answer.md"
    if structured.exists():
        value = json.loads(structured.read_text(encoding="utf-8"))
        return value.get("content") or "", tuple(value.get("tool_calls") or ())
    return (text.read_text(encoding="utf-8"), ()) if text.exists() else None


def read_recordings() -> list[Recording]:
    """The recordings that ship; none before the first were made."""
    file = files("evals") / "recorded" / FILE
    if not file.is_file():
        return []
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip())
    return [Recording(**row | {name: tuple(row.get(name, ())) for name in ("calls", "sentences")}) for row in rows]


def dump(recordings: Iterable[Recording]) -> str:
    """Recordings as JSON lines."""
    return "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in recordings)


def stale(recordings: Iterable[Recording]) -> list[Recording]:
    """Those that answer another wording than the prompt has now."""
    return [one for one in recordings if one.prompt not in VARIABLES or load_prompt(one.prompt).hash != one.prompt_hash]

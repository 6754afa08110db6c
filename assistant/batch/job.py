"""What is to be written, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.brief import Brief
from assistant.engines.writer import Writer
from assistant.model import AskResult, DraftResult, EngineName
from assistant.prompting import load_prompt

Status = Literal["done", "accused", "error"]
_HASH_LENGTH = 16


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Identity(_Kept):
    """All that a result depends on: hashes of brief and corpus, and the engine with its model and prompts."""

    brief: str
    corpus: str
    engine: str

    def changes_since(self, other: Identity) -> tuple[str, ...]:
        """What is not as it was: "brief", "corpus", "engine"."""
        return tuple(name for name in Identity.model_fields if getattr(self, name) != getattr(other, name))


class Fault(_Kept):
    """Why a job ended in an error. `kept` is text that was written before it, not checked."""

    kind: str
    message: str
    hint: str = ""
    kept: str = ""


class Entry(_Kept):
    """A finished job as a line of the manifest. `accused` counts sentences, `seconds` is wall time without waiting."""

    id: str
    status: Status
    accused: int = 0
    sentences: int = 0
    seconds: float = 0.0
    identity: Identity
    message: str = ""


class Outcome(_Kept):
    """A finished job as ID.json keeps it.

    `brief` is the row as it was given, `passages` the ids gathered, in order, `prompts` the hash of each prompt,
    `result` the object that `draft --json` or `ask --json` prints. `timings` are seconds: in all without waiting, until
    the first text, and waited for a turn at the endpoint. `tokens` are the server's counts over all calls. `notes` is
    what the engine said on the way.
    """

    format: Literal[1] = 1
    id: str
    status: Status
    brief: dict[str, object]
    engine: EngineName
    model: str | None = None
    prompts: dict[str, str] = {}
    identity: Identity
    passages: tuple[str, ...] = ()
    result: DraftResult | AskResult | None = None
    error: Fault | None = None
    timings: dict[str, float] = {}
    tokens: dict[str, int] = {}
    notes: tuple[str, ...] = ()

    @property
    def entry(self) -> Entry:
        """The line of the manifest."""
        return Entry(
            id=self.id,
            status=self.status,
            accused=self.result.accused if self.result else 0,
            sentences=len(self.result.sentences) if self.result else 0,
            seconds=self.timings.get("seconds", 0.0),
            identity=self.identity,
            message=self.error.message if self.error else "",
        )

    @property
    def title(self) -> str:
        """The draft's title, or the question."""
        if isinstance(self.result, DraftResult):
            return self.result.title
        return self.result.question if self.result else ""

    @property
    def text(self) -> str:
        """What ID.md holds; "" after an error."""
        if isinstance(self.result, DraftResult):
            return self.result.markdown
        return f"# {self.result.question}\n\n{self.result.answer}\n" if self.result else ""


@dataclass(frozen=True)
class Job:
    """One thing to write: a brief or a question. `id` is a file name without its ending, `row` is kept in ID.json."""

    id: str
    writer: Writer
    row: Mapping[str, object]
    brief: Brief | None = None
    question: str | None = None

    @cached_property
    def prompts(self) -> dict[str, str]:
        """The hash of each prompt that the engine may fill in; none for the extractive engine."""
        if self.writer.profile is None:
            return {}
        looking = () if self.writer.profile.gathering == "search" else ("agent", "plan")
        return {name: load_prompt(name).hash for name in (*looking, "draft" if self.brief else "ask", "repair")}

    def identity(self, corpus: str) -> Identity:
        """What the result depends on; `corpus` is the hash of the library."""
        asked = {name: value for name, value in self.row.items() if name not in {"id", "engine"}}
        row = json.dumps(asked, sort_keys=True, ensure_ascii=False)
        return Identity(brief=_hash(row), corpus=corpus[:_HASH_LENGTH], engine=self._engine())

    def _engine(self) -> str:
        if self.writer.profile is None:
            return f"extractive {version('shadow-report')}"
        prompts = _hash(json.dumps(self.prompts, sort_keys=True))
        return f"endpoint {self.writer.profile.model}, prompts {prompts[:8]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]

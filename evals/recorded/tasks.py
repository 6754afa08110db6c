"""The tasks that were answered by hand: what is asked, in which way passages are looked for, and the gold."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.brief import Brief
from assistant.conversation import Conversation, Turn
from assistant.profile import Profile
from vectorstore.address import Address

MODEL_PREFIX = "recorded-"


class Task(BaseModel):
    """One question or brief.

    `gold` holds the ids that a good text must cite, `may_cite` the further ones that it rightly cites; neither is
    filled where a refusal is right. `source` is the question of the benchmark that it is, "" for one of its own.
    `way` is the profile's `gathering`. `history` holds what was said before: question, answer, ids cited.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Literal["ask", "draft"]
    source: str
    way: Literal["tools", "plan", "search"]
    question: str = ""
    article: str = ""
    topic: str = ""
    follow_up: tuple[str, ...] = ()
    history: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    answerable: bool = True
    gold: tuple[str, ...] = ()
    may_cite: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()

    @property
    def model_name(self) -> str:
        """The name under which its requests go out, by which they are known again."""
        return MODEL_PREFIX + self.id

    @property
    def conversation(self) -> Conversation:
        """What was said before."""
        return Conversation(tuple(Turn(question, answer, cited) for question, answer, cited in self.history))

    @property
    def brief(self) -> Brief:
        """The brief of a draft."""
        article = Address.from_id(f"ICERD#{self.article}") if self.article else None
        return Brief(article=article, topic=self.topic or None, follow_up=self.follow_up, max_words=700)

    def profile(self, base_url: str, wait: float) -> Profile:
        """The endpoint for this task; `wait` is how many seconds an answer may take."""
        return Profile(
            base_url=base_url,
            model=self.model_name,
            gathering=self.way,
            context_tokens=16_384,
            timeout_seconds=wait,
            first_token_seconds=wait,
            concurrency=64,
        )


def read_tasks() -> list[Task]:
    """The tasks in their order."""
    text = (files("evals") / "recorded" / "tasks.jsonl").read_text(encoding="utf-8")
    return [Task.model_validate_json(line) for line in text.split("\n") if line.strip()]

"""What a chat's file holds, line by line, and the turn that the lines of one question make up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.conversation import Turn
from assistant.model import AskResult, EngineName

TurnStatus = Literal["answered", "refused", "failed", "stopped"]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True)  # a field of a later version is passed over


class Started(_Line):
    """The first line. Times are ISO 8601 in UTC."""

    kind: Literal["chat"] = "chat"
    version: Literal[1] = 1
    title: str
    time: str


class Titled(_Line):
    """The chat has another title from here on."""

    kind: Literal["title"] = "title"
    title: str


class Asked(_Line):
    """A question, written before its answer is begun. `replaces` is the turn whose place it takes."""

    kind: Literal["question"] = "question"
    turn: int
    question: str
    time: str
    engine: EngineName
    model: str | None = None
    begun: str = ""
    replaces: int | None = None


class Found(_Line):
    """What a search put in context, best first."""

    kind: Literal["passages"] = "passages"
    turn: int
    query: str
    ids: tuple[str, ...]


class Piece(_Line):
    """The next piece of the answer's text, as it was shown."""

    kind: Literal["text"] = "text"
    turn: int
    text: str


class Answered(_Line):
    """The finished answer with its checks."""

    kind: Literal["answer"] = "answer"
    turn: int
    time: str
    result: AskResult


class Ended(_Line):
    """A turn that ended without an answer: it failed, or a person stopped it (no message). `kept` is its text."""

    kind: Literal["ended"] = "ended"
    turn: int
    time: str
    message: str = ""
    hint: str = ""
    kept: str = ""


class Edited(_Line):
    """A person changed the answer; its sentences were checked anew."""

    kind: Literal["edit"] = "edit"
    turn: int
    time: str
    result: AskResult


class Summarised(_Line):
    """The turns up to and with `through`, in short, for a model that cannot be shown all of them."""

    kind: Literal["summary"] = "summary"
    through: int
    text: str
    cited: tuple[str, ...]


Line = Started | Titled | Asked | Found | Piece | Answered | Ended | Edited | Summarised
LINE: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="kind")])


@dataclass
class ChatTurn:
    """One question and what came of it.

    `text` is the answer as it was last seen: whole, edited, or as far as it came. `result` is None unless it was
    finished; `message` and `hint` say why it was not. `passages` are the ids that were in context. A turn that another
    one took the place of is `replaced`: kept in the file, left out of the conversation.
    """

    number: int
    question: str
    time: str
    engine: EngineName
    model: str | None = None
    begun: str = ""
    text: str = ""
    result: AskResult | None = None
    passages: tuple[str, ...] = ()
    message: str = ""
    hint: str = ""
    edited: bool = False
    replaced: bool = False

    @property
    def status(self) -> TurnStatus:
        """How the turn ended; "stopped" too if the program was killed in the middle of it."""
        if self.result is not None:
            return "answered" if self.result.answered else "refused"
        return "failed" if self.message else "stopped"

    def take(self, line: Found | Piece | Answered | Ended | Edited) -> None:
        """Add what one more line says of the turn."""
        match line:
            case Found():
                self.passages = tuple(dict.fromkeys((*self.passages, *line.ids)))
            case Piece():
                self.text += line.text
            case Answered() | Edited():
                self.result, self.text = line.result, line.result.answer
                self.passages = line.result.passages or self.passages
                self.edited = isinstance(line, Edited)
                self.message = self.hint = ""
            case Ended():
                self.text = line.kept or self.text
                self.message, self.hint = line.message, line.hint

    def as_said(self) -> Turn:
        """The turn as the next question's engine sees it."""
        return Turn(self.question, self.text, self.result.citations if self.result else ())

"""A chat: questions and answers in order, each on disk before the next thing happens."""

from __future__ import annotations

import asyncio
import datetime
import re
import time
import unicodedata
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from assistant.chats.file import ChatFile
from assistant.chats.record import (
    Answered,
    Asked,
    ChatTurn,
    Edited,
    Ended,
    Found,
    Line,
    Piece,
    Started,
    Summarised,
    Titled,
)
from assistant.console import clean
from assistant.conversation import Conversation
from assistant.errors import AssistantError, ChatError
from assistant.events import Done, Event, Failed, Retrieved, TextDelta
from assistant.events import Summarised as SummarisedEvent
from assistant.files import make_folder
from assistant.model import AskResult, cited_ids, count_verdicts

if TYPE_CHECKING:
    from assistant.engines.writer import Writer
    from assistant.store import Store

_SAVED_EVERY = 1.0  # seconds between two savings of a text that streams
_TITLE = 70  # characters
_NAME = 48  # characters of the file's name that come from the title
_UNTITLED = "New chat"


class Chat:
    """A conversation bound to a store and a writer; the writer may be changed between turns.

    A new chat has no file until its first question. One turn is written at a time; other processes that have the same
    chat open are told to wait, and what they wrote is read before the next question.
    """

    def __init__(self, store: Store, writer: Writer, folder: Path, path: Path | None = None) -> None:
        self.store, self.writer, self.folder = store, writer, folder
        self.title = _UNTITLED
        self.started = ""
        self.unread = 0
        self._turns: list[ChatTurn] = []
        self._summary: Summarised | None = None
        self._file = ChatFile(path) if path else None

    @classmethod
    def new(cls, store: Store, writer: Writer, folder: Path, title: str = "") -> Chat:
        """A chat to be kept in `folder`, the workspace's chats/; its first question is its title if none is given."""
        chat = cls(store, writer, folder)
        chat.title = _one_line(title) or _UNTITLED
        return chat

    @classmethod
    def resume(cls, path: Path, store: Store, writer: Writer) -> Chat:
        """The chat in a file; a line that was cut off is passed over and counted in `unread`. Raises ChatError."""
        chat = cls(store, writer, path.parent, path)
        chat._load()
        return chat

    @property
    def path(self) -> Path | None:
        """The chat's file; None before the first question."""
        return self._file.path if self._file else None

    @property
    def name(self) -> str:
        """The file's name without its ending, by which commands know the chat; "" before the first question."""
        return self.path.stem if self.path else ""

    @property
    def turns(self) -> tuple[ChatTurn, ...]:
        """The turns of the conversation, oldest first, without those that were replaced."""
        return tuple(turn for turn in self._turns if not turn.replaced)

    async def ask(self, question: str) -> AsyncGenerator[Event, None]:
        """The events of an answer, saved as they come. Closing the iterator stops the turn and keeps its text.

        Raises ChatError if the chat cannot be saved; then nothing is asked.
        """
        if not question.strip():
            raise ChatError("The question is empty; nothing was asked.")
        async with aclosing(self._turn(question.strip())) as events:
            async for event in events:
                yield event

    async def regenerate(self) -> AsyncGenerator[Event, None]:
        """Ask the last question again; the answer before stays in the file. Raises ChatError if there is none."""
        last = self._last()
        async with aclosing(self._turn(last.question, replaces=last)) as events:
            async for event in events:
                yield event

    async def continue_answer(self, begun: str) -> AsyncGenerator[Event, None]:
        """Write the last answer anew, going on from `begun`: how far it came, or what a person made of it."""
        last = self._last()
        async with aclosing(self._turn(last.question, begun=begun.strip(), replaces=last)) as events:
            async for event in events:
                yield event

    async def edit_answer(self, text: str) -> ChatTurn:
        """Put a person's text in the place of the last answer, checked anew. Raises ChatError if there is none."""
        last = self._last()
        result = await asyncio.to_thread(_checked_anew, last, text.strip(), self.store)
        with self._locked():
            self._add(Edited(turn=last.number, time=_now(), result=result))
        return last

    async def edit_question(self, question: str) -> AsyncGenerator[Event, None]:
        """Ask something else in the place of the last question. Raises ChatError if there is none."""
        last = self._last()
        async with aclosing(self._turn(question.strip() or last.question, replaces=last)) as events:
            async for event in events:
                yield event

    def rename(self, title: str) -> None:
        """Give the chat another title. Raises ChatError if the title is empty."""
        line = Titled(title=_one_line(title))
        if not line.title:
            raise ChatError("The title is empty; the chat keeps its own.")
        self.title = line.title
        if self._file:
            self._add(line)

    def _keep_summary(self, event: SummarisedEvent, before: int) -> None:
        told = self._told(before)[: event.turns]
        if told:
            self._add(Summarised(through=told[-1].number, text=event.text, cited=event.cited))

    def conversation(self, before: int | None = None) -> Conversation:
        """What was said, as an engine sees it: what has text, after the summary of what came before."""
        summary = self._summary
        said = tuple(turn.as_said() for turn in self._told(before))
        return Conversation(said, summary.text, summary.cited) if summary else Conversation(said)

    def _told(self, before: int | None) -> list[ChatTurn]:
        after = self._summary.through if self._summary else -1
        turns = [turn for turn in self.turns if turn.text.strip() and turn.number > after]
        return [turn for turn in turns if before is None or turn.number < before]

    async def _turn(
        self, question: str, begun: str = "", replaces: ChatTurn | None = None
    ) -> AsyncGenerator[Event, None]:
        self._start(question)
        with self._locked():
            number = len(self._turns)
            said = self.conversation(replaces.number if replaces else None)
            profile = self.writer.profile
            self._add(
                Asked(
                    turn=number,
                    question=question,
                    time=_now(),
                    engine=self.writer.engine,
                    model=profile.model if profile else None,
                    begun=begun,
                    replaces=replaces.number if replaces else None,
                )
            )
            saving = _Saving(self, number)
            try:
                async with aclosing(self.writer.ask(question, self.store, said, begun=begun)) as events:
                    async for event in events:
                        saving.take(event)
                        yield event
            except AssistantError as error:
                saving.end(error.message, error.hint)
                raise
            finally:
                saving.end()

    def _start(self, question: str) -> None:
        """Give a new chat its title and its file."""
        if self._file is not None:
            return
        if self.title == _UNTITLED:
            self.title = _one_line(question)
        try:
            make_folder(self.folder)
        except OSError as error:
            raise ChatError(f"The folder {self.folder} cannot be made: {error.strerror}; nothing was asked.") from error
        self.started = _now()
        self._file = ChatFile(_free_path(self.folder, self.title))
        self._file.append(Started(title=self.title, time=self.started))

    def _last(self) -> ChatTurn:
        if not self.turns:
            raise ChatError("The chat holds no question yet.", hint="Ask one first.")
        return self.turns[-1]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        assert self._file is not None
        lock = FileLock(self._file.path.with_name(f".{self._file.path.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            hint = "Wait until it is written, or start another chat."
            raise ChatError("Another answer of this chat is being written.", hint=hint) from error
        try:
            if self._file.changed():
                self._load()
            yield
        finally:
            lock.release()

    def _load(self) -> None:
        assert self._file is not None
        lines, self.unread = self._file.read()
        if not any(isinstance(line, Started) for line in lines):
            raise ChatError(f"{self._file.path} is no chat.", hint="Chats are JSON lines in the folder chats/.")
        self._turns, self._summary = [], None
        for line in lines:
            self._replay(line)

    def _add(self, line: Line) -> None:
        assert self._file is not None
        self._file.append(line)
        self._replay(line)

    def _replay(self, line: Line) -> None:
        match line:
            case Started():
                self.title, self.started = line.title, line.time
            case Titled():
                self.title = line.title
            case Summarised():
                self._summary = line
            case Asked():
                self._open_turn(line)
            case _:
                if 0 <= line.turn < len(self._turns):
                    self._turns[line.turn].take(line)

    def _open_turn(self, line: Asked) -> None:
        while len(self._turns) < line.turn:  # the lines of a turn between were lost
            self._turns.append(ChatTurn(len(self._turns), "", line.time, line.engine, replaced=True))
        if line.replaces is not None and line.replaces < len(self._turns):
            self._turns[line.replaces].replaced = True
        self._turns.append(ChatTurn(line.turn, line.question, line.time, line.engine, line.model, line.begun))


class _Saving:
    """Saves one turn's events: text at most once a second, everything else at once."""

    def __init__(self, chat: Chat, number: int) -> None:
        self._chat, self._number = chat, number
        self._text: list[str] = []
        self._saved_at = time.monotonic()
        self._ended = False

    def take(self, event: Event) -> None:
        """Save what an event brings."""
        match event:
            case Retrieved():
                self._chat._add(Found(turn=self._number, query=event.query, ids=event.ids))
            case TextDelta():
                self._text.append(event.text)
                if time.monotonic() - self._saved_at >= _SAVED_EVERY:
                    self._save_text()
            case SummarisedEvent():
                self._chat._keep_summary(event, self._number)
            case Done(result=AskResult() as result):
                self._ended = True
                self._chat._add(Answered(turn=self._number, time=_now(), result=result))
            case Failed():
                self.end(event.message, event.hint, event.kept)
            case _:
                pass

    def end(self, message: str = "", hint: str = "", kept: str = "") -> None:
        """Save that the turn ended without an answer, unless it ended before."""
        if self._ended:
            return
        self._ended = True
        self._save_text()
        self._chat._add(Ended(turn=self._number, time=_now(), message=message, hint=hint, kept=kept))

    def _save_text(self) -> None:
        if self._text:
            self._chat._add(Piece(turn=self._number, text="".join(self._text)))
            self._text.clear()
        self._saved_at = time.monotonic()


def _checked_anew(turn: ChatTurn, text: str, store: Store) -> AskResult:
    from assistant.reading.units import read_units

    checker = store.checker
    sentences = checker.check(read_units(text))
    return AskResult(
        question=turn.question,
        answered=True,
        answer=text,
        sentences=sentences,
        summary=count_verdicts(sentences),
        citations=cited_ids(sentences),
        checks=checker.checks,
        engine=turn.engine,
        model=turn.model,
        prompt=turn.result.prompt if turn.result else None,
        passages=turn.passages,
    )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _one_line(text: str) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…"


def _free_path(folder: Path, title: str) -> Path:
    """A file that does not exist yet, named by the day and the title."""
    plain = unicodedata.normalize("NFKD", title.lower())
    words = re.sub(r"[^\w]+", "-", "".join(one for one in plain if not unicodedata.combining(one))).strip("-_")
    stem = f"{_now()[:10]}-{words[:_NAME].rstrip('-') or 'chat'}"
    number = 1
    path = folder / f"{stem}.jsonl"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.jsonl"
    return path

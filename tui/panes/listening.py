"""A pane in which an engine writes: what the engine tells comes as messages, and so does the end, however it comes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import Worker, WorkerState

from tui.faults import LISTENING, Watched

if TYPE_CHECKING:
    from assistant.engines.writer import Writer
    from assistant.events import Event, Step

_READING = "Getting ready; the first time, the documents are read for the search"
_PROMPT = re.compile(r" \(prompt \w+ [0-9a-f]+\)")  # for who reads a log

Turn = Callable[[], "AsyncGenerator[Event, None]"]


def words_of(step: Step) -> str:
    """What is being done and how far it is, for a person."""
    share = f" {step.done} of {step.total}" if step.total else ""
    return f"{_PROMPT.sub('', step.message).rstrip(' .…')}{share} …"


class Listening(Watched):
    """Runs one engine at a time; nothing is drawn while it runs, but by the handlers of its messages."""

    @dataclass
    class Happened(Message):
        """An event of what is being written."""

        event: Event

    @dataclass
    class Over(Message):
        """The engine is done, was stopped, or broke off; `problem` and `hint` say why, if it failed."""

        problem: str = ""
        hint: str = ""

    @property
    def writing(self) -> bool:
        """Whether something is being written."""
        return any(worker.group == LISTENING and not worker.is_finished for worker in self.workers)

    def stop(self) -> bool:
        """Stop what is being written; whether there was anything."""
        if not self.writing:
            return False
        self.workers.cancel_group(self, LISTENING)
        return True

    @work(exclusive=True, group=LISTENING, exit_on_error=False)
    async def listen_to(self, turn: Turn, writer: Writer) -> None:
        """Run an engine and post its events; what it runs on is loaded in a thread, so that the screen goes on."""
        from assistant.errors import AssistantError
        from assistant.events import Step

        try:
            self.post_message(self.Happened(Step(_loading(writer))))
            await asyncio.to_thread(writer.load)
            async with aclosing(turn()) as events:
                async for event in events:
                    self.post_message(self.Happened(event))
        except AssistantError as error:
            self.post_message(self.Over(error.message, error.hint))
            return
        self.post_message(self.Over())

    @on(Worker.StateChanged)
    def engine_ended(self, event: Worker.StateChanged) -> None:
        """An engine that was stopped, or broke, is over as well."""
        if event.worker.group != LISTENING:
            return
        event.stop()
        if event.state is WorkerState.CANCELLED:
            self.post_message(self.Over())
        elif event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            from assistant.error_log import write_error_log

            self.post_message(self.Over("Something unexpected happened.", write_error_log(event.worker.error)))


def _loading(writer: Writer) -> str:
    return _READING if writer.profile is None else f"Loading what talks to {writer.profile.model}"

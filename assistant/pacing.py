"""The pace at which many writers share one endpoint: how many ask at once, and a pause that all of them keep.

A batch sets `ASKER` for each of its jobs; whoever asks alone has none, and is bound by nothing here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_STEPS_OF_A_REQUEST = 8  # turns of the event loop from a place at the endpoint to a request sent, a connection included
_CALM = 50  # requests that go well before there is tried one more at once; twice as many after each refusal


class PaceClosed(Exception):
    """The batch is being stopped, and this job has not asked for anything yet."""


class Pace:
    """At most `most` requests at once; fewer once the server says that it has too much to do.

    `patience` is how many seconds of nothing but refusals are borne before `gave_up` is set. A pause that the server
    asks for and that would outlast it is not begun.
    """

    def __init__(self, most: int, patience: float) -> None:
        self.gave_up = False
        self._most = self._room = most
        self._patience = patience
        self._open = 0
        self._freed = asyncio.Event()
        self._well, self._calm = 0, _CALM
        self._refusals = 0
        self._refused_since = self._pause_ends = 0.0
        self._least = 1
        self._closed = False
        self._waiting = 0
        self._on_their_way: set[Asker] = set()

    @property
    def pause(self) -> float:
        """How many seconds of the pause are left; 0 if there is none."""
        return max(0.0, self._pause_ends - time.monotonic())

    async def enter(self, *, newcomer: bool) -> None:
        """Wait for the end of a pause and for room, then take a place. Raises PaceClosed for a newcomer once closed."""
        self._waiting += 1
        try:
            while not (newcomer and self._closed) and (self.pause or self._open >= self._room):
                self._freed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.pause or None):
                        await self._freed.wait()
        finally:
            self._waiting -= 1
        if newcomer and self._closed:
            raise PaceClosed
        self._open += 1

    def leave(self) -> None:
        """Give the place up."""
        self._open -= 1
        self._freed.set()

    async def give_way(self) -> None:
        """Let a request that is on its way out go first. To be awaited between the pieces of a reply.

        A reply that has arrived whole is read in one go, and so are those that arrive with it: without this the
        places that they leave stay empty until the last of them is read.
        """
        for _ in range(_STEPS_OF_A_REQUEST):
            may_enter = self._waiting and self._open < self._room and not self.pause
            if not (self._on_their_way or may_enter):
                return
            await asyncio.sleep(0)

    def set_out(self, asker: Asker) -> None:
        """A request is about to be sent."""
        self._on_their_way.add(asker)

    def is_out(self, asker: Asker) -> None:
        """A request was sent, or never will be."""
        self._on_their_way.discard(asker)

    def close(self) -> None:
        """Let no job begin to ask that has not asked yet."""
        self._closed = True
        self._freed.set()

    def went_well(self) -> None:
        """A request was answered: refusals are over, and after many such there may be room for one more."""
        self._refusals = 0
        self._well += 1
        if self._well >= self._calm and self._room < self._most:
            self._room += 1
            self._well = 0
            self._freed.set()

    def refuse(self, asked: float | None, *, busy: bool) -> float | None:
        """A request was refused and has left: pause everyone, and return for how many seconds.

        `asked` is what the server asked for; `busy` says that it is there and has too much to do. None if patience is
        at an end.
        """
        now = time.monotonic()
        if not self.pause:  # requests that were under way together are refused together, and count once
            self._refused_since = self._refused_since if self._refusals else now
            self._refusals += 1
            self._least = max(1, self._room // 2)
            self._calm *= 2 if busy else 1
        if busy:
            self._room = min(self._room, max(self._least, self._open))
        self._well = 0
        pause = asked if asked is not None else min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (self._refusals - 1))
        if now + pause - self._refused_since > self._patience:
            self.gave_up = True
            return None
        self._pause_ends = max(self._pause_ends, now + pause)
        return self.pause


@dataclass(eq=False)
class Asker:
    """One job's way to the endpoint. Its time limit, if it has one, stands still while it waits for its turn."""

    pace: Pace
    limit: asyncio.Timeout | None = None
    waited: float = field(default=0.0, init=False)
    _asked: bool = field(default=False, init=False)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A place among those who ask."""
        began = time.monotonic()
        deadline = self.limit.when() if self.limit else None
        if self.limit and deadline is not None:
            self.limit.reschedule(None)
        try:
            await self.pace.enter(newcomer=not self._asked)
            self._asked = True
        finally:
            waited = time.monotonic() - began
            self.waited += waited
            if self.limit and deadline is not None:
                self.limit.reschedule(deadline + waited)
        self.pace.set_out(self)
        try:
            yield
        finally:
            self.pace.is_out(self)
            self.pace.leave()

    async def note(self, step: str, _: Mapping[str, object]) -> None:
        """Take note of a step of its request, as httpcore's `trace` extension tells them."""
        if step.endswith("send_request_body.complete"):
            self.pace.is_out(self)


ASKER: ContextVar[Asker | None] = ContextVar("ASKER", default=None)

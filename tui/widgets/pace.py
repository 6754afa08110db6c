"""Draws what streams in as often as the machine bears, in the gaps between keys, so that no key waits for it."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from textual.timer import Timer
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.app import ShadowReportApp
    from tui.rhythm import Rhythm

_SHORTEST, _LONGEST = 0.08, 1.0  # seconds between two drawings
_REST = 2.0  # times as long as the last drawing took is waited before the next
_WHILE_TYPING = 0.5  # the shortest while somebody types, who does not read at the same time
_LOOK = 0.008  # seconds between looks for a gap between keys
_PATIENCE = 1.0  # seconds after which it is drawn although keys come


class Pace:
    """Calls `draw` some time after `soon`, once for all that came in between; drawing fills a third of the time.

    While somebody types, it is called right after a key, and at least once a second.
    """

    def __init__(self, widget: Widget, draw: Callable[[], Awaitable[None] | None]) -> None:
        self._widget, self._draw = widget, draw
        self._wait = _SHORTEST
        self._due = 0.0
        self._timer: Timer | None = None
        self._drawing = self._more = False

    def soon(self) -> None:
        """There is something to draw."""
        if self._drawing:
            self._more = True
        elif self._timer is None:
            wait = max(self._wait, _WHILE_TYPING) if self._rhythm.is_typing() else self._wait
            self._due = self._rhythm.now() + wait
            self._timer = self._widget.set_timer(wait, self._run)

    @property
    def _rhythm(self) -> Rhythm:
        return cast("ShadowReportApp", self._widget.app).rhythm

    def stop(self) -> None:
        """Draw no more."""
        if self._timer is not None:
            self._timer.stop()
        self._timer, self._more = None, False

    async def _run(self) -> None:
        if not self._rhythm.is_gap() and self._rhythm.now() - self._due < _PATIENCE:
            self._timer = self._widget.set_timer(_LOOK, self._run)
            return
        self._timer, self._drawing = None, True
        started = time.perf_counter()
        try:
            drawn = self._draw()
            if inspect.isawaitable(drawn):
                await drawn
        finally:
            self._widget.call_after_refresh(self._drawn, started)

    def _drawn(self, started: float) -> None:
        self._wait = min(max(_SHORTEST, _REST * (time.perf_counter() - started)), _LONGEST)
        self._drawing = False
        if self._more:
            self._more = False
            self.soon()

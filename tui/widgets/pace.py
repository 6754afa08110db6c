"""Draws what streams in as often as the machine bears, so that keys are heard between two drawings."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable

from textual.timer import Timer
from textual.widget import Widget

_SHORTEST, _LONGEST = 0.08, 1.0  # seconds between two drawings
_REST = 2.0  # times as long as the last drawing took is waited before the next


class Pace:
    """Calls `draw` some time after `soon`, once for all that came in between; drawing fills a third of the time."""

    def __init__(self, widget: Widget, draw: Callable[[], Awaitable[None] | None]) -> None:
        self._widget, self._draw = widget, draw
        self._wait = _SHORTEST
        self._timer: Timer | None = None
        self._drawing = self._more = False

    def soon(self) -> None:
        """There is something to draw."""
        if self._drawing:
            self._more = True
        elif self._timer is None:
            self._timer = self._widget.set_timer(self._wait, self._run)

    def stop(self) -> None:
        """Draw no more."""
        if self._timer is not None:
            self._timer.stop()
        self._timer, self._more = None, False

    async def _run(self) -> None:
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

"""Ctrl+C in a batch: the first lets what is at hand finish, the second leaves at once, which loses nothing finished."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_INTERRUPTED = 130
_SHOW_CURSOR = "\x1b[?25h"


@contextmanager
def on_interrupt(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` in the loop at the first SIGINT or SIGTERM; at the second end the process."""
    asked = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            # Past every cleanup: threads may be at work for seconds, and every file is whole or not there.
            if sys.stderr.isatty():
                os.write(sys.stderr.fileno(), f"{_SHOW_CURSOR}\n".encode())
            os._exit(_INTERRUPTED)
        asked = True
        loop.call_soon_threadsafe(stop)

    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, handle) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)

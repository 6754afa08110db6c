"""The terminal belongs to the screen: what native libraries write to standard error goes to a log instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.files import make_folder
from assistant.locations import log_dir


@contextmanager
def shielded() -> Iterator[None]:
    """Standard error's descriptor is a log file while the block runs; the screen keeps the terminal for itself."""
    if sys.__stderr__ is None:
        yield
        return
    sys.__stderr__.flush()
    kept = os.dup(2)
    log = _open_log()
    screen = os.fdopen(os.dup(kept), "w", encoding="utf-8", errors="replace")
    original = sys.__stderr__
    os.dup2(log, 2)
    sys.__stderr__ = screen  # type: ignore[misc]  # where Textual draws
    try:
        yield
    finally:
        screen.flush()
        sys.__stderr__ = original  # type: ignore[misc]
        os.dup2(kept, 2)
        for descriptor in (kept, log):
            os.close(descriptor)
        screen.close()


def _open_log() -> int:
    try:
        make_folder(log_dir())
        return os.open(log_dir() / "screen.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)

"""How networks are run here: on one thread each, or on two for whoever waits for a single answer; in silence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

THREADS = "SHADOW_REPORT_THREADS"  # in the environment: 1 where several processes run networks side by side
# Microseconds that a thread waits for its next part at work. Without, a text takes a third longer; with the default of
# a millisecond it takes longer than on one thread while other programs are at work.
SPIN = 50


class Session:
    """A network for many callers at once, each on one thread, and for one who waits for a single answer, on two.

    Two threads take a third off the time of a short text; where several are read they cost time. Raises an error of
    onnxruntime's own if the network cannot be loaded. Safe among threads.
    """

    def __init__(self, model: Path | bytes) -> None:
        self._many = open_session(model)
        self._alone = open_session(model, 2) if threads() > 1 else self._many
        self._waiting = Lock()

    def run(self, feeds: Mapping[str, Any], *, alone: bool) -> Any:
        """The first output. `alone` says that no other text is read meanwhile as far as the caller knows."""
        if not alone or not self._waiting.acquire(blocking=False):
            return self._many.run(None, feeds)[0]
        try:
            return self._alone.run(None, feeds)[0]
        finally:
            self._waiting.release()


def threads() -> int:
    """How many texts to read at once, or threads to read one on: 2 unless there is one processor or `THREADS` says so.

    More than that would slow the other programs of an old laptop.
    """
    given = os.environ.get(THREADS, "")
    return max(1, int(given)) if given.isdecimal() else min(2, os.cpu_count() or 1)


def open_session(model: Path | bytes, threads: int = 1) -> Any:
    """An onnxruntime session over a file or the bytes of one. Raises an error of onnxruntime's own if it cannot."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # A thread that waits for its next part keeps a processor busy, which other programs may need: not for long.
    options.add_session_config_entry("session.intra_op.spin_duration_us", str(SPIN))
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.log_severity_level = 3  # errors only: warnings would be printed over the screen
    # Higher levels take four times as long to load and run these networks no faster.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def load_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises for a file that is no network, or a broken one."""
    from onnxruntime.capi import onnxruntime_pybind11_state as ort

    return (ort.Fail, ort.InvalidArgument, ort.InvalidGraph, ort.InvalidProtobuf, ort.NoSuchFile, ort.RuntimeException)

"""A store for benchmarks: the shipped documents alone, with the index in a folder of its own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.store import Store
from assistant.telemetry import switch_off_telemetry
from vectorstore.library import open_library


@contextmanager
def benchmark_store() -> Iterator[Store]:
    """The store, for as long as the block runs. What it has to say goes to standard error."""
    switch_off_telemetry()
    with tempfile.TemporaryDirectory() as folder:
        yield Store(open_library(), Path(folder), lambda text: print(text, file=sys.stderr))

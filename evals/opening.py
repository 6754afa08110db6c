"""Stores for benchmarks: the shipped documents alone, so that every machine measures the same."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.console import say
from assistant.locations import cache_dir
from assistant.store import Store
from assistant.telemetry import switch_off_telemetry
from vectorstore.library import open_library


@contextmanager
def benchmark_store() -> Iterator[Store]:
    """The store, with its index in a folder of its own, for as long as the block runs. It speaks to standard error."""
    switch_off_telemetry()
    with tempfile.TemporaryDirectory() as folder:
        yield Store(open_library(), Path(folder), lambda text: print(text, file=sys.stderr))


def eval_store(workspace: Path | None) -> Store:
    """The shipped documents with their index in the cache folder; of a workspace, if one is named, its library."""
    if workspace is not None:
        from assistant.opening import open_store

        return open_store(workspace)
    return Store(open_library(), cache_dir(), say)

"""A second thread for the parts of one query that need not wait for each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache


@cache
def beside() -> ThreadPoolExecutor:
    """Where to submit short work that waits for nothing else: two threads, made when first used."""
    return ThreadPoolExecutor(2, thread_name_prefix="beside")

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.store import Store
from evals.reading import TextReader
from vectorstore.library import open_library

Eval = Callable[..., int]


@pytest.fixture(scope="session")
def store(shared_cache: Path) -> Store:
    """The shipped documents, with the index in the run's cache."""
    return Store(open_library(), shared_cache, print)


@pytest.fixture(scope="session")
def reader(store: Store) -> TextReader:
    return TextReader(store, store.checker)


@pytest.fixture
def run_eval(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Eval:
    """`shadow-report eval WORDS…` in `tmp_path`, in this process; returns the exit code."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: main(["eval", *map(str, words)])

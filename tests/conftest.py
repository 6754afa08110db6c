"""What every test gets: folders of its own, no settings from outside, and one embedding model for the whole run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from vectorstore.embedding import Embedder

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model and vector cache of the whole run, so that the ONNX file is built and the corpus embedded once."""
    return tmp_path_factory.mktemp("shared-cache")


@pytest.fixture(scope="session")
def embedder(shared_cache: Path) -> Embedder:
    """The real model, opened once for all tests that read text with it directly."""
    from vectorstore.embedding import open_embedder

    opened = open_embedder(shared_cache / "models", pytest.fail)
    assert opened is not None
    return opened


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Folders under `tmp_path`, no settings, keys or colours from outside, UTC, and the umask as it was."""
    for name in list(os.environ):
        if name.startswith(("SHADOW_REPORT_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")):
            monkeypatch.delenv(name)
    for kind in ("config", "data", "state"):
        monkeypatch.setenv(f"SHADOW_REPORT_{kind.upper()}_DIR", str(tmp_path / kind))
    monkeypatch.setenv("SHADOW_REPORT_CACHE_DIR", str(shared_cache))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    mask = os.umask(0o022)
    yield
    os.umask(mask)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `shadow-report WORDS…` as a process of its own, with text for its standard input."""

    def call(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli.main", *words],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=120,
        )

    return call


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: there every real part is installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

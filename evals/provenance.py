"""What a run was made with: versions of this program and of the libraries that can change a number, and when."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = (
    "shadow-report",
    "chromadb",
    "langchain",
    "langchain-openai",
    "bm25s",
    "onnxruntime",
    "tokenizers",
    "numpy",
)


def versions() -> dict[str, str]:
    """The version of each, and Python's; a package that is not there is left out."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""The corpus with its real index, opened once for all tests of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.library import Library, open_library
from vectorstore.search import HybridSearch, open_search


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="session")
def search(library: Library, shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> HybridSearch:
    folder = tmp_path_factory.mktemp("workspace-cache")
    return open_search(library, folder, notify=pytest.fail, shared_cache=shared_cache)

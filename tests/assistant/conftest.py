from __future__ import annotations

from pathlib import Path

import pytest

from assistant.store import Store
from vectorstore.library import open_library


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Store:
    """The two shipped documents with their real search, opened once for all tests of engines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHADOW_REPORT_CACHE_DIR", str(shared_cache))
        store = Store(open_library(), tmp_path_factory.mktemp("index"), notify=lambda _: None)
        store.search.search("warm up", 1)
    return store

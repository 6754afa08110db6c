"""A checker over the shipped documents, with the real model, opened once; and sentences to give it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.model import Sentence
from assistant.reading.units import DraftSentence
from assistant.store import Store
from vectorstore.library import open_library

Check = Callable[..., Sentence]


@pytest.fixture(scope="session")
def checker(shared_cache: Path) -> Checker:
    return Checker(Store(open_library(), shared_cache, pytest.fail))


@pytest.fixture(scope="session")
def check(checker: Checker) -> Check:
    """Checks one sentence of prose; `cite` is a paragraph of the State report or an article such as "art. 6"."""

    def call(text: str, cite: str = "", *, notes: tuple[str, ...] = (), role: str = "prose") -> Sentence:
        document = "ICERD" if cite.startswith("art") else "CERD/C/KAZ/11-14"
        written = f"{text} ({document}, {cite})." if cite else text
        unit = DraftSentence(written, 1, (0, len(written)), role, "", notes)  # type: ignore[arg-type]
        return checker.check_one(unit)

    return call

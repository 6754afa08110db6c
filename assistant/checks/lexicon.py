"""The word lists of the checks, from lexicon.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    text = (files("assistant.checks") / "lexicon.toml").read_text(encoding="utf-8")
    return {name: str(words) for name, words in tomllib.loads(text).items()}


def word_set(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError for a list that the file does not have."""
    return frozenset(_lists()[name].split())

"""The word lists of the checks, from lexicon.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    text = (files("assistant.checks") / "lexicon.toml").read_text(encoding="utf-8")
    return {name: str(words) for name, words in tomllib.loads(text).items()}


def word_list(name: str) -> list[str]:
    """The words of a list in order. Raises KeyError for a list that the file does not have."""
    return _lists()[name].split()


def word_set(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError as `word_list` does."""
    return frozenset(word_list(name))


def alternatives(name: str) -> str:
    """The words of a list as the alternatives of a regular expression, "_" as white space."""
    return _alternatives(_lists()[name])


def alternative_pairs(name: str) -> list[tuple[str, str]]:
    """For each line "a b | c d" of a list the alternatives on its left and on its right."""
    return [(_alternatives(left), _alternatives(right)) for left, right in word_pairs(name)]


def word_pairs(name: str) -> list[tuple[str, str]]:
    """For each line "a b | c d" of a list the words on its left and on its right."""
    lines = (line.partition(" | ") for line in _lists()[name].strip().split("\n"))
    return [(left, right) for left, _, right in lines]


def _alternatives(words: str) -> str:
    return "|".join(word.replace("_", r"\s+") for word in words.split())

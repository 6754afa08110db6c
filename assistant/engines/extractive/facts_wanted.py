"""What an NGO can set against a point: whom it happened to, what happened, and which right is at stake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.engines.extractive.issue import Issue


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A fact, the words by which a text names its subject, and the articles whose sections ask for it."""

    named: re.Pattern[str]
    fact: str
    articles: frozenset[str]


@cache
def _wanted() -> tuple[_Wanted, ...]:
    text = (files("assistant.engines.extractive") / "facts_wanted.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["wanted"]
    return tuple(
        _Wanted(re.compile(row["named"], re.IGNORECASE), row["fact"], frozenset(row["articles"])) for row in rows
    )


def facts_wanted(issues: Sequence[Issue], subjects: Sequence[str], count: int, article: str = "") -> list[str]:
    """The facts that would meet the weightiest points, or else the subjects of the section; no two alike.

    In the section on an `article` ("5") those that belong to another are left to it, unless nothing would be left.
    """
    texts = [f"{issue.line.text} {issue.subject}" for issue in issues]
    found = list(dict.fromkeys(one for text in (*texts, *subjects) if (one := _first(text))))
    own = [one for one in found if not article or article in one.articles]
    return [one.fact for one in own or found][:count]


def _first(text: str) -> _Wanted | None:
    return next((one for one in _wanted() if one.named.search(text)), None)

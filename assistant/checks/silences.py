"""Finds what an author says of a source's silence ("para. 61 gives no figure"): clause by clause."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.checks.number_words import NUMBER_WORDS

_PLACE = re.compile(r"<(\w+)>")


@cache
def _wordings() -> dict[str, dict[str, str]]:
    """The tables of silences.toml: alternatives by name, and patterns by a sentence that each is found in."""
    return tomllib.loads((files("assistant.checks") / "silences.toml").read_text(encoding="utf-8"))


def part(name: str) -> str:
    """The alternatives of a name, those that they are made of put in. Raises KeyError for an unknown name."""
    return _filled_in(_wordings()["parts"][name])


def patterns(table: str) -> dict[str, str]:
    """The verbose pattern of each wording of a table, "usual" or "less_usual", by a sentence that it is found in."""
    return {sample: _filled_in(pattern) for sample, pattern in _wordings()[table].items()}


def _filled_in(pattern: str) -> str:
    """The pattern with the alternatives of each <name> in its place, and without the breaks of its lines."""
    return _PLACE.sub(lambda place: part(place[1]), pattern.replace("\n", ""))


def _any_of(table: str) -> re.Pattern[str]:
    """The wordings of a table as one pattern, the first that fits first."""
    return re.compile("|".join(patterns(table).values()), re.IGNORECASE | re.VERBOSE)


_SILENCE, _LESS_USUAL = _any_of("usual"), _any_of("less_usual")
# "The list has the Ministry of Justice but not the Committee": told of a document, and set against it.
_BUT_NOT = re.compile(r"\bbut\s+(?:not\b(?!\s+only)|no\s+\w|nothing\b)", re.IGNORECASE)
_DOCUMENT_TELLS = re.compile(
    rf"\b(?:{part('document')}\s+(?:\w+ly\s+)?(?:{part('tells')}|{part('holds')}|counts?|has|speaks?|deals?|covers?"
    r"|introduces?|announces?)|we\s+(?:learn|are\s+(?:told|given)|read)|is\s+mentioned|are\s+mentioned)\b[^;.]*$",
    re.IGNORECASE,
)
# "99 in 100 members of other groups did not name Kazakh": those asked are no source that is silent.
_DO_NOT = re.compile(r"(?:do|does|did)(?:\s+not|n[’']t)\s", re.IGNORECASE)
# "Twenty are left unnamed": how many these are can be worked out.
_UNTOLD_THING = re.compile(r"\bun(?:named|listed|mentioned)$", re.IGNORECASE)
_SO_MANY = re.compile(
    rf"(?:\b(?:{NUMBER_WORDS})|\d)\s+(?:others?\s+|of\s+(?:them|these|those)\s+|[\w’-]+\s+){{0,2}}$", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:members|persons|people|those\s+(?:asked|polled|questioned|surveyed)|respondents|citizens|residents|inhabitants|students|pupils|teachers|users|households|families"
    r"|women|men|children|parents|migrants|refugees|speakers|kazakhs?|russians?|(?<!–)(?!(?:19|20)\d\d\s)\d[\d.,]*(?:\s+per\s+cent)?)"
    r"(?:\s+(?:of|in|from|among)(?:\s+the)?(?:\s+(?!(?:the|this|it|one|is|are|was|were)\b)[\w’'-]+){1,4})?\s+$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"""
    [;:]\s|\s[–—-]\s|,?\s\b(?:but|yet|although|though|while|whereas|however)\b|,\s(?:and|without|nor|with\s+no)\b
    |\s(?=without\b)|\s(?=and\s+(?:names?|gives?|mentions?|says?|states?|offers?|provides?|contains?|does|remains?
    |is|are)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _matches(text: str) -> list[re.Match[str]]:
    found = [*_SILENCE.finditer(text), *_LESS_USUAL.finditer(text)]
    found += [match for match in _BUT_NOT.finditer(text) if _DOCUMENT_TELLS.search(text, 0, match.start())]
    return sorted(found, key=lambda match: match.start())


def find_silences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the clauses that say what a source leaves out."""
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for match in _matches(text):
        start = max(cut for cut in cuts if cut <= match.start())
        if _DO_NOT.match(match[0]) and _PEOPLE.search(text, start, match.start()):
            continue
        if _UNTOLD_THING.search(match[0]) and _SO_MANY.search(text, start, match.start()):
            continue
        end = min((cut for cut in cuts if cut >= match.end()), default=len(text))
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)

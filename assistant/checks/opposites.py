"""Opposites: "ended" for "established", "compulsory" for "optional", where all the rest is the passage's."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Likeness, clauses, most_like, source_clauses
from assistant.checks.lexicon import alternative_pairs
from assistant.model import Finding

_ALIKE = 0.5
_TURNED = re.compile(
    r"""
    \b(?:no|not|never|neither|nor|none|nobody|cannot|without|\w+n[’']t|except|unless|only|prevent\w*|against
    |combat\w*|eliminat\w*|avoid\w*)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _pattern(beginnings: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{beginnings})\w*", re.IGNORECASE)


_OPPOSITES = [
    (_pattern(one), _pattern(other))
    for first, second in alternative_pairs("opposites")
    for one, other in ((first, second), (second, first))
]


def turned_round(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the claim has a word's opposite and the clause that says the rest has the word."""
    sources = source_clauses(claim)
    for part in clauses(claim.asserted):
        if _TURNED.search(part.text):
            continue
        nearest = most_like(part, sources, alike)
        if nearest is None or nearest[0] < _ALIKE or _TURNED.search(nearest[1].text):
            continue
        words = _opposite(part, nearest[1], claim)
        if words is not None:
            return Finding(
                kind="contradiction",
                message=f"The sentence has “{words[0]}”; the passage has “{words[1]}”.",
                suggestion=f"Say “{words[1]}”.",
            )
    return None


def opposite_words(first: str, second: str) -> tuple[str, str] | None:
    """A word of the first text and its opposite in the second, where neither text has both."""
    for one, other in _OPPOSITES:
        mine, given = one.search(first), other.search(second)
        if mine and given and not one.search(second) and not other.search(first):
            return mine[0], given[0]
    return None


def _opposite(part: Clause, source: Clause, claim: Claim) -> tuple[str, str] | None:
    for one, other in _OPPOSITES:
        mine, given = one.search(part.text), other.search(source.text)
        if mine and given and not one.search(claim.source.text) and not other.search(claim.asserted):
            return mine[0], given[0]
    return None

"""Opposites: "ended" for "established", "compulsory" for "optional", where all the rest is the passage's."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Weigh, clauses, most_like, source_clauses
from assistant.model import Finding

# Words that exclude each other of one and the same thing, as beginnings of words.
_PAIRS = (
    ("begin began begun start launch open establish creat introduc set_up found institut", "end clos terminat abolish ceas cancel dissolv discontinu shut"),
    ("strengthen improv expand enhanc broaden", "weaken worsen deteriorat restrict curtail narrow undermin reduc shr[aiu]nk"),
    ("grant allow permit accept approv entitl authoriz admit recogniz", "refus reject den[iy] prohibit forbid forbad ban disallow revok withdr"),
    ("compulsory mandatory obligatory required", "optional voluntary facultative"),
    ("publish disclos releas", "withh[eo]ld conceal classif secret"),
    ("increas rose rise risen grew grow climb", "decreas fell fall declin drop reduc shr[aiu]nk"),
    ("convict sentenc guilty", "acquit innocent"),
    ("rural village", "urban"),
    ("temporar provisional", "permanent"),
    ("majority", "minority_of"),
    ("possible able", "impossible unable"),
    ("lawful legal", "unlawful illegal"),
    ("first", "last"),
    ("independent", "subordinat dependent"),
    ("direct", "indirect"),
    ("successful", "unsuccessful fail"),
    ("regular frequent", "rare seldom irregular"),
    ("high upper", "low lower"),
)  # fmt: skip
_ALIKE = 0.5
_TURNED = re.compile(
    r"""
    \b(?:no|not|never|neither|nor|none|nobody|cannot|without|\w+n[’']t|except|unless|only|prevent\w*|against
    |combat\w*|eliminat\w*|avoid\w*)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _pattern(words: str) -> re.Pattern[str]:
    parts = (word.replace("_", r"\s+") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(parts)})\w*", re.IGNORECASE)


_OPPOSITES = [
    (_pattern(one), _pattern(other)) for first, second in _PAIRS for one, other in ((first, second), (second, first))
]


def turned_round(claim: Claim, weigh: Weigh) -> Finding | None:
    """A `contradiction` where the claim has a word's opposite and the clause that says the rest has the word."""
    sources = source_clauses(claim)
    for part in clauses(claim.asserted):
        if _TURNED.search(part.text):
            continue
        nearest = most_like(part, sources, weigh)
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

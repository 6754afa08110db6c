"""What kind of answer a question wants, told by its question words."""

from __future__ import annotations

import re
from typing import Literal

Wanted = Literal[
    "figure",
    "amount",
    "share",
    "date",
    "duration",
    "penalty",
    "country",
    "place",
    "ethnic_group",
    "name",
    "yes_no",
    "text",
]

# The first that fits tells what a part wants.
_PATTERNS: tuple[tuple[Wanted, str], ...] = (
    ("yes_no", r"^(?:is|are|do|does|did|can) .*\bhow (?:many|much)\b"
               r"|\b(?:is|are) (?:there )?(?:any )?(?:data|figures)\b"),
    ("penalty", r"\b(?:what|which|how (?:heavy|severe|high|large))\b[^?]*\b(?:penalt(?:y|ies)|punishments?|fine)\b"
                r"|\b(?:prison|jail) (?:sentence|term)s?\b|^what sentences?\b(?! lengths?)"
                r"|\bhow (?:is|are|can) .* punish(?:ed|able)\b|\bhow long\b.*\b(?:locked up|prison|jail)"),
    ("share", r"\b(?:percentage|per ?cent"
              r"|(?<!in )(?:what|which|by how many) (?:share|proportion|part|per ?cent)\b|\w+ rate\b|rate of)"),
    ("duration", r"\bhow (?:long|often|much time)\b|how many (?:years|months|days|hours)|how (?:fast|quickly|soon)\b"
                 r"|\bhow old\b|sentence lengths?"
                 r"|lengths? of|(?:what|which) (?:deadline|time limit)|within what time"),
    ("figure", r"\bby how (?:much|many)\b"),
    ("amount", r"\bhow much\b"
                r"|(?:what|which|how (?:high|large|big|heavy))\b[^?]*"
                r"\b(?:fines?|budget|amount|sum|costs?|salary|wage)\b"),
    ("figure", r"\bhow (?:many|big|large|high)\b|\bfigures? for\b"
               r"|\b(?:what|which|give)\b[^?]*\bnumbers? of\b"),
    ("date", r"\bwhen (?:did|was|were|will|has|had)\b|(?:what|which) (?:date|year|month|day)\b|since when"),
    ("country", r"\bwhich (?:\w+ )?countr(?:y|ies)\b|\bwhat countries\b"),
    ("place", r"(?:what|which) (?:\w+ )?(?:regions?|oblasts?|cit(?:y|ies)|provinces?|towns?|villages?|districts?)\b"),
    ("ethnic_group", r"(?:what|which) (?:ethnicit(?:y|ies)|ethnic (?:groups?|origin)|nationalit(?:y|ies))\b"),
    ("name", r"\bnames of\b|\bthe names\b|\bby name\b"),
    ("yes_no", r"^(?:is|are|was|were|does|do|did|can|has|have|had|will|may|must)\b"),
)  # fmt: skip
_WANTED = tuple((wanted, re.compile(pattern, re.IGNORECASE)) for wanted, pattern in _PATTERNS)


def wanted_by(part: str) -> Wanted:
    """The kind of answer that one part of a question wants; "text" where any sentence on the matter will do."""
    part = part.strip(" ,;:?")
    return next((wanted for wanted, pattern in _WANTED if pattern.search(part)), "text")

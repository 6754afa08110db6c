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
    "court",
    "language",
    "ethnic_group",
    "person",
    "name",
    "yes_no",
    "text",
]

# Ways in which people note down what they want rather than ask for it.
_TERSE = r"(?:the |and |exact |total )*"
_NO_VERB = (
    r"(?!.*\b(?:who|what|which|how|why|when|where|is|are|was|were|be|been|do|does|did|has|have|had|can|may|will|must)"
    r"\b)"
)
_OFFICE = (
    r"(?:commissioner|ombuds\w+|chair\w*|heads?|directors?|ministers?|judges?|prosecutors?|presidents?|leaders?|experts?"
    r"|authors?|rapporteurs?|members|deput(?:y|ies)|senators?|officers?|officials?|lawyers?|mediators?)"
)
WHO = (  # a person is asked for who holds an office or has a part
    r"\bwho (?:is|are|was|were) (?:now |currently )?(?:the|its|their|your)\b"
    r"|\bwho (?:chairs?|heads?|leads?|runs?|directs?|presides|sits? on)\b"
    rf"|\bnames? of (?:(?:the|all|these|those) )*(?:\w+ )?{_OFFICE}\b"
)
# The first that fits tells what a part wants.
_PATTERNS: tuple[tuple[Wanted, str], ...] = (
    ("yes_no", r"^(?:is|are|do|does|did|can) .*\bhow (?:many|much)\b"
               r"|\b(?:is|are) (?:there )?(?:any )?(?:data|figures)\b"),
    ("penalty", r"\b(?:what|which|how (?:heavy|severe|high|large))\b[^?]*\b(?:penalt(?:y|ies)|punishments?|fine)\b"
                r"|^what sentences?\b(?! lengths?)|\bhow (?:is|are|can) .* punish(?:ed|able)\b"
                r"|\b(?:biggest|highest|largest|maximum|lowest|smallest) (?:\w+ )?(?:fine|penalty|punishment)\b"),
    ("share", r"\b(?:percentage|per ?cent"
              r"|(?<!in )(?:what|which|by how many) (?:share|proportion|part|per ?cent)\b|\w+ rate\b|rate of)"
              r"|^(?:the |and )*(?:share|proportion) of\b"),
    ("duration", r"\b(?:prison|jail) (?:sentence|term)s?\b|\bhow (?:long|often|much time)\b"
                 r"|how many (?:years|months|days|hours)|how (?:fast|quickly|soon)\b"
                 r"|\bhow old\b|sentence lengths?"
                 r"|lengths? of|(?:what|which) (?:deadline|time limit)|within what time"),
    ("figure", r"\bby how (?:much|many)\b"),
    ("amount", r"\bhow much\b"
                r"|(?:what|which|how (?:high|large|big|heavy))\b[^?]*"
                r"\b(?:fines?|budget|amount|sum|costs?|salary|wage)\b"
                r"|^(?:the |and |exact |total )*(?:sum|amount|costs?|price|budget|salar(?:y|ies)|wages?)\b"),
    ("figure", r"\bhow (?:many|big|large|high)\b|\bfigures? for\b"
               r"|\b(?:what|which|give)\b[^?]*\bnumbers? of\b"
               rf"|^{_TERSE}numbers?\b(?! \d)"
               rf"|^{_NO_VERB}[^?]*\b(?:last|this|per|each|every|in) (?:quarter|month|year|20\d\d)$"),
    ("date", r"\bwhen (?:did|was|were|will|has|had)\b|(?:what|which) (?:date|year|month|day)\b|since when"),
    ("country", r"\bwhich (?:\w+ )?countr(?:y|ies)\b|\bwhat countries\b"),
    ("place", r"(?:what|which) (?:\w+ )?(?:regions?|oblasts?|cit(?:y|ies)|provinces?|towns?|villages?|districts?)\b"),
    ("court", r"(?:what|which) courts?\b"),
    ("language", r"(?:what|which) (?:\w+ )?languages?\b(?! (?:test|law|act|policy)\b)"),
    ("ethnic_group", r"(?:what|which) (?:ethnicit(?:y|ies)|ethnic (?:groups?|origin)|nationalit(?:y|ies))\b"
                     r"|^(?:what (?:is|are|was|were) )?(?:the )?ethnic (?:origins?|composition)\b"),
    ("person", WHO),
    ("name", r"\bnames? of\b|(?<!in )\bthe names?\b|\bby name\b"),
    ("yes_no", r"^(?:is|are|was|were|does|do|did|can|has|have|had|will|may|must)\b"),
)  # fmt: skip
_WANTED = tuple((wanted, re.compile(pattern, re.IGNORECASE)) for wanted, pattern in _PATTERNS)


def wanted_by(part: str) -> Wanted:
    """The kind of answer that one part of a question wants; "text" where any sentence on the matter will do."""
    part = part.strip(" ,;:?")
    return next((wanted for wanted, pattern in _WANTED if pattern.search(part)), "text")

"""Conditions: a limit of the passages done away with, one that they do not have, and a list told as closed.

None of these readings needs words in common with the passage: a passage that limits nothing has no "only if", and one
that names its cases with "including" has no complete list.
"""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.lexicon import alternatives
from assistant.model import Finding

_IN_ANY_CASE = re.compile(
    r"""
    \b(?:whatever\s+(?:the|his|her|their|its|purpose|kind)|(?:in|under)\s+(?:every|all|any)\s+(?:case|circumstance
    |situation)s?|even\s+(?:if|when|where|without)|no\s+matter|regardless|irrespective|unconditional\w*|always|automatically
    |without\s+(?:any\s+)?(?:exception|condition|limit|restriction|qualification)s?|at\s+all\s+times|in\s+any\s+event
    |whether\s+or\s+not|with\s+or\s+without)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIMITED_TOO = re.compile(r"\b(?:not|cannot|unless|except|only|depend\w*)\b", re.IGNORECASE)
_LIMIT = re.compile(rf"\b(?:{alternatives('condition_limits')})\b", re.IGNORECASE)
_OF_ALL = re.compile(rf"\b(?:{alternatives('condition_of_all')})\b", re.IGNORECASE)
_ADDED = re.compile(
    r"""
    \b(?:on\s+condition\s+(?:that|of|to)|unless|only\s+(?:if|when|where|once|with|upon|on(?!\s+paper))|merely\s+on|excepting|except
    |save\s+for|with\s+the\s+exception|(?:must|have\s+to|has\s+to)\s+first|needs?\s+the\s+(?:consent|permission|approval)
    |with\s+the\s+(?:consent|permission|approval))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LIMITS_SOMEHOW = re.compile(
    rf"\b(?:{alternatives('condition_may_limit')}|optional|voluntar\w+|elective)\b", re.IGNORECASE
)
_CLOSED = re.compile(
    r"""
    \b(?:(?:complete|exhaustive|closed|full)\s+(?:list|one|enumeration)|list\s+(?:is|being)\s+(?:closed|exhaustive
    |complete)|nothing\s+else|no\s+others?|and\s+no\s+more)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPEN_LIST = re.compile(
    r"\b(?:including|such\s+as|among\s+others|other|etc|for\s+example|in\s+particular|various|also|furthermore|as\s+well\s+as)\b",
    re.IGNORECASE,
)
_CLOSED_TOO = re.compile(r"exhaustive|limited|only|exclusively|sole|competit", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|nor|never|without|neither|rather\s+than)\b[^,;.]{0,20}$", re.IGNORECASE)


def wrong_condition(claim: Claim, alike: Likeness) -> Finding | None:
    """An `overclaim` where a limit is done away with, a `contradiction` where one is added or a list is closed."""
    return _without_limit(claim) or _added_limit(claim) or _closed_list(claim)


def _without_limit(claim: Claim) -> Finding | None:
    told = _said(_IN_ANY_CASE, claim)
    if told is None or _LIMITED_TOO.search(claim.asserted):
        return None
    limit = _LIMIT.search(claim.source.text)
    if limit is None or _OF_ALL.search(claim.source.text):
        return None
    return Finding(
        kind="overclaim",
        message=f"The sentence has “{told}”; the passage sets a limit: “{limit[0]}”.",
        suggestion="Keep the passage’s limit.",
    )


def _added_limit(claim: Claim) -> Finding | None:
    told = _said(_ADDED, claim)
    if told is None or _LIMITS_SOMEHOW.search(claim.source.text):
        return None
    return Finding(
        kind="contradiction",
        message=f"The sentence has “{told}”; the passage sets no such limit.",
        suggestion="Leave the condition out.",
    )


def _closed_list(claim: Claim) -> Finding | None:
    told = _said(_CLOSED, claim)
    opens = _OPEN_LIST.search(claim.source.text) if told else None
    if told is None or opens is None or _CLOSED_TOO.search(claim.source.text):
        return None
    return Finding(
        kind="contradiction",
        message=f"The sentence has “{told}”; the passage names examples: “{opens[0]}”.",
        suggestion="Say that the list is open.",
    )


def _said(pattern: re.Pattern[str], claim: Claim) -> str | None:
    """The words that a sentence has of a pattern, none where it denies them."""
    match = pattern.search(claim.asserted)
    return None if match is None or _DENIED.search(claim.asserted, 0, match.start()) else match[0]

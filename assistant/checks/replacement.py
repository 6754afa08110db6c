"""Replacement: what came told as what went, and what went as what came."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.agreement import OTHER_WAY_ROUND
from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.words import content_stems
from assistant.model import Finding

_RELATIVE = re.compile(r",\s(?:which|who|that|as)\b[^,;.]*,")
_ASIDE = r"(?:,[^,;.]{1,60},)?"
# "X was replaced with Y", "X gave way to Y", "X replaces Y", "Y in the place of X"; and "replaced X with Y".
_PASSIVE = re.compile(
    rf"(?:^|[,;.]\s)(?P<old>[^,;]*?)\b(?:(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?(?:replaced|superseded|supplanted)"
    rf"{_ASIDE}\s+(?:with|by)|(?:gave|gives|giving|made|makes|making)\s+way{_ASIDE}\s+(?:to|for)"
    rf"|(?:yielded|yields|ceded|cedes)\s+(?:its|their)\s+place{_ASIDE}\s+to)\s+(?P<new>[^;.,]+)",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\b(?:replac(?:e[sd]?|ing)|substitut(?:e[sd]?|ing))\s+(?P<first>[^;.,]+?)\s+(?P<by>with|by|for)\s+(?P<second>[^;.,]+)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:^|[,;.]\s)(?P<new>[^,;]*?)\s(?:in(?:to)?\s+(?:the\s+)?(?:place|stead)\s+of|took\s+(?:the|over\s+the)\s+place\s+of|takes\s+the\s+place\s+of"
    r"|instead\s+of|ha(?:s|ve)\s+replaced|replaced|supplanted|superseded)\s+(?P<old>[^;.,]+)",
    re.IGNORECASE,
)


def replaced_for_its_heir(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the claim has the old thing come and the new one go, by a sentence of the passages."""
    told = list(_replacements(claim.written))
    if not told:
        return None
    for sentence in claim.source.sentences:
        for went, came in _replacements(sentence.text):
            old, new = went - came, came - went
            for own_went, own_came in told:
                if len(own_went & new) > len(own_came & new) and len(own_came & old) > len(own_went & old):
                    return Finding(
                        kind="contradiction",
                        message=f"{OTHER_WAY_ROUND} “{sentence.text}”",
                        suggestion="Check which of the two came in the place of the other.",
                    )
    return None


def _replacements(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The stems of what went and of what came in its place."""
    for went, came in _told_to_replace(_RELATIVE.sub("", text)):
        yield frozenset(content_stems(went)), frozenset(content_stems(came))


def _told_to_replace(text: str) -> list[tuple[str, str]]:
    passive = _PASSIVE.search(text)
    if passive is not None:
        return [(passive["old"], passive["new"])]
    active = list(_ACTIVE.finditer(text))
    instead = None if active else _INSTEAD.search(text)
    if instead is not None:
        return [(instead["old"], instead["new"])]
    return [
        (match["second"], match["first"])
        if match[0].lower().startswith("substitut") and match["by"] == "for"
        else (match["first"], match["second"])
        for match in active
    ]

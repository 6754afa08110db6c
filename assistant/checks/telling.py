"""Sentences about the source itself: "the period is given", "mediation is mentioned", "how many came is not said"."""

from __future__ import annotations

import re

_TOLD = (
    r"stated|mentioned|specified|indicated|disclosed|explained|said|named|cited|reported|described|quoted|listed"
    r"|discussed|identified|answered|told|shown|revealed|given|presented|called|counted|set\s+out|examined"
    r"|singled\s+out|referred\s+to|hidden"
)
_ABOUT_SOURCE = re.compile(
    rf"""
    \b(?:is|are|was|were|being)\s+(?:(?:also|not|expressly|only|so\s+much\s+as)\s+)*(?:{_TOLD})\b
    (?!\s+(?:to|an?|the)\s)
    |\b(?:the|this)\s+(?:paragraph|passage|section|list|count)\b
    |^\W*(?:how\s+(?:many|much)|whether|which|what|when|where|why|for\s+whom|as\s+of\s+when|at\s+which
    |in\s+(?:which|what|how\s+many))\b
    |\b(?:is|are)\s+(?:in|among|on)\s+the\s+(?:list|grounds?|measures?|members?|subjects?|topics?)\b
    |\b(?:does\s+not|do\s+not|doesn[’']t|don[’']t)\s+(?:appear|figure)\b
    |\bit\s+is\s+(?:said|told|stated|shown|revealed|set\s+out)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tells_of_source(text: str) -> bool:
    """Whether a sentence says what its source tells, names or lists, rather than what is so."""
    return _ABOUT_SOURCE.search(text) is not None

"""What an author says of a source's silence ("para. 61 gives no figure"): an inference, no claim of the source."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.model import Finding

_TELL = (
    r"say|state|specify|indicate|mention|explain|tell|give|provide|describe|name|report|clarify|address|disclose"
    r"|identify|set\s+out|refer|include|contain|offer|show|quantify|list|answer|respond|elaborate|reveal"
    r"|break\s+down|supply|make\s+clear"
)
_TELLS = r"gives?|names?|mentions?|states?|cites?|indicates?|reports?|says?|specif(?:y|ies)|discloses?"
_HOLDS = r"provides?|offers?|contains?|includes?|supplies|lists?|presents?|shows?|has|sets?\s+out"
_TEXTS = r"(?:para(?:graph)?s?\.?|report|section|passage|text|annex|state\s+party|it|which|and)"
_THING = (
    r"figures?|numbers?|dates?|data|details?|information|breakdowns?|explanations?|reasons?|examples?|deadlines?"
    r"|time\s?tables?|time\s?frames?|indicators?|statistics|time\s?limits?|percentages?|sources?|years?|amounts?"
    r"|names?|results?|evidence|indication|mention|answer|word|measures?|bod(?:y|ies)|outcomes?|steps?"
)
_TOLD = r"stated|mentioned|specified|indicated|disclosed|explained|said|clear|known|broken\s+down"
_GIVEN = rf"{_TOLD}|given|provided|offered|named|reported|cited|shown|supplied|described|presented"
_SILENCE = re.compile(
    rf"""
    \b(?:(?:does|do|did)(?:\s+not|n[’']t)|fails?\s+to|failed\s+to|omits?\s+to|neglects?\s+to|nor\s+(?:does
    |do)\s+\w+)\s+(?:\w+\s+)?(?:{_TELL})\b|\b(?:{_TELLS})\s+(?:(?:us|the\s+reader
    |the\s+committee)\s+)?(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\b{_TEXTS}(?:\s+\d+)?\s+(?:{_HOLDS})\s+(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\bwithout\s+(?:(?:even|ever|any|an|a|the|further|more|precise|giving|its|such|concrete)\s+)*(?:{_THING}|(?:say
    |stat|specify|indicat|mention|explain|tell|giv|provid|describ|nam|report|clarify|sett?|show|list|quantify)ing)\b
    |\b(?:but|and|yet|though|with)\s+no\s+(?:\w+\s+)?(?:{_THING})\b|\b(?:no|neither
    |not\s+a\s+single)\s+(?:\w+\s+){{0,3}}?(?:{_THING})(?:\s+[\w’'-]+){{0,8}}?\s+(?:is|are|was|were|has\s+been
    |have\s+been)\s+(?:{_GIVEN})\b|\b(?:{_THING})(?:\s+[\w’'-]+){{0,8}}?\s+(?:is|are|was|were)\s+(?:not|nowhere
    |never)\s+(?:\w+\s+)?(?:{_GIVEN})\b|\b(?:is|are|was|were)\s+(?:not|nowhere|never)\s+(?:\w+\s+)?(?:{_TOLD})\b
    |\bno\s+(?:paragraph|passage|sentence|place)s?\b|\bnothing\s+(?:is\s+said|in\s+the\s+report)\b|\b(?:is|are
    |remains?|stays?)\s+silent\b|\b(?:is|are|remains?)\s+(?:unclear|unknown|unexplained|unspecified|unstated)\b
    |\bleaves?\s+(?:open|unanswered|unclear)\b|\bcannot\s+be\s+(?:verified|assessed|checked|known|established)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CUT = re.compile(
    r"""
    [;:]\s|\s[–—-]\s|,?\s\b(?:but|yet|although|though|while|whereas|however)\b|,\s(?:and|without|nor|with\s+no)\b
    |\s(?=without\b)|\s(?=and\s+(?:names?|gives?|mentions?|says?|states?|offers?|provides?|contains?|does|remains?
    |is|are)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FLAT = re.compile(
    rf"""
    \b(?:{_TELLS}|{_HOLDS})\s+no\s+(?P<thing>figures?|numbers?|dates?|years?
    |percentages?)\s*(?:at\s+all\s*)?(?:[,.;(]|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_silences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the clauses that say what a source leaves out."""
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for match in _SILENCE.finditer(text):
        start = max(cut for cut in cuts if cut <= match.start())
        end = min((cut for cut in cuts if cut >= match.end()), default=len(text))
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def check_silence(claim: Claim) -> list[Finding]:
    """What can be told of a sentence that speaks of silence alone: whether the passages have a figure or date."""
    match = _FLAT.search(claim.text)
    if match is not None:
        dates = match["thing"].lower().startswith(("date", "year"))
        wanted = {"year", "date"} if dates else {"count", "percent", "money", "fraction"}
        given = [quantity for quantity in claim.source.quantities if quantity.kind in wanted and not quantity.soft]
        if given:
            message = f"The cited passage does give a {'date' if dates else 'figure'}."
            return [Finding(kind="contradiction", message=message, suggestion="Say which one is missing.")]
    message = "What a source leaves out is for a reader to confirm."
    return [Finding(kind="not_checked", message=message)]

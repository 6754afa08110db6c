"""Figures that an author supposes or only compares with, and of which a passage says nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.checks.claim import Claim
from assistant.checks.figure_spans import duration_known
from assistant.checks.number_times import DAYS
from assistant.checks.quantities import Quantity

_SUPPOSES = re.compile(
    r"\b(?:would|could|might|if|suppose\w*|assum\w+|at\s+(?:the|this|that)\s+(?:rate|pace))\b", re.IGNORECASE
)
_BASE = re.compile(
    r"\b(?:in|of|for|out\s+of|among|with)\s+(?:an?\s+[\w-]+\s+of\s+|every\s+|each\s+|some\s+)?$", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|no|without|rest|remain\w*|others?|never)\b", re.IGNORECASE)
_SOMEONE = re.compile(
    r"\b(?:an?|the)\s+(?:[\w’'-]+\s+){0,3}?(?:child|minor|girl|boy|teenager|person|pupil|youth)\s+(?:of|aged)\s+$"
    r"|(?:^|\W)an?\s+$",
    re.IGNORECASE,
)
_OLD = re.compile(r"[\s-]+(?:years?[\s-]+)?old\b|-olds?\b", re.IGNORECASE)
_NEARER = re.compile(r"\b(?:nearer|closer|nearest|closest)\s+to\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"[^.;:]{0,40}?\b(?:left\s+out|missing|skipped|omitted|passed\s+over|lacking|absent)\b", re.IGNORECASE
)
_NAME = re.compile(
    r"\s+(?:[A-Z][\w’-]+\s+){0,3}?(?:Convention|Covenant|Protocol|Act|Law|Code|Constitution|Declaration|Treaty|Agreement|Decree)\b"
)
_OF_A_TREATY = re.compile(r"\b(?:treaty|convention|covenant|protocol|declaration)\s+of\s+$", re.IGNORECASE)
# The report's own time, which its first paragraphs tell.
_REPORTING = re.compile(
    r"\b(?:reporting\s+period|period\s+under\s+(?:report|review)|period\s+covered|report\s+(?:(?:which|that)\s+)?covers)\b[^,;.\d]{0,30}(?:\d{4}(?:\s*[–-]\s*|\s+(?:to|and|until)\s+))?$",
    re.IGNORECASE,
)
_TELLS_PERIOD = re.compile(r"\breporting\s+period\b|\breport\s+covers\b", re.IGNORECASE)
_UNTOLD = re.compile(
    r"(?:(?:,\s|,?\s+(?:and|or)\s+)(?:19|20)\d\d)*,?\s+(?:no|nothing|not)\b[^.;]{0,60}?\b(?:given|offered|reported|stated|provided|mentioned|supplied|disclosed|told|said|shown|broken\s+down)\b",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(r"\bfor\s+(?:the\s+)?(?:years?\s+)?(?:(?:19|20)\d\d(?:,|\s+and|\s+or)\s+)*$", re.IGNORECASE)
_DIGITED = re.compile(r"[\s-](?:digit|figure)s?\b", re.IGNORECASE)
_NO_NOUN = re.compile(r"(?=\s*(?:[,.;:)]|$)|\s+(?:an?|the|for|once|as|is|was|in|at|and|or|but|so)\b)")
_NEAR = 0.07


def is_supposed(quantity: Quantity, claim: Claim) -> bool:
    """Whether a figure is none of the passage's: supposed, compared with, left out, or part of a name."""
    text = claim.asserted
    if quantity.kind == "fraction" and _NEARER.search(text, 0, quantity.start):
        return True
    if quantity.kind == "ordinal":
        return _LEFT_OUT.match(text, quantity.end) is not None
    if quantity.kind == "year":
        of_name = _NAME.match(text, quantity.end) or _OF_A_TREATY.search(text, 0, quantity.start)
        return of_name is not None and _named_around(quantity, claim) or _is_of_report(quantity, claim)
    if quantity.kind == "duration":
        return _is_age_of_someone(quantity, claim)
    if quantity.kind != "count":
        return False
    if _DIGITED.match(text, quantity.end):
        return any(
            len(f"{other.value:.0f}") == quantity.value for other in claim.source.quantities if _is_counted(other)
        )
    return _is_year(quantity, claim) or _without_unit(quantity, claim) or _is_share_of_base(quantity, claim)


def _is_counted(quantity: Quantity) -> bool:
    return quantity.kind in {"count", "money"}


def _is_of_report(quantity: Quantity, claim: Claim) -> bool:
    """Whether a year bounds the time that the report covers, or is one of which nothing is told.

    Both kinds of years stand in no passage cited; where one tells of the report's time, they are looked for there.
    """
    text = claim.asserted
    before = text[: quantity.start]
    if _REPORTING.search(before) and not _TELLS_PERIOD.search(claim.source.text):
        return True
    return _OF_YEARS.search(before) is not None and _UNTOLD.match(text, quantity.end) is not None


def _named_around(quantity: Quantity, claim: Claim) -> bool:
    """Whether the paragraphs around name the year: "the 1990 Convention" needs it in one of them."""
    return any(other.year == quantity.value for sentence in claim.source.section for other in sentence.quantities)


def _is_age_of_someone(quantity: Quantity, claim: Claim) -> bool:
    """Whether it is the age of an example, "a child of seventeen would be counted", no limit that a passage sets."""
    text = claim.asserted
    old = _OLD.match(text, quantity.end)
    someone = _SOMEONE.search(text, 0, quantity.start)
    if old and text[old.end() - 1] == "s" and _SUPPOSES.search(text):  # "sixteen-year-olds would not be covered"
        limits = [other for other in claim.source.quantities if other.kind == "duration" and other.bound == "under"]
        return all(quantity.value < limit.value for limit in limits)
    if someone is None or old:
        return old is not None and someone is not None
    of_age = quantity.label == "age" and not quantity.bound and len(someone[0].split()) > 1
    return of_age and _SUPPOSES.search(text) is not None


def _is_year(quantity: Quantity, claim: Claim) -> bool:
    """Whether "2024", as in "its 2024 seminars", is a year that the passage names."""
    written = claim.asserted[quantity.start : quantity.end]
    return re.fullmatch(r"(?:19|20)\d\d", written) is not None and any(
        other.year == quantity.value for other in claim.source.quantities
    )


def _without_unit(quantity: Quantity, claim: Claim) -> bool:
    """Whether the passage has the number with a unit that the sentence leaves out: "the ninety-three" per cent."""
    if not _NO_NOUN.match(claim.asserted, quantity.end):
        return False
    if any(duration_known(as_length, claim) for as_length in _in_unit_before(quantity, claim)):
        return True
    lengths = [
        round(other.value / DAYS[unit], 2)
        for other in claim.source.quantities
        if other.kind == "duration" and not other.soft
        for unit in ("year", "month", "week", "day")
    ]
    shares = [other.value for other in claim.source.quantities if other.kind == "percent"]
    return (
        quantity.value in lengths or quantity.value > 12 and any(abs(quantity.value - share) <= 0.5 for share in shares)
    )


def _in_unit_before(quantity: Quantity, claim: Claim) -> list[Quantity]:
    """The number as a length in the unit that the sentence names before it: "six months, against twenty-one"."""
    before = [
        other
        for other in claim.quantities
        if other.kind == "duration" and other.label in DAYS and not other.soft and other.end <= quantity.start
    ]
    return [
        replace(quantity, kind="duration", value=quantity.value * DAYS[last.label], label=last.label)
        for last in before[-1:]
    ]


def _is_share_of_base(quantity: Quantity, claim: Claim) -> bool:
    """Whether a sentence that supposes reckons with a share of the passage: 4 to 8 of 200, at 2 to 4 per cent."""
    if not _SUPPOSES.search(claim.asserted):
        return False
    shares = [other.value / 100 for other in claim.source.quantities if other.kind == "percent"]
    shares = [1 - share for share in shares] if _NOT.search(claim.asserted) else shares
    told = [other for other in claim.quantities if other.kind == "count" and not other.soft]
    bases = [other for other in told if _BASE.search(claim.asserted, 0, other.start)]
    given = [other.value for other in claim.source.quantities if other.kind == "count"]
    if any(_is_near(quantity.value, base * share, quantity.bound != "") for base in given for share in shares):
        return True
    for base in bases:
        worked = [
            other
            for other in told
            if other != base and any(_is_near(other.value, base.value * s, False) for s in shares)
        ]
        if worked and len(worked) == len(told) - 1:
            return quantity in {base, *worked}
    return False


def _is_near(told: float, value: float, about: bool) -> bool:
    return abs(told - value) <= (_NEAR * value if about else 1e-6)

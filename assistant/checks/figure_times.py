"""Years and dates of a sentence that the passages have in other words, or that it reckons."""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.checks.claim import Claim
from assistant.checks.figure_spans import first_months, symbol_years, year_reckoned
from assistant.checks.figure_values import agrees
from assistant.checks.quantities import Quantity

_BEFORE = re.compile(r"\bbefore\s+(?:the\s+(?:year|start\s+of)\s+)?$", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:beginning|start)\s+of\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:end|close)\s+of\s+(?P<year>20\d\d)\b", re.IGNORECASE)


# "In the summer of 2022" tells when something was; "the 2022 law", "the plan for 2025" names what others call so too.
_WHEN = re.compile(
    r"\b(?:in|since|from|by|until|till|during|after|before|between|to|of|is|was|early|late|mid|and|as\s+(?:of|at)|throughout"
    r"|over|for\s+the\s+year)[\s-]+(?:the\s+(?:year|spring|summer|autumn|winter|end|start|beginning)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:elsewhere|another\s+(?:part|paragraph|passage)|other\s+paragraphs?|neighbouring|preceding)\b", re.IGNORECASE
)

# "The 2022–2026 framework": a period that is part of a name.
_OF_A_NAME = re.compile(
    r"\b(?:19|20)\d\d\s?[–‑-]\s?(?:19|20)?\d\d(?:\s+(?!and\b)[\w’-]+){0,2}?\s+(?:framework|plan|strategy|programme|concept|road\s?map)\b",
    re.IGNORECASE,
)


def time_known(claim: Claim, quantity: Quantity) -> bool:
    """Whether a year or date that no passage cited prints is known all the same."""
    if _edge_of_year(claim, quantity) or _within_period(claim, quantity):
        return True
    if not any(name.start() <= quantity.start < name.end() for name in _OF_A_NAME.finditer(claim.asserted)):
        if any(other.year is not None for other in claim.source.quantities):
            return False
        if _WHEN.search(claim.asserted, 0, quantity.start) and not _ELSEWHERE.search(claim.asserted):
            return False
    return any(agrees(quantity, other) for sentence in claim.source.section for other in sentence.quantities)


def _edge_of_year(claim: Claim, quantity: Quantity) -> bool:
    """Whether it is a turn of the year in other words: "before 2028" of 2027, "January 2025" of its beginning."""
    if quantity.kind == "year":
        before = _BEFORE.search(claim.asserted, 0, quantity.start)
        if before is not None and any(other.year == quantity.value - 1 for other in claim.source.quantities):
            return True
        return quantity.value in symbol_years(claim.source.text) or year_reckoned(quantity, claim)
    year, _, month = quantity.label.partition("-")
    told = {other.label for other in claim.quantities if other.kind == "date"}
    if any(quantity.label in _ends_of_months(of, last, told) for of, last in first_months(claim.source.sentences)):
        return True
    edge = {"01": _BEGINS, "01-01": _BEGINS, "12": _ENDS, "12-31": _ENDS}.get(month)
    return edge is not None and any(match["year"] == year for match in edge.finditer(claim.source.text))


def _ends_of_months(year: int, last: int, told: Set[str]) -> set[str]:
    """The month in which the first months of a year end, the day after, and, told with either, January."""
    ends = {f"{year}-{last:02d}", f"{year}-{last + 1:02d}-01"}
    return ends | {f"{year}-01"} if ends & told else ends


def _ends_period(claim: Claim, quantity: Quantity) -> bool:
    """Whether a year is the first or last of a period, such as "2021–2025"."""
    around = claim.asserted[quantity.start - 1 : quantity.start], claim.asserted[quantity.end : quantity.end + 1]
    return any(mark and mark in "–-‑/" for mark in around)


def _within_period(claim: Claim, quantity: Quantity) -> bool:
    """Whether a single year lies inside a period of the passage."""
    own = [other for other in claim.source.quantities if other.year is not None]
    if quantity.kind != "year" or _ends_period(claim, quantity):
        return False
    return any(
        last.label in {"–", "-", "‑", "/"} and (first.year or 0) <= quantity.value <= (last.year or 0)
        for first, last in zip(own, own[1:], strict=False)
    )

"""Years and dates of a sentence that the passages have in other words, or that it reckons."""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.checks.claim import Claim
from assistant.checks.figure_spans import first_months, symbol_years, year_reckoned
from assistant.checks.figure_values import agrees
from assistant.checks.quantities import Quantity
from assistant.checks.source import Source

_BEFORE = re.compile(r"\bbefore\s+(?:the\s+(?:year|start\s+of)\s+)?$", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:beginning|start)\s+of\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:end|close)\s+of\s+(?P<year>20\d\d)\b", re.IGNORECASE)


def time_known(claim: Claim, quantity: Quantity) -> bool:
    """Whether a year or date that no passage cited prints is known all the same."""
    if _edge_of_year(claim, quantity):
        return True
    return _dated_by_source(quantity, claim.source, ends_period=_ends_period(claim, quantity))


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


def _dated_by_source(quantity: Quantity, source: Source, *, ends_period: bool) -> bool:
    """A single year may lie inside a period of the passage; where that dates nothing, the section may date it."""
    own = [other for other in source.quantities if other.year is not None]
    if quantity.kind == "year" and not ends_period:
        for first, last in zip(own, own[1:], strict=False):
            ranged = last.label in {"–", "-", "‑", "/"}
            if ranged and (first.year or 0) <= quantity.value <= (last.year or 0):
                return True
    if own:
        return False
    section = [other for sentence in source.section for other in sentence.quantities]
    return any(agrees(quantity, other) for other in section)

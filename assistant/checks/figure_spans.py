"""Lengths of time that a sentence works out: between years, between months, to the report's time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations

from assistant.checks.claim import Claim
from assistant.checks.figure_values import agrees, within
from assistant.checks.number_times import DAYS, HALF_YEAR, YEAR
from assistant.checks.number_words import NUMBER_WORDS, SMALL
from assistant.checks.quantities import Quantity
from assistant.checks.source import SourceSentence

_CLOSE = 20  # days, by which a length in years may differ
_LONG = 10 * YEAR  # from here on "more than" and "nearly" are read as bounds: among short lengths one always fits
_LOWEST, _HIGHEST = 0.8, 1.36  # how far "less than" and "more than" may lie from a long one
_HALF = re.compile(r"\b(?:first|second|last)\s+half\s+of\b|\bhalf-year", re.IGNORECASE)
_FIRST_MONTHS = re.compile(
    r"\bfirst\s+(?P<months>\d{1,2}|[a-z]+)\s+months\s+of\s+(?:the\s+year\s+)?(?P<year>20\d\d)\b", re.IGNORECASE
)
_FIRST_PART = re.compile(
    r"\bfirst\s+(?P<part>half|quarter|three\s+quarters)\s+of\s+(?:the\s+year\s+)?(?P<year>20\d\d)\b", re.IGNORECASE
)
_PART_MONTHS = {"half": 6, "quarter": 3}
_SYMBOL_YEAR = re.compile(r"\b[A-Z]+(?:/[\w.‑-]+)*?/(?P<year>(?:19|20)\d\d)(?=/|\b)")
_OLD_BY = re.compile(r"\bold\s+(?:in|by|at\s+the\s+\w+\s+of)\s+$", re.IGNORECASE)
_BY_OLD = re.compile(
    rf"\s+(?:it\s+|they\s+)?(?:was|were|is|are|ha[sd]\s+been|turned|became)\s+(?:already\s+)?(?:\d+|{NUMBER_WORDS})\s+years\s+old\b",
    re.IGNORECASE,
)
_LIES = re.compile(
    r"\b(?:lie|lies|lay|lain|pass|passes|passed|elaps\w+|separat\w+|stretch\w*|went\s+by|go(?:es)?\s+by)\b",
    re.IGNORECASE,
)
_TO_YEAR = re.compile(r"\b(?:and|to|until|till|from)\s+(?:the\s+(?:year|end\s+of|start\s+of)\s+)?$", re.IGNORECASE)
_MID = re.compile(r"\bmid-(?P<year>20\d\d)\b", re.IGNORECASE)
_RECKONED = re.compile(r"\s+(?:before|after|beyond)\s+(?:the|its|this|that)\b", re.IGNORECASE)
_TO_THIS_DAY = re.compile(r"\b(?:since|ago|now|today|by\s+then|so\s+far|in\s+force|still)\b", re.IGNORECASE)
_OF_THE_YEAR = re.compile(r"\bof\s+(?:the\s+year\s+)?(?P<year>20\d\d)\b", re.IGNORECASE)


def duration_known(quantity: Quantity, claim: Claim) -> bool:
    """Whether a length of time is given, or lies between two times that the passage or the sentence names.

    Six months of a year are its half. A long one may reach to a year that other paragraphs under the same heading name,
    such as those that the report covers, where it is told up to this day, "in force for more than a quarter of a
    century", or a single year is named. There a short one may too that is told as "before" or "after" something.
    """
    source = claim.source
    if quantity.label == "age":
        return False
    if abs(quantity.value - HALF_YEAR) < 2 and _HALF.search(source.text):
        return True
    years = _years([*source.quantities, *claim.quantities]) | symbol_years(source.text)
    if _between(quantity, combinations(sorted(years), 2), years) or _in_months(quantity, claim, years):
        return True
    to_this_day = quantity.value >= _LONG and _TO_THIS_DAY.search(claim.asserted) is not None
    alone = len(years) == 1 and (quantity.value >= _LONG or _RECKONED.match(claim.asserted, quantity.end) is not None)
    if not alone and not to_this_day:
        return False
    around = _years(other for sentence in source.section for other in sentence.quantities)
    ends = [(year, other) if year < other else (other, year) for year in years for other in around]
    return _between(quantity, ends, set())


def first_months(sentences: Iterable[SourceSentence]) -> Iterator[tuple[int, int]]:
    """The year and the number of months where passages tell of "the first eight months of 2025"."""
    for sentence in sentences:
        for match in _FIRST_MONTHS.finditer(sentence.text):
            months = int(match["months"]) if match["months"].isdecimal() else SMALL.get(match["months"].lower(), 0)
            if months:
                yield int(match["year"]), months
        for match in _FIRST_PART.finditer(sentence.text):
            yield int(match["year"]), _PART_MONTHS.get(match["part"].lower(), 9)


def symbol_years(text: str) -> set[int]:
    """The years that stand in document symbols: 2007 of "CERD/C/2007/1"."""
    return {int(match["year"]) for match in _SYMBOL_YEAR.finditer(text)}


def year_reckoned(quantity: Quantity, claim: Claim) -> bool:
    """Whether a year is one to which the claim reckons an age, "twelve years old in 2025", from a year of the passage.

    Or a decade, "the 1990s", of such a year or of one that lies so long before a year of the claim.
    """
    given = _years(claim.source.quantities)
    lengths = [
        other.value
        for other in (*claim.quantities, *claim.source.quantities)
        if other.kind == "duration" and not other.soft
    ]
    if claim.asserted.startswith("s", quantity.end):
        own = _years(claim.quantities) - {int(quantity.value)}
        reached = given | {year - round(length / YEAR) for year in own for length in lengths}
        return any(quantity.value <= year < quantity.value + 10 for year in reached)
    if _is_end_of_span(quantity, claim, given):
        return True
    if not _OLD_BY.search(claim.asserted, 0, quantity.start) and not _BY_OLD.match(claim.asserted, quantity.end):
        return False
    ages = [(quantity.value - year) * YEAR - length for year in given for length in lengths]
    return any(-_CLOSE < more < YEAR + _CLOSE for more in ages)


def _is_end_of_span(quantity: Quantity, claim: Claim, given: set[int]) -> bool:
    """Whether a year ends a span of the author's: "a decade lies between it and 2025", from the one year given."""
    text = claim.asserted
    if len(given) != 1 or not (_LIES.search(text) and _TO_YEAR.search(text, 0, quantity.start)):
        return False
    ends = [(year, int(quantity.value)) for year in given if year < quantity.value]
    lengths = [other for other in claim.quantities if other.kind == "duration" and other.value >= YEAR]
    return bool(ends) and any(_between(length, ends, set()) for length in lengths)


def part_of_year_told(quantity: Quantity, claim: Claim) -> bool:
    """Whether a fraction is how much of a year is counted: two thirds "of 2025", from its "first eight months"."""
    if quantity.kind != "fraction":
        return False
    of = {int(match["year"]) for match in _OF_THE_YEAR.finditer(claim.asserted)}
    return any(within(quantity, months / 12) for year, months in first_months(claim.source.sentences) if year in of)


def other_length(quantity: Quantity, claim: Claim) -> bool:
    """Whether the passage gives a length of time that the claim may have got wrong."""
    lengths = [other for other in claim.source.quantities if other.kind == "duration" and not other.soft]
    return any(not agrees(quantity, other) for other in lengths)


def _years(quantities: Iterable[Quantity]) -> set[int]:
    return {other.year for other in quantities if other.year is not None}


def _between(quantity: Quantity, ends: Iterable[tuple[int, int]], alone: set[int]) -> bool:
    spans = {last - first for first, last in ends} | ({0} if alone else set())
    lengths = [days for span in spans for days in (span * YEAR, (span + 1) * YEAR) if days]
    if any(abs(quantity.value - length) < _CLOSE for length in lengths):
        return True
    near = (length for length in lengths if _LOWEST <= length / quantity.value <= _HIGHEST)
    return quantity.value >= _LONG and any(within(quantity, length) for length in near)


def _in_months(quantity: Quantity, claim: Claim, years: set[int]) -> bool:
    """Whether it lies between two months that are named, or ends with the months of a last year or in its middle."""
    months = sorted({month for other in claim.source.quantities if (month := _month(other)) is not None})
    lengths = [(last - first) * DAYS["month"] for first, last in combinations(months, 2)]
    if any(abs(quantity.value - length) <= DAYS["month"] for length in lengths):
        return True
    starts = _first_years(claim, years)
    if _in_half_years(quantity, months, starts):
        return True
    parts = [(year, count / 12) for year, count in first_months(claim.source.sentences)]
    parts += [(int(match["year"]), 0.5) for match in _MID.finditer(claim.source.text)]
    ended = [(year - first + part) * YEAR for year, part in parts for first in starts if first <= year]
    reached = [quantity.value] if quantity.bound != "over" else [quantity.value, quantity.value + YEAR / 4]
    return any(
        abs(value - length) < _CLOSE or reached[0] <= length <= reached[-1] for value in reached for length in ended
    )


def _first_years(claim: Claim, years: Set[int]) -> set[int]:
    """The first of all years, and the first that each passage names."""
    sentences = claim.source.sentences
    by_passage = [
        _years(other for sentence in sentences if sentence.passage == passage for other in sentence.quantities)
        for passage in {sentence.passage for sentence in sentences}
    ]
    return {min(each) for each in [*by_passage, years] if each}


def _in_half_years(quantity: Quantity, months: Sequence[int], years: Set[int]) -> bool:
    """Whether "three and a half years" lies between two months, or the start of a year and a month, to a quarter year.

    "Over" so long may fall short of the next full year only.
    """
    halves = 2 * quantity.value / YEAR
    if abs(halves - round(halves)) > 1e-6 or round(halves) % 2 == 0:
        return False
    starts = [*months, *(12 * year for year in years)]
    lengths = [(last + 1 - first) / 12 * YEAR for first in starts for last in months if first < last]
    low, high = (0, YEAR / 2) if quantity.bound == "over" else (-YEAR / 4, YEAR / 4)
    return any(low <= length - quantity.value <= high for length in lengths)


def _month(quantity: Quantity) -> int | None:
    """Months since the year 0 of a date that names year and month."""
    if quantity.kind != "date" or quantity.year is None:
        return None
    return 12 * quantity.year + int(quantity.label[5:7])

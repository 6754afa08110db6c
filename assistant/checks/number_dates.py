"""Years and dates of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.lexicon import word_list
from assistant.checks.number_words import ORDINALS, TENS

_MONTHS = {name: number for number, name in enumerate(word_list("months"), start=1)}
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)\b"
    rf"|\b(?P<day4>(?:(?:[Tt]wenty|[Tt]hirty)-)?(?:{'|'.join(ORDINALS)}))\s+of\s+(?P<month4>{_MONTH})\b(?:,?\s+(?P<year4>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month3>{_MONTH}),?\s+(?:of\s+)?(?P<year3>(?:19|20)\d\d)\b"
)
_MONTH_SPAN = re.compile(
    rf"\b(?P<month>{_MONTH})\s*(?:to|and|until|[–-])\s*(?=(?:\d{{1,2}}\s+)?(?:{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)\b)"
)
_YEAR = re.compile(
    r"(?<![\w.,/$€£])(?P<year>(?:19|20)\d\d)(?:(?P<to>[–‑/-])(?P<last>(?:19|20)?\d\d)\b)?(?![\d%]|,\d{3})"
)
_AFTER_YEAR_COUNT = re.compile(r"\s+(?!(?:has|was|is|as|this|its|does|sees|saw)\b)[a-z]+s\b")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|from|until|till|of|by|between|and|to|before|after|during|end|year|years|the|through|throughout|"
    r"for|early|late|at|period|than)|mid)[\s\u00a0–-]*(?:\(|“|\")?$|[–-]$",
    re.IGNORECASE,
)


def read_dates(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, month and ISO date of dates that name a month: "4 July 2022", "the fourth of July", "July 2022"."""
    for match in _DATE.finditer(text):
        month = _MONTHS[(match["month"] or match["month2"] or match["month3"] or match["month4"]).lower()]
        year = match["year"] or match["year2"] or match["year3"] or match["year4"] or "----"
        written = match["day"] or match["day2"]
        day = int(written) if written else _day(match["day4"]) if match["day4"] else 0
        label = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
        yield *match.span(), month, label
    for match in _MONTH_SPAN.finditer(text):
        month = _MONTHS[match["month"].lower()]
        yield *match.span("month"), month, f"{match['year']}-{month:02d}"


def _day(ordinal: str) -> int:
    """The day that an ordinal names: 22 for "twenty-second"."""
    tens, _, last = ordinal.lower().rpartition("-")
    return TENS.get(tens, 0) + ORDINALS[last]


def read_years(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, year and, for the last year of a span, the mark before it."""
    for match in _YEAR.finditer(text):
        counted = _AFTER_YEAR_COUNT.match(text, match.end()) and not _BEFORE_YEAR.search(text, 0, match.start())
        if counted and not match["last"]:
            continue
        yield *match.span("year"), int(match["year"]), ""
        if match["last"]:
            last = match["last"] if len(match["last"]) == 4 else match["year"][:2] + match["last"]
            yield *match.span("last"), int(last), match["to"]

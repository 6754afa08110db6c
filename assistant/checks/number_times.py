"""Times in words: how often a thing is done, parts of a year or century, and ages with the years left unsaid."""

from __future__ import annotations

import re

from assistant.checks.number_words import NUMBER_WORDS, number_value

DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "year": 365.25,
        "decade": 3652.5, "century": 36525.0}  # fmt: skip
YEAR = DAYS["year"]
HALF_YEAR = 182.6
_REGULAR = re.compile(
    r"\b(?:(?P<half>(?:twice\s+(?:a|per|each|every)|every\s+half)\s+year|half-yearly|every\s+six\s+months)"
    r"|(?P<quarter>quarterly|(?:each|every|per|once\s+a)\s+quarter)"
    r"|(?P<year>annual(?:ly)?|yearly|(?:each|every|per|once\s+an?)\s+year|once-a-year)"
    r"|(?P<two>every\s+(?:second|other)\s+year|biennial(?:ly)?)|(?P<month>monthly|(?:each|every|per|once\s+a)\s+month)"
    r"|(?P<decade>(?:the|a|past|last|previous|this|one)\s+decade)"
    r"|(?P<week>weekly|(?:each|every|once\s+a)\s+week)|(?P<day>daily|(?:each|every|once\s+a)\s+day))\b",
    re.IGNORECASE,
)
_RHYTHMS = {**DAYS, "half": HALF_YEAR, "two": 2 * YEAR}
_PART = re.compile(
    r"\b(?:(?P<three>three[\s-]quarters\s+of\s+an?)|(?P<half>half\s+(?:of\s+)?an?)|(?P<quarter>a\s+quarter(?:\s+of\s+an?)?))"
    r"\s+(?P<whole>year|century)\b",
    re.IGNORECASE,
)
_PARTS = {"half": 0.5, "quarter": 0.25, "three": 0.75}
_TIMES_A = re.compile(
    rf"\b(?:(?P<digits>\d+)|(?P<words>{NUMBER_WORDS}))\s+times\s+(?:a|per|each|every|in\s+(?:an?|one|the|each|every))\s+(?P<per>year|month|week|day)\b",
    re.IGNORECASE,
)
_HALVES = re.compile(
    rf"\b(?:(?P<digits>\d+)|(?P<words>{NUMBER_WORDS}))\s+and\s+(?:an?\s+|one\s+)?half\s+(?P<unit>day|week|month|year|decade)s?\b",
    re.IGNORECASE,
)
_AGE_END = (
    r"(?=\s*(?:[,.;:)\]–-]|$)|\s+(?:were|are|was|is|have|had|has|who|in|from|and|or|to|on|at|once|would|could|may|must|should"
    r"|become|becomes|remained|remain|outside|enrolled|go|goes|attend\w*|stood|stands|get|gets)\b)"
)
_AGE_WORDS = rf"\d{{1,2}}|{NUMBER_WORDS}"
_WHO = r"children|child|persons|people|minors?|girls?|boys?|women|men|those"
# "Children under 18", "a child of 13", "under the age of fourteen", the years left unsaid.
_AGES = (
    re.compile(
        rf"\b(?:{_WHO})\s+(?:aged|(?:aged\s+)?(?:under|over|below|above))\s+(?P<age>\d{{1,2}}){_AGE_END}", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:(?:child|children|minors?|girls?|boys?)\s+(?:of|(?:aged\s+)?(?:under|below|over|above))|age\s+of|aged"
        rf"|covered\s+(?:up\s+to|until))\s+(?P<age>{_AGE_WORDS})\b{_AGE_END}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:child|children|minors?)\s+under\s+(?P<age>1\d)\b(?![,.]\d|\s*(?:per|%|years?|months?|weeks?))",
        re.IGNORECASE,
    ),
    re.compile(r"\bunder-(?P<age>\d{1,2})s\b", re.IGNORECASE),
)
_AGE_RANGE = re.compile(
    rf"\b(?:(?:{_WHO})\s+(?:aged\s+)?(?:between|from)|(?:{_WHO})\s+(?:aged|of)|aged(?:\s+between|\s+from)?|ages?\s+of|age\s+groups?(?:\s+from|\s+of|\s+between)?)\s+"
    rf"(?P<first>{_AGE_WORDS})\s*(?:and|to|–|-)\s*(?P<last>{_AGE_WORDS})\b(?!,\d|\s+(?:per|months?|weeks?|days?|thousand)\b){_AGE_END}",
    re.IGNORECASE,
)
# "The two-to-six age bracket".
_AGE_BRACKET = re.compile(
    rf"\b(?P<first>{_AGE_WORDS})(?:-to-|\s+to\s+|[–-])(?P<last>{_AGE_WORDS})(?:\s+|-)(?:age|year[\s-]olds?)\b",
    re.IGNORECASE,
)


def read_times(text: str) -> list[tuple[int, int, float, bool]]:
    """Start, end and length in days of times in words, and whether it is a rhythm, that is hardly meant as a length."""
    found = []
    for match in _PART.finditer(text):
        part = match["three"] and "three" or match["half"] and "half" or "quarter"
        found.append((*match.span(), _PARTS[part] * DAYS[match["whole"].lower()], False))
    for match in _HALVES.finditer(text):
        found.append((*match.span(), (_number(match) + 0.5) * DAYS[match["unit"].lower()], False))
    for match in _TIMES_A.finditer(text):
        if (times := _number(match)) > 0:
            found.append((*match.span(), DAYS[match["per"].lower()] / times, True))
    return found + [(*match.span(), _RHYTHMS[match.lastgroup or "year"], True) for match in _REGULAR.finditer(text)]


def read_ages(text: str) -> list[tuple[int, int, float]]:
    """Start, end and days of ages that are told without the word "years": "aged 2 to 6"."""
    spans = list(dict.fromkeys(match.span("age") for pattern in _AGES for match in pattern.finditer(text)))
    ranges = [match for pattern in (_AGE_RANGE, _AGE_BRACKET) for match in pattern.finditer(text)]
    spans += [match.span(name) for match in ranges for name in ("first", "last")]
    return [(a, b, YEAR * number_value(text[a:b])) for a, b in spans]


def _number(match: re.Match[str]) -> float:
    return number_value(match["digits"] or match["words"])

"""Reads the figures of a text: counts, percentages, money, years, dates, durations, fractions and article numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.checks.lexicon import alternatives
from assistant.checks.number_dates import read_dates, read_years
from assistant.checks.number_identifiers import read_identifiers
from assistant.checks.number_multiples import occasions, read_multiples, read_rounds
from assistant.checks.number_times import DAYS, read_ages, read_times
from assistant.checks.number_words import (
    DIGITS,
    NUMBER_WORDS,
    ORDINALS,
    SCALES,
    TENS,
    digits_value,
    read_fractions,
    read_parts_of,
    word_value,
)

Kind = Literal["year", "date", "percent", "money", "count", "fraction", "ratio", "duration", "ordinal", "identifier"]
Bound = Literal["", "about", "over", "under", "nearly", "exactly", "far_over", "far_under"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text.

    `value` is in the unit of its kind: percentages as 0–100, fractions as 0–1, durations in days. `label` is an ISO
    date for dates, the currency for money, the whole identifier for identifiers ("349-VI"), "age" for ages whose years
    are left unsaid, and "half" for counts such as "one and a half million", which are round ones. `soft` marks figures
    that are hardly ever meant as such ("one", "annually").
    """

    value: float
    kind: Kind
    start: int
    end: int
    bound: Bound = ""
    label: str = ""
    soft: bool = False

    @property
    def year(self) -> int | None:
        """The year that a year or a date names."""
        if self.kind == "date" and self.label[:4].isdecimal():
            return int(self.label[:4])
        return int(self.value) if self.kind == "year" else None


_SCALE = r"(?:[\s\u00a0](?P<scale>hundreds?|thousands?|millions?|billions?|trillions?)\b)?"
_NUMBER = rf"(?:(?P<digits>{DIGITS})|(?P<words>{NUMBER_WORDS})){_SCALE}"
_CURRENCY = (
    r"tenge|dollars?|US\s+dollars?|USD|euros?|EUR|KZT|roubles?|rubles?|pounds?|francs?|yen|yuan|som|soms|tolars?"
)
_UNITS = r"minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|centuries|century"
_PLAIN = re.compile(
    rf"(?<![\w.,/])(?P<sign>[$€£])?{_NUMBER}"
    rf"(?:(?P<percent>\s*%|\s*percentage\s+points?\b|\s*points?\b(?!\s+(?:of|in(?!\s+the\s+(?:share|rate|proportion|percentage)\b)|on|at|out|to|that|raised|made)\b)|\s*per\s?cent\b|\s*percent\b)"
    rf"|[\s\u00a0](?P<currency>{_CURRENCY})\b|(?P<times>[\s-]times\b|[\s-]?fold\b)"
    rf"|(?:[\s\u00a0-])(?:consecutive\s|calendar\s|full\s|reporting\s|previous\s|last\s|past\s|latest\s)?(?P<unit>{_UNITS})\b)?",
    re.IGNORECASE,
)
_POINTS_BEFORE = re.compile(
    r"\b(?:by|(?:up|down)(?=\s+(?:by\s+)?(?:about\s+|some\s+)?$)|gain\w*|los[et]\w*|rose|fell|grew|added|differ\w*|gap|rise|fall|increase|difference|margin|lead)\b[^,;.]{0,60}$",
    re.IGNORECASE,
)
_POINTS_AFTER = re.compile(
    r"\s+(?:more|less|fewer|higher|lower|weaker|stronger|smaller|greater|larger|bigger|better|worse|above|below|up|down|between|apart|ahead|behind|short|over|under|separate|lie)\b",
    re.IGNORECASE,
)
# "The two totals": those told of.
_KNOWN_TWO = re.compile(
    r"\b(?:the|these|those)\s+two(?:\s+(?:minimum\s+|yearly\s+)?(?:totals|figures|numbers|sums|shares|rates)\b|(?=[,;:]))",
    re.IGNORECASE,
)
# "Two or more": several.
_OR_MORE = re.compile(r"\s+or\s+more\b(?!\s+(?:years|months|weeks|days|children|persons|people))", re.IGNORECASE)
_SYMBOLS = re.compile(
    r"\b[A-Z]+(?:/[\w.‑-]+)+|\b(?!(?:19|20)\d\d/)(?<![Rr]esolution\s)\d+/\d+\b|\b[\w.]+\.(?:com|org|kz|gov|net)\b|https?://\S+"
)
_ROUND_ORDINALS = {f"{word.removesuffix('y')}ieth": value for word, value in TENS.items() if value > 20}
_ALL_ORDINALS = ORDINALS | _ROUND_ORDINALS
_ORDINAL = re.compile(
    rf"""
    \b(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?:(?P<tens>{"|".join(TENS)})[-\s])?(?P<word>{"|".join(ORDINALS)})
    |(?P<round>{"|".join(_ROUND_ORDINALS)})(?!\s+centur))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DAYS = {**DAYS, "centurie": DAYS["century"], "age": DAYS["year"]}
_BOUNDS: tuple[Bound, ...] = ("exactly", "about", "far_over", "far_under", "nearly", "under", "over")
_BEFORE = tuple(
    (bound, re.compile(rf"(?:^|\W)(?:{alternatives(f'bound_{bound}')})\s+(?:as\s+)?(?:an?\s+|the\s+)?$", re.IGNORECASE))
    for bound in _BOUNDS
)
_BOUND_AFTER = re.compile(r"\s+or\s+(?:more|over|above)\b|-odd\b|(?P<so>,?\s+or\s+(?:so|thereabouts)\b)", re.IGNORECASE)
# "In neither of the two do women reach one half": a threshold from below.
_UNREACHED = re.compile(
    r"\b(?:not|no|none|never|neither|nowhere|nor|without|fail\w*\s+to)\b[^,;:.()]{0,70}?\b(?:reach|attain|arrive\s+at|come\s+to|amount\s+to"
    r"|make\s+up|get\s+to|rise\s+to)(?:e?s|ed|ing)?\s+(?:as\s+much\s+as\s+|even\s+)?(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"[\s\u00a0-]+(?!(?:and|or|to|in|when|if|per|at|for|respectively|by|of|on|not|but|while)\b)[^\W\d_]+"
)
_LISTED = re.compile(
    r"[,;]\s(?:and\s)?[^,;.:]*\b(?:at|about|with|to)\s+$|[,;]\s(?:and\s|not\s)?$|\sand\s[^,;.:]*\bat\s+$"
)
_OF_FIGURE = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|all\s+|these\s+)?\d")
_AGAINST = re.compile(
    r",?\s+(?:as\s+)?(?:against|compared\s+(?:with|to)|versus)\s+(?:some\s+|about\s+|only\s+)?", re.IGNORECASE
)
_JOINED = re.compile(r"\s*(?:,|,?\s*and|\s+(?:or|to)|[–-])\s*(?:some|about|over|more than)?\s*$", re.IGNORECASE)


def read_quantities(text: str) -> list[Quantity]:
    """The figures of a text in order; none overlaps another."""
    return list(_quantities(text))


@lru_cache(maxsize=1_000)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """Kept, since several checks read the figures of one sentence."""
    taken = [False] * len(text)
    found: list[Quantity] = []
    for match in _SYMBOLS.finditer(text):
        _take(taken, *match.span())
    for whole, _, _ in read_parts_of(text):
        _take(taken, *whole)
    for span in occasions(text):
        _take(taken, *span)
    for reader in (_identifiers, _dates, _years, _regular, _ratios, _rounds, _fractions, _ordinals, _ages, _numbers):
        for quantity in reader(text):
            if not any(taken[quantity.start : quantity.end]):
                _take(taken, quantity.start, quantity.end)
                found.append(_with_bound(text, quantity))
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_share_units(text, found))


def _take(taken: list[bool], start: int, end: int) -> None:
    taken[start:end] = [True] * (end - start)


def _identifiers(text: str) -> list[Quantity]:
    return [
        Quantity(number, "identifier", start, end, label=label) for start, end, number, label in read_identifiers(text)
    ]


def _dates(text: str) -> list[Quantity]:
    return [Quantity(float(month), "date", start, end, label=label) for start, end, month, label in read_dates(text)]


def _years(text: str) -> list[Quantity]:
    return [Quantity(float(year), "year", start, end, label=label) for start, end, year, label in read_years(text)]


def _ratios(text: str) -> list[Quantity]:
    return [Quantity(value, kind, start, end) for start, end, value, kind in read_multiples(text)]


def _rounds(text: str) -> list[Quantity]:
    return [Quantity(value, kind, start, end, label=label) for start, end, value, kind, label in read_rounds(text)]


def _regular(text: str) -> list[Quantity]:
    return [Quantity(days, "duration", start, end, soft=soft) for start, end, days, soft in read_times(text)]


def _ages(text: str) -> list[Quantity]:
    return [Quantity(days, "duration", start, end, label="age") for start, end, days in read_ages(text)]


def _fractions(text: str) -> list[Quantity]:
    spans = [*read_fractions(text), *((*part, value, False) for _, part, value in read_parts_of(text))]
    return [
        Quantity(100 * value, "percent", start, end) if of_hundred else Quantity(value, "fraction", start, end)
        for start, end, value, of_hundred in spans
    ]


def _numbers(text: str) -> list[Quantity]:
    found = []
    for match in _PLAIN.finditer(text):
        value = digits_value(match["digits"]) if match["digits"] else word_value(match["words"])
        value *= SCALES.get((match["scale"] or "").lower().rstrip("s"), 1)
        words = (match["words"] or "").lower()
        soft = (
            words in {"one", "zero"}
            or words == "two"
            and (
                _OR_MORE.match(text, match.end()) is not None
                or any(match.start() in range(*two.span()) for two in _KNOWN_TWO.finditer(text))
            )
        )
        found.append(_of_kind(match, value, soft))
    return found


def _of_kind(match: re.Match[str], value: float, soft: bool) -> Quantity:
    span = match.span()
    if match["percent"] and _are_matters(match):
        return Quantity(value, "count", match.start(), match.start("percent"), soft=soft)
    if match["percent"]:
        return Quantity(value, "percent", *span)
    if match["currency"] or match["sign"]:
        currency = (match["currency"] or match["sign"]).lower().rstrip("s")
        return Quantity(value, "money", *span, label=currency)
    if match["times"]:
        return Quantity(value, "ratio", *span)
    if match["unit"]:
        days = _DAYS[match["unit"].lower().rstrip("s")]
        return Quantity(value * days, "duration", *span, label=match["unit"].lower().rstrip("s"), soft=False)
    return Quantity(value, "count", *span, soft=soft)


def _are_matters(match: re.Match[str]) -> bool:
    """Whether "points" are matters that are told, "four points are named", and none of a percentage."""
    if not match["percent"].strip().lower().startswith("point") or "." in (match["digits"] or ""):
        return False
    text = match.string
    return not (_POINTS_BEFORE.search(text, 0, match.start()) or _POINTS_AFTER.match(text, match.end()))


def _ordinals(text: str) -> list[Quantity]:
    found = []
    for match in _ORDINAL.finditer(text):
        written = (match["word"] or match["round"] or "").lower()
        value = int(match["digits"]) if match["digits"] else _ALL_ORDINALS[written]
        value += TENS.get((match["tens"] or "").lower(), 0)
        found.append(Quantity(float(value), "ordinal", *match.span(), soft=value < 3))
    return found


def _with_bound(text: str, quantity: Quantity) -> Quantity:
    before = text[max(0, quantity.start - 40) : quantity.start]
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return replace(quantity, bound=bound)
    if quantity.kind in {"ratio", "fraction"} and before.endswith(" not "):
        return replace(quantity, bound="under")
    if _UNREACHED.search(text, 0, quantity.start):
        return replace(quantity, bound="far_under")
    after = _BOUND_AFTER.match(text, quantity.end)
    return replace(quantity, bound="about" if after["so"] else "over") if after else quantity


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "38" and "60" in "between 38 and 60 per cent" the unit that only the last of them prints."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        first, second = shared[i], shared[i + 1]
        if first.kind != "count" or second.kind not in {"percent", "duration", "money"} or second.soft:
            continue
        between = text[first.end : second.start]
        shares = second.kind == "percent" and first.value <= 100 and _AGAINST.fullmatch(between)
        if not shares and not _JOINED.fullmatch(between):
            continue
        days = _DAYS.get(second.label, 1.0) if second.kind == "duration" else 1.0
        shared[i] = replace(first, kind=second.kind, label=second.label, value=first.value * days)
    return _share_per_cent(text, shared)


def _share_per_cent(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "1.8" in "Uzbeks at 3.3 per cent, Ukrainians at 1.8" the unit that only the first of them prints."""
    shared: list[Quantity] = []
    for quantity in found:
        bare = quantity.kind == "count" and not _NOUN.match(text, quantity.end)
        bare = bare and not _OF_FIGURE.match(text, quantity.end)
        before = shared[-1] if shared else None
        listed = before is not None and before.kind == "percent" and quantity.value <= 100
        decimal = quantity.value != int(quantity.value) and any(other.kind == "percent" for other in shared)
        if bare and before is not None and (decimal or listed and _LISTED.search(text, before.end, quantity.start)):
            quantity = replace(quantity, kind="percent")
        shared.append(quantity)
    return shared

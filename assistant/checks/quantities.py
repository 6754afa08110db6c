"""Reads the figures of a text: counts, percentages, money, years, dates, durations, fractions and article numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.checks.lexicon import alternatives, word_list
from assistant.checks.number_times import DAYS, read_ages, read_times
from assistant.checks.number_words import (
    NUMBER_WORDS,
    ORDINALS,
    SCALES,
    TENS,
    number_value,
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


_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d{3},\d{2}(?!\d)|\d+(?:\.\d+)?"
_SCALE = r"(?:[\s\u00a0](?P<scale>hundreds?|thousands?|millions?|billions?|trillions?)\b)?"
_NUMBER = rf"(?:(?P<digits>{_DIGITS})|(?P<words>{NUMBER_WORDS})){_SCALE}"
_CURRENCY = (
    r"tenge|dollars?|US\s+dollars?|USD|euros?|EUR|KZT|roubles?|rubles?|pounds?|francs?|yen|yuan|som|soms|tolars?"
)
_UNITS = r"minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|centuries|century"
_PLAIN = re.compile(
    rf"(?<![\w.,/])(?P<sign>[$€£])?{_NUMBER}"
    rf"(?:(?P<percent>\s*%|\s*(?:percentage\s+)?points?\b(?!\s+(?:of|in|on|at|out|to|that|raised|made)\b)|\s*per\s?cent\b|\s*percent\b)"
    rf"|[\s\u00a0](?P<currency>{_CURRENCY})\b|(?P<times>[\s-]times\b|[\s-]?fold\b)"
    rf"|(?:[\s\u00a0-])(?:consecutive\s|calendar\s|full\s|reporting\s|previous\s|last\s|past\s|latest\s)?(?P<unit>{_UNITS})\b)?",
    re.IGNORECASE,
)
_MONTHS = {name: number for number, name in enumerate(word_list("months"), start=1)}
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)\b"
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
_LABELS = (
    r"articles?|arts?\.?|paragraphs?|paras?\.?|sections?|sect\.|chapters?|annex(?:es)?(?:\s+Nos?\.)?|rules?|"
    r"nos?\.|resolutions?|numbers?"
)
_ID = r"\d+(?:[-‑–/][A-Z0-9]+)*(?:\.\d+)*(?:\s?\([a-z0-9]{1,4}\))*"
_IDENTIFIERS = re.compile(
    rf"""
    \b(?P<label>{_LABELS})\s+(?P<list>{_ID}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+
    |\s?[–-]\s?){_ID}(?![\d,.]*\d?\s*(?:per\s?cent|%)))*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "The articles named are 2 and 5", "on three articles, 14, 20 and 23": numbers apart from what they number.
_NAMED_BEHIND = re.compile(
    rf"\barticles(?:\s+(?:of\s+(?:the|its)\s+\w+\s+)?(?:named|cited|mentioned|listed|quoted|concerned|involved))?(?:,|\s+are|:)\s+"
    rf"(?P<list>{_ID}(?:,\s{_ID})*,?\sand\s{_ID})(?=\s*[,.;(]|\s*$)",
    re.IGNORECASE,
)
# "The two totals": those told of.
_KNOWN_TWO = re.compile(
    r"\b(?:the|these|those)\s+two\s+(?:minimum\s+|yearly\s+)?(?:totals|figures|numbers|sums|shares|rates)\b",
    re.IGNORECASE,
)
_SYMBOLS = re.compile(
    r"\b[A-Z]+(?:/[\w.‑-]+)+|\b(?!(?:19|20)\d\d/)\d+/\d+\b|\b[\w.]+\.(?:com|org|kz|gov|net)\b|https?://\S+"
)
_RATIOS = re.compile(
    r"\b(?:(?P<r2>doubl(?:ed|ing|es?)|twice|twofold)|(?P<r3>tripl(?:ed|ing|es?)|trebl\w+|threefold|thrice)"
    r"|(?P<r4>quadrupl\w+|fourfold)|(?P<r5>quintupl\w+|fivefold)|(?P<h>halv(?:ed|ing|es)))\b"
    r"(?!\s+(?:as\s+)?(?:standards?|taxation|discrimination|burden|nationality|citizenship|promises?|dut(?:y|ies)|roles?|tasks?|aims?"
    r"|functions?|purposes?|obligations?|guarantees?))",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    rf"\b(?:factor|times)\s+of\s+(?:(?P<digits>{_DIGITS})|(?P<words>{NUMBER_WORDS}))(?P<half>\s+and\s+a\s+half)?",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(
    rf"\b(?:(?P<digits>\d+)|(?P<words>{NUMBER_WORDS}))\s+and\s+(?:a|one)[\s-](?P<part>half|quarter|third)\s+times\b",
    re.IGNORECASE,
)
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}
# "A figure that the report gives twice" counts places; "twice as many", "twice the number" are multiples.
_MULTIPLE = (
    r"(?!\s+(?:as|the|that|what|its|their|his|her|more|this|those|of|a|per|each|every|yearly|annually|monthly)\b)"
)
_OCCASIONS = re.compile(
    r"\b(?:gives?|given|gave|prints?|printed|states?|stated|says?|said|tells?|told|names?|named|mentions?|mentioned|lists?|listed"
    rf"|repeats?|repeated|appears?|occurs?|cites?|cited|reports?|reported)(?:\s+[\w’-]+){{0,3}}?\s+(?P<twice>twice|thrice|two\s+times"
    rf"|three\s+times)\b{_MULTIPLE}|(?<!than\s)(?<!about\s)(?<!nearly\s)(?<!almost\s)(?<!not\s)\b(?P<place>twice|thrice)\b{_MULTIPLE}"
    r"|\b(?P<over>(?:two|three|four|2|3|4)\s+times)\s+over\b",
    re.IGNORECASE,
)
_SCALED = "hundred|thousand|million|billion|dozen"
_ROUND = re.compile(
    rf"\ba\s(?P<whole>{_SCALED})\s+and\s+a\s+half\b|\b(?:(?P<half>half\s+an?)|(?P<words>{NUMBER_WORDS}|\d+)"
    rf"(?P<more>\s+and\s+(?:an?\s+|one\s+)?half)?)\s(?P<scale>{_SCALED})s?\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"""
    \b(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?:(?P<tens>{"|".join(TENS)})[-\s])?(?P<word>{"|".join(ORDINALS)}))\b
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
_NOUN = re.compile(
    r"[\s\u00a0-]+(?!(?:and|or|to|in|when|if|per|at|for|respectively|by|of|on|not|but|while)\b)[^\W\d_]+"
)
_LISTED = re.compile(
    r"[,;]\s(?:and\s)?[^,;.:]*\b(?:at|about|with|to)\s+$|[,;]\s(?:and\s|not\s)?$|\sand\s[^,;.:]*\bat\s+$"
)
_OF_FIGURE = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|all\s+|these\s+)?\d")
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
    for match in _OCCASIONS.finditer(text):
        _take(taken, *match.span(match.lastgroup or 0))
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
    found = []
    for match in _IDENTIFIERS.finditer(text):
        if match["label"].lower() in {"number", "numbers"}:
            continue
        label = match["label"].lower().rstrip(".")[:3]
        several = match["label"].lower().rstrip(".").endswith(("s", "es")) or match["label"][:2].lower() == "no"
        for part in list(re.finditer(_ID, match["list"]))[: None if several else 1]:
            start = match.start("list") + part.start()
            found.append(_identifier(label, part[0], start))
    for match in _NAMED_BEHIND.finditer(text):
        for part in re.finditer(_ID, match["list"]):
            start = match.start("list") + part.start()
            found.append(_identifier("art", part[0], start))
    return found


def _identifier(label: str, written: str, start: int) -> Quantity:
    name = re.sub(r"[‑–]", "-", written.replace(" ", ""))
    value = float(re.match(r"\d+", written)[0])  # type: ignore[index]  # _ID begins with digits
    return Quantity(value, "identifier", start, start + len(written), label=f"{label}:{name}")


def _dates(text: str) -> list[Quantity]:
    found = []
    for match in _DATE.finditer(text):
        month = _MONTHS[(match["month"] or match["month2"] or match["month3"]).lower()]
        year = match["year"] or match["year2"] or match["year3"] or "----"
        day = match["day"] or match["day2"]
        label = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
        found.append(Quantity(float(month), "date", *match.span(), label=label))
    for match in _MONTH_SPAN.finditer(text):
        month = _MONTHS[match["month"].lower()]
        found.append(Quantity(float(month), "date", *match.span("month"), label=f"{match['year']}-{month:02d}"))
    return found


def _years(text: str) -> list[Quantity]:
    found = []
    for match in _YEAR.finditer(text):
        counted = _AFTER_YEAR_COUNT.match(text, match.end()) and not _BEFORE_YEAR.search(text, 0, match.start())
        if counted and not match["last"]:
            continue
        found.append(Quantity(float(match["year"]), "year", match.start("year"), match.end("year")))
        if match["last"]:
            last = match["last"] if len(match["last"]) == 4 else match["year"][:2] + match["last"]
            found.append(Quantity(float(last), "year", match.start("last"), match.end("last"), label=match["to"]))
    return found


def _ratios(text: str) -> list[Quantity]:
    values = {"r2": 2.0, "r3": 3.0, "r4": 4.0, "r5": 5.0, "h": 0.5}
    found = [Quantity(values[match.lastgroup or "r2"], "ratio", *match.span()) for match in _RATIOS.finditer(text)]
    for match in _FACTOR.finditer(text):
        value = _digits(match["digits"]) if match["digits"] else word_value(match["words"])
        found.append(Quantity(value + (0.5 if match["half"] else 0), "ratio", *match.span()))
    for match in _AND_A_HALF.finditer(text):
        value = _digits(match["digits"]) if match["digits"] else word_value(match["words"])
        found.append(Quantity(value + _PARTS[match["part"].lower()], "ratio", *match.span()))
    return found


def _rounds(text: str) -> list[Quantity]:
    """ "Half a thousand", "two dozen", "one and a half million"; other scales are read with what they count."""
    found = []
    for match in _ROUND.finditer(text):
        scale = (match["scale"] or match["whole"]).lower()
        if not (match["half"] or match["whole"] or match["more"]) and scale != "dozen":
            continue
        times = (
            0.5
            if match["half"]
            else 1.5
            if match["whole"]
            else number_value(match["words"]) + (0.5 if match["more"] else 0)
        )
        label = "" if match["half"] or scale == "dozen" else "half"
        found.append(Quantity(times * {**SCALES, "dozen": 12}[scale], "count", *match.span(), label=label))
    return found


def _regular(text: str) -> list[Quantity]:
    return [Quantity(days, "duration", start, end, soft=soft) for start, end, days, soft in read_times(text)]


def _ages(text: str) -> list[Quantity]:
    return [Quantity(days, "duration", start, end, label="age") for start, end, days in read_ages(text)]


def _fractions(text: str) -> list[Quantity]:
    spans = [*read_fractions(text), *((*part, value) for _, part, value in read_parts_of(text))]
    return [Quantity(value, "fraction", start, end) for start, end, value in spans]


def _numbers(text: str) -> list[Quantity]:
    found = []
    for match in _PLAIN.finditer(text):
        value = _digits(match["digits"]) if match["digits"] else word_value(match["words"])
        value *= SCALES.get((match["scale"] or "").lower().rstrip("s"), 1)
        words = (match["words"] or "").lower()
        soft = (
            words in {"one", "zero"}
            or words == "two"
            and any(match.start() in range(*two.span()) for two in _KNOWN_TWO.finditer(text))
        )
        found.append(_of_kind(match, value, soft))
    return found


def _of_kind(match: re.Match[str], value: float, soft: bool) -> Quantity:
    span = match.span()
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


def _digits(text: str) -> float:
    plain = re.sub(r"[,\u00a0\u202f ]", "", text)
    # A last group of two digits ("540,00") has lost one in print.
    return float(plain) * (10 if re.fullmatch(r"\d{3},\d{2}", text) else 1)


def _ordinals(text: str) -> list[Quantity]:
    found = []
    for match in _ORDINAL.finditer(text):
        value = int(match["digits"]) if match["digits"] else ORDINALS[match["word"].lower()]
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
    after = _BOUND_AFTER.match(text, quantity.end)
    return replace(quantity, bound="about" if after["so"] else "over") if after else quantity


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "38" and "60" in "between 38 and 60 per cent" the unit that only the last of them prints."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        first, second = shared[i], shared[i + 1]
        if first.kind != "count" or second.kind not in {"percent", "duration", "money"} or second.soft:
            continue
        if not _JOINED.fullmatch(text[first.end : second.start]):
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

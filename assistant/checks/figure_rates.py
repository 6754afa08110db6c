"""Averages and rates that a sentence works out: so many a year, so many for each, so many in three years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from assistant.checks.claim import Claim
from assistant.checks.figure_derive import is_rate
from assistant.checks.figure_roles import Role
from assistant.checks.figure_small import counted_noun
from assistant.checks.figure_things import things_counted
from assistant.checks.figure_values import is_rounder, within
from assistant.checks.number_times import YEAR
from assistant.checks.quantities import Quantity
from assistant.checks.source import SourceSentence

_A_YEAR = re.compile(
    r"\b(?:an?|per|each|every|one)\s+(?:of\s+(?:the|these|those)\s+)?year\b|\beach\s+of\s+(?:the|these|those|their|its|both)\s+(?:\w+\s+)?years\b|\bannual(?:ly)?\b|\byearly\b|\baverage\s+of\s+\w+\s+years\b",
    re.IGNORECASE,
)
# Parts of a year that things are told by, and how many of them make one.
_PARTS = (
    (re.compile(r"\b(?:an?|per|each|every)\s+month\b|\bmonthly\b|\bmonth\s+after\s+month\b", re.IGNORECASE), 12),
    (re.compile(r"\b(?:an?|per|each|every)\s+(?:single\s+)?week\b|\bweekly\b", re.IGNORECASE), 52),
    (re.compile(r"\b(?:an?|per|each|every)\s+(?:single\s+)?day\b|\bdaily\b", re.IGNORECASE), 365),
)
_SINCE = re.compile(
    r"\bsince\s+(?:[\w’-]+\s+){0,3}?(?P<year>(?:19|20)\d\d)\b|\bin\s+operation\s+since\b", re.IGNORECASE
)
_COUNTS = frozenset({"count", "money"})
_FEW = 6  # figures of a passage that may all be divided by each other; with more, only those of one sentence
_LOWEST, _HIGHEST = 0.74, 1.35  # how far "fewer than" and "more than" may lie from an average
_SMALL = 12
_YEARS_APART = 30


def is_average(role: Role, claim: Claim) -> bool:
    """Whether a figure is what another comes to in a year, or for each of something else.

    The years are those that the claim or the passage's sentence spans: "On average nine a year" of "37 from 2022 to
    2025", and so for each month. For "each" of one thing the figures of that thing are divided by, where the claim
    names it.
    """
    quantity, text = role.quantity, claim.asserted
    if quantity.kind not in _COUNTS:
        return False
    values: list[float] = []
    if _A_YEAR.search(text):
        values += _by_year(role, claim)
    for part, times in _PARTS:
        if part.search(text):
            values += [value / times for value in (*_by_year(role, claim), *_of_one_year(role, claim))]
    if is_rate(text):
        values += _by_each(role, claim.source.roles)
    return any(_near(quantity, value) for value in values) or _in_range(role, claim, values)


def is_times_over(quantity: Quantity, claim: Claim) -> bool:
    """Whether a count is what a figure for each quarter or year comes to in the time that the claim supposes.

    That time, "three years" or "every year", is the claim's own then.
    """
    products = list(_products(claim))
    often = quantity.kind == "ratio"  # "eighty times" of a month tells how often, not how many times as much
    if often and _A_YEAR.search(claim.asserted) is not None and quantity.value in _rhythms(claim):
        return True
    if quantity.kind in _COUNTS or often and any(span.soft for _, span in products):
        return any(within(quantity, value) for value, _ in products)
    if quantity.kind != "duration":
        return False
    told = [other for other in claim.quantities if other.kind in _COUNTS]
    return any(within(other, value) and span == quantity for value, span in products for other in told)


def _by_year(mine: Role, claim: Claim) -> Iterator[float]:
    own = _spans(claim.quantities, frozenset(other.year for other in claim.quantities if other.year is not None))
    counted = [role for role in claim.source.roles if role.quantity.kind in _COUNTS]
    for sentence in claim.source.sentences:
        beside = [other for other in claim.source.sentences if other.passage == sentence.passage]
        theirs = {span for other in beside for role in other.roles for span in _spans(other.quantities, role.years)}
        spans = [span for span in {*own, *theirs, *_since(claim, sentence)} if span >= 2]
        for role in sentence.roles:
            if role.quantity.kind in _COUNTS and not _counts_another(mine, role, counted):
                yield from (role.quantity.value / span for span in spans)


def _of_one_year(mine: Role, claim: Claim) -> Iterator[float]:
    """The counts that the passages give for the one year that the claim names."""
    years = {other.year for other in claim.quantities if other.year is not None}
    counted = [role for role in claim.source.roles if role.quantity.kind in _COUNTS]
    if len(years) == 1:
        own = (role for role in counted if role.years == years and not _counts_another(mine, role, counted))
        yield from (role.quantity.value for role in own)


def _counts_another(mine: Role, other: Role, counted: Sequence[Role]) -> bool:
    """Whether the passage counts what the claim counts, but not with this figure."""
    noun = counted_noun(mine)
    return bool(noun) and noun not in _nouns(other) and any(noun in _nouns(role) for role in counted)


def _nouns(role: Role) -> list[str]:
    return things_counted(role.sentence, role.quantity)


def _spans(quantities: Sequence[Quantity], years: frozenset[int]) -> set[float]:
    """How many years are named, one by one or from the first to the last, or as a length of time."""
    lengths = {other.value / YEAR for other in quantities if other.kind == "duration" and other.value > YEAR}
    return lengths | ({float(max(years) - min(years) + 1)} if len(years) > 1 else set())


def _since(claim: Claim, sentence: SourceSentence) -> set[float]:
    """The years since one that the claim begins with, to those that the paragraphs around name."""
    begun = {int(match["year"]) for match in _SINCE.finditer(claim.asserted) if match["year"]}
    known = [other.year for each in claim.source.section for other in each.quantities if other.year is not None]
    return {float(year - first) for first in begun for year in known if 1 < year - first < _YEARS_APART}


def _by_each(role: Role, source: Sequence[Role]) -> Iterator[float]:
    pool = [other for other in source if other.quantity.kind in _COUNTS and other.quantity.value > 0]
    noun = counted_noun(role)
    for part, whole in permutations(pool, 2):
        if len(pool) > _FEW and part.sentence != whole.sentence:
            continue
        if noun and noun in _nouns(whole) and noun not in _nouns(part):
            continue  # the claim counts what is divided by
        yield part.quantity.value / whole.quantity.value


def _near(quantity: Quantity, value: float) -> bool:
    """As `within`, but a bound may not lie far off: among many quotients one always lies somewhere above."""
    if quantity.value <= _SMALL and quantity.bound == "over":
        return quantity.value <= value < quantity.value + 1
    if abs(value - quantity.value) < 1e-6:
        return True
    rounded = is_rounder(quantity.value, value) or quantity.bound == "about"
    return rounded and within(quantity, value) and _LOWEST <= value / quantity.value <= _HIGHEST


def _in_range(role: Role, claim: Claim, values: Sequence[float]) -> bool:
    """Whether it is an end of "between one and two", "ten or eleven", and an average lies there."""
    counts = [other for other in claim.quantities if other.kind in _COUNTS]
    for low, high in zip(counts, counts[1:], strict=False):
        joined = re.fullmatch(r"\s+(?:and|or|to)\s+", claim.asserted[low.end : high.start])
        if joined and role.quantity in {low, high} and low.value < high.value <= 3 * low.value:
            slack = 0.5 if "or" in joined[0] else 0.0
            return any(low.value - slack <= value <= high.value + slack for value in values)
    return False


def _products(claim: Claim) -> Iterator[tuple[float, Quantity]]:
    """What each figure with a rhythm comes to in each time that the claim names, and that time."""
    spans = [other for other in claim.quantities if other.kind == "duration"]
    if all(span.soft for span in spans):
        told = ((part.search(claim.asserted), times) for part, times in _PARTS)
        spans += [Quantity(YEAR / times, "duration", *part.span(), soft=True) for part, times in told if part]
    for sentence in claim.source.sentences:
        for rhythm in (other for other in sentence.quantities if other.kind == "duration" and other.soft):
            for role in sentence.roles:
                if role.quantity.kind in _COUNTS:
                    for span in spans:
                        times, parts = round(span.value / rhythm.value), round(rhythm.value / span.value)
                        if times > 1:
                            yield role.quantity.value * times, span
                        elif parts > 1 and span.soft:  # "eighty in each month" of "1,000 every year"
                            yield role.quantity.value / parts, span


def _rhythms(claim: Claim) -> set[float]:
    """How often a year what the passages tell of is done."""
    rhythms = [other.value for other in claim.source.quantities if other.soft and other.kind == "duration"]
    return {float(round(YEAR / days)) for days in rhythms if days}

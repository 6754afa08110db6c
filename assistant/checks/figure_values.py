"""Whether two figures agree in value: exact, rounded, or within what "about", "more than" and "nearly" allow."""

from __future__ import annotations

from assistant.checks.quantities import Kind, Quantity

COUNTED: frozenset[Kind] = frozenset({"count", "percent", "money"})
_LIKE: dict[Kind, frozenset[Kind]] = {
    "count": frozenset({"count", "money", "ordinal", "ratio"}),
    "money": frozenset({"money", "count"}),
    "percent": frozenset({"percent", "fraction"}),
    "fraction": frozenset({"fraction", "percent"}),
    "ratio": frozenset({"ratio", "count"}),
    "duration": frozenset({"duration"}),
    "ordinal": frozenset({"ordinal", "count"}),
    "year": frozenset({"year", "date"}),
    "date": frozenset({"date"}),
    "identifier": frozenset({"identifier"}),
}


def comparable(claim: Quantity, source: Quantity) -> bool:
    """Whether the two are figures of one kind."""
    if source.kind not in _LIKE[claim.kind]:
        return False
    return claim.kind != "money" or source.kind != "money" or _one_currency(claim.label, source.label)


def agrees(claim: Quantity, source: Quantity) -> bool:
    """Whether a figure of the source bears out a figure of the claim."""
    if not comparable(claim, source):
        return False
    if claim.kind == "year":
        return claim.year == source.year
    if claim.kind == "date":
        return _dates_agree(claim.label, source.label)
    if claim.kind == "identifier":
        return _numbers_agree(*(quantity.label.partition(":")[2].casefold() for quantity in (claim, source)))
    value = as_kind(source, claim.kind)
    if claim.kind == "duration" and claim.bound == source.bound == "under":  # both name the limit: "under 14 years"
        return abs(claim.value - value) < 1e-6
    if claim.bound == "over" and claim.label != "half" and not is_rounder(claim.value, value):
        close = 1.0 if source.bound == "over" else 1.1
        return claim.value <= value * (1 + 1e-9) and value <= claim.value * (close + 1e-9)
    return within(claim, value)


def is_rounder(claim: float, source: float) -> bool:
    """Whether a figure has fewer digits than another: 200,000 may round 237,000, but 48 does not round 46."""
    return _digit_count(claim) < _digit_count(source)


def _digit_count(value: float) -> int:
    return len(f"{value:.6e}".partition("e")[0].replace(".", "").rstrip("0"))


def as_kind(quantity: Quantity, kind: Kind) -> float:
    """Its value in the unit of another kind: a half is 50 per cent."""
    if quantity.kind == "fraction" and kind == "percent":
        return quantity.value * 100
    if quantity.kind == "percent" and kind == "fraction":
        return quantity.value / 100
    return quantity.value


def within(claim: Quantity, value: float) -> bool:
    """Whether `value`, in the unit of the claim's kind, bears out the claim with its "about" or "more than"."""
    stated = claim.value
    if abs(stated - value) <= 1e-9 * max(abs(stated), abs(value), 1e-9):
        return True
    if stated <= 0 or value <= 0:
        return False
    if claim.bound in _REACH:
        low, high = _REACH[claim.bound]
        if claim.kind == "ratio" and claim.bound == "about":
            low, high = _ABOUT_TIMES
        words = claim.kind in {"fraction", "duration"} or claim.label == "half"
        in_reach = low <= value / stated <= high + (0.02 if words else 0)
        return in_reach and (words or claim.bound not in {"about", "nearly"} or is_rounder(stated, value))
    if claim.bound == "exactly":
        return False
    return _rounds_to(claim, value)


# How far the figure meant may lie from the figure stated, as shares of it.
_REACH: dict[str, tuple[float, float]] = {
    "about": (0.93, 1.075),
    "nearly": (0.88, 1.0),
    "over": (1.0, 1.5),
    "under": (0.6, 1.0),
    "far_over": (1.0, 2.0),
    "far_under": (0.0, 0.95),
}


# "About three times" is 2.7 to 3.3 times: both figures may be "more than" themselves.
_ABOUT_TIMES = (0.9, 1.1)


def _rounds_to(claim: Quantity, value: float) -> bool:
    """Whether an unmarked figure is the rounding of a longer one: "20 million" of 20.3 million, two thirds of 0.64."""
    if claim.kind == "fraction":
        return abs(claim.value - value) <= 0.032
    if claim.kind == "ratio":  # a "doubling" from 46 to 91
        return claim.value == int(claim.value) and abs(claim.value - value) <= 0.0125 * value
    if claim.kind == "percent":
        return claim.value == int(claim.value) and claim.value >= 2 and abs(claim.value - value) <= 0.5
    if claim.kind == "duration":
        return abs(claim.value - value) <= 0.03 * value
    if claim.value >= 1_000_000:
        return abs(claim.value - value) <= 0.025 * value
    return False


def _dates_agree(claim: str, source: str) -> bool:
    """Whether ISO dates agree as far as the claim goes: "July 2024" stands for 5 July 2024, not the reverse."""
    claimed, given = claim.split("-"), source.split("-")
    if claim.startswith("----") or source.startswith("----"):
        claimed, given = claim[5:].split("-"), source[5:].split("-")
    return claimed == given[: len(claimed)]


def _numbers_agree(claim: str, source: str) -> bool:
    """Whether numbers agree as far as the claim goes: "article 13" stands for "article 13 (3)", not the reverse."""
    return claim == source or source.startswith(f"{claim}(")


def _one_currency(first: str, second: str) -> bool:
    names = {
        "$": "dollar",
        "usd": "dollar",
        "us dollar": "dollar",
        "€": "euro",
        "eur": "euro",
        "kzt": "tenge",
        "£": "pound",
    }
    return names.get(first, first) == names.get(second, second)

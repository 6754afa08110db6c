"""Figures that a sentence works out plainly: the sum of a whole list, what is left of a whole, its own enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.checks.figure_roles import Role
from assistant.checks.figure_things import things_counted
from assistant.checks.figure_values import within
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.words import content_stems

_REST = re.compile(
    r"\b(?:not|no|without|rest|remain\w*|others?|neither|nobody|none|never|nor|other|outside|lack\w*|absen\w+|beyond)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\b(?:outside|without|lack\w*|absen\w+|missing|other\s+than)\b", re.IGNORECASE)
_NEITHER = re.compile(r"\b(?:neither|nor|others?|rest|remaining|else)\b", re.IGNORECASE)
_IDIOM = re.compile(r"\s+(?:hands?|sides?|words?|minds?|fingers?)\b", re.IGNORECASE)
_ENUMERATES = re.compile(r"[^:;.]*:\s(?P<list>.+)", re.DOTALL)
_COLON_AFTER = re.compile(r"[^:;.,\d]*:\s(?P<list>[^:;.]+)")
_NAMED_OF = re.compile(r"(?:\s+[\w’'-]+){1,2}\s+(?:on|of|about|for|against|named|called|namely)\s+(?P<list>[^;:.]+)")
_SUM = re.compile(
    r"\b(?:together|altogether|in\s+all|in\s+total|total\w*|combined|both|sum|add\w*\s+up|account\w*\s+for)\b",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(
    r"(?:[,(–]\s*(?:and\s+|but\s+)?|\b(?:and|but)\s+)not\s+(?:about\s+|just\s+|(?:to|of|for|in|with|among|by|on|from)\s+)?(?:the\s+|those\s+)?$|\b(?:instead\s+of|rather\s+than)\s+$",
    re.IGNORECASE,
)
_IN_THE_TEXT = re.compile(  # "three hundred paragraphs later"
    r"\s+(?:paragraphs?|pages?|lines?|sentences?|sections?|words)\s+(?:later|earlier|on|further|before|after|apart|above|below"
    r"|away|down|up)\b",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everybody)\s+(?:but|except|save)\s+(?:for\s+)?(?:some\s+|about\s+)?$", re.IGNORECASE
)
_RANGE = re.compile(r"\d\s*(?:to|and|or|–|-)\s*$")
_FEWEST, _MOST = 2, 15  # figures of a list; two are one only where the sentence speaks of a sum
_TAKEN_FROM = re.compile(r"\b(?:taken|subtracted|deducted)\s+(?:away\s+)?from\b", re.IGNORECASE)
_MORE = re.compile(
    r"(?:\s+[\w’'-]+){0,2}?\s+(?:more|fewer|less|higher|lower|short|too\s+many|too\s+few)\b", re.IGNORECASE
)
_FOR_EVERY = re.compile(r"\b(?:for|to|of)\s+(?:each|every)\s+(?=\w)", re.IGNORECASE)
_RATE_OFF = 0.07
_LONG = 4  # digits
_FEW_OWN = 4  # figures of a sentence, among which a quotient hardly fits by chance
_SHARED = 2  # words that a figure of the passage must share with the claim to be one of its addends


def of_a_whole(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether a figure is the sum of all figures of a list, of two that the claim names, or a whole less a part.

    Exact values only: each of the three is so narrow that it hardly ever fits by chance.
    """
    quantity = claim.quantity
    if quantity.kind not in {"count", "money", "percent"}:
        return False
    alike = [role for role in source if role.quantity.kind == quantity.kind and not role.quantity.soft]
    if any(_equal(quantity, total) for total in _whole_lists(alike, summed=_SUM.search(text) is not None)):
        return True
    if quantity.kind != "percent" and _is_long(quantity) and _fits_exactly(quantity, alike):
        return True
    if quantity.kind == "percent" and is_share(claim, text):
        return True
    if quantity.kind == "percent" or _RANGE.search(text, 0, quantity.start):
        return _is_rest(quantity, text, alike)
    named = [role for role in alike if len(_near(role) & set(content_stems(text))) >= _SHARED]
    sums = (first.quantity.value + second.quantity.value for first, second in combinations(named, 2))
    return any(_equal(quantity, total) for total in sums) or _is_rest(quantity, text, alike)


def set_aside(text: str, quantity: Quantity) -> bool:
    """Whether a figure is no claim of the passage's: refused ("84 in 2023, not 91"), or a distance in the text."""
    refused = _SET_ASIDE.search(text, 0, quantity.start) is not None
    return refused or _IN_THE_TEXT.match(text, quantity.end) is not None


def lists_its_own(claim: Role, text: str) -> bool:
    """Whether a count tells how many things the sentence itself goes on to name: "Two guarantees …: A and B"."""
    quantity = claim.quantity
    if quantity.kind != "count" or not 2 <= quantity.value <= 12:
        return False
    if _IDIOM.match(text, quantity.end):
        return True
    for pattern in (_ENUMERATES, _NAMED_OF):
        match = pattern.match(text, quantity.end)
        if match is not None and quantity.value in _members(match["list"]):
            return True
    return False


def enumerated(quantity: Quantity, text: str) -> range | None:
    """How many members the list may have that a colon opens right after what a count counts; None if there is none."""
    match = _COLON_AFTER.match(text, quantity.end)
    return _members(match["list"]) if match is not None and re.search(r",\s|\sand\s", match["list"]) else None


def _members(text: str) -> range:
    """How many members a list may have: each "and" but that after the last comma may stand inside a member."""
    parts = [part for part in re.split(r"[,;]\s(?:and\s|or\s)?", text) if part.strip()]
    joined = [len(re.findall(r"\s(?:and|or)\s", part)) for part in parts]
    least = len(parts) + (1 if joined and joined[-1] else 0)
    return range(least, len(parts) + sum(joined) + 2)


def _whole_lists(alike: Sequence[Role], *, summed: bool) -> Iterator[float]:
    """The sum of all figures of each sentence, and of all figures together; with the first, a total, left out too."""
    groups = [[role for role in alike if role.sentence == sentence] for sentence in {role.sentence for role in alike}]
    for group in [*groups, list(alike)]:
        values = [role.quantity.value for role in group]
        if _FEWEST + (not summed) <= len(values) <= _MOST:
            yield sum(values)
        if _FEWEST + (not summed) < len(values) <= _MOST:
            yield sum(values[1:])


def _is_rest(quantity: Quantity, text: str, alike: Sequence[Role]) -> bool:
    clause = re.split(r"[;:]\s", text[quantity.end :])[0]
    before = re.split(r"[,;:]\s", text[: quantity.start])[-1]
    if quantity.kind == "percent" and _OUTSIDE.search(before):
        clause = before
    if not _REST.search(clause) and not _ALL_BUT.search(text, 0, quantity.start):
        return False
    values = [role.quantity.value for role in alike]
    values += [100.0] if quantity.kind == "percent" else []
    if quantity.kind == "percent" and _NEITHER.search(clause):
        pairs = [(a.quantity.value + b.quantity.value) for a, b in pairwise(alike) if a.sentence == b.sentence]
        values += [total for total in pairs if total < 100]
    return any(_near_rest(quantity, high - low) for low in values for high in values if high > low)


def is_share(claim: Role, text: str) -> bool:
    """Whether a percentage is, as exactly as it is written, one of the sentence's own counts by another."""
    quantity = claim.quantity
    written = re.sub(r"[^\d.]", "", text[quantity.start : quantity.end])
    half = 0.5 * 10.0 ** -len(written.partition(".")[2]) + 1e-9
    counts = [other.value for other in read_quantities(text) if other.kind == "count" and other.value > 0]
    return any(abs(100 * low / high - quantity.value) <= half for low in counts for high in counts if low < high)


def is_own_quotient(claim: Role, text: str) -> bool:
    """Whether a fraction or multiple is what two other figures of the sentence make: "to a third, from 1.2 to 0.4"."""
    quantity = claim.quantity
    own = [other for other in read_quantities(text) if other.kind in {"count", "money", "percent"} and other.value > 0]
    if quantity.kind not in {"fraction", "ratio"} or len(own) > _FEW_OWN:
        return False
    pairs = [sorted((a.value, b.value)) for a, b in combinations(own, 2) if a.kind == b.kind and a.value != b.value]
    return any(within(quantity, low / high) or within(quantity, high / low) for low, high in pairs)


def is_own_difference(claim: Role, text: str) -> bool:
    """Whether a count is by how much two other figures of the sentence differ: "840, five more than the 835"."""
    quantity = claim.quantity
    if quantity.kind != "count" or not (_MORE.match(text, quantity.end) or _TAKEN_FROM.search(text)):
        return False
    own = [other.value for other in read_quantities(text) if other.kind == "count" and other != quantity]
    return any(_equal(quantity, abs(a - b)) for a, b in combinations(own, 2))


def told_as_rate(quantity: Quantity, text: str, source: Sequence[Role]) -> bool:
    """Whether it is one of the two figures of "for every five inspections, three breaches", which fit the passage.

    The other figure may go before: "three breaches came to light for every five inspections".
    """
    counts = [other for other in read_quantities(text) if other.kind == "count" and other.value > 0]
    for match in _FOR_EVERY.finditer(text):
        after = [other for other in counts if other.start >= match.start()]
        before = [other for other in counts if other.end <= match.start()]
        for part in [*after[1:2], *(before[-1:] if after else [])]:
            if quantity in {part, after[0]} and _is_rate_of(part, after[0], text, source):
                return True
    return False


def _is_rate_of(part: Quantity, base: Quantity, text: str, source: Sequence[Role]) -> bool:
    """Whether two counts of the passages stand as a part to its base, and not those of each other's things."""
    told = part.value / base.value
    things, by = set(things_counted(text, part)), set(things_counted(text, base))
    counts = [role for role in source if role.quantity.kind == "count" and role.quantity.value > 0]
    for first in counts:
        for second in counts:
            if abs(first.quantity.value / second.quantity.value - told) > _RATE_OFF * told or first is second:
                continue
            of_first, of_second = (set(things_counted(role.sentence, role.quantity)) for role in (first, second))
            if not (things & of_second - of_first or by & of_first - of_second):
                return True
    return False


def _is_long(quantity: Quantity) -> bool:
    """Whether a figure has so many digits that no sum or difference hits it by chance."""
    return len(f"{quantity.value:.0f}".rstrip("0")) >= _LONG and not quantity.bound


def _fits_exactly(quantity: Quantity, alike: Sequence[Role]) -> bool:
    pairs = combinations([role.quantity.value for role in alike], 2)
    return any(_equal(quantity, a + b) or _equal(quantity, abs(a - b)) for a, b in pairs)


def _near_rest(quantity: Quantity, value: float) -> bool:
    """What is left, exact or, for "about 268,000" and "nearly 13 per cent", rounded."""
    return _equal(quantity, value) or quantity.bound in {"about", "nearly"} and within(quantity, value)


def _near(role: Role) -> set[str]:
    return {stem for stem, weight in role.keys.items() if weight >= 0.5}


def _equal(quantity: Quantity, value: float) -> bool:
    return abs(quantity.value - value) < 1e-6 * max(1.0, abs(value))

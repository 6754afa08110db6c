"""Figures worked out from others of their own sentence and the passage's: "72 cases, eighteen times as many"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.checks.figure_roles import Role
from assistant.checks.figure_values import COUNTED, agrees, within
from assistant.checks.number_times import YEAR
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.words import content_stems

_MORE = re.compile(
    r"(?:\s+[\w’'-]+){0,2}?\s+(?:more|fewer|less|higher|lower|short|too\s+many|too\s+few|above|below)\b", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|grew|grow\w*|increas\w+|decreas\w+|fell|fall\w*|dropp?\w*|declin\w+|reduc\w+|gain\w*|up|down"
    r"|more|fewer|less|higher|lower|larger|smaller)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:rest|remain\w*|others?|another|not|no|without|neither|leav\w+|left|outside|lack\w*|miss\w*|beyond)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:^|[\s(–])(?:out\s+)?of\s+(?:the\s+|all\s+|these\s+|those\s+|some\s+|about\s+)*$", re.IGNORECASE)
_A_YEAR = re.compile(r"\b(?:an?|per|each|every|one)\s+year\b|\bannual(?:ly)?\b|\byearly\b", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and|or|plus|both|together|combined)\b", re.IGNORECASE)
_FEW_OWN, _FEW_GIVEN = 4, 16  # figures, among which a quotient or difference hardly fits by chance
_NEAR = 0.5  # the weight of a word that stands beside its figure
_FEWEST_NAMED = {"percent": 2, "count": 2}
_OF_PEOPLE = ("ish", "ian", "an", "i", "ese")
_SHORTEST_PEOPLE = 4  # letters


def follows_from_own(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether a figure is worked out from another figure of its own sentence, with one of the passage or alone."""
    quantity = claim.quantity
    own = [other for other in read_quantities(text) if other.kind in COUNTED and not other.soft and other != quantity]
    given = [role.quantity for role in source if role.quantity.kind in COUNTED and not role.quantity.soft]
    if len(own) > _FEW_OWN or len(given) > _FEW_GIVEN:
        return False
    if quantity.kind in {"ratio", "fraction"}:
        # Two figures that both stand in the passage are compared with more care elsewhere.
        own = [other for other in own if not any(agrees(other, one) for one in given)]
        return any(within(quantity, value) for value in _quotients(own, given))
    if quantity.kind == "percent":
        changed = _CHANGE.search(text) is not None and any(_is_close(quantity, value) for value in _changes(own))
        left = _LEFT.search(text) is not None
        return (
            changed or left and any(_is_close(quantity, 100 - other.value) for other in own if other.kind == "percent")
        )
    if quantity.kind == "count" and _MORE.match(text, quantity.end):
        return any(
            abs(abs(a.value - b.value) - quantity.value) < 1e-6
            for a in own
            for b in given
            if a.kind == b.kind == "count"
        )
    return False


def is_whole_of_neighbours(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether "of 51 defendants" gives the sum of two figures that stand side by side in the passage."""
    quantity = claim.quantity
    if quantity.kind != "count" or not _OF.search(text, 0, quantity.start):
        return False
    counts = [role for role in source if role.quantity.kind == "count"]
    return any(
        first.sentence == second.sentence and first.quantity.value + second.quantity.value == quantity.value
        for first, second in pairwise(counts)
    )


def is_sum_of_named(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether a figure is the sum of those of all that the sentence names: "Kazakhs and Russians, 86 per cent".

    All of those named are added, so that no chance sum of some of them fits. Of two counts it may be the difference.
    """
    quantity = claim.quantity
    if quantity.kind not in {"percent", "fraction", "count"} or not (_JOINS.search(text) or _CHANGE.search(text)):
        return False
    told = set(content_stems(text))
    kind = "count" if quantity.kind == "count" else "percent"
    for sentence in dict.fromkeys(role.sentence for role in source):
        alike = [role for role in source if role.sentence == sentence and role.quantity.kind == kind]
        named = [role.quantity.value for role in alike if _is_named(_own_words(role, alike), told)]
        if len(named) < _FEWEST_NAMED[kind]:
            continue
        total = sum(named) / (100 if quantity.kind == "fraction" else 1)
        if _JOINS.search(text) and within(quantity, total):
            return True
        if kind == "count" and len(named) == 2 and _CHANGE.search(text) and within(quantity, abs(named[0] - named[1])):
            return True
    return False


def is_sum_of_columns(claim: Role, source: Sequence[Role]) -> bool:
    """Whether a count sums up every second or third figure of a sentence: "17,425 (1,029 children), 25,387 (…)"."""
    quantity = claim.quantity
    if quantity.kind != "count":
        return False
    for sentence in dict.fromkeys(role.sentence for role in source):
        values = [role.quantity.value for role in source if role.sentence == sentence and role.quantity.kind == "count"]
        for step in (2, 3):
            columns = [values[start::step] for start in range(step)] if len(values) % step == 0 else []
            if any(len(column) > 2 and abs(sum(column) - quantity.value) < 1e-6 for column in columns):
                return True
    return False


def is_yearly_share(claim: Role, text: str, source: Sequence[Role], years: frozenset[int]) -> bool:
    """Whether a count is what a figure of the passage comes to in one of the years that the sentence says it took."""
    quantity = claim.quantity
    if quantity.kind != "count" or not _A_YEAR.search(text):
        return False
    spans = {other.value / YEAR for other in read_quantities(text) if other.kind == "duration" and not other.soft}
    spans |= {float(max(years) - min(years) + 1)} if len(years) > 1 else set()
    counts = [role.quantity.value for role in source if role.quantity.kind == "count"]
    return any(within(quantity, value / span) for value in counts for span in spans if span >= 2)


def all_years(text: str, quantities: Sequence[Quantity]) -> frozenset[int]:
    """The years that a sentence names, with those inside its spans: three for "from 2022 to 2024"."""
    dated = [quantity for quantity in quantities if quantity.year is not None]
    years = {quantity.year or 0 for quantity in dated}
    for first, last in pairwise(dated):
        between = text[first.end : last.start]
        spans = re.fullmatch(r"\s*(?:to|until|through|and|[–‑/-])\s*(?:the\s+end\s+of\s+)?", between) is not None
        opened = "–" in between or re.search(r"\b(?:from|between)\s+$", text[: first.start]) is not None
        if spans and opened:
            years.update(range(first.year or 0, (last.year or 0) + 1))
    return frozenset(years)


def _quotients(own: Sequence[Quantity], given: Sequence[Quantity]) -> Iterator[float]:
    for mine in own:
        for other in given:
            if mine.kind == other.kind and mine.value > 0 and other.value > 0 and mine.value != other.value:
                yield mine.value / other.value
                yield other.value / mine.value


def _changes(own: Sequence[Quantity]) -> Iterator[float]:
    for first, second in combinations(own, 2):
        low, high = sorted((first.value, second.value))
        if first.kind == second.kind and low > 0:
            yield 100 * (high / low - 1)
            yield 100 * (1 - low / high)


def _is_close(quantity: Quantity, value: float) -> bool:
    return within(quantity, value) and 0.9 <= value / quantity.value <= 1.1


def _is_named(words: set[str], told: set[str]) -> bool:
    """Whether one of some stems is told, be it as the people, "Turks", of what is "Turkish"."""
    longer = {word + ending for word in told if len(word) >= _SHORTEST_PEOPLE for ending in _OF_PEOPLE}
    return bool(words & (told | longer))


def _own_words(role: Role, others: Sequence[Role]) -> set[str]:
    """The words beside a figure that stand beside no other of them."""
    return _near(role).difference(*(_near(other) for other in others if other is not role))


def _near(role: Role) -> set[str]:
    return {key for key, weight in role.keys.items() if weight >= _NEAR}

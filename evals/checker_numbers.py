"""Falsified figures: another number, another year, two figures changed about."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assistant.checks.quantities import Quantity, read_quantities
from evals.checker_pairs import Material, Pair, cited, reworded

_KINDS = frozenset({"count", "percent", "money"})
_DIGIT = re.compile(r"\d")


def figure(material: Material) -> Iterator[Pair]:
    """A count, a share or a sum of money with other digits."""
    chance, statements = material.shuffled("figure")
    for statement in statements:
        text = reworded(statement.text, chance)
        figures = [
            q for q in read_quantities(text) if q.kind in _KINDS and not q.soft and _DIGIT.search(text[q.start : q.end])
        ]
        if figures:
            chosen = chance.choice(figures)
            false = _put(text, chosen, _other_digits(text[chosen.start : chosen.end], chance))
            yield Pair(
                "figure", statement.passage.id, cited(text, statement.passage.id), cited(false, statement.passage.id)
            )


def year(material: Material) -> Iterator[Pair]:
    """A year or the year of a date, one to three off."""
    chance, statements = material.shuffled("year")
    for statement in statements:
        text = reworded(statement.text, chance)
        years = list(re.finditer(r"\b(?:19|20)\d\d\b(?![/-]\d)", text))
        if years:
            chosen = chance.choice(years)
            wrong = str(int(chosen[0]) + chance.choice((-3, -2, -1, 1, 2, 3)))
            if wrong in statement.passage.text:
                continue
            false = text[: chosen.start()] + wrong + text[chosen.end() :]
            yield Pair(
                "year", statement.passage.id, cited(text, statement.passage.id), cited(false, statement.passage.id)
            )


def swapped(material: Material) -> Iterator[Pair]:
    """Two figures of a kind in each other's place."""
    chance, statements = material.shuffled("swapped figures")
    for statement in statements:
        text = reworded(statement.text, chance)
        figures = [q for q in read_quantities(text) if q.kind in _KINDS and not q.soft]
        twos = [
            (first, second)
            for first, second in zip(figures, figures[1:], strict=False)
            if first.kind == second.kind and first.value != second.value
        ]
        if twos:
            first, second = chance.choice(twos)
            false = _put(text, second, text[first.start : first.end])
            false = _put(false, first, text[second.start : second.end])
            yield Pair(
                "swapped figures",
                statement.passage.id,
                cited(text, statement.passage.id),
                cited(false, statement.passage.id),
            )


def _put(text: str, quantity: Quantity, words: str) -> str:
    return text[: quantity.start] + words + text[quantity.end :]


def _other_digits(text: str, chance: random.Random) -> str:
    """The figure with its first digit, or any other but a last zero, changed."""
    places = [match.start() for match in _DIGIT.finditer(text)]
    at = places[0] if chance.random() < 0.6 else chance.choice(places)
    lowest = 1 if at == places[0] else 0
    digit = chance.choice([d for d in "0123456789"[lowest:] if d != text[at]])
    return text[:at] + digit + text[at + 1 :]

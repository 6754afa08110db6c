"""Sums, differences and shares of the few figures of one sentence, or of a passage that has few, however worded.

Where a passage has few figures, a paraphrase may share no word with any of them, and a sum, a difference or a share of
two of them hardly fits by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.checks.figure_roles import Role
from assistant.checks.figure_small import counted_noun
from assistant.checks.figure_values import is_rounder, within
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.words import content_stems

_SUM = re.compile(
    r"\b(?:together|altogether|in\s+all|in\s+total|totals?|totall?ing|combined|jointly|both|amounts?\s+to|comes?\s+to|taking|taken|counting"
    r"|with\s+those|add\w*\s+up|in\s+(?:the\s+)?(?:two|three|four|five)\s+years|over\s+the\s+(?:\w+\s+)?years|two\s+years|reached)\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:(?:more|fewer|less)(?!\s+than\s+(?:\d|an?\b|half|\w+\s+(?:thousand|hundred|million|per)))|differen\w+|gap|apart|rose|risen|rise|grew|growth|increas\w+|decreas\w+|rais\w+|fell|fallen|falls?|drop\w*"
    r"|declin\w+|jump\w*|climb\w*|exceed\w*|outnumber\w*|went\s+(?:up|down)|higher|lower|add\w*\s+up)\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:rose|risen|fell|fallen|dropp?\w*|declin\w+|decreas\w+|reduc\w+|shrank|shrunk)\b", re.IGNORECASE
)
_OF_FORMER = re.compile(
    r"\b(?:(?:fell|fallen|dropped|down|shrank)\s+to|of\s+(?:that|the\s+one|those|what|the\s+share|the\s+figure|its)\b)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:not|no|without|rest|remain\w*|others?|neither|never|yet\s+to|fail\w*|lack\w*|absen\w+|miss(?:ing|es)|non|outside|dissatisf\w+|stayed\s+out|spared|elsewhere|themselves"
    r"|less\s+than\s+(?:fully\s+|wholly\s+|quite\s+)?(?:satisfied|content|happy|pleased|convinced|perfect|full|complete))\b",
    re.IGNORECASE,
)
_REMAINING = re.compile(r"\b(?:remaining|other|others|rest)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_OF_WHOLE = re.compile(r"\s+(?:out\s+)?of\s+(?:the|these|those|all)?\s*(?P<whole>\d[\d,]*)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:of\s+all|all\s+\w+\s+together|taken\s+together|in\s+all)\b", re.IGNORECASE)
_LONG = re.compile(r"\b(?:long|longer|length|time|period|shorter|duration|term)\b", re.IGNORECASE)
_OFF = 0.12  # how far a share may lie from "more than half"
_FEWEST, _FEW, _MOST = 4, 8, 15
_SURE = 20  # from here on an exact sum of two neighbours hardly fits by chance
_LOWEST, _HIGHEST = 0.74, 1.35
_COUNTS = frozenset({"count", "money"})


def follows_from_few(role: Role, text: str, source: Sequence[Role], passages: int) -> bool:
    """Whether a figure is a sum, difference or share of figures that stand together in few."""
    quantity = role.quantity
    if quantity.kind in _COUNTS:
        return _amount(role, text, source, passages)
    if quantity.kind == "percent":
        return _percentage(quantity, text, source)
    if quantity.kind == "fraction":
        return _fraction(quantity, text, source)
    return quantity.kind == "ratio" and _multiple(quantity, text, source)


def lengths_of(text: str, sentences: Sequence[str]) -> Iterator[float]:
    """The quotients of the lengths of time that passages give, where the claim compares lengths."""
    if not _LONG.search(text):
        return
    days = {
        other.value
        for sentence in sentences
        for other in read_quantities(sentence)
        if other.kind == "duration" and not other.soft
    }
    for low, high in combinations(sorted(days), 2):
        yield high / low
        yield low / high


def _amount(role: Role, text: str, source: Sequence[Role], passages: int) -> bool:
    quantity = role.quantity
    pool = _counts(source)
    if _left_of(quantity, text, pool) or _joins_neighbours(role, text, pool):
        return True
    if passages > 1 and _exact(quantity, _across(text, pool)):
        return True
    groups = list(_groups(pool))
    if len(pool) <= _FEWEST:  # of so few any two may be meant
        groups += [[a, b] for a, b in _value_pairs(pool)]
    return (_SUM.search(text) is not None and _is_sum(quantity, groups, pool)) or (
        _DIFFERENCE.search(text) is not None and _is_difference(quantity, groups, pool)
    )


def _counts(source: Sequence[Role]) -> list[Role]:
    return [other for other in source if other.quantity.kind in _COUNTS and not other.quantity.soft]


def _left_of(quantity: Quantity, text: str, pool: Sequence[Role]) -> bool:
    """Whether it is what is left: "the remaining 55", "31 of the 50"."""
    if _REMAINING.search(text, 0, quantity.start) and _exact(quantity, (abs(a - b) for a, b in _value_pairs(pool))):
        return True
    whole = _OF_WHOLE.match(text, quantity.end)
    return whole is not None and _part_of(quantity, float(whole["whole"].replace(",", "")), pool)


def _joins_neighbours(role: Role, text: str, pool: Sequence[Role]) -> bool:
    """Whether it is exactly the sum of two that stand side by side and that the claim gives neither.

    A small one is so only of the things that it counts.
    """
    told = {other.value for other in read_quantities(text) if other.kind in _COUNTS and not other.soft}
    noun = counted_noun(role)
    for first, second in pairwise(pool):
        alike = role.quantity.value >= _SURE or bool(noun) and noun == counted_noun(first) == counted_noun(second)
        total = first.quantity.value + second.quantity.value
        given = {first.quantity.value, second.quantity.value} & told
        if alike and not given and first.sentence == second.sentence and total == role.quantity.value:
            return True
    return False


def _is_sum(quantity: Quantity, groups: Sequence[Sequence[float]], pool: Sequence[Role]) -> bool:
    if any(_loosely(quantity, value) for group in groups for value in _sums(group)):
        return True
    return _exact(quantity, (a + b for a, b in combinations(_with_lists(pool), 2)))


def _is_difference(quantity: Quantity, groups: Sequence[Sequence[float]], pool: Sequence[Role]) -> bool:
    """Whether two figures differ by it, or the parts that follow a whole exceed it by so many."""
    if _exact(quantity, _beside_their_total(pool)) or _exact(
        quantity, (abs(2 * values[0] - sum(values)) for values in groups if len(values) > 2)
    ):
        return True
    apart = [abs(a - b) for group in groups if len(group) <= _FEWEST for a, b in combinations(group, 2)]
    apart += [abs(last - first) for first, last in _first_and_last(pool)]
    return quantity.value >= _SURE and any(_loosely(quantity, value) for value in apart)


def _beside_their_total(pool: Sequence[Role]) -> Iterator[float]:
    """By how much the figures of each sentence, added up, differ from the one that stands before them."""
    for before, first in pairwise(pool):
        if before.sentence != first.sentence:
            parts = [role.quantity.value for role in pool if role.sentence == first.sentence]
            if 2 <= len(parts) <= _FEW:
                yield abs(before.quantity.value - sum(parts))


def _first_and_last(pool: Sequence[Role]) -> Iterator[tuple[float, float]]:
    """The figures of the first and the last year of each sentence that tells of several; the whole, not its parts."""
    for sentence in dict.fromkeys(role.sentence for role in pool):
        of_year: dict[int, float] = {}
        for role in pool:
            for year in role.years if role.sentence == sentence and len(role.years) == 1 else ():
                of_year[year] = max(role.quantity.value, of_year.get(year, 0.0))
        if len(of_year) > 1:
            yield of_year[min(of_year)], of_year[max(of_year)]


def _percentage(quantity: Quantity, text: str, source: Sequence[Role]) -> bool:
    shares = [other for other in source if other.quantity.kind == "percent"]
    told = set(content_stems(text))
    named = [
        one for one in shares if _near(one).difference(*(_near(other) for other in shares if other is not one)) & told
    ]
    for group in _groups(named if len(named) == 2 else shares):
        if _DIFFERENCE.search(text) and any(_loosely(quantity, abs(a - b)) for a, b in pairwise(group)):
            return True
    counts = _counts(source)
    parts = [100 * min(two) / max(two) for group in _groups(counts) for two in combinations(group, 2) if max(two)]
    if quantity.bound in {"far_under", "far_over"} and len(counts) <= _FEW:
        parts += [100 * min(two) / max(two) for two in _value_pairs(counts) if max(two)]
        return any(within(quantity, part) for part in parts)
    return _REST.search(text) is not None and any(_loosely(quantity, 100 - part) for part in parts)


def _fraction(quantity: Quantity, text: str, source: Sequence[Role]) -> bool:
    shares = [other for other in source if other.quantity.kind == "percent"]
    counts = _counts(source)
    values: list[float] = []
    if _OF_FORMER.search(text):
        values += [min(two) / max(two) for group in _groups(shares) for two in combinations(group, 2) if max(two)]
    if _REST.search(text):
        values += [1 - other.quantity.value / 100 for other in shares]
    if _CHANGED_BY.search(text) and re.search(r"\bby\s+[\w\s]*$", text[: quantity.start]):
        values += [
            1 - after / before for group in _groups(counts) for before, after in pairwise(group) if after < before
        ]
    values += list(_parts_of_groups(quantity, text, counts))
    return any(within(quantity, value) and abs(value - quantity.value) <= _OFF for value in values)


def _parts_of_groups(quantity: Quantity, text: str, counts: Sequence[Role]) -> Iterator[float]:
    """Shares of two that stand together, of the one named among all others, of all but a part, and of a whole list."""
    for group in _groups(counts):
        if _SUM.search(text):
            yield from ((a + b) / max(group) for a, b in pairwise(group) if a + b < max(group))
        if len(group) == 2 and quantity.value > 0.5:  # all "but children"
            yield 1 - min(group) / max(group)
    for role in counts:
        beside = [other for other in counts if other.sentence == role.sentence]
        total = sum(other.quantity.value for other in beside)
        apart = _near(role).difference(*(_near(other) for other in beside if other is not role))
        if 2 < len(beside) <= _FEW and role.quantity.value * 2 == total and len(apart & set(content_stems(text))) > 1:
            yield 0.5  # as much as all others, else their sum
    if _OF_ALL.search(text):
        yield from (low / high for low, high in _beside_lists(counts))


def _near(role: Role) -> set[str]:
    return {key for key, weight in role.keys.items() if weight >= 0.5}


def _multiple(quantity: Quantity, text: str, source: Sequence[Role]) -> bool:
    """Whether it is what the sum of a list comes to beside a figure of another sentence."""
    counts = _counts(source)
    told = text[quantity.start : quantity.end].lower()
    if len(counts) > _FEW + 2 or not told.endswith(("times", "fold", "twice")):
        return False
    near = (high / low for low, high in _beside_lists(counts) if high / low < quantity.value + 1)
    return any(within(quantity, value) for value in near)


def _beside_lists(counts: Sequence[Role]) -> Iterator[tuple[float, float]]:
    """The smaller and the larger of each sum of a list and a figure of another sentence."""
    for listed in dict.fromkeys(role.sentence for role in counts):
        others = [role for role in counts if role.sentence != listed]
        yield from _pairs(_list_sums([role for role in counts if role.sentence == listed]), others)


def _groups(pool: Sequence[Role]) -> Iterator[list[float]]:
    """The figures of each sentence that has few, and of all sentences together where they are few."""
    sentences = list(dict.fromkeys(role.sentence for role in pool))
    for sentence in sentences:
        values = [role.quantity.value for role in pool if role.sentence == sentence]
        if 2 <= len(values) <= _FEW:
            yield values
    if len(sentences) > 1 and len(pool) <= _FEW:
        yield [role.quantity.value for role in pool]


def _sums(values: Sequence[float]) -> Iterator[float]:
    for start in range(len(values)):
        for end in range(start + 2, len(values) + 1):
            yield sum(values[start:end])


def _list_sums(pool: Sequence[Role]) -> list[float]:
    sums = []
    for sentence in dict.fromkeys(role.sentence for role in pool):
        values = [role.quantity.value for role in pool if role.sentence == sentence]
        if 2 <= len(values) <= _FEW and max(values) * 2 != sum(values):
            sums.append(sum(values))
    return sums


def _with_lists(pool: Sequence[Role]) -> list[float]:
    """Every figure of a passage that has few, and the sums of its lists."""
    return [*(role.quantity.value for role in pool), *_list_sums(pool)] if len(pool) <= _MOST else []


def _pairs(sums: Sequence[float], others: Sequence[Role]) -> Iterator[tuple[float, float]]:
    """The smaller and the larger of each sum with each figure."""
    for a in sums:
        for b in (role.quantity.value for role in others):
            if 0 < min(a, b) < max(a, b):
                yield min(a, b), max(a, b)


def _value_pairs(pool: Sequence[Role]) -> Iterator[tuple[float, float]]:
    return combinations([role.quantity.value for role in pool][:_MOST], 2)


def _part_of(quantity: Quantity, whole: float, pool: Sequence[Role]) -> bool:
    """Whether "31 of the 50" leaves a figure of the passage of that whole, or is the sum of two that stand together."""
    values = [role.quantity.value for role in pool]
    if whole not in values:
        return False
    together = [a.quantity.value + b.quantity.value for a, b in pairwise(pool) if a.sentence == b.sentence]
    return _exact(quantity, iter([*(whole - value for value in values), *together]))


def _across(text: str, pool: Sequence[Role]) -> Iterator[float]:
    """The sums of two figures of different sentences, of which both stand beside words of the claim."""
    told = set(content_stems(text))
    near = [other for other in pool if _near(other) & told]
    for first, second in combinations(near[:_MOST], 2):
        if first.sentence != second.sentence and set(first.keys) & set(second.keys) & told:
            yield first.quantity.value + second.quantity.value


def _exact(quantity: Quantity, values: Iterator[float]) -> bool:
    return any(abs(value - quantity.value) < 1e-6 for value in values)


def _loosely(quantity: Quantity, value: float) -> bool:
    """As `within`; a bound is a rounder figure than the one it stands for, and not far off."""
    if not quantity.value or not within(quantity, value):
        return False
    exact = abs(value - quantity.value) < 1e-6
    return exact or is_rounder(quantity.value, value) and _LOWEST <= value / quantity.value <= _HIGHEST

"""Figures that a sentence works out from those of its passages: sums, differences, shares, multiples, spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from assistant.checks.figure_roles import Role
from assistant.checks.figure_things import OF_THEM
from assistant.checks.figure_values import as_kind, within
from assistant.checks.number_times import YEAR
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.words import content_stems

_SUM = re.compile(
    r"""
    \b(?:makes?(?!\s+up)|amounts?\s+to|comes?\s+to|together|altogether|in\s+all|in\s+total|total(?:s|ling|led|ing)?
    |combined|overall|sum|jointly|both|add(?:s|ed)?\s+up|(?:over|across)\s+(?:the|these|those|this|that|\w+\s+years|(?:19|20)\d\d)|in\s+(?:the\s+)?\w+\s+years|period
    |between|from|since|during|cumulative(?:ly)?|account\w*\s+for|per\s+year|in\s+(?:19|20)\d\d[–-])\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DIFFERENCE = re.compile(
    r"""
    \b(?:more|fewer|less|additional(?:ly)?|differ\w*|gap|rose|risen|rise|grew|grown|growth|increas\w+|decreas\w+
    |above|below|ahead|behind|within|separat\w+|apart|jump\w*|leap\w*|leapt|climb\w*|surg\w+|shr[aiu]nk\w*|fell|fallen|fall|dropp?\w*|declin\w+|outnumber\w*|exceed\w*|trail\w*|lag\w*|(?:went\s+)?(?:up|down)\s+by|higher|lower|rest
    |remain\w+|leav(?:es|ing)|others?|net|gain\w*|lost|loss|added|extra|further|since|later|left|still|without|neither)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE = re.compile(
    r"""
    \b(?:rose|risen|rise|grew|grow\w*|increas\w+|decreas\w+|fell|fall\w*|dropp?\w*|declin\w+|(?:went\s+)?(?:up
    |down)\s+(?:by|from)|reduc\w+|(?:more|fewer|less|higher|lower)(?!\s+than\s+\d))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REST = re.compile(
    r"\b(?:rest|remain\w*|others?|not|no|without|only|non|un\w+|outside|lack\w*|miss\w*|absen\w+)\b", re.IGNORECASE
)
_AVERAGE = re.compile(
    r"""
    \b(?:for\s+every|for\s+one|in\s+ratio|every(?=\s+(?:\w+\s+){1,2}ha[sd]\b)|falls?(?=\s[^,;.]{3,30}\b(?:to|on)\s+(?:one|an?|each)\b)
    |fall(?=\s+(?:about|some|over|nearly|almost|more|fewer|around)\b)|to\s+one|averag\w+|on\s+average|mean|per(?!\s*cent)
    |(?<!\bof\ )each(?!\s+(?:year|other|quarter|month))
    |(?:on|by|from)\s+(?:the|these|those)\s+(?:given\s+)?(?:numbers|figures|totals)|apiece|typical(?:ly)?|spread|divid\w+|set\s+against|(?:\d|[a-z]{3,})\s+(?:[\w-]+\s+){1,2}to\s+an?(?=\s+\w+[,.]?(?:\s+(?:which|on)\b|\s*$)))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_A_YEAR = re.compile(
    r"\b(?:a|per|each|every|one|whole|full|in\s+the)\s+year\b|\bannual(?:ly)?\b|\byearly\b", re.IGNORECASE
)
_OWN = 0.3
_LONG_STEM = 6
_MOST_FIGURES = 40
_FEW_FIGURES = 6
_MANY_TIMES = 20  # "up to 200 times the index": an amount, which may be a multiple of another such


def derived(claim: Role, text: str, source: Sequence[Role], years: frozenset[int]) -> bool:
    """Whether a figure of the claim can be worked out from the figures of the passages.

    `text` is the claim, for words such as "together" and "fewer"; `years` are the years that the claim names: where the
    figures of the source carry years, only those of the claim's years are put to use.
    """
    pool = [role for role in source if role.quantity.kind in {"count", "money", "percent"}][:_MOST_FIGURES]
    quantity = claim.quantity
    if quantity.kind == "ratio":
        multiples = [role for role in source if role.quantity.kind == "ratio" and role.quantity.value >= _MANY_TIMES]
        return _any(quantity, _quotients([*_of_years(pool, years), *multiples]))
    if quantity.kind == "fraction":
        shares = list(_shares(claim, pool, years)) or list(_small_lists(pool))
        printed = [as_kind(role.quantity, "fraction") for role in pool if role.quantity.kind == "percent"]
        rest = [1 - share for share in [*shares, *printed]] if _REST.search(text) else []
        return _any(quantity, iter([*shares, *rest, *_shares_of_lists(claim, pool, years)]))
    if quantity.kind == "percent":
        return _percentage(claim, text, pool, years)
    if quantity.kind in {"count", "money"}:
        return _amount(claim, text, pool, years)
    return False


def sum_over_years(claim: Role, source: Sequence[Role], years: frozenset[int]) -> bool:
    """Whether a count is the sum of one figure of the passages for each of the years that the claim names."""
    if claim.quantity.kind != "count" or not 2 <= len(years) <= 4:
        return False
    of_year = [
        [role.quantity.value for role in source if role.quantity.kind == "count" and role.years == {year}]
        for year in sorted(years)
    ]
    return all(len(values) <= _FEW_FIGURES for values in of_year) and any(
        _close_to(claim.quantity, sum(some)) for some in product(*of_year)
    )


def is_rate(text: str) -> bool:
    """Whether a sentence speaks of averages, or of so many for each."""
    return _AVERAGE.search(text) is not None


def _any(quantity: Quantity, values: Iterator[float]) -> bool:
    return any(within(quantity, value) for value in values)


def _tightly(quantity: Quantity, value: float) -> bool:
    """As `within`, but "more than" and "less than" keep close: among many sums one always lies somewhere above."""
    return within(quantity, value) and (not quantity.value or 0.9 <= value / quantity.value <= 1.1)


def _just_under_one(quantity: Quantity, share: float) -> bool:
    """Whether "less than one per cent" is said of a share that comes to most of one."""
    return quantity.value <= 1 and quantity.bound == "under" and within(quantity, share)


def _of_years(pool: Sequence[Role], years: frozenset[int]) -> list[Role]:
    """The figures of the years named, where at least two carry one of those years; otherwise all."""
    dated = [role for role in pool if role.years & years and len(role.years) == 1]
    return dated if len({tuple(role.years) for role in dated}) > 1 else list(pool)


def _pairs(pool: Sequence[Role]) -> Iterator[tuple[float, float]]:
    """The smaller and the larger figure of every two of a kind."""
    for first, second in combinations(pool, 2):
        if first.quantity.kind == second.quantity.kind:
            low, high = sorted((first.quantity.value, second.quantity.value))
            if low > 0:
                yield low, high


def _quotients(pool: Sequence[Role]) -> Iterator[float]:
    for low, high in _pairs(pool):
        yield high / low
        yield low / high


def _small_lists(pool: Sequence[Role]) -> Iterator[float]:
    """Every share within a sentence of few figures, where a paraphrase may leave no word to go by."""
    for sentence in dict.fromkeys(role.sentence for role in pool):
        own = [role for role in pool if role.sentence == sentence]
        if len(own) <= _FEW_FIGURES:
            yield from (low / high for low, high in _pairs(own))


def _shares(claim: Role, pool: Sequence[Role], years: frozenset[int]) -> Iterator[float]:
    """Smaller figure by larger one, and percentages; parts that share a word or year with the claim, if any do."""
    close = _close(claim, pool, years)
    for part in close:
        if part.quantity.kind == "percent":
            yield as_kind(part.quantity, "fraction")
            continue
        for whole in pool:
            if whole.quantity.kind == part.quantity.kind and 0 < part.quantity.value < whole.quantity.value:
                yield part.quantity.value / whole.quantity.value
    if claim.quantity.kind == "fraction":
        for first, second in combinations([role for role in close if role.quantity.kind == "percent"], 2):
            yield (first.quantity.value + second.quantity.value) / 100


def _shares_of_lists(claim: Role, pool: Sequence[Role], years: frozenset[int]) -> Iterator[float]:
    """A figure by the sum of all figures of its sentence: half of the teachers in a list of 100, 75 and 25."""
    counts = [role for role in pool if role.quantity.kind == "count"]
    for part in _close(claim, counts, years):
        listed = [role.quantity.value for role in counts if role.sentence == part.sentence]
        if 2 < len(listed) <= _FEW_FIGURES and max(listed) * 2 != sum(listed):  # else one is their total
            yield part.quantity.value / sum(listed)


def _close(claim: Role, pool: Sequence[Role], years: frozenset[int]) -> list[Role]:
    """The figures whose part of the source shares words or a year with the claim's, if any do; otherwise all."""
    mine = set(claim.keys)
    close = [role for role in pool if _share_a_key(mine, _own_keys(role)) or years & role.years]
    return [*close, *_parts_of(close, pool)] or list(pool)


def _share_a_key(mine: set[str], own: set[str]) -> bool:
    """Whether two have a stem in common, or one that the other only lengthens: "afghan" and "afghanistan"."""
    if mine & own:
        return True
    return any(min(len(a), len(b)) >= _LONG_STEM and (a.startswith(b) or b.startswith(a)) for a in mine for b in own)


def _parts_of(wholes: Sequence[Role], pool: Sequence[Role]) -> list[Role]:
    """The figures that are said to be "of these" right after one of the wholes."""
    return [
        part
        for whole, part in zip(pool, pool[1:], strict=False)
        if whole in wholes
        and part not in wholes
        and part.sentence == whole.sentence
        and OF_THEM.match(part.sentence, part.quantity.end)
    ]


def _own_keys(role: Role) -> set[str]:
    """The words of its part of the sentence, without those that it shares with a whole list."""
    return {key for key, weight in role.keys.items() if weight >= _OWN}


def _with_neighbours(close: Sequence[Role], alike: Sequence[Role]) -> list[Role]:
    """The figures given, and those printed next to one of them in the same sentence."""
    kept = []
    for before, role, after in zip([None, *alike], alike, [*alike[1:], None], strict=False):
        beside = [other for other in (before, after) if other is not None and other.sentence == role.sentence]
        if role in close or any(other in close for other in beside):
            kept.append(role)
    return kept


def _percentage(claim: Role, text: str, pool: Sequence[Role], years: frozenset[int]) -> bool:
    quantity = claim.quantity
    shares = [value * 100 for value in _shares(claim, pool, years)]
    if any(_tightly(quantity, share) or _just_under_one(quantity, share) for share in shares):
        return True
    if _CHANGE.search(text):
        near = _with_neighbours(_close(claim, pool, years), pool)
        changes = [high / low - 1 for low, high in _pairs(_of_years(near, years))]
        changes += [1 - low / high for low, high in _pairs(_of_years(near, years))]
        if any(abs(change * 100 - quantity.value) <= 0.6 for change in changes):
            return True
    percents = [role for role in pool if role.quantity.kind == "percent"]
    close = _close(claim, percents, years)
    return _summed(quantity, text, percents, close) or _subtracted(quantity, text, [*close, _WHOLE])


def _amount(claim: Role, text: str, pool: Sequence[Role], years: frozenset[int]) -> bool:
    quantity = claim.quantity
    alike = [role for role in pool if role.quantity.kind in {"count", "money"}]
    close = _close(claim, alike, years)
    if any(_tightly(quantity, value) for value in _parts_given(pool)):
        return True
    if _A_YEAR.search(text) and any(within(quantity, value) for value in _over_a_year(alike)):
        return True
    return (
        _summed(quantity, text, alike, close)
        or _subtracted(quantity, text, _with_neighbours(close, alike))
        or is_rate(text)
        and any(_tightly(quantity, value) for value in _averages(alike))
    )


def _summed(quantity: Quantity, text: str, alike: Sequence[Role], close: Sequence[Role]) -> bool:
    """Sums of neighbouring figures, which lists are, and of two or three that share words or a year with the claim."""
    if not _SUM.search(text):
        return False
    values = [role.quantity.value for role in alike]
    for first in range(len(values)):
        total = values[first]
        for value in values[first + 1 :]:
            total += value
            if _close_to(quantity, total):
                return True
    few = [role.quantity.value for role in close][:14]
    return any(_close_to(quantity, sum(some)) for size in (2, 3) for some in combinations(few, size))


def _close_to(quantity: Quantity, value: float) -> bool:
    return _tightly(quantity, round(value, 6))


def _subtracted(quantity: Quantity, text: str, alike: Sequence[Role]) -> bool:
    if not _DIFFERENCE.search(text):
        return False
    return any(_close_to(quantity, high - low) for low, high in _pairs(alike) if high > low)


def _parts_given(pool: Sequence[Role]) -> Iterator[float]:
    """The parts of a count that its sentence gives in words: 15,000 of "30,000 persons, half of whom …"."""
    for part in (
        quantity for role in pool for quantity in read_quantities(role.sentence) if quantity.kind == "fraction"
    ):
        yield from (role.quantity.value * part.value for role in pool if role.quantity.kind == "count")


def _over_a_year(alike: Sequence[Role]) -> Iterator[float]:
    """What a figure for each quarter, month or week comes to in a year."""
    for role in alike:
        for rhythm in read_quantities(role.sentence):
            if rhythm.kind == "duration" and rhythm.soft and 0 < rhythm.value < YEAR:
                yield role.quantity.value * round(YEAR / rhythm.value)


def _averages(alike: Sequence[Role]) -> Iterator[float]:
    values = [role.quantity.value for role in alike]
    for size in range(2, len(values) + 1):
        for start in range(len(values) - size + 1):
            yield sum(values[start : start + size]) / size
    for low, high in (sorted(two) for two in combinations(values, 2)):
        if low > 0:
            yield high / low


_WHOLE = Role(Quantity(100.0, "percent", 0, 0), {}, frozenset())


_NOUN_ENDS = re.compile(r"[,;.()]|\s(?:between|from|during|since|who|that|which|were|was|are|is|have|has|had)\s")


def same_thing(first: Role, second: Role) -> bool:
    """Whether the nearest noun after both figures is the same, as in "245 schools" and "1,000 rural schools"."""
    return bool(_nouns(first) & _nouns(second))


def _nouns(role: Role) -> set[str]:
    quantity = role.quantity
    after = role.sentence[quantity.end : quantity.end + 60] if role.sentence else ""
    return set(content_stems(_NOUN_ENDS.split(after)[0])[:3])

"""Figures worked out from the percentages of passages: the other sex, points apart, the whole of a share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.checks.figure_lists import sizes_of_lists
from assistant.checks.figure_roles import Role
from assistant.checks.figure_values import is_rounder, within
from assistant.checks.quantities import read_quantities
from assistant.checks.words import content_stems

# Two groups that make up a whole between them: what is not the one is the other.
_PAIRS = (
    ("men", "women"), ("male", "female"), ("boys", "girls"), ("rural", "urban"), ("villages", "towns"),
    ("state", "private"), ("public", "private"), ("adults", "children"), ("minority", "majority"),
    ("foreigners", "citizens"),
)  # fmt: skip
_STEM_PAIRS = tuple(frozenset(content_stems(" ".join(pair))) for pair in _PAIRS)
_POINTS = re.compile(r"\bpoints?$", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:impl(?:y|ies|ied)|follows?|must|total\w*|whole|in\s+all|population|altogether|all|hence|therefore|so)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous\w*|earlier|former\w*|before|until\s+then|original\w*|old|prior|had\s+been|used\s+to|rise|raise|increase)\b",
    re.IGNORECASE,
)
_ROSE = re.compile(r"\b(?:increas\w+|rais\w+|rose|risen|grew|grown|higher|up)\b[^,;.]{0,30}?\bby\s+$", re.IGNORECASE)
_FELL = re.compile(
    r"\b(?:decreas\w+|reduc\w+|fell|fallen|declin\w+|lower\w*|down)\b[^,;.]{0,30}?\bby\s+$", re.IGNORECASE
)
_UNNAMED = re.compile(
    r"\b(?:anonymous|unnamed|nameless|not\s+(?:named|identified)|without\s+(?:a\s+)?names?|names?\s+(?:is|are|were)\s+not|not\s+given\s+by\s+name)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:the|these|its)\s+(?:others?\s+)?$", re.IGNORECASE)
_OTHERS_AFTER = re.compile(r"\s+others?\b", re.IGNORECASE)
_ONE_OF = re.compile(r"\bone\s+(?:of|out\s+of|among)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_OF_THE_REST = re.compile(r"\s+of\s+(?:these|them|those|the\s+(?:rest|others))\b", re.IGNORECASE)
_FEW = 16  # figures of a passage, among which a quotient hardly fits by chance
_FAR = 80  # characters between a count and the share that it makes
_FEW_NAMED = 3  # shares, among which a difference hardly fits by chance
_BESIDE = 0.5  # the weight of a word that stands beside its figure
_OFF = 0.035  # how far a part in words may lie from the share that it stands for
_SLACK = 0.051  # of percentages printed with one decimal


def works_out_of_shares(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether a figure is what percentages of the passage leave, differ by, or stand for."""
    shares = [role for role in source if role.quantity.kind == "percent"][:_FEW]
    if claim.quantity.kind == "percent":
        return _is_counterpart(claim, text, shares) or _are_points_apart(claim, text, shares)
    if claim.quantity.kind == "fraction":
        return _is_part_of_rest(claim, text, shares) or _is_part_of_counterpart(claim, text, shares)
    if claim.quantity.kind in {"count", "money"}:
        return _is_whole_or_former(claim, text, source) or _is_unnamed(claim, text, source) or _are_others(claim, text)
    return False


def _is_counterpart(claim: Role, text: str, shares: Sequence[Role]) -> bool:
    """Whether it is a hundred less the share of the other of two groups, the first of which the claim does not name."""
    rests = _counterparts(text, shares)
    bounded = claim.quantity.bound != ""
    return any(abs(rest - claim.quantity.value) < _SLACK or bounded and within(claim.quantity, rest) for rest in rests)


def _is_part_of_counterpart(claim: Role, text: str, shares: Sequence[Role]) -> bool:
    """As `_is_counterpart`, of the shares that the claim names: "in local bodies two thirds are men"."""
    named = _named(text, shares)
    rests = [rest / 100 for rest in _counterparts(text, named or shares)]
    return any(within(claim.quantity, rest) and abs(rest - claim.quantity.value) <= _OFF for rest in rests)


def _counterparts(text: str, shares: Sequence[Role]) -> list[float]:
    """What is left of a hundred where a share is that of the other of two groups, which the claim does not name."""
    told = set(content_stems(text))
    others = {stem for pair in _STEM_PAIRS if pair & told for stem in pair - told}
    return [100 - role.quantity.value for role in shares if others & set(content_stems(role.sentence))]


def _named(text: str, shares: Sequence[Role]) -> list[Role]:
    """The shares of which the claim has a word that stands beside no other of them."""
    told = set(content_stems(text))
    near = [{key for key, weight in role.keys.items() if weight >= _BESIDE} for role in shares]
    return [role for role, mine in zip(shares, near, strict=True) if _apart(mine, near) & told]


def _apart(mine: set[str], near: Sequence[set[str]]) -> set[str]:
    return mine.difference(*(other for other in near if other is not mine))


def _are_points_apart(claim: Role, text: str, shares: Sequence[Role]) -> bool:
    """Whether two shares, of the passages or told beside it, lie so many percentage points apart."""
    quantity = claim.quantity
    if not _POINTS.search(text[quantity.start : quantity.end]):
        return False
    told = [other.value for other in read_quantities(text) if other.kind == "percent" and other.start != quantity.start]
    given = [role.quantity.value for role in shares]
    apart = [abs(a - b) for a, b in combinations({*given, *told}, 2)]
    if any(abs(gap - quantity.value) < _SLACK for gap in apart):
        return True
    meant = given if len(given) == 2 else [role.quantity.value for role in _named(text, shares)]
    gaps = [abs(a - b) for a, b in combinations(meant[:_FEW_NAMED], 2)]
    gaps += [abs(a - b) for a in told for b in {*given, *told}]
    return quantity.bound != "" and any(within(quantity, gap) for gap in gaps)


def _is_part_of_rest(claim: Role, text: str, shares: Sequence[Role]) -> bool:
    """Whether it is the part that one share is of all but another: "half of these" who are "not Kazakh"."""
    if not _OF_THE_REST.match(text, claim.quantity.end):
        return False
    told = set(content_stems(text))
    named = [role.quantity.value for role in shares if {key for key, weight in role.keys.items() if weight >= 1} & told]
    parts = (part / (100 - other) for part in named for other in named if part != other and part + other < 100)
    return any(within(claim.quantity, part) for part in parts)


def _is_whole_or_former(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether it is the whole of which the passage gives a part with its share, or an amount before it was raised."""
    values: list[float] = []
    if _WHOLE.search(text):
        values += _wholes(source)
    if _EARLIER.search(text):
        values += _former(source)
    quantity = claim.quantity
    return any(
        abs(value - quantity.value) < 1e-6 * value or is_rounder(quantity.value, value) and _closely(claim, value)
        for value in values
    )


def _closely(claim: Role, value: float) -> bool:
    return within(claim.quantity, value) and 0.9 <= value / claim.quantity.value <= 1.1


def _wholes(source: Sequence[Role]) -> Iterator[float]:
    for part, share in pairwise(source):
        beside = share.quantity.start - part.quantity.end if part.sentence == share.sentence else _FAR
        if (
            part.quantity.kind == "count"
            and share.quantity.kind == "percent"
            and 0 <= beside < _FAR
            and share.quantity.value
        ):
            yield 100 * part.quantity.value / share.quantity.value


def _former(source: Sequence[Role]) -> Iterator[float]:
    for share in source:
        if share.quantity.kind != "percent":
            continue
        before = share.sentence[: share.quantity.start]
        change = 1 if _ROSE.search(before) else -1 if _FELL.search(before) else 0
        for role in source if change else ():
            if role.sentence == share.sentence and role.quantity.kind in {"count", "money"}:
                yield role.quantity.value / (1 + change * share.quantity.value / 100)


def _is_unnamed(claim: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether so many of a whole are left unnamed where the passage names some: 20 of "24 branches, including …"."""
    if not _UNNAMED.search(text):
        return False
    return any(
        role.quantity.kind == "count"
        and role.quantity.value - claim.quantity.value in sizes_of_lists([role.sentence[role.quantity.end :]])
        for role in source
    )


def _are_others(claim: Role, text: str) -> bool:
    """Whether it counts the others of its own whole: "one of three aims, the two others being …"."""
    quantity = claim.quantity
    before, after = _OTHERS.search(text, 0, quantity.start), _OTHERS_AFTER.match(text, quantity.end)
    if before is None or not (after or "other" in before[0].lower()):
        return False
    return any(
        _ONE_OF.search(text, 0, other.start) and other.value == quantity.value + 1
        for other in read_quantities(text[: quantity.start])
        if other.kind == "count"
    )

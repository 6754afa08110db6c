"""Order: which of two things is told as the greater ("more A than B", "A outnumber B"), by the passages' figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.figure_roles import Role
from assistant.checks.quantities import Kind
from assistant.checks.words import FRAME, content_stems, read_words
from assistant.model import Finding

_MORE = r"more|greater|higher|larger|bigger"
_LESS = r"fewer|less|lower|smaller"
_COMPARES = re.compile(r"\bthan\b|\b(?:outnumber|exceed|surpass)", re.IGNORECASE)  # a cheap test before the others
_THAN = re.compile(rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?P<mid>[^;.:]{{0,80}}?)\bthan\b", re.IGNORECASE)
_EXCEEDS = re.compile(r"\b(?P<more>outnumber(?:s|ed)?|exceed(?:s|ed)?|surpass(?:es|ed)?)\b(?!\s+by\b)", re.IGNORECASE)
# "Is exceeded even by": the thing told first is the lesser one.
_IS_EXCEEDED = re.compile(
    r"(?:(?<=is\s)|(?<=are\s)|(?<=was\s)|(?<=were\s)|(?<=been\s))(?:exceeded|outnumbered|surpassed)(?P<mid>(?:\s+\w+){0,2})\s+by\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[;:]|[,.](?!\d)")
# What is measured otherwise than by one figure against another.
_OTHERWISE = re.compile(
    r"\b(?:other|others|before|earlier|together|either|each|any|all|rest|half|times|double|twice|third|quarter|expected|that"
    r"|would|\d+(?:\.\d+)?\s*(?:per\s+cent|%)|one|two|three|four|five|six|ten|hundred|thousand|million|usual|previous|year\s+before)\b"
    r"|^\s*(?:some\s+|about\s+)?\d(?!\d{3}\b)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|neither|nor|far\s+from|hardly|\w+n[’']t)\b", re.IGNORECASE)
_ON_AVERAGE = re.compile(
    r"\b(?:per(?!\s+cent)|for\s+(?:each|every)|on\s+average|less\s+(?:rare|unusual|uncommon))\b", re.IGNORECASE
)
_COUNTS = re.compile(r"(?:more|fewer|less)\b", re.IGNORECASE)
_OR_LESS = re.compile(r"\b(?:or|and)\s*$", re.IGNORECASE)
_KINDS: tuple[Kind, ...] = ("count", "percent")
_WEAKEST = 0.5  # of the nearness of the words that tell one side from the other
_CLEARLY = 0.15  # by which the best figure has to be nearer than the next


@dataclass(frozen=True, slots=True)
class _Side:
    """What tells one thing from the other: stems and years; and the stems of both."""

    stems: frozenset[str]
    years: frozenset[int]
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Order:
    """Two figures that a claim compares, and whether it has them in their order."""

    right: bool
    low: Role
    high: Role


def wrong_order(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the passages' figures have the lesser thing as the greater."""
    order = _order(claim)
    if order is None or order.right:
        return None
    return Finding(
        kind="contradiction",
        message=f"The passage has the order turned round: {_told(order.high)} against {_told(order.low)}.",
        suggestion="Turn the comparison round.",
    )


def right_order(claim: Claim) -> bool:
    """Whether the passages' figures bear out which of two things is told as the greater."""
    order = _order(claim)
    return order is not None and order.right


def compares_figures(claim: Claim) -> bool:
    """Whether it says which of two figures of the passages is the greater."""
    return _order(claim) is not None


def _order(claim: Claim) -> _Order | None:
    """The first comparison of the claim for which the passages have two figures."""
    for more, counted, greater, lesser in _comparisons(claim.asserted):
        first, second = _sides(greater, lesser)
        for kind in _KINDS:
            roles = [role for role in claim.source.roles if role.quantity.kind == kind]
            one, other = _figure_of(first, roles), _figure_of(second, roles)
            if one is None or other is None or one is other or one.quantity.value == other.quantity.value:
                continue
            if counted and counted not in one.keys and _counted_by_another(counted, one, roles):
                continue
            low, high = sorted((one, other), key=lambda role: role.quantity.value)
            return _Order((one.quantity.value > other.quantity.value) == more, low, high)
    return None


def _comparisons(text: str) -> Iterator[tuple[bool, str, str, str]]:
    """For each comparison whether the first is told as the greater, what is counted, and the words of the two.

    What is counted is the stem of the noun after "more" or "fewer", "" where there is none.
    """
    if _COMPARES.search(text) is None or _ON_AVERAGE.search(text):
        return
    marks = [0, *(mark.end() for mark in _MARK.finditer(text)), len(text) + 1]
    for pattern in (_THAN, _EXCEEDS, _IS_EXCEEDED):
        for match in pattern.finditer(text):
            if pattern is _EXCEEDS and _IS_EXCEEDED.match(text, match.start()):
                continue
            before = text[max(mark for mark in marks if mark <= match.start()) : match.start()]
            after = text[match.end() : min(mark for mark in marks if mark > match.end()) - 1]
            mid = match.groupdict().get("mid") or ""
            if _OTHERWISE.search(after) or _OTHERWISE.search(mid) or _DENIED.search(before + mid):
                continue
            if not _OR_LESS.search(before):
                nouns = content_stems(mid) if _COUNTS.match(match[0]) else []
                yield match.groupdict().get("more") is not None, nouns[0] if nouns else "", f"{before} {mid}", after


def _sides(first: str, second: str) -> tuple[_Side, _Side]:
    one, other = _stems(first), _stems(second)
    early, late = _years(first), _years(second)
    shared = one | other
    return _Side(one - other, early - late, shared), _Side(other - one, late - early, shared)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in read_words(text) if word.content and word.lower not in FRAME)


def _years(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text))


def _figure_of(side: _Side, roles: list[Role]) -> Role | None:
    """The one figure that is the side's; none where two fit nearly as well."""
    scored = sorted(((_score(side, role), place) for place, role in enumerate(roles)), reverse=True)
    if not scored or scored[0][0] < _WEAKEST:
        return None
    best = roles[scored[0][1]]
    rivals = [score for score, place in scored[1:] if roles[place].quantity.value != best.quantity.value]
    return best if not rivals or scored[0][0] - rivals[0] >= _CLEARLY else None


def _score(side: _Side, role: Role) -> float:
    own = sum(role.keys.get(stem, 0.0) for stem in side.stems)
    if side.years:
        own = own + 1.0 if side.years & role.years else 0.0
    context = sum(role.keys.get(stem, 0.0) for stem in side.shared - side.stems)
    return own + 0.2 * context if own else 0.0


def _counted_by_another(counted: str, one: Role, roles: list[Role]) -> bool:
    """Whether another figure of the same sentence counts the thing: "250 events, reaching 50,000 children"."""
    return any(role.sentence == one.sentence and role.keys.get(counted, 0.0) >= 1.0 for role in roles)


def _told(role: Role) -> str:
    return f"“{role.sentence[role.quantity.start : role.quantity.end + 40].strip()} …”"

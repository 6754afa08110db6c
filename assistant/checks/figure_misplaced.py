"""Right figures in the wrong place: swapped between two things, or taken from another year or group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from assistant.checks.claim import Claim
from assistant.checks.copied import copied_from
from assistant.checks.figure_own import is_sum_of_named
from assistant.checks.figure_roles import LENT, Role
from assistant.checks.figure_swapped import fits_where_it_is, next_nouns, swapped, word_before
from assistant.checks.figure_things import OF_THEM
from assistant.checks.figure_values import COUNTED, agrees, comparable
from assistant.checks.figure_whole import is_share, set_aside
from assistant.checks.words import content_stems, read_words
from assistant.model import Finding

_ALONE = 0.95
_NEXT_TO = 0.6
_COPIED = 0.85
_STRANGE = 2  # words of a paraphrase that may stand for those of the figure's own place
_FROM = re.compile(r"\bfrom\s+(?:some\s+|about\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:down\s+|up\s+)?to\s+(?:some\s+|about\s+)?", re.IGNORECASE)
_FORMER = re.compile(r"\s+of\s+the\s+(?P<which>former|latter)\b", re.IGNORECASE)
_OF_SOME = re.compile(r"\s+of\s+(?:the|these|those|them|its|their|whom|which)\b", re.IGNORECASE)
_LABELS = frozenset({"articl", "art", "arts"})  # the stems of what stands before a number in or out of brackets
_CHANGED_BY = re.compile(
    r"\b(?:rose|risen|rise|grew|grown|growth|increas\w+|went\s+up|jump\w*|climb\w*|fell|fallen|fall|dropp?\w*|declin\w+|decreas\w+|went\s+down)\b"
    r"[^,;.]{0,30}?\bby\s+(?:about\s+|some\s+)?$",
    re.IGNORECASE,
)


def misplaced(claim: Claim) -> list[Finding]:
    """A `wrong_figure` where the passage gives the figure to another thing, group or year."""
    moved = _moved(claim)
    told = [
        _pointed(role)
        for role in claim.roles
        if role.quantity.start not in moved and not _of_the_author(role, claim.asserted, claim.source.roles)
    ]
    placed = [(role, matches) for role in told if (matches := _matches(role, claim.source.roles))]
    for i, (first, of_first) in enumerate(placed):
        for second, of_second in placed[i + 1 :]:
            if swapped(first, second, of_first, of_second, in_one=_in_one_passage(claim, [*of_first, *of_second])):
                sure = _in_one_sentence([*of_first, *of_second]) and not fits_where_it_is(first, of_first, of_second)
                sure = sure and not fits_where_it_is(second, of_second, of_first)
                places = ((first, of_second[0]), (second, of_first[0]))
                return [_finding(claim, role, other, sure=sure) for role, other in places]
    for role, matches in placed:
        other = _other_place(role, matches, claim)
        if other is not None:
            sure = _in_one_sentence([*matches, other]) and role.years == other.years
            return [_finding(claim, role, other, sure=sure)]
    return []


def _moved(claim: Claim) -> set[int]:
    """Where the figures of each "from 27 to 22" stand that the passage gives in that order of time, or side by side."""
    found: set[int] = set()
    for first, second in zip(claim.roles, claim.roles[1:], strict=False):
        text = claim.asserted
        between = text[first.quantity.end : second.quantity.start]
        if not (_FROM.search(text, 0, first.quantity.start) and _TO.fullmatch(between)):
            continue
        of_first, of_second = (_matches(role, claim.source.roles) for role in (first, second))
        if any(_follows(a, b) for a in of_first for b in of_second):
            found |= {first.quantity.start, second.quantity.start}
    return found


def _follows(first: Role, second: Role) -> bool:
    """Whether the passage has one figure for a later time than another, or behind it in one sentence."""
    if first.quantity.kind != second.quantity.kind:
        return False
    if first.years and second.years and first.years != second.years:
        return max(first.years) < max(second.years)
    return first.sentence == second.sentence and first.quantity.start < second.quantity.start


def _pointed(role: Role) -> Role:
    """The role with the words of the thing that "of the former" or "of the latter" stands for, told before "and"."""
    pointer = _FORMER.match(role.sentence, role.quantity.end)
    if pointer is None:
        return role
    first, _, second = role.sentence[: role.quantity.start].partition(" and ")
    former, latter = set(content_stems(first)[-2:]), set(content_stems(second)[:2])
    meant = former - latter if pointer["which"].lower() == "former" else latter - former
    return replace(role, keys=dict.fromkeys(meant, 1.0))


def _in_one_sentence(roles: Sequence[Role]) -> bool:
    return len({role.sentence for role in roles}) == 1


def _in_one_passage(claim: Claim, roles: Sequence[Role]) -> bool:
    """Whether one passage has all; of two, both figures have to fit better when crossed."""
    texts = {role.sentence for role in roles}
    return len({sentence.passage for sentence in claim.source.sentences if sentence.text in texts}) == 1


def _of_the_author(role: Role, text: str, source: Sequence[Role]) -> bool:
    """Whether a figure is refused, or worked out by the sentence, and only by chance one of the passage's too."""
    if set_aside(text, role.quantity) or role.quantity.kind == "percent" and is_share(role, text):
        return True
    if (
        role.quantity.kind == "count"
        and _CHANGED_BY.search(text, 0, role.quantity.start)
        and _is_difference(role, source)
    ):
        return True
    if role.quantity.kind != "count" or any(other.quantity.value == role.quantity.value for other in source):
        return False
    return bool(role.quantity.bound) and is_sum_of_named(role, text, source)


def _is_difference(role: Role, source: Sequence[Role]) -> bool:
    """Whether two counts of the passages, of a year each, differ by a count."""
    dated = [other for other in source if other.quantity.kind == "count" and len(other.years) == 1]
    pairs = ((a, b) for a, b in combinations(dated, 2) if a.years != b.years and a.sentence == b.sentence)
    return any(abs(a.quantity.value - b.quantity.value) == role.quantity.value for a, b in pairs)


def changed_in_copying(claim: Claim) -> list[Finding]:
    """A `wrong_figure` for each figure that differs from the one in its place, in a sentence that is else a copy.

    There, a sum that happens to fit excuses nothing; the years have to stand in the same order too.
    """
    copy = copied_from(claim, _COPIED)
    if copy is None:
        return []
    mine, theirs = claim.quantities, copy.sentence.quantities
    if [q.year for q in mine if q.year] != [q.year for q in theirs if q.year]:
        return []
    told, given = ([q for q in each if q.kind in COUNTED and not q.soft] for each in (mine, theirs))
    if len(told) != len(given):
        return []
    text = copy.sentence.text
    return [
        _finding(claim, Role(ours, {}, frozenset()), Role(source, {}, frozenset(), text), sure=True)
        for ours, source in zip(told, given, strict=True)
        if ours.kind == source.kind and not agrees(ours, source)
    ]


def _matches(role: Role, source: Sequence[Role]) -> list[Role]:
    return [other for other in source if agrees(role.quantity, other.quantity)]


def _other_place(mine: Role, matches: Sequence[Role], claim: Claim) -> Role | None:
    """Another figure of the passage that fits the claim's words or year, where the figure claimed fits nothing."""
    told = [role.quantity for role in claim.roles]
    rivals = [
        role
        for role in claim.source.roles
        if comparable(mine.quantity, role.quantity)
        and (role.quantity.kind == "ratio") == (mine.quantity.kind == "ratio")
        and _label(role) == _label(mine)
        and role not in matches
        and not any(agrees(quantity, role.quantity) for quantity in told)
    ]
    for rival in rivals:
        if all(_displaced(mine, match, rival, claim) for match in matches):
            return rival
    return None


def _label(role: Role) -> str:
    """What is numbered, for an identifier: an article is never taken for an annex."""
    return role.quantity.label.partition(":")[0] if role.quantity.kind == "identifier" else ""


def _displaced(mine: Role, match: Role, rival: Role, claim: Claim) -> bool:
    """Whether the claim says of this figure what the passage says of the rival, and nothing of the match."""
    if mine.years & match.years and rival.years and not mine.years & rival.years:
        return False
    if _OF_SOME.match(mine.sentence, mine.quantity.end) and OF_THEM.match(match.sentence, match.quantity.end):
        return False
    year_off = bool(mine.years) and bool(match.years) and not mine.years & match.years
    if year_off and len(match.years) == 1 and mine.years & rival.years:
        return True
    if match.sentence != rival.sentence and mine.quantity.kind != "identifier":
        return False
    only_rival = {key: weight for key, weight in rival.keys.items() if key not in match.keys and key in mine.keys}
    only_match = [key for key in match.keys if key not in rival.keys and _has_form(key, mine.keys)]
    if mine.quantity.kind == "identifier":
        return set(only_match) <= _LABELS and len(only_rival.keys() - _LABELS) > 1
    if word_before(mine) in {word_before(match)} - {"", word_before(rival)}:
        return False
    if _next_noun(mine) in {_next_noun(match)} - {"", *next_nouns(rival)}:
        return False
    least = 0.0 if rival.quantity.kind == "count" else LENT  # a share has lent words from behind its brackets too
    close = [key for key, weight in only_rival.items() if mine.keys[key] >= _NEXT_TO and weight > least]
    if _names(close, rival.sentence) and _names(set(match.keys) - set(mine.keys) - set(rival.keys), match.sentence):
        return True
    near = sum(min(weight, mine.keys[key]) for key, weight in only_rival.items())
    # A paraphrase may give another figure the words of the match, or put others for them.
    only_match = only_match or [key for key in set(match.keys) - set(rival.keys) if _has_form(key, claim.stems)]
    strange = claim.stems - claim.source.stems - claim.source.context_stems
    return not only_match and len(strange) < _STRANGE and near >= _ALONE and bool(set(match.keys) - set(rival.keys))


def _next_noun(role: Role) -> str:
    """The stem of the first word of content that follows a figure before any mark; "" if there is none."""
    return next(iter(next_nouns(role)), "")


def _has_form(key: str, keys: Iterable[str]) -> bool:
    """Whether a stem, or a longer or shorter form of it ("manag", "manageri"), is among others."""
    return any(key == other or min(len(key), len(other)) >= 5 and key[:5] == other[:5] for other in keys)


def _names(keys: Iterable[str], sentence: str) -> set[str]:
    """The stems that a sentence writes with a capital, other than its first word."""
    capitals = {word.stem for word in read_words(sentence)[1:] if word.text[0].isupper()}
    return capitals & set(keys)


def _finding(claim: Claim, role: Role, other: Role, *, sure: bool) -> Finding:
    """The passage's figure is written at a key where it is `sure`; else a right one might be made wrong."""
    quantity, printed = role.quantity, other.written
    written = claim.written[quantity.start : quantity.end]
    return Finding(
        kind="wrong_figure",
        message=f"The cited passage has {f'“{printed}” here, and ' if sure else ''}“{written}” for something else.",
        suggestion=f"Write “{printed}”." if sure else "Look in the passage which figure is meant.",
        span=(quantity.start, quantity.end),
        replacement=printed if sure else None,
    )

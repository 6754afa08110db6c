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
from assistant.checks.figure_things import OF_THEM, things_counted
from assistant.checks.figure_values import agrees, comparable
from assistant.checks.figure_whole import is_share, set_aside
from assistant.checks.words import content_stems, read_words
from assistant.model import Finding

# How much better the words around two figures must fit when crossed, in words next to the figure.
_CROSSED = 0.6
_ALONE = 0.95
_NEXT_TO = 0.6
FAR_APART = 150  # times: figures so unlike are not taken for each other
_COPIED = 0.85
_STRANGE = 2  # words of a paraphrase that may stand for those of the figure's own place
_FEW_BETWEEN = 24  # characters
_TO_THE_VERB = re.compile(
    r"(?:\s+(?!(?:have|has|had|are|is|were|was|be)\b)[\w’-]+){1,6}?(?=\s+(?:have|has|had|are|is|were|was)\b)"
)
_FROM = re.compile(r"\bfrom\s+(?:some\s+|about\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:down\s+|up\s+)?to\s+(?:some\s+|about\s+)?", re.IGNORECASE)
_FORMER = re.compile(r"\s+of\s+the\s+(?P<which>former|latter)\b", re.IGNORECASE)
_OF_SOME = re.compile(r"\s+of\s+(?:the|these|those|them|its|their|whom|which)\b", re.IGNORECASE)
_LABELS = frozenset({"articl", "art", "arts"})  # the stems of what stands before a number in or out of brackets
_COUNTED = frozenset({"count", "percent", "money"})
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
            if _swapped(first, second, of_first, of_second) and (
                _in_one_passage(claim, [*of_first, *of_second])
                or _fits_where_it_is(first, of_second, of_first)
                and _fits_where_it_is(second, of_first, of_second)
            ):
                sure = _in_one_sentence([*of_first, *of_second]) and not _fits_where_it_is(first, of_first, of_second)
                sure = sure and not _fits_where_it_is(second, of_second, of_first)
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


def _fits_where_it_is(mine: Role, matches: Sequence[Role], others: Sequence[Role]) -> bool:
    """Whether the figure fits its own place better than that of the other, which alone may be wrong then."""
    return max(_fit(mine, one) for one in matches) > max(_fit(mine, one) for one in others)


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
    told, given = ([q for q in each if q.kind in _COUNTED and not q.soft] for each in (mine, theirs))
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


def _swapped(first: Role, second: Role, of_first: Sequence[Role], of_second: Sequence[Role]) -> bool:
    if _side_by_side(first, second) or _after_own_words(first, second, of_first, of_second):
        return False
    low, high = sorted((first.quantity.value, second.quantity.value))
    if low == high or high > FAR_APART * low or not comparable(first.quantity, second.quantity):
        return False
    if (first.quantity.kind == "ratio") != (second.quantity.kind == "ratio"):
        return False
    first, second = _without_common_noun(first, second)
    of_first, of_second = _meant(first, of_first), _meant(second, of_second)
    straight = max(_fit(first, a) for a in of_first) + max(_fit(second, b) for b in of_second)
    crossed = max(_fit(first, b) for b in of_second) + max(_fit(second, a) for a in of_first)
    return crossed - straight >= _CROSSED and _apart(of_first[0], of_second[0])


def _meant(mine: Role, matches: Sequence[Role]) -> Sequence[Role]:
    """Of several shares that a part in words agrees with, "a third" of 30.5 and 31.0, those that fit it best."""
    if mine.quantity.kind != "fraction" or any(match.quantity.kind == "fraction" for match in matches):
        return matches
    best = max(_fit(mine, match) for match in matches)
    return [match for match in matches if _fit(mine, match) == best]


def _without_common_noun(first: Role, second: Role) -> tuple[Role, Role]:
    """The two without the noun that both count, where one leaves it out: "10 schools have a club, 43 have a choir"."""
    nouns = [_counted_noun(role) for role in (first, second)]
    if bool(nouns[0]) == bool(nouns[1]):
        return first, second
    common = nouns[0] | nouns[1]
    first, second = (
        replace(role, keys={key: weight for key, weight in role.keys.items() if key not in common})
        for role in (first, second)
    )
    return first, second


def _counted_noun(role: Role) -> set[str]:
    """The stems between a figure and the verb after it; none where the verb follows at once."""
    between = _TO_THE_VERB.match(role.sentence, role.quantity.end)
    return set(content_stems(between[0])) if between else set()


def _side_by_side(first: Role, second: Role) -> bool:
    """Whether two figures stand as "half or three quarters", "10 against 43", where no words tell which is which."""
    between = first.sentence[first.quantity.end : second.quantity.start]
    undated = not first.years or not second.years or first.years == second.years
    return undated and not content_stems(between) and len(between) <= _FEW_BETWEEN


def _after_own_words(first: Role, second: Role, of_first: Sequence[Role], of_second: Sequence[Role]) -> bool:
    """Whether each of two figures stands right after the same word as in the passage: "convicted 50, acquitted 1"."""
    if _word_before(first) == _word_before(second):
        return False
    return all(
        _word_before(mine) and any(_word_before(mine) == _word_before(match) for match in matches)
        for mine, matches in ((first, of_first), (second, of_second))
    )


def _word_before(role: Role) -> str:
    words = read_words(role.sentence[: role.quantity.start])[-1:]
    return words[0].stem if words and words[0].content else ""


def _apart(first: Role, second: Role) -> bool:
    """Whether the passage tells the two figures apart by more than order."""
    return set(first.keys) != set(second.keys) or first.years != second.years


def _fit(mine: Role, other: Role) -> float:
    """How well the surroundings of two figures fit; years that exclude each other weigh like the nearest noun."""
    shared = sum(min(weight, other.keys[key]) for key, weight in mine.keys.items() if key in other.keys)
    if mine.years and other.years:
        shared += 1.0 if mine.years & other.years else -1.0
    return shared


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
    if _word_before(mine) in {_word_before(match)} - {"", _word_before(rival)}:
        return False
    if _next_noun(mine) in {_next_noun(match)} - {"", *_next_nouns(rival)}:
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
    return next(iter(_next_nouns(role)), "")


def _next_nouns(role: Role) -> list[str]:
    return things_counted(role.sentence, role.quantity)


def _has_form(key: str, keys: Iterable[str]) -> bool:
    """Whether a stem, or a longer or shorter form of it ("manag", "manageri"), is among others."""
    return any(key == other or min(len(key), len(other)) >= 5 and key[:5] == other[:5] for other in keys)


def _names(keys: Iterable[str], sentence: str) -> set[str]:
    """The stems that a sentence writes with a capital, other than its first word."""
    capitals = {word.stem for word in read_words(sentence)[1:] if word.text[0].isupper()}
    return capitals & set(keys)


def _finding(claim: Claim, role: Role, other: Role, *, sure: bool) -> Finding:
    """The passage's figure is written at a key where it is `sure`; else a right one might be made wrong."""
    quantity, found = role.quantity, other.quantity
    written = claim.written[quantity.start : quantity.end]
    printed = other.sentence[found.start : found.end]
    return Finding(
        kind="wrong_figure",
        message=f"The cited passage has {f'“{printed}” here, and ' if sure else ''}“{written}” for something else.",
        suggestion=f"Write “{printed}”." if sure else "Look in the passage which figure is meant.",
        span=(quantity.start, quantity.end),
        replacement=printed if sure else None,
    )

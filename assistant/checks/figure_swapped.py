"""Whether two figures of a sentence have changed places, by the words that stand around each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.figure_roles import Role
from assistant.checks.figure_things import things_counted
from assistant.checks.figure_values import COUNTED, comparable
from assistant.checks.words import content_stems, read_words

# How much better the words around two figures must fit when crossed, in words next to the figure.
_CROSSED = 0.6
FAR_APART = 150  # times: figures so unlike are not taken for each other
_FEW_BETWEEN = 24  # characters
_TIME = frozenset({"mid", "start", "end", "begin", "half", "year", "period", "total"})  # stems of what tells when
_TO_THE_VERB = re.compile(
    r"(?:\s+(?!(?:have|has|had|are|is|were|was|be)\b)[\w’-]+){1,6}?(?=\s+(?:have|has|had|are|is|were|was)\b)"
)


def swapped(first: Role, second: Role, of_first: Sequence[Role], of_second: Sequence[Role], *, in_one: bool) -> bool:
    """Whether two figures stand each in the place of the other, told from those of the passages that agree with each.

    Of two passages (not `in_one`) both figures have to fit better when crossed.
    """
    if _side_by_side(first, second) or _after_own_words(first, second, of_first, of_second):
        return False
    if _words_crossed(first, second, of_first, of_second):
        return True
    if not _fits_crossed(first, second, of_first, of_second):
        return False
    return in_one or (fits_where_it_is(first, of_second, of_first) and fits_where_it_is(second, of_first, of_second))


def fits_where_it_is(mine: Role, matches: Sequence[Role], others: Sequence[Role]) -> bool:
    """Whether the figure fits its own place better than that of the other, which alone may be wrong then."""
    return max(fit(mine, one) for one in matches) > max(fit(mine, one) for one in others)


def _fits_crossed(first: Role, second: Role, of_first: Sequence[Role], of_second: Sequence[Role]) -> bool:
    """Whether the words around two figures fit much better when crossed."""
    low, high = sorted((first.quantity.value, second.quantity.value))
    if low == high or high > FAR_APART * low or not comparable(first.quantity, second.quantity):
        return False
    if (first.quantity.kind == "ratio") != (second.quantity.kind == "ratio"):
        return False
    first, second = _without_common_noun(first, second)
    of_first, of_second = _meant(first, of_first), _meant(second, of_second)
    straight = max(fit(first, a) for a in of_first) + max(fit(second, b) for b in of_second)
    crossed = max(fit(first, b) for b in of_second) + max(fit(second, a) for a in of_first)
    return crossed - straight >= _CROSSED and _apart(of_first[0], of_second[0])


def _words_crossed(first: Role, second: Role, of_first: Sequence[Role], of_second: Sequence[Role]) -> bool:
    """Whether words that stand with one of two figures here stand with the other in the passage, and none as here.

    What each figure counts may stay where it is: "43 universities" of either kind of club.
    """
    if first.quantity.kind != second.quantity.kind or first.quantity.kind not in COUNTED:
        return False
    pairs = ((first, of_first), (second, of_second))
    exact = [[one for one in of if one.quantity.value == mine.quantity.value] for mine, of in pairs]
    if first.quantity.value == second.quantity.value or [len(of) for of in exact] != [1, 1]:
        return False
    of_one, of_other = _told_apart(first, second)
    given_one, given_other = _told_apart(exact[0][0], exact[1][0])
    straight = of_one & given_one | of_other & given_other
    crossed = of_one & given_other and of_other & given_one
    return bool(crossed) and straight <= {*next_nouns(first), *next_nouns(second)}


def _told_apart(first: Role, second: Role) -> tuple[set[str], set[str]]:
    """The stems that stand with one of two figures only, those of either."""
    one, other = (set(role.keys) - _TIME for role in (first, second))
    return one - other, other - one


def _meant(mine: Role, matches: Sequence[Role]) -> Sequence[Role]:
    """Of several shares that a part in words agrees with, "a third" of 30.5 and 31.0, those that fit it best."""
    if mine.quantity.kind != "fraction" or any(match.quantity.kind == "fraction" for match in matches):
        return matches
    best = max(fit(mine, match) for match in matches)
    return [match for match in matches if fit(mine, match) == best]


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
    if word_before(first) == word_before(second):
        return False
    return all(
        word_before(mine) and any(word_before(mine) == word_before(match) for match in matches)
        for mine, matches in ((first, of_first), (second, of_second))
    )


def word_before(role: Role) -> str:
    """The stem of the word of content right before a figure; "" if there is none."""
    words = read_words(role.sentence[: role.quantity.start])[-1:]
    return words[0].stem if words and words[0].content else ""


def _apart(first: Role, second: Role) -> bool:
    """Whether the passage tells the two figures apart by more than order."""
    return set(first.keys) != set(second.keys) or first.years != second.years


def fit(mine: Role, other: Role) -> float:
    """How well the surroundings of two figures fit; years that exclude each other weigh like the nearest noun."""
    shared = sum(min(weight, other.keys[key]) for key, weight in mine.keys.items() if key in other.keys)
    if mine.years and other.years:
        shared += 1.0 if mine.years & other.years else -1.0
    return shared


def next_nouns(role: Role) -> list[str]:
    """The stems of what a figure counts."""
    return things_counted(role.sentence, role.quantity)

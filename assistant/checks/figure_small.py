"""Small numbers in words, with which authors count what they see: "both", "the last two", "three reasons are given"."""

from __future__ import annotations

import re

from assistant.checks.figure_derive import is_rate
from assistant.checks.figure_lists import sizes_of_lists
from assistant.checks.figure_roles import Role
from assistant.checks.figure_whole import enumerated
from assistant.checks.source import Source
from assistant.checks.words import content_stems

_FEWEST, _MOST = 2, 12
_FEW_THINGS = 40  # a passage that counts up to so many of them may be miscounted; with more, others are meant
_LIKE = 0.4  # of the words around a figure, in those around one of the passage that counts the same
_IN_WORDS = re.compile(r"[A-Za-z-]+")
_CHOSEN = re.compile(
    r"\b(?:first|last|latter|former|next|other|others|remaining|final|latest|earlier|later)\s+$", re.IGNORECASE
)
_POINTER = re.compile(
    r"\b(?:section|chapter|part|article|paragraph|item|annex)\s+$", re.IGNORECASE
)  # "section six" for VI
_PART = re.compile(r"\s+of\s+(?:the|these|those|them|its|which|whom)\b", re.IGNORECASE)
_PHRASE_ENDS = re.compile(
    r"[,;:.()?!–—]|\s(?:in|of|on|at|for|with|to|by|from|as|and|or|but|than|per|between|during|since|against|about|within|without"
    r"|who|that|which|whose|were|was|are|is|be|been|have|has|had|do|does|did|can|could|may|must|will|would|shall|should"
    r"|came|come|comes|go|goes|went|make|makes|made|take|takes|took)\b",
    re.IGNORECASE,
)


def counts_by_itself(role: Role, text: str, source: Source) -> bool:
    """Whether a small number in words counts what the author sees listed, and the passage counts no such things.

    "Three channels are named" counts the lines of a list, the members of a phrase or the paragraphs cited, whatever the
    author calls them: no figure of the passage tells that it is wrong. One does where it counts things of the same
    name, "three plans", or stands among the same words. Of these, "the last two" and "two of the" are a part.
    """
    quantity = role.quantity
    written = text[quantity.start : quantity.end]
    if quantity.kind != "count" or not _FEWEST <= quantity.value <= _MOST or not _IN_WORDS.fullmatch(written):
        return False
    if is_rate(text) and len(_counts(source)) > 1:  # two to be divided by each other
        return False
    if _POINTER.search(text, 0, quantity.start):
        return True
    own = enumerated(quantity, text)
    if own:
        return quantity.value in own
    lists = [text, *(sentence.text for sentence in source.sentences), *(passage.text for passage in source.passages)]
    if quantity.value != len(source.passages) and quantity.value not in sizes_of_lists(lists):
        return False
    rivals = [other for other in _counts(source) if _counts_the_same(role, other)]
    if not rivals:
        return True
    chosen = _CHOSEN.search(text, 0, quantity.start) or _PART.match(text, quantity.end)
    return chosen is not None and all(quantity.value < other.quantity.value for other in rivals)


def _counts(source: Source) -> list[Role]:
    return [other for other in source.roles if other.quantity.kind in {"count", "ordinal"} and not other.quantity.soft]


def counted_noun(role: Role) -> str:
    """The stem of the noun that a figure counts, the last word of the phrase after it; "" where none follows."""
    phrase = _PHRASE_ENDS.split(role.sentence[role.quantity.end : role.quantity.end + 80], maxsplit=1)[0]
    return next(iter(reversed(content_stems(phrase)[:4])), "")


def _counts_the_same(mine: Role, other: Role) -> bool:
    noun, theirs = counted_noun(mine), counted_noun(other)
    if noun and noun == theirs:
        return True
    if other.quantity.value > _FEW_THINGS or (noun and theirs):
        return False
    shared = sum(min(weight, other.keys[key]) for key, weight in mine.keys.items() if key in other.keys)
    return shared >= _LIKE * sum(mine.keys.values())

"""Which of the Convention's listed rights, and which words of a topic, the State report never mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.article_terms import stems
from vectorstore.everyday_words import shipped_everyday_words
from vectorstore.model import Passage

_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "of",
        "to",
        "in",
        "for",
        "by",
        "any",
        "other",
        "own",
        "alone",
        "as",
        "well",
        "association",
        "others",
        "within",
        "border",
        "one",
        "with",
        "at",
    ]
)
_WINDOW = 60  # characters in which both words of a pair must stand


def is_silent(provision: Passage, units: Sequence[Passage]) -> bool:
    """Whether no passage holds the words that make the right what it is: a pair of its words, or its only word."""
    words = [word.lower() for word in _WORD.findall(provision.text.split("—")[0])]
    content = [word for word in words if word not in _EMPTY and not word.startswith("right")]
    pairs = list(pairwise(content))
    if content and content[0] == "freedom":
        pairs += [("freedom", word) for word in content[2:]]
    if not pairs:
        return not any(stems(content[0]) & stems(unit.text) for unit in units) if content else False
    return not any(_holds(unit.text, pair) for unit in units for pair in pairs)


def unspoken(topic: str, units: Sequence[Passage]) -> list[str]:
    """The words of a topic, in order, that no passage holds in any form, and for which no official term is known."""
    known = stems(" ".join(unit.text for unit in units))
    words = dict.fromkeys(_WORD.findall(topic))
    return [word for word in words if stems(word) - known and not shipped_everyday_words().official_terms(word)]


def _holds(text: str, pair: tuple[str, str]) -> bool:
    first, second = (re.escape(word[: max(4, len(word) - 2)]) for word in pair)
    return bool(re.search(rf"\b{first}\w*\b.{{0,{_WINDOW}}}?\b{second}\w*", text))

"""Lengths of time that a passage tells otherwise: by an ordinal, "the thirtieth day after", or as two that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.claim import Claim
from assistant.checks.figure_values import within
from assistant.checks.number_times import DAYS
from assistant.checks.quantities import Quantity
from assistant.checks.source import SourceSentence

_DAY_AFTER = re.compile(r"\s+(?P<unit>day|week|month|year)\s+(?:after|following|from)\b", re.IGNORECASE)
_APART = re.compile(
    r"\bbetween\b.*\b(?:lie|lies|lay)\b|\b(?:lie|lies|lay)\b.*\bbetween\b|\b(?:apart|differ\w*|gap|longer|shorter|additional|extra"
    r"|(?<!no\s)(?:later|sooner|earlier)(?!\s+than)|remain\w*|separat\w+|adds|added|extend(?:s|ed)?\b.*\bby)\b",
    re.IGNORECASE,
)
_ROUND = frozenset({"", "exactly", "about", "nearly"})  # "more than" would fit too many


def length_told(quantity: Quantity, claim: Claim) -> bool:
    """Whether a length is what an ordinal of the passages tells, or that by which two lengths of a sentence differ."""
    sentences = claim.source.sentences
    if any(within(quantity, length) for sentence in sentences for length in _by_ordinals(sentence)):
        return True
    if quantity.bound not in _ROUND or quantity.label == "age" or not _APART.search(claim.asserted):
        return False
    return any(within(quantity, length) for sentence in sentences for length in _differences(sentence))


def _by_ordinals(sentence: SourceSentence) -> Iterator[float]:
    """Thirty days of "on the thirtieth day after"."""
    for other in sentence.quantities:
        unit = _DAY_AFTER.match(sentence.text, other.end) if other.kind == "ordinal" else None
        if unit is not None:
            yield other.value * DAYS[unit["unit"].lower()]


def _differences(sentence: SourceSentence) -> Iterator[float]:
    lengths = {
        other.value
        for other in sentence.quantities
        if other.kind == "duration" and not other.soft and other.label != "age"
    }
    for first, second in combinations(sorted(lengths), 2):
        yield second - first

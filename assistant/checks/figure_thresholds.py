"""Numbers held against a threshold of the passage: with nine of "at least ten States" a thing could not be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.claim import Claim
from assistant.checks.figure_things import things_counted
from assistant.checks.quantities import Quantity

_SUPPOSES = re.compile(
    r"\b(?:could|would|can|cannot|might|may|will|suffic\w+|insufficient|enough|unable|too\s+few)\b|\w+n[’']t\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|cannot|never|no|unable|insufficient|too\s+few|neither|nor|nothing|fail\w*)\b|\w+n[’']t\b", re.IGNORECASE
)
# "Only when at least ten", "shall enter into force after": what a thing waits for.
_WAITS = re.compile(
    r"\b(?:only\s+(?:when|if|after|once)|unless|until|provided\s+that|on\s+condition|requir\w+|minimum|quorum|enters?\s+into\s+force)\b",
    re.IGNORECASE,
)
# "Not until nine States have": a threshold of the sentence's own.
_REQUIRES = re.compile(
    r"\b(?:unless|until|before|only|without|must|ha(?:s|ve|d)\s+to|need\w*|requir\w+|minimum|threshold|quorum)\b",
    re.IGNORECASE,
)


def held_against_threshold(quantity: Quantity, claim: Claim) -> bool:
    """Whether a count falls short of a threshold and the sentence says "could not", or meets it and it says "could"."""
    text = claim.asserted
    if quantity.kind != "count" or quantity.bound not in {"", "exactly"}:
        return False
    if _REQUIRES.search(text) or not _SUPPOSES.search(text):
        return False
    denied = _DENIES.search(text) is not None
    counted = set(things_counted(text, quantity))
    return any((quantity.value < least) == denied for least, things in _thresholds(claim) if counted & things)


def _thresholds(claim: Claim) -> Iterator[tuple[float, set[str]]]:
    """The least number that a sentence of the passages waits for, and what is counted."""
    for sentence in claim.source.sentences:
        if not _WAITS.search(sentence.text):
            continue
        for other in sentence.quantities:
            if other.kind == "ordinal" and not other.soft or other.kind == "count" and other.bound == "over":
                yield other.value, set(things_counted(sentence.text, other))

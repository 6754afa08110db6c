"""Roles exchanged: two statements of the passages crossed, each with the beginning of one and the end of the other."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.words import FRAME, read_words
from assistant.model import Finding

_JOIN = re.compile(r";\s|,?\s(?:while|whereas)\s|,\s(?:but|and|though)\s", re.IGNORECASE)
_COMMA = re.compile(r",\s")
# Goes on with a list: "the labour, the social and the criminal codes".
_LISTS_ON = re.compile(r"\W*(?:(?:the|an?|its|their)\s+)?[\w’-]+\s+(?:and|or)\s", re.IGNORECASE)
_FEWEST_WORDS = 3  # of a part that says something
_TWO = 2  # parts, and sentences that they mix


def crossed_over(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` for "A has D, B has C" where one sentence of the passages has A and C, another B and D.

    Only words that a single sentence has count: those of one part have to begin in the first sentence and end in the
    second, those of the other part the other way round.
    """
    if len(claim.source.sentences) < _TWO:
        return None
    parts = _parts(claim.asserted)
    if len(parts) != _TWO:
        return None
    first, second = (_runs(part, claim) for part in parts)
    if len(first) != _TWO or first != second[::-1]:
        return None
    sentences = claim.source.sentences
    return Finding(
        kind="contradiction",
        message=f"The sentence mixes two statements: “{sentences[first[0]].text}” and “{sentences[first[1]].text}”",
        suggestion="Check which belongs to which.",
    )


def _parts(text: str) -> list[str]:
    """The two statements of a sentence: on either side of a join, or else of its only comma."""
    parts = _JOIN.split(text)
    if len(parts) == 1:
        parts = _COMMA.split(text)
        if len(parts) != _TWO or _LISTS_ON.match(parts[1]):
            return []
    return [part for part in parts if len(part.split()) >= _FEWEST_WORDS]


def _runs(part: str, claim: Claim) -> list[int]:
    """The places of the sentences whose own words follow one another in a part, each run once."""
    runs: list[int] = []
    for word in read_words(part):
        if not word.content or word.lower in FRAME:
            continue
        holders = [place for place, sentence in enumerate(claim.source.sentences) if word.stem in sentence.stems]
        if len(holders) == 1 and (not runs or runs[-1] != holders[0]):
            runs.append(holders[0])
    return runs

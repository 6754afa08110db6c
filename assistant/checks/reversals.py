"""Reversals: what is done told as still planned, and a limit that the passage sets told as none."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.plans import is_open
from assistant.checks.words import content_stems
from assistant.model import Finding

_STILL_TO_COME = re.compile(
    r"""
    \b(?:(?:is|are)\s+(?:still\s+|only\s+|currently\s+|now\s+|yet\s+)*(?:being\s+(?:drafted|prepared|planned|developed
    |considered|discussed|drawn\s+up|written|examined)|planned|under\s+(?:discussion|preparation|consideration|review)
    |in\s+preparation|to\s+be\s+(?P<purpose>\w+))|(?:has|have)\s+(?:yet\s+to\s+be|not\s+yet\s+been)\s+\w+|will\s+(?:soon\s+)?be
    \s+(?:adopted|set\s+up|established|introduced|opened|launched|created|approved))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SETTLED = re.compile(
    r"""
    \b(?:(?:was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:developed|approved|adopted|established|created|opened
    |launched|introduced|passed|enacted|held|issued|drawn\s+up|completed|set\s+up|amended|signed|ratified|conducted)
    |adopted|approved|entered\s+into\s+force|came\s+into\s+force|is\s+in\s+force)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NEAR = 0.55  # cosine


def done_as_plan(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the claim has as still to come what the nearest sentence of the passages has as done.

    "Is to be translated" tells an aim as often as a plan, and the passage may have something else as done, such as the
    group that is to translate: there the verb done has to be the same.
    """
    mark = _STILL_TO_COME.search(claim.asserted)
    if mark is None or any(is_open(sentence.text) for sentence in claim.source.sentences):
        return None
    nearest = alike.nearest(claim)
    if nearest is None or nearest[0] < _NEAR:
        return None
    settled = _SETTLED.search(nearest[1].text)
    if settled is None:
        return None
    if mark["purpose"] and not set(content_stems(mark["purpose"])) & set(content_stems(settled[0])):
        return None
    return Finding(
        kind="contradiction",
        message=f"The sentence has “{mark[0]}”; the passage has “{settled[0]}”.",
        suggestion="Say that it is done.",
    )

"""Stages: told as still to come where the passages plan nothing, and as done where they know plans alone.

The other readings of plans compare clause with clause. These need no clause in common: a passage without a word of
what is to come has nothing "still awaited", and one that reports nothing done has nothing "completed".
"""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.lexicon import alternatives
from assistant.model import Finding
from vectorstore.address import Address

_YET = r"(?:still\s+|only\s+|merely\s+|just\s+|so\s+far\s+|now\s+|currently\s+|at\s+present\s+)*"
_TO_COME = re.compile(
    rf"""
    \bstill\s+(?:to\s+(?:be|come)|being\s+\w+ed|await\w*|owing|pending|under\s+(?:discussion|preparation|consideration
    |construction)|in\s+(?:the\s+making|draft|preparation)|a\s+(?:draft|bill|plan|proposal)|lies?\s+ahead)\b
    |\b(?:has|have|is|are)\s+(?:yet|still)\s+to\s+\w+|\byet\s+to\s+(?:be|come|follow|begin|start)\b
    |\b(?:has|have|is|are|does|do|can|may)\s+not\s+yet\s+\w+|\bnot\s+yet\s+(?:been|in|begun|started|adopted|open|done
    |available|\w+ed)\b
    |\b(?:is|are|remains?)\s+{_YET}awaited\b|\bawaits?\b(?!\s+(?:those|him|her|them|who|whoever|the|any|anyone|everyone)\b)
    |\b(?:is|are|remains?|as)\s+{_YET}(?:an?|in)\s+(?:mere\s+)?(?:drafts?|bills?)\b
    |\b(?:is|are)\s+{_YET}(?:planned|proposed|being\s+(?:drafted|planned|discussed|considered|drawn\s+up|designed
    |examined|debated)|in\s+(?:preparation|the\s+making|draft)|under\s+(?:discussion|preparation|consideration
    |construction|review))\b
    |\bwill\s+(?:soon|only|later|one\s+day|be\s+(?:created|adopted|set\s+up|established|introduced|opened|launched
    |approved|built|published|founded|passed))\b
    |\b(?:at\s+a\s+later\s+(?:date|stage)|in\s+the\s+(?:near\s+)?future|promised\s+for|planned\s+for)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DENIED = re.compile(
    r"\b(?:not?|nor|nothing|no\s+longer|never|neither|than|without|before)\b[^,;.]{0,25}$", re.IGNORECASE
)
_OF_THE_TEXT = re.compile(r"\b(?:named?|told|tell|said|say|mention\w*|reached)\b", re.IGNORECASE)
_OPEN = re.compile(rf"\b(?:{alternatives('stage_open')})\b", re.IGNORECASE)
_DONE = re.compile(
    rf"\b(?:by\s+now|in\s+operation|up\s+and\s+running|accomplished|completed?|finished|in\s+place|attained|achieved"
    rf"|a\s+decision\s+taken|(?:has|have)\s+(?:now\s+|since\s+|recently\s+|already\s+)?(?:been\s+)?(?:{alternatives('stage_done')})"
    rf"|(?:was|were)\s+(?:{alternatives('stage_done')}))\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"""
    \b(?:will|plans?\s+to|planned|intends?|intention|envisag\w+|propos\w+|draft\w*|bill|(?:is|are)\s+(?:currently\s+
    |now\s+|also\s+|still\s+)?being\s+\w+|under\s+(?:way|discussion|review|consideration|examination|preparation
    |development|construction)|is\s+(?:currently\s+)?(?:examining|considering|exploring|studying|discussing|working)
    |readiness|(?:is|are)\s+to\s+be|premature|possibility\s+of|scheduled|expected|projected|in\s+the\s+future)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REPORTS_DONE = re.compile(
    r"""
    \b(?:(?:has|have|had)\s+(?:\w+ly\s+|also\s+|since\s+|already\s+)?(?:been\s+)?\w+(?:ed|en|wn|un|de|ld|et|id)
    |(?:was|were)\s+\w+|adopted|established|introduced|approved|in\s+force|ratified|already|created|amended|opened
    |launched|now|posted|issued|held|published)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEDGED = re.compile(rf"\b(?:{alternatives('stage_hedges')})\b", re.IGNORECASE)


def wrong_stage(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` or an `overclaim` where the stage told is none that the passages know."""
    if any(Address.from_id(passage.id).in_treaty for passage in claim.source.passages):
        return None
    return _told_as_to_come(claim) or _told_as_done(claim)


def _told_as_to_come(claim: Claim) -> Finding | None:
    mark = _TO_COME.search(claim.asserted)
    if mark is None or _DENIED.search(claim.asserted, 0, mark.start()) or _OF_THE_TEXT.search(mark[0]):
        return None
    if _OPEN.search(claim.source.text):
        return None
    return Finding(
        kind="contradiction",
        message=f"The sentence has “{mark[0]}”; the passage knows nothing still to come.",
        suggestion="Say that it is done.",
    )


def _told_as_done(claim: Claim) -> Finding | None:
    mark = _DONE.search(claim.asserted)
    if mark is None or _HEDGED.search(claim.text):
        return None
    plan = _PLAN.search(claim.source.text)
    if plan is None or _REPORTS_DONE.search(claim.source.text):
        return None
    return Finding(
        kind="overclaim",
        message=f"The sentence has “{mark[0]}”; the passage only plans or works on it: “{plan[0]}”.",
        suggestion="Say that it is planned, proposed or under way.",
    )

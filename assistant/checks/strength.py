"""Strength: plans told as done, some told as all, a view from the middle told as the whole."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Weigh, clauses, likeness, most_like, source_clauses
from assistant.checks.words import content_stems
from assistant.model import Finding
from vectorstore.address import Address

_AUX = r"(?:is|are|was|were|has\s+been|have\s+been)(?:\s+(?:currently|now|also|still|being|already|further|actively))*"
_PLAN = re.compile(
    rf"""
    \b(?:will(?!\s+of\b)|plans?\s+to|planned|planning|intends?|intention|envisag\w+|{_AUX}\s+(?:examin|consider
    |explor|stud)\w*ing|{_AUX}\s+(?:exploring|studied|explored|examined|considered|reviewed|discussed|projected
    |scheduled|expected)|under\s+(?:way|discussion|review|consideration|examination|preparation|development)
    |proposals?|(?:has|have|been)\s+(?:prepared|drafted|drawn\s+up)\s+(?:\w+\s+){{0,4}}?(?:proposals?|amendments?
    |bills?|drafts?)|drafting|in\s+the\s+future|possibility\s+of|tasked\s+with|scheduled|expected|projected
    |readiness|(?:is|are)\s+(?:currently\s+|now\s+)?working\s+on|(?:is|are)\s+to\s+be|consideration\s+is
    |stands?\s+ready|would|(?:appears?|is|be|seems?)\s+(?:too\s+\w+\s+or\s+)?premature|subject\s+to\s+further
    |without\s+(?:\w+\s+)?becoming|decisions?\s+(?:\w+\s+){{1,2}}taken\s+to|decided\s+to|agreed\s+to|undert(?:akes?
    |ook)\s+to|called\s+on|legislative\s+(?:procedure|process)|in\s+the\s+process\s+of|pending|in\s+preparation)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNDER_WAY = re.compile(
    r"\b(?:is|are)\s+(?:currently\s+|now\s+|also\s+|already\s+)?being\s+(?!given\s+effect)\w+|\bremain\s+under\b",
    re.IGNORECASE,
)
_STILL_OPEN = re.compile(
    r"""
    \b(?:will|would|should|shall|may|might|could|can|plan\w*|intend\w*|intent\w*|envisag\w*|foresee\w*|propos\w*
    |draft\w*|bills?|prepar\w*|consider\w*|discuss\w*|examin\w*|explor\w*|stud(?:y|ies|ied|ying)|review\w*
    |under\s+(?:way|discussion|review|consideration|examination|preparation|development|construction)|being
    |promis\w*|commit(?!tee)\w*|pledg\w*|hop\w+|seek\w*|want\w*|aim\w*|goal|target\w*|project\w*|schedul\w*
    |expect\w*|due|soon|future|later|until|yet|still|going\s+to|to\s+be|(?:is|are)\s+to
    |by\s+(?:the\s+end\s+of\s+)?20\d\d|work(?:s|ing)?\s+on|working|developing|upgrading|open\s+question|question
    |possib\w*|idea|ready|readiness|willing\w*|looks?\s+into|thinks?|announc\w*|agenda|process|ongoing|progress
    |gradual\w*|begin\w*|began|start\w*|towards|must|ha(?:s|ve)\s+to|required|obliged|task\w*|instruct\w*|premature
    |early|wait\w*|pending|not|no|never|without|ahead|next)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DONE = re.compile(
    r"""
    \b(?:ha(?:s|ve|d)\s+(?:\w+\s+){0,2}?(?:been\s+)?\w+(?:ed|en|wn|un|lt|pt|ught|ade|et)|was|were|already|now
    |in\s+force|complet\w+|finish\w+|\w{3,}(?:ed))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IN_FORCE = re.compile(
    r"""
    \b(?:(?:is|are|came|entered|put)\s+(?:already\s+|now\s+)?in(?:to)?\s+force|(?:was|were|has\s+been
    |have\s+been)\s+(?:\w+ly\s+)?(?:adopted|passed|enacted|accepted|approved|introduced|opened|established|created
    |completed|abolished|ratified|finished))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PAPER = re.compile(r"(?:draft|bill|propos)\w*", re.IGNORECASE)
_ALL = re.compile(
    r"""
    \b(?:all|every|each(?!\s+(?:year|other|quarter|month|time|with))|entire|whole|in\s+full|without\s+exception
    |100\s+per\s+cent|everyone|everybody|everywhere|always|completely|fully|entirely|wholly
    |any)\b(?P<after>(?:\W+[\w’-]+){0,4})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHOLLY = re.compile(r"(?:completely|fully|entirely|wholly|everywhere|always|in\s+full)\b", re.IGNORECASE)
_IN_PART = re.compile(r"(?:almost|nearly|partly|partially|largely|mainly|mostly|in\s+principle|most)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|nobody|never|none|not\s+any|no\s+one)\b(?P<after>(?:\W+[\w’-]+){0,4})", re.IGNORECASE)
_SOME = re.compile(
    r"""
    \b(?:almost\s+all|nearly\s+all|most|some|many|several|certain|various|a\s+number\s+of|a\s+few|few|partly
    |partially|part\s+of|half(?:\s+of)?|the\s+majority\s+of|a\s+minority\s+of|a\s+proportion\s+of|(?:over|about
    |around|more\s+than|nearly|almost|at\s+least|up\s+to)?\s*\d+(?:\.\d+)?\s*(?:per\s*cent|%)(?:\s+of)?|generally
    |usually|mainly|largely|mostly|in\s+principle)\b(?P<after>(?:\W+[\w’-]+){0,5})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXCEPT = re.compile(
    r"""
    \b(?:except(?:ing)?|with\s+the\s+exception|other\s+than|apart\s+from|unless|but\s+not|save\s+for|with\s+some
    |only\s+some)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEDGED = re.compile(
    r"""
    \b(?:almost|nearly|most(?:ly)?|some|many|several|certain|part(?:ly|ially)?|half|majority|minority|except\w*
    |exception|other\s+than|apart|unless|but|save|per\s*cent|generally|usually|mainly|largely|in\s+principle
    |not\s+all|others)\b|%
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONLY = re.compile(
    r"""
    (?<!not[ ])(?<!says[ ])(?<!say[ ])(?<!is[ ])(?<!are[ ])\b(?:only|exclusively|solely)\s+(?!that\b|by\b|on\b|in\b
    |to\b|for\b|from\b|with\b|at\b|after\b|if\b|when\b|as\b|a\b|one\b|about\b|\d|when\b|\w+(?:ed
    |ing)\b)(?P<after>\w+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WIDE = re.compile(
    r"\b(?:all|every|any|regardless|irrespective|everyone|including|as\s+well\s+as|also)\b", re.IGNORECASE
)
_ALIKE = 0.38


def plan_as_done(claim: Claim, weigh: Weigh) -> Finding | None:
    """An `overclaim` where the passage plans, drafts or examines what the claim has as a fact."""
    if all(Address.from_id(passage.id).in_treaty for passage in claim.source.passages):
        return None
    sources = source_clauses(claim)
    for part in clauses(claim.asserted):
        nearest = most_like(part, sources, weigh)
        if len(part.stems) < 2 or nearest is None or nearest[0] < _ALIKE or _left_open(claim.text):
            continue
        source = nearest[1]
        if _settled_elsewhere(part, source, sources, weigh, nearest[0]):
            continue
        mark = _PLAN.search(source.text) or (_DONE.search(part.text) and _UNDER_WAY.search(source.text)) or None
        if mark is not None and mark[0].lower() not in claim.text.lower() and _governs(mark, part, source):
            return Finding(
                kind="overclaim",
                message=f"The sentence has as done or in force what the passage only plans or works on: “{mark[0]}”.",
                suggestion="Say that it is planned, proposed or under way.",
            )
    return None


def is_open(text: str) -> bool:
    """Whether a passage tells of something planned or under way."""
    return _PLAN.search(text) is not None or _UNDER_WAY.search(text) is not None


def _governs(mark: re.Match[str], part: Clause, source: Clause) -> bool:
    """Whether the plan is of what the claim tells: words that both share stand after the mark, or in it."""
    shared = [word for word in source.words if word.stem in part.stems and word.content]
    after = [word for word in shared if word.start >= mark.start()]
    ends_clause = mark.end() >= len(source.text) - 30  # "accession … appears premature at the current time"
    return ends_clause or bool(after) and len(after) * 2 >= len(shared)


def _left_open(text: str) -> bool:
    """Whether the claim itself says that something is still to come; "the bill is in force" does not."""
    in_force = _IN_FORCE.search(text) is not None
    return any(not (in_force and _PAPER.fullmatch(match[0])) for match in _STILL_OPEN.finditer(text))


def _settled_elsewhere(part: Clause, source: Clause, sources: list[Clause], weigh: Weigh, best: float) -> bool:
    """Whether another clause, without a plan in it, says it nearly as well."""
    return any(
        other is not source
        and not _PLAN.search(other.text)
        and not _UNDER_WAY.search(other.text)
        and likeness(part.stems, other.stems, weigh) >= 0.75 * best
        for other in sources
    )


def some_as_all(claim: Claim, weigh: Weigh) -> Finding | None:
    """An `overclaim` where the claim says all, every or none, and the passage says it of some, or with an exception."""
    if _HEDGED.search(claim.text):
        return None
    sources = source_clauses(claim)
    wanted = frozenset(stem for part in clauses(claim.asserted) for stem in part.stems)
    likest = max((likeness(wanted, source.stems, weigh) for source in sources), default=0.0)
    for source in sources:
        if likeness(wanted, source.stems, weigh) < max(0.2, 0.6 * likest) or len(wanted & source.stems) < 2:
            continue
        mark = _limit(claim.asserted, source)
        if mark is not None:
            return Finding(
                kind="overclaim",
                message=f"The sentence says it of all; the passage limits it: “{mark.strip(' ,')}”.",
                suggestion="Keep the passage’s limit.",
            )
    return None


def _limit(text: str, source: Clause) -> str | None:
    for universal in [*_ALL.finditer(text), *_NONE.finditer(text)]:
        nouns = set(content_stems(universal["after"])[:2])
        wholly = _WHOLLY.match(universal[0]) is not None
        for mark in _SOME.finditer(source.text):
            after = content_stems(mark["after"])
            stands_alone = re.match(
                r"\W*(?:\w+ed\b|of\s+(?:whom|which|them|these)|others?\b|to\b|into\b)", mark["after"]
            )
            if universal.re is _ALL and (
                wholly
                and _IN_PART.match(mark[0])
                or nouns & set(after)
                or stands_alone
                and nouns & set(content_stems(source.sentence))
            ):
                return mark[0]
        exception = _EXCEPT.search(source.sentence)
        if exception and (nouns & set(content_stems(source.sentence[: exception.start()])) or not nouns):
            return source.sentence[exception.start() :][:80]
    return None


def only_where_all(claim: Claim, weigh: Weigh) -> Finding | None:
    """A `contradiction` where the claim says "only" of what the passage says of all, or among others."""
    only = _ONLY.search(claim.asserted)
    if only is None:
        return None
    for part in clauses(claim.asserted):
        nearest = most_like(part, source_clauses(claim), weigh)
        if (
            nearest is None
            or nearest[0] < _ALIKE
            or re.search(r"\bonly|exclusive|solely|limit|restrict", nearest[1].sentence)
        ):
            continue
        wide = _WIDE.search(nearest[1].text)
        if wide is not None and only[0] in part.text:
            return Finding(
                kind="contradiction",
                message=f"The sentence says “only”; the passage says “{wide[0]}”.",
                suggestion="Leave “only” out.",
            )
    return None

"""Completion: plans, drafts and open questions told as done."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Likeness, clauses, likeness, most_like, source_clauses
from assistant.checks.figure_roles import Role
from assistant.checks.figure_values import agrees
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.words import read_words
from assistant.model import Finding

_AUX = r"(?:is|are|was|were|has\s+been|have\s+been)(?:\s+(?:currently|now|also|still|being|already|further|actively))*"
_PLAN = re.compile(
    rf"""
    \b(?:(?<!his\s)(?<!her\s)(?<!their\s)(?<!its\s)(?<!own\s)(?<!free\s)(?<!political\s)will(?!\s+of\b)|(?-i:plans?)\s+to|planned|planning|intends?|intention|envisag\w+|{_AUX}\s+(?:examin|consider
    |explor|stud)\w*ing|{_AUX}\s+(?:exploring|studied|explored|examined|reviewed|discussed|projected
    |scheduled|expected)|(?:being|been)\s+considered|under\s+(?:way|discussion|review|consideration|examination|preparation|development)
    |proposals?|(?:has|have|been)\s+(?:prepared|drafted|drawn\s+up)\s+(?:\w+\s+){{0,4}}?(?:proposals?|amendments?
    |bills?|drafts?)|drafting|in\s+the\s+future|(?<!out\sthe\s)(?<!exclude\sthe\s)(?<!excludes\sthe\s)possibility\s+of|tasked\s+with|scheduled|expected|projected
    |readiness|(?:is|are)\s+(?:currently\s+|now\s+)?working\s+on|(?<!how\sthey\s)(?<!how\sit\s)(?:is|are)\s+to\s+be|consideration\s+is
    |stands?\s+ready|would|(?:appears?|is|be|seems?)\s+(?:too\s+\w+\s+or\s+)?premature|subject\s+to\s+further
    |without\s+(?:\w+\s+)?becoming|decisions?\s+(?:\w+\s+){{1,2}}taken\s+to|decided\s+to|agreed\s+to|undert(?:akes?
    |ook)\s+to|called\s+on|legislative\s+(?:procedure|process)|in\s+the\s+process\s+of|pending|in\s+preparation
    |needs?\s+to|needed\s+to|measures?\s+are\s+being\s+taken\s+to|due\s+to\s+be)\b
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
    |by\s+(?:the\s+end\s+of\s+)?20\d\d|work(?:s|ing)?\s+on|working(?!\s+group)|developing|upgrading|open\s+question|question
    |possib\w*|idea|ready|readiness|willing\w*|looks?\s+into|thinks?|announc\w*|agenda|process|ongoing|progress
    |gradual\w*|begin\w*|began|start\w*|towards|must|ha(?:s|ve)\s+to|required|obliged|task\w*|instruct\w*|told\s+to|asked\s+to|urg(?:es?|ed)\b|advis\w*|remind\w*|recommend\w*|premature
    |early|wait\w*|left\s+(?:to|for)\s+(?:20\d\d|the\s+years?)|put\s+off|postpon\w*|deferr\w*|pending|not|no(?!\.\s?\d)|never|without|ahead|next)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FINISHED = re.compile(
    r"\b(?:already|now|in\s+force|(?:amended|new)\s+(?:law|act|code|rules)|complet(?:e|ed|ely)|finish\w+|no\s+longer|attained)\b",
    re.IGNORECASE,
)
_DID = re.compile(
    r"(?<!is )(?<!are )(?<!be )(?<!being )\b(?:created|established|adopted|introduced|opened|launched|set\s+up|passed"
    r"|amended|abolished|built|approved|accepted|ratified|joined|signed)\s+(?:the|an?|its|their|all|new|\d+)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?<![,;]\s)\b(?:when|whether|which|whom?|what|why|where|how(?:\s+(?:many|much))?)\b[^,;]*$", re.IGNORECASE
)
_IN_FORCE = re.compile(
    r"""
    \b(?:(?:is|are|came|entered|put)\s+(?:already\s+|now\s+)?in(?:to)?\s+force|(?:was|were|has\s+been
    |have\s+been)\s+(?:\w+ly\s+)?(?:adopted|passed|enacted|accepted|approved|introduced|opened|established|created
    |completed|abolished|ratified|finished|amended|conducted|carried\s+out|implemented))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RUNS = re.compile(
    r"""
    \b(?:(?:is|are|went|came|has\s+gone|has\s+been)\s+(?:already\s+|now\s+)?(?:in(?:to)?\s+(?:operation|use|place)
    |operational|running|available)|took\s+(?:office|effect)|has\s+taken\s+(?:office|effect)|(?:has|have)\s+(?:already
    \s+)?(?:adopted|passed|enacted|ratified|joined|acceded|abolished|repealed|introduced|rewritten|replaced
    |opened|completed|built|finished)|now\s+(?:has|exists?)|opened\s+in|(?:was|were|has\s+been|have\s+been)\s+(?:\w+ly
    \s+)?(?:rewritten|built|trained|revised|replaced|joined|set\s+up|put\s+in\s+place|decriminali[sz]ed|repealed))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Before a figure: what it is to become.
_LEADS_LIST = re.compile(
    r"^(?:the\s+)?(?:plans?|proposals?|targets?|goals?|objectives?)\b.{0,60}?\b(?:include|are|is)\b", re.IGNORECASE
)
_TO_REACH = re.compile(
    r"\b(?:will|plans?\s+to|aims?\s+to|to\s+(?:increase|reach|raise|reduce)|projected|scheduled|expected|planned|target)\b",
    re.IGNORECASE,
)
_MARK_AFTER = re.compile(
    r"[\s-]*(?:threshold|minimum|benchmark|norm|standard|quota|requirement|target)\b", re.IGNORECASE
)
_MARK = re.compile(
    r"\b(?:threshold|minimum|mark|benchmark|norm|standard|level|line|quota|requirement)s?\s+of\s+\D{0,20}$",
    re.IGNORECASE,
)
_PAPER = re.compile(r"(?:draft|bill|propos)\w*", re.IGNORECASE)
_DEALT_WITH = re.compile(r"\b(?:was|were|been)\s+(?:\w+ly\s+)?\w+(?:ed|en|ade|ught)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no(?!\.\s?\d)|not|never|neither|nor|none|nobody|cannot|\w+n[’']t)\b", re.IGNORECASE)
_ALIKE = 0.38
_NEAR = 0.5  # cosine: a sentence so near says the same in other words
_SETTLED = 0.25  # of the claim's words, weighed, in a sentence that tells of something done
# A verb in the perfect or the passive of the past: "has been published", "was amended", "has become".
_ACHIEVED = re.compile(
    r"""
    \b(?:has|have|had)\s+(?:(?:already|now|since|also|recently|fully|\w+ly)\s+)*(?:been\s+(?:(?:\w+ly|set|put|drawn
    |carried)\s+)?(?P<verb>(?!(?:an?|the|no|not|one|some|any|such|in|at|on|of|so|more|less)\b)\w+)|(?P<verb2>\w{3,}ed|become|begun|taken|built|put|rewritten|given|made|found|held|set|led
    |brought|won|drawn|shown|written|sent|met))\b
    |\b(?:was|were)\s+(?:\w+ly\s+)?(?P<verb3>\w{2,}(?:ed|en|wn)|set|put|built|made)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IN_PREPARATION = re.compile(
    r"\b(?:is|are)\s+(?:currently\s+|now\s+|also\s+)?being\s+(?:further\s+)?(?:reviewed|considered|prepared|drafted"
    r"|developed|discussed|examined|studied|explored|created|drawn\s+up|improved|introduced|translated|written)\b",
    re.IGNORECASE,
)
# "The document submitted in January 2019" was submitted, whatever is planned for it.
_DATED = re.compile(
    r"(?<!be )(?<!being )\b(?P<verb>\w+ed|given|held|made|taken|set|drawn|written|sent)\s+"
    r"(?:(?:in|on)\s+(?:\w+\s+){0,2}|at\s+(?:[\w’'-]+\s+){0,5}?(?:in\s+)?)(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\W*(?:they|it|these|those|this|both|such)\b", re.IGNORECASE)  # at a subject told before
_AT_WORK = re.compile(
    r"\b(?:(?:is|are)\s+(?:\w+\s+)?working\s+(?:to|on|towards)|working\s+group\s+(?:was|has\s+been)\s+(?:set\s+up|"
    r"established|created)\s+to|(?:is|are)\s+(?:currently\s+)?taking\s+(?:steps|measures)\s+to)\b",
    re.IGNORECASE,
)


def plan_as_done(claim: Claim, alike: Likeness) -> Finding | None:
    """An `overclaim` where the passage plans, drafts or examines what the claim has as a fact."""
    if claim.source.of_treaty or _left_open(claim.text):
        return None
    planned = None if _POINTS_BACK.match(claim.asserted) else _planned_figure(claim)
    if planned is not None:
        return _finding(planned)
    sources = source_clauses(claim)
    for part in clauses(claim.asserted):
        nearest = most_like(part, sources, alike)
        if len(part.stems) < 2 or nearest is None or nearest[0] < _ALIKE or _has_settled_figure(claim, part):
            continue
        source = nearest[1]
        if _settled_elsewhere(part, source, sources, alike, nearest[0]):
            continue
        mark = _plan_mark(source.text) or _UNDER_WAY.search(source.text)
        if (
            mark is not None
            and _told_as_done(part.text, claim)
            and mark[0].lower() not in claim.text.lower()
            and _governs(mark, part, source)
        ):
            return _finding(mark[0])
    return _in_other_words(claim, alike)


def _told_as_done(text: str, claim: Claim) -> bool:
    """Whether a clause says that something is done or in force, which the passages do not also tell as done.

    A clause that says neither may well be about the plan ("the measure for the improvements in view is …", "five seats
    are concerned"): to accuse it for the plan's words struck as many true sentences as false ones. What an indirect
    question asks ("at which session the order was given") is not said to be done either.
    """
    settled = " ".join(clause.text for clause in source_clauses(claim) if not is_open(clause.text))
    done = _done(settled) | _dated(claim)
    achieved = [match for match in _ACHIEVED.finditer(text) if not _ASKED.search(text, 0, match.start())]
    if any(not done & {word.stem for word in read_words(_verb(match))} for match in achieved):
        return True
    if achieved:
        return False
    whole = claim.asserted if ":" in claim.asserted else text  # "two things are finished: …"
    return any(pattern.search(text) for pattern in (_IN_FORCE, _RUNS, _DID)) or _FINISHED.search(whole) is not None


def _in_other_words(claim: Claim, alike: Likeness) -> Finding | None:
    """The same of a sentence near in meaning with few words in common, where the claim says that it is done."""
    nearest = alike.nearest(claim)
    if nearest is None or nearest[0] < _NEAR or _DENIED.search(claim.asserted):
        return None
    told = [
        match for match in _ACHIEVED.finditer(claim.asserted) if not _ASKED.search(claim.asserted, 0, match.start())
    ]
    achieved = {word.stem for match in told for word in read_words(_verb(match))}
    if not achieved and not _IN_FORCE.search(claim.asserted) and not _RUNS.search(claim.asserted):
        return None
    text = nearest[1].text
    if any(_has_settled_figure(claim, part) for part in clauses(claim.asserted)):
        return None
    mark = _plan_mark(text) or _IN_PREPARATION.search(text) or _AT_WORK.search(text)
    done = _done(claim.source.text) | _dated(claim)
    if mark is None or done & achieved or _settled_beside(claim, nearest[1].text, alike):
        return None
    return _finding(mark[0])


def _done(text: str) -> set[str]:
    """The stems of the verbs of what a text has as done."""
    return {word.stem for match in _ACHIEVED.finditer(text) for word in read_words(_verb(match))}


def _dated(claim: Claim) -> set[str]:
    """The stems of the verbs of what the passages have as done at a date that the claim may have."""
    years = {f"{quantity.year}" for quantity in claim.quantities if quantity.year is not None}
    dated = (match for match in _DATED.finditer(claim.source.text) if not years or match["year"] in years)
    return {word.stem for match in dated for word in read_words(match["verb"])}


def _verb(match: re.Match[str]) -> str:
    return match["verb"] or match["verb2"] or match["verb3"] or ""


def _settled_beside(claim: Claim, open_text: str, alike: Likeness) -> bool:
    """Whether another sentence, or a clause without a plan of the same one, has something in force or achieved."""
    parts = clauses(open_text)
    settled = [part.text for part in parts if len(parts) > 1 and not is_open(part.text)]
    others = [sentence.text for sentence in claim.source.sentences if sentence.text != open_text]
    told = frozenset(stem for part in clauses(claim.asserted) for stem in part.stems)
    return any(
        (_IN_FORCE.search(text) or _RUNS.search(text) or _ACHIEVED.search(text))
        and likeness(told, Clause(text, text).stems, alike) >= _SETTLED
        for text in [*settled, *others]
    )


def _planned_figure(claim: Claim) -> str | None:
    """The words of a plan that stand before a figure which the claim has as reached."""
    roles = [role for role in claim.source.roles if role.quantity.kind in {"count", "percent", "money"}]
    for quantity in claim.quantities:
        places = [role for role in roles if quantity.kind == role.quantity.kind and agrees(quantity, role.quantity)]
        marks = [_plan_before(role) for role in places]
        if marks and all(marks) and not quantity.soft and not _is_mark(claim.asserted, quantity):
            return marks[0]
    return None


def _is_mark(text: str, quantity: Quantity) -> bool:
    """Whether a figure is told as one to measure by: "a threshold of 30 per cent", "the 30 per cent minimum"."""
    return _MARK.search(text, 0, quantity.start) is not None or _MARK_AFTER.match(text, quantity.end) is not None


def _plan_before(role: Role) -> str | None:
    lead = _LEADS_LIST.search(role.sentence)
    if lead is not None and lead.end() <= role.quantity.start:
        return lead[0]
    clause = re.split(r"[.;:,]\s", role.sentence[: role.quantity.start])[-1]
    found = _TO_REACH.findall(clause)
    return found[-1] if found else None


def _has_settled_figure(claim: Claim, part: Clause) -> bool:
    """Whether the clause has a figure that the passages give in a clause without a plan."""
    mine = [q for q in read_quantities(part.text) if q.kind in {"count", "percent", "money"} and not q.soft]
    return any(
        agrees(quantity, role.quantity) and not is_open(_clause_around(role))
        for quantity in mine
        for role in claim.source.roles
    )


def _clause_around(role: Role) -> str:
    lead = _LEADS_LIST.search(role.sentence)
    before = lead[0] if lead else re.split(r"[.;:,]\s", role.sentence[: role.quantity.start])[-1]
    return before + re.split(r"[.;:,]\s", role.sentence[role.quantity.start :])[0]


def _finding(mark: str) -> Finding:
    return Finding(
        kind="overclaim",
        message=f"The sentence has as done or in force what the passage only plans or works on: “{mark}”.",
        suggestion="Say that it is planned, proposed or under way.",
    )


def _plan_mark(text: str) -> re.Match[str] | None:
    """The words of a plan; "proposals" that were dealt with are none."""
    mark = _PLAN.search(text)
    return None if mark is not None and _PAPER.fullmatch(mark[0]) and _DEALT_WITH.search(text) else mark


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


def _settled_elsewhere(part: Clause, source: Clause, sources: list[Clause], alike: Likeness, best: float) -> bool:
    """Whether another clause, without a plan in it, says it nearly as well."""
    return any(
        other is not source
        and not _PLAN.search(other.text)
        and not _UNDER_WAY.search(other.text)
        and likeness(part.stems, other.stems, alike) >= 0.75 * best
        for other in sources
    )

"""Negation: a "no" or "not" that the passage has and the claim has lost, or the reverse."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Likeness, clauses, likeness, source_clauses
from assistant.checks.figure_values import agrees
from assistant.checks.plans import is_open
from assistant.checks.quantities import read_quantities
from assistant.checks.set_aside import OF_WHOM, SETS_ASIDE, denies_nothing, sets_aside, tells_exception
from assistant.checks.words import Word, read_words
from assistant.model import Finding

NEGATORS = re.compile(
    r"""
    \b(?:no\s+longer|no(?!\.\s?\d|\s+\d)|not(?!\s+(?:only|just|merely|solely|simply)\b(?!\s+yet\b))|never|neither|nor|none|nobody
    |nothing|cannot
    |\w+n[’']t)\b(?!\s+(?:one|later|sooner|earlier|fewer|less|more)\s+than)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words that turn or limit a sense without a "no"; far more than needed, for a missed turn accuses a true sentence.
TURNS = re.compile(
    r"""
    \b(?:no|not|never|neither|nor|none|nobody|nothing|nowhere|cannot|\w+n[’']t|without|except\w*|only|exclusive\w*
    |solely|unless|lack\w*|absen\w+|refus\w+|reject\w*|den(?:y|ies|ied|ial)\w*|prohibit\w*|forbid\w*|forbade
    |preclud\w*|exclud\w*|prevent\w*|ban|bans|banned|premature|unable|fail\w*|ceas\w+|limit\w*|restrict\w*|free\s+of(?!\s+charge)
    |free\s+from|remov\w+|eliminat\w+|abolish\w*|instead|rather|exempt\w*|avoid\w*|clos\w+
    |stop\w*|differ\w*|outside|against|loss|lost|missing|unlike|few|little|hardly|barely|rul\w+\s+out|other\s+than
    |otherwise|discontinu\w*|end(?:s|ed)?|lapse\w*|waiv\w*|spar\w+|depriv\w*|withdr\w+|disallow\w*|impossib\w*
    |un\w{4,}|non|il\w{4,}|im(?:poss|perm|prop|mune)\w*|escap\w+|impunity|void|invalid\w*|dismiss\w*|terminat\w*
    |anonym\w*|separate\w*|disput\w*|contrary|obstacle\w*|barrier\w*|zero|empty|emptiness|blank|nil)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A bare denial; "not all", "not only" and "no longer" say more than no.
_DENIES = re.compile(
    r"\b(?:(?:can|may|do|does|did|is|are|was|were|has|have|will|must)\s+not(?!\s+(?:only|all|just|yet|the|a|an)\b)|cannot|never|no|nobody)\b",
    re.IGNORECASE,
)
# What can be told with a "no": direct is without a go-between, optional is no duty, first is none before.
_IMPLIES_NONE = re.compile(
    r"\b(?:direct(?:ly)?|optional|voluntar\w+|first|irrespective|regardless|all|every|equal(?:ly)?|free(?:ly)?|any|on\s+its\s+own"
    r"|independent\w*|automatic\w*|immediate\w*|open)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?:\s+for)?|with\s+the\s+exception\s+of|other\s+than|apart\s+from)\s+(?P<things>[^,.;()]+)",
    re.IGNORECASE,
)
_EXCEPTS_TOO = re.compile(
    r"\b(?:except\w*|exclud\w*|apart|aside|save\s+for|but\s+for|other\s+than|not\s+counting|all\s+but|bar(?:ring)?|unless)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"""
    (?<!go\s)(?<!goes\s)(?<!going\s)(?<!went\s)(?<!gone\s)\bwithout\s+(?:the\s+|any\s+|their\s+)?(?P<things>participation|involvement|consultation|support|help|consent|approval
    |knowledge|permission|agreement|assistance|contribution|presence)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WITH = re.compile(r"\b(?:with|including|involving|involv\w+|including)\s", re.IGNORECASE)
_UNLESS = re.compile(r"\bnot\b[^.;]*\b(?:unless|until|before)\b(?P<first>[^.;]*)", re.IGNORECASE)
_MUST = re.compile(r"\b(?:must|ha(?:s|ve)\s+to|needs?\s+to)\b(?P<done>[^.;]*)", re.IGNORECASE)
_STRESSES = re.compile(r"\s+to\s+(?:overlook|forget|neglect|ignore|underestimate)\b", re.IGNORECASE)
# What makes no difference is told by "neither … nor", what is free by "nothing", "without papers" by "no papers".
_SAME_IN_OTHER_WORDS = (
    (
        re.compile(r"(?:neither|nor)\b", re.I),
        re.compile(r"\b(?:regardless|irrespective|independent(?:ly)?\s+of)\b", re.I),
    ),
    (re.compile(r"(?:no|nothing|none)\b", re.I), re.compile(r"\b(?:free\s+(?:of\s+charge|access)|without)\b", re.I)),
)
_SUBORDINATE = re.compile(
    r"\b(?:who|whom|which|that|whose|if|when|where|although|while|as|because|since)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"\W*(?:where|if|when|unless|in\s+the\s+absence|although|while|since|as)\b", re.IGNORECASE)
# What follows it gives a reason or a contrast, and is itself not denied.
_NEXT_STATEMENT = re.compile(
    r",\s+(?:as(?!\s+(?:an?|in|for|well|of|such|far)\b)|because|since|while|whereas|although|though|but)\s",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(r"\W*(?:before|until|till|up\s+to|prior\s+to)\b", re.IGNORECASE)  # tells of what came later
_FEW_THINGS = 2
_NEAR = 0.5  # cosine
_SCOPE = 14  # words that a negation may reach over
_ALIKE = 0.4


def lost_or_added(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where claim and passage say the same thing, one with and one without a negation."""
    sources = source_clauses(claim)
    for part in clauses(claim.asserted):
        if len(part.stems) < 2:
            continue
        found = _lost(part, claim, sources, alike) or _added(part, claim, sources, alike)
        if found is not None:
            return found
    return _excepted(claim) or _without(claim) or _denied_in_other_words(claim, alike)


def _excepted(claim: Claim) -> Finding | None:
    """Where the claim says of a thing what the passage says of all but that thing."""
    if NEGATORS.search(claim.text) or _EXCEPTS_TOO.search(claim.text):
        return None
    for sentence in claim.source.sentences:
        for exception in _EXCEPT.finditer(sentence.text):
            things = {word.stem for word in read_words(exception["things"]) if word.content}
            others = claim.stems & sentence.stems - things
            if things and things <= claim.stems and len(others) >= 1 and len(things) <= _FEW_THINGS:
                clause = Clause(sentence.text, sentence.text)
                return _finding(clause, exception[0], "The passage excepts just this")
    return None


def _without(claim: Claim) -> Finding | None:
    """Where the claim has something done without what a passage has it done with."""
    for match in _WITHOUT.finditer(claim.asserted):
        things = {word.stem for word in read_words(match["things"]) if word.content}
        for sentence in claim.source.sentences:
            together = _WITH.search(sentence.text)
            if not things or together is None or _WITHOUT.search(sentence.text) or NEGATORS.search(sentence.text):
                continue
            after = {word.stem for word in read_words(sentence.text[together.start() :])}
            if things <= after and len(claim.stems & sentence.stems - things) >= 1:
                clause = Clause(sentence.text, sentence.text)
                return _finding(clause, "", "The passage has it done with this")
    return None


def _denied_in_other_words(claim: Claim, alike: Likeness) -> Finding | None:
    """Where the claim denies outright, and the sentence nearest in meaning has nothing that denies or limits."""
    denial = _DENIES.search(claim.asserted)
    if (
        denial is None
        or OF_WHOM.search(claim.asserted, 0, denial.end())
        or SETS_ASIDE.search(claim.asserted)
        or denies_nothing(claim.asserted, claim.asserted, denial.end(), claim.source.text)
        or sets_aside(claim.asserted, denial.start(), claim.source.text)
        or _SUBORDINATE.search(claim.asserted, max(0, denial.start() - 30), denial.start())
    ):
        return None
    if claim.quantities:
        return None
    nearest = alike.nearest(claim)
    if nearest is None or nearest[0] < _NEAR or any(is_open(sentence.text) for sentence in claim.source.sentences):
        return None
    if any(pattern.search(sentence.text) for sentence in claim.source.sentences for pattern in (TURNS, _IMPLIES_NONE)):
        return None
    return _finding(Clause(nearest[1].text, nearest[1].text), "", "The sentence denies what the passage says")


def _lost(part: Clause, claim: Claim, sources: list[Clause], alike: Likeness) -> Finding | None:
    ranked = sorted(sources, key=lambda source: -likeness(part.stems, source.stems, alike))
    for source in ranked[:1] + _with_figure_missed(part, claim, ranked):
        if likeness(part.stems, source.stems, alike) < _ALIKE or _turns_in_claim(claim, source):
            return None
        if _must_first(claim, source) or tells_exception(claim.asserted, source.sentence):
            continue
        for negator in NEGATORS.finditer(source.text):
            if not _STRESSES.match(source.text, negator.end()) and _reaches_claim(negator, source, part):
                return _finding(source, negator[0], "The passage says so with a negation, which the sentence has lost")
    return None


def _must_first(claim: Claim, source: Clause) -> bool:
    """Whether the claim says as a duty what the passage says with "not … unless": "must ascertain that"."""
    unless, must = _UNLESS.search(source.text), _MUST.search(claim.asserted)
    if unless is None or must is None:
        return False
    first, done = ({word.stem for word in read_words(text) if word.content} for text in (unless["first"], must["done"]))
    return len(done & first) * 2 >= len(done) > 0


def _with_figure_missed(part: Clause, claim: Claim, ranked: list[Clause]) -> list[Clause]:
    """The next clauses that have a figure of the claim which the clause most like it has not."""
    wanted = {(q.kind, q.value) for q in claim.quantities if not q.soft and q.kind not in {"year", "identifier"}}
    if not ranked or not wanted:
        return []
    missed = wanted - {(q.kind, q.value) for q in read_quantities(ranked[0].text)}
    return [each for each in ranked[1:3] if missed & {(q.kind, q.value) for q in read_quantities(each.text)}]


def _turns_in_claim(claim: Claim, source: Clause) -> bool:
    """Whether anything in the claim turns its sense that the passage does not also have."""
    if NEGATORS.search(claim.text) or re.search(r"\bwithout\b", claim.text, re.IGNORECASE):
        return True
    given = {word.stem for word in read_words(source.sentence)}
    return any(word.stem not in given for match in TURNS.finditer(claim.asserted) for word in read_words(match[0]))


def _reaches_claim(negator: re.Match[str], source: Clause, part: Clause) -> bool:
    """Whether the words that a negation governs are those of the claim."""
    end = _scope_end(negator, source)
    after = [word for word in source.words if negator.end() <= word.start < end and word.content][:_SCOPE]
    if not after:
        return False
    shared = [word for word in after if word.stem in part.stems]
    head = _head(after)
    before = [word for word in source.words if word.end <= negator.start() and word.stem in part.stems and word.content]
    if head.stem in part.stems:
        return len(shared) >= 2 or bool(before) and bool(shared)
    return len(shared) >= 3 and len(shared) * 2 >= len(after)


def _scope_end(negator: re.Match[str], source: Clause) -> int:
    """Where a negation ends: at a reason or contrast, or at the comma that closes a clause with "where" or "if"."""
    if not _CONDITION.match(source.text):
        following = _NEXT_STATEMENT.search(source.text, negator.end())
        return following.start() if following else len(source.text)
    comma = source.text.find(",", negator.end())
    return comma if comma >= 0 else len(source.text)


def _head(after: list[Word]) -> Word:
    return after[0]


def _added(part: Clause, claim: Claim, sources: list[Clause], alike: Likeness) -> Finding | None:
    denials = (match for match in NEGATORS.finditer(part.text) if not SETS_ASIDE.match(part.text, match.start()))
    negator = next((match for match in denials if not OF_WHOM.search(part.text, 0, match.start())), None)
    if (
        negator is None
        or sets_aside(claim.asserted, claim.asserted.find(part.text) + negator.start(), claim.source.text)
        or tells_the_rest(claim)
        or _BEFORE_IT.match(part.text)
    ):
        return None
    ranked = sorted(sources, key=lambda source: -likeness(part.stems, source.stems, alike))
    shared_weight = likeness(part.stems, ranked[0].stems, alike) if ranked else 0.0
    if shared_weight < _ALIKE:
        return None
    if denies_nothing(part.text, claim.asserted, negator.end(), ranked[0].sentence):
        return None
    if NEGATORS.search(ranked[0].sentence) or is_open(ranked[0].sentence):
        return None
    if any(no.match(negator[0]) and given.search(ranked[0].sentence) for no, given in _SAME_IN_OTHER_WORDS):
        return None
    if TURNS.search(ranked[0].sentence):
        turns = (word for match in TURNS.finditer(ranked[0].sentence) for word in read_words(match[0]))
        given = {word.stem for word in turns if word.content or NEGATORS.match(word.text)}
        if given - set(part.stems) - _HARMLESS:
            return None
    after = [word for word in part.words if word.start >= negator.end() and word.content][:_SCOPE]
    shared = [word for word in after if word.stem in ranked[0].stems]
    denied = len(shared) >= 2 and after[0].stem in ranked[0].stems and shared_weight >= _ALIKE + 0.15
    if not denied and not _denied_whole(part, negator, ranked[0]):
        return None
    return _finding(ranked[0], "", "The sentence denies what the passage says")


def tells_the_rest(claim: Claim) -> bool:
    """Whether it has a share that the passages do not print, as "one in six was not" of "84.3 per cent were"."""
    shares = [quantity for quantity in claim.quantities if quantity.kind in {"fraction", "percent"}]
    return any(not any(agrees(share, other) for other in claim.source.quantities) for share in shares)


def _denied_whole(part: Clause, negator: re.Match[str], source: Clause) -> bool:
    """Whether a verb of little sense is denied of what the passage affirms: "legal aid is never given"."""
    if not _PLAIN_VERB.match(part.text, negator.end()):
        return False
    before = [word for word in part.words if word.end <= negator.start() and word.content]
    return len([word for word in before if word.stem in source.stems]) >= 2


_PLAIN_VERB = re.compile(
    r"""
    \s+(?:ever\s+)?(?:given|provided|available|offered|granted|made|done|allowed|possible|exist|happen|take\s+place
    |taken|held)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words among the turning ones that name things rather than turn a sense.
_HARMLESS = frozenset(
    word.stem for word in read_words("illegal undocumented non unemployment discrimination stateless")
)


def _finding(source: Clause, negator: str, what: str) -> Finding:
    return Finding(
        kind="contradiction",
        message=f"{what}: “{source.text.strip(' ,;')}”.",
        suggestion=f"Keep the “{negator}”." if negator else "Say what the passage says.",
    )

"""What an author says of a source's silence ("para. 61 gives no figure"): an inference, no claim of the source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.absence import BY_NAME, SO_THAT
from assistant.checks.absence_held import APART, falsely_absent, sentences_at, told_elsewhere
from assistant.checks.claim import Claim
from assistant.checks.number_words import NUMBER_WORDS
from assistant.checks.quantities import Kind, read_quantities
from assistant.checks.source import SourceSentence
from assistant.checks.words import FRAME, content_stems, read_words
from assistant.model import Finding
from vectorstore.address import Address

_TELL = (
    r"say|state|specify|indicate|mention|explain|tell|give|provide|describe|name|report|clarify|address|disclose"
    r"|identify|set\s+out|refer|include|contain|offer|show|quantify|list|answer|respond|elaborate|reveal|publish"
    r"|break\s+down|claim|pretend|allege|assert|argue|maintain|supply|make\s+clear|cite|present|discuss|touch\s+on|speak\s+of|deal\s+with|define"
)
_TELLS = (
    r"gives?|names?|mentions?|states?|cites?|indicates?|reports?|says?|tells?|specif(?:y|ies)|discloses?|publish(?:es)?"
    r"|quotes?|makes?(?=\s+no\s+(?:mention|reference))|describes?|identif(?:y|ies)"
)
_HOLDS = r"provides?|offers?|contains?|includes?|supplies|lists?|presents?|shows?|sets?\s+out"
_TEXTS = r"(?:para(?:graph)?s?\.?|report|section|passage|text|annex|state\s+party|it|which|and)"
_THING = (
    r"figures?|numbers?|dates?|data|details?|information|breakdowns?|explanations?|reasons?|examples?|deadlines?"
    r"|time\s?tables?|time\s?frames?|indicators?|statistics|time\s?limits?|percentages?|sources?|years?|amounts?"
    r"|names?|results?|evidence|indication|mention|answer|word|hints?|clues?|size|scale|measures?|bod(?:y|ies)|outcomes?|steps?"
    r"|measurements?|estimates?|rates?|definitions?|comparisons?|proofs?|criteri(?:a|on)|shares?"
)
_TOLD = (
    r"stated|mentioned|specified|indicated|disclosed|explained|said|clear|known|broken\s+(?:down|out)|named|cited|reported"
    r"|described|quoted|listed|discussed|identified|answered|told|claimed|alleged|asserted|shown|revealed|printed|adduced"
)
_UNTOLD = (
    r"un(?:clear|known|explained|specified|stated|told|said|disclosed|mentioned|reported|named|defined|described|dated"
    r"|sourced|answered|identified|quantified|listed|written)"
)
_GIVEN = rf"{_TOLD}|given|provided|offered|shown|supplied|presented"
_ABSENT = (
    r"(?:(?:does|do)\s+not\s+(?:appear|figure|feature|occur|come\s+(?:in|up))|(?:is|are)\s+(?:not\s+among|missing\s+(?:from|in|among)"
    r"|absent\s+(?:from|in|here)|no\s+part\s+of|left\s+out\s+of(?!\s+(?:the|this|that|a|any)\s+(?:\w+\s+){0,2}(?:quota|scheme|rule|duty|obligation|ban|right)s?\b)))"
)
_FOUND_OUT = (
    r"verified|assessed|checked|known|established|learn(?:ed|t)|told|determined|ascertained|judged|measured|gauged"
    r"|calculated|computed|worked\s+out|seen|read|inferred|compared|tested|evaluated|found(?:\s+out)?"
    r"|gathered\s+from|gleaned|deduced|made\s+out"
)
_SILENCE = re.compile(
    rf"""
    \b(?:(?:does|do|did)(?:\s+not|n[’']t)|fails?\s+to|failed\s+to|omits?\s+to|neglects?\s+to|nor\s+(?:does
    |do)\s+\w+)\s+(?:\w+\s+)?(?:{_TELL})\b|\b(?:{_TELLS})\s+(?:(?:us|the\s+reader
    |the\s+committee)\s+)?(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\b(?:para(?:graph)?s?\.?|report|section|passage|text|annex|state\s+party)(?:\s+\d+)?\s+has
    \s+(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\b(?:nobody|no\s+one)\s+(?:explains|says|tells|states|mentions|specifies|indicates|clarifies|discloses|reveals)\b
    |\b(?:given|named|told|mentioned|stated|reported|said|counted)\b[^.;]*?,\s+(?:but\s+|and\s+)?
    (?:(?:its|their|the|that)\s+|(?:numbers?|figures?|names?|shares?)\s+of\s+)[\w’' -]{{3,40}}
    \s(?:is|are)\s+not\b(?=\s*(?:[.;,(]|$))
    |\b(?:is|are)\s+(?:not\s+made\s+an?|no)\s+condition\b
    |\b{_TEXTS}(?:\s+\d+)?\s+(?:{_HOLDS})\s+(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\bwithout\s+(?:(?:even|ever|any|an|a|the|further|more|precise|giving|its|such|concrete)\s+)*(?:{_THING}|(?:say
    |stat|specify|indicat|mention|explain|tell|giv|provid|describ|nam|report|clarify|sett?|show|list|quantify)ing)\b
    |\b(?:but|and|yet|though|with)\s+no\s+(?:\w+\s+)?(?:{_THING})\b|\b(?:no|neither
    |not\s+a\s+single)\s+(?:\w+\s+){{0,3}}?(?:{_THING})(?:\s+[\w’'-]+){{0,14}}?\s+(?:is|are|was|were|has\s+been
    |have\s+been)\s+(?:{_GIVEN})\b|(?<!is\s)(?<!are\s)\b(?:no|neither|none|not\s+a\s+single|not\s+one|nothing)(?:,?\s+[\w’'-]+){{1,14}}?\s+(?:is
    |are)\s+(?:{_TOLD})\b|\b(?:{_THING})(?:\s+[\w’'-]+){{0,14}}?\s+(?:is|are|was|were)\s+(?:not|nowhere
    |never)\s+(?:\w+\s+)?(?:{_GIVEN})\b|\b(?:is|are|was|were)\s+(?:not|nowhere|never)\s+(?:\w+\s+)?(?:{_TOLD})\b
    |\b(?:we|one|readers?|nobody|the\s+committee)\s+(?:(?:is|are|does|do|did|can|will|was|were)\s+(?:not|never|nowhere)|cannot
    |never)\s+(?:told|learn|find\s+out|hear|see|know|read)\b|\bnowhere\s+(?:does|do|did|is|are|was|were|has|have)\b|\bno\s+(?:paragraph|passage|sentence|place)s?\b|\bnothing\s+(?:is\s+said|in\s+the\s+report)\b|\b(?:is|are
    |remains?|stays?)\s+silent\b|\b(?:is|are|remains?|stays?|go(?:es)?|left)\s+(?:\w+\s+)?{_UNTOLD}\b
    |\bleaves?\s+(?:[\w’'-]+\s+){{0,6}}?{_UNTOLD}\b
    |\b(?:is|are)\s+(?:missing|lacking|withheld|concealed|kept\s+from\s+us|a\s+riddle|omitted)(?=\s*(?:[.;,(]|$)|\s+(?:here|in\s+th))
    |\b(?:look|search|seek|ask)(?:e?s|ed|ing)?\s+in\s+vain\b|\bin\s+vain\s+(?:does|do|one|we)\b
    |\b(?:nothing\s+is|is\s+nothing)\s+(?:learn(?:ed|t)|reported|heard|written|about|on)\b|\bhears?\s+nothing\b
    |\bkeeps?\s+(?:\w+\s+){{0,3}}?(?:to|for)\s+(?:itself|themselves)\b|\bforgets?\s+to\s+(?:{_TELL})\b
    |\bleft\s+(?:\w+\s+){{0,2}}?(?:to\s+(?:guess|inference|imagine|conjecture)|guessing)\b|\bgets?\s+no\s+mention\b|\bstays?\s+vague\b|\bescapes?\s+the\s+attention\b
    |\bwithout\s+(?:letting|disclosing|revealing|quoting|identifying)\b
    |\b(?:is|are)\s+(?:not|nowhere)\s+(?:written|detailed|titled|illustrated|addressed|spel(?:t|led)\s+out|spoken\s+of|alluded\s+to)\b
    |\bnothing\s+(?:indicates|says|tells|shows)\s+(?:us\s+)?(?:which|who|how|what|when|where|why|whether|if)\b
    |^\W*(?:how\s+(?:many|much|long|often|far|large|big)|whether|why|(?:from|in|by|to|of|on)\s+(?:which|what|whom))\b[^;]*?
    \b(?:withh\w+|hid\w*|kept\s+(?:from|back|secret|out)|keeps?\s+(?:from|back|to)|conceal\w*|a\s+(?:secret|mystery)|guess\w*
    |a\s+blank|in\s+the\s+dark)\b
    |\b(?:do|does|did)\s+not\s+(?:learn|let\s+us\s+know)\b|\bwon[’']t\s+(?:say|tell)\b|,\s+unknown(?=\s*(?:[.;(]|$))
    |(?:^|[,;:]|\b(?:but|and|yet))\s*(?:how|whether|what|when|why|who|which|where|if)\b[^.,;]{{3,80}}
    \b(?:stays|is\s+left)\s+open\b
    |\b(?:given|named|told|mentioned|stated|reported|counted|listed|noted|described|quoted)\b[^.;]*?,\s+(?:but|and
    |while|though)\s[^,;.]{{3,90}}?\s(?:is|are)\s+not\b(?=\s*(?:[.;,(]|$))
    |(?:^|[,;:]|\b(?:but|and|yet))\s*(?:how|whether|what|when|why)\b[^.,;]{{3,80}}\bremains\s+(?:open|unanswered)\b
    |\b(?:find|finds|found|is|offers?|has)\s+(?:no|not\s+a(?:\s+single)?)\s+word\s+(?:on|about|of)\b
    |\b(?:reveals?|gives?|names?|discloses?)\s+(?:the\s+(?:figure|number|share|name)s?\s+)?for\s+(?:none\b|no\b(?!\s+(?:more|less|fewer|longer|later|reason)\b))
    |\bno\s+rate\s+is\s+given\b|\bno\s+(?:{_THING})(?:\s+(?:there|here|in\s+it))?\s+(?:bears?|supports?|backs?|confirms?|proves?|shows?)\b
    |\bleaves?\s+(?:open|unanswered|unclear)\b|\bis\s+left\s+(?:open|unanswered|unclear)\b
    |\bthere\s+is\s+(?:no|not\s+a|not\s+one)\s+(?:\w+\s+)?(?:mention|word|trace|hint)\b
    |\b(?:but|and|yet|though|while|whereas)\s+there\s+is\s+no\s+(?:rate|figure|number|percentage|share)\b
    |\b(?:is|are)\s+(?:left\s+out(?!\s+of)|passed\s+over|hidden|kept\s+back|held\s+back)\b
    |\b(?:is|are)\s+(?:cited|given|presented|reported|quoted|told|described)\s+without\b
    |\bnot\s+(?:how|when|who|whom|where|why|which|what|whether)\b|\b{_ABSENT}\b|\b(?:cannot|can\s+not|could\s+not)\s+be\s+(?:{_FOUND_OUT})\b
    |\bwith\s+(?:no|not\s+an?|not\s+one)\s+(?:[\w’'-]+\s+){{1,4}}?(?:being\s+)?(?:{_GIVEN})\b
    |\b(?:is|are)\s+(?:not|nowhere)\s+(?:{_GIVEN}),?\s+(?:and\s+)?(?:neither|nor)\s+(?:is|are)\s+(?:the|its|their|any)\b
    |\b(?:is|are)\s+(?:not|nowhere)\s+(?:to\s+be\s+)?found\s+(?:among|in|on|under|anywhere)\b|\b(?:is|are)\s+nowhere
    \s+(?:to\s+be\s+)?found\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "99 in 100 members of other groups did not name Kazakh": those asked are no source that is silent.
_DO_NOT = re.compile(r"(?:do|does|did)(?:\s+not|n[’']t)\s", re.IGNORECASE)
# "Twenty are left unnamed": how many these are can be worked out.
_UNTOLD_THING = re.compile(r"\bun(?:named|listed|mentioned)$", re.IGNORECASE)
_SO_MANY = re.compile(
    rf"(?:\b(?:{NUMBER_WORDS})|\d)\s+(?:others?\s+|of\s+(?:them|these|those)\s+|[\w’-]+\s+){{0,2}}$", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:members|persons|people|those\s+(?:asked|polled|questioned|surveyed)|respondents|citizens|residents|inhabitants|students|pupils|teachers|users|households|families"
    r"|women|men|children|parents|migrants|refugees|speakers|kazakhs?|russians?|(?<!–)(?!(?:19|20)\d\d\s)\d[\d.,]*(?:\s+per\s+cent)?)"
    r"(?:\s+(?:of|in|from|among)(?:\s+the)?(?:\s+(?!(?:the|this|it|one|is|are|was|were)\b)[\w’'-]+){1,4})?\s+$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"""
    [;:]\s|\s[–—-]\s|,?\s\b(?:but|yet|although|though|while|whereas|however)\b|,\s(?:and|without|nor|with\s+no)\b
    |\s(?=without\b)|\s(?=and\s+(?:names?|gives?|mentions?|says?|states?|offers?|provides?|contains?|does|remains?
    |is|are)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What is said to be missing, after "names no", between "no" and "is named", and in "does not say how many".
_MISSING = (
    re.compile(rf"(?P<thing>[^,.;:()]+?)\s+{_ABSENT}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_TELLS}|{_HOLDS}|has)\s+(?:no|neither|not\s+a|not\s+one)\s+(?P<thing>[^,.;:()]+)", re.IGNORECASE
    ),
    re.compile(
        rf"(?<!is\s)(?<!are\s)\b(?:no|neither|not\s+a\s+single)\s+(?P<thing>(?:[\w’'-]+\s+){{1,14}}?)(?:is|are)\s+(?:{_GIVEN})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?:does|do|did)(?:\s+not|n[’']t)|fails?\s+to|omits?\s+to)\s+(?:\w+\s+)?(?:{_TELL})\s+"
        rf"(?!that\b|whether\b|why\b|what\b(?!\s+share)|where\b|who\w*\b|which\b|how\b(?!\s+(?:many|much)))(?P<thing>[^,.;:()]+)",
        re.IGNORECASE,
    ),
)
_NARROWS = re.compile(
    r"\W*(?:\w+\s+)?(?:by\s+which|for\s+which|that|who|whose|which|where|when|among\s+those|at\s+which|on\s+which)\b",
    re.IGNORECASE,
)
# "Groups for which the paragraph gives no figure" tells of which groups.
_OF_WHICH = re.compile(r"\b(?:for|of|about|on|to|in|from)\s+(?:which|whom)\b[^,;:]*$", re.IGNORECASE)
_FOR_WHOM = re.compile(r"\s+(?:for|of|on)\s+(?P<whom>(?:(?!\s(?:in|here|anywhere)\b)[^,.;:()])+)", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w’-]+")
_FOR_ONE = re.compile(r"(?:^|[,;:])\s*(?:for|of|from|in)\s+[^,;:]*\b(?:no|neither|not\s+a\s+single)\s+$", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?:any\s+|a\s+|an\s+)?(?:single\s+)?(?:figures?|numbers?|percentages?|how\s+(?:many|much)|what\s+share)\b"
    r"(?P<of>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(r"(?:any\s+|a\s+)?(?:dates?|years?|when)\b(?P<of>.*)", re.IGNORECASE | re.DOTALL)
_AMOUNTS: frozenset[Kind] = frozenset({"count", "percent", "money", "fraction"})
_TIMES: frozenset[Kind] = frozenset({"year", "date"})
_A_CODE = re.compile(r"\b(?:[A-Z]\w+\s+){1,2}(?:Code|Act)\b")
_LAWS = frozenset(content_stems("law act code decree legislation"))
_REPORT = re.compile(
    r"\b(?:(?:state(?:\s+party)?(?:[’']s)?|periodic|national|combined|its|the|this)\s+report|state\s+party|government"
    r"|authorities|kazakhstan)\b",
    re.IGNORECASE,
)
_TREATY = re.compile(r"\b(?:convention|treaty|icerd|(?:this|the)\s+article|articles?\s+\d)\b", re.IGNORECASE)
_FEWEST_WORDS = 2  # of what is said to be missing: a single word stands in many places


def find_silences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the clauses that say what a source leaves out."""
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for match in _SILENCE.finditer(text):
        start = max(cut for cut in cuts if cut <= match.start())
        if _DO_NOT.match(match[0]) and _PEOPLE.search(text, start, match.start()):
            continue
        if _UNTOLD_THING.search(match[0]) and _SO_MANY.search(text, start, match.start()):
            continue
        end = min((cut for cut in cuts if cut >= match.end()), default=len(text))
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def check_silence(claim: Claim) -> list[Finding]:
    """Whether the passages do have what the sentence says they leave out; otherwise that it was not checked.

    What the State's report is said to leave out is not looked for in the treaty, nor the reverse.
    """
    held = None if told_elsewhere(claim) else falsely_absent(claim) or _held_after_all(claim)
    message = "What a source leaves out is for a reader to confirm."
    return [held or Finding(kind="not_checked", message=message)]


def _held_after_all(claim: Claim) -> Finding | None:
    """A `contradiction` where the passages have the thing that a clause says is missing."""
    alone = not claim.asserts
    for start, end in claim.silences:
        given = _found_missing(claim, start, end, alone=alone)
        if given is not None:
            return Finding(kind="contradiction", message=given, suggestion="Say which one is missing.")
    return None


def _found_missing(claim: Claim, start: int, end: int, *, alone: bool) -> str | None:
    """What the passages have of the thing that a clause says is missing, as a message.

    Of "not among the codes which para. 69 lists" the words behind tell the place where it is missing.
    """
    for pattern in _MISSING:
        match = pattern.search(claim.text, start, end)
        if match is None:
            continue
        if pattern is _MISSING[0]:
            place = claim.text[match.end() : end]
            if APART.search(match[0] + place) or SO_THAT.match(match["thing"].lstrip(" ,")):
                continue
            sentences = sentences_at(claim, frozenset(content_stems(place)))
        elif _narrowed(match, end):
            continue
        else:
            sentences = _sentences_of(claim, claim.text[start : match.end()])
        if _of_one_not_named(claim.text[match.end() : end], sentences):
            continue
        given = _given(match["thing"], sentences, alone=alone)
        if given is not None:
            return given
    return None


def _narrowed(match: re.Match[str], end: int) -> bool:
    """Whether words behind or before narrow what is missing: "no date is given by which it will be renewed".

    Then the passage may well have another date.
    """
    behind = (pattern.match(match.string, match.end(), end) for pattern in (_NARROWS, BY_NAME))
    if any(behind) or _OF_WHICH.search(match.string, 0, match.start()):
        return True
    return _FOR_ONE.search(match.string, 0, match.start("thing")) is not None


def _of_one_not_named(behind: str, sentences: Sequence[SourceSentence]) -> bool:
    """Whether it is missing for someone with a name that the passage does not have: "for people of African descent"."""
    whom = _FOR_WHOM.match(behind)
    names = _CAPITAL.findall(whom["whom"]) if whom else []
    return any(not any(sentence.stems.issuperset(content_stems(name)) for sentence in sentences) for name in names)


def _sentences_of(claim: Claim, told: str) -> list[SourceSentence]:
    """The sentences of the cited documents that the words say are silent: the treaty's, or those of all others."""
    report, treaty = _REPORT.search(told), _TREATY.search(told)
    if bool(report) == bool(treaty):
        return list(claim.source.sentences)
    of_treaty = {passage.id for passage in claim.source.passages if Address.from_id(passage.id).in_treaty}
    return [sentence for sentence in claim.source.sentences if (sentence.passage in of_treaty) == bool(treaty)]


def _given(thing: str, sentences: Sequence[SourceSentence], *, alone: bool) -> str | None:
    """What the passages have of a thing said to be missing, as a message.

    A bare "no date is given" is about all of the passage only where the sentence says nothing else.
    """
    for pattern, kinds, name in ((_FIGURE, _AMOUNTS, "figure"), (_DATE, _TIMES, "date")):
        asked = pattern.match(thing.strip())
        if asked is not None and kinds is _TIMES and len(_stems(asked["of"])) == 1:
            return None
        if asked is not None:
            if not alone and not _stems(asked["of"]):
                return None
            return f"The cited passage does give a {name}." if _has_value(asked["of"], kinds, sentences) else None
    wanted = _stems(thing)
    if len(wanted) < _FEWEST_WORDS:
        return None
    denied = re.compile(rf"\b(?:no|any|zero)\s+(?:[\w’'-]+\s+){{0,2}}?{re.escape(thing.split()[0])}\b", re.IGNORECASE)
    # "Reports no complaints" agrees with a passage that says "there have been no complaints".
    code = _A_CODE.search(thing)
    if code is not None:  # "the Criminal Code" is not held by a Code of Criminal Procedure beside a Labour Code
        sentences = [one for one in sentences if code[0].lower() in one.text.lower()]
    held = next((one for one in sentences if wanted <= _held(one) and not denied.search(one.text)), None)
    return f"The cited passage does have this: “{held.text}”" if held else None


def _has_value(of: str, kinds: frozenset[Kind], sentences: Sequence[SourceSentence]) -> bool:
    """Whether a sentence of the passages that has every word asked about also has a figure beside one of them."""
    wanted = _stems(of)
    for sentence in sentences:
        values = [quantity for quantity in sentence.quantities if quantity.kind in kinds and not quantity.soft]
        if values and not wanted:
            return True
        if values and wanted <= _held(sentence):
            near = {stem for role in sentence.roles if role.quantity.kind in kinds for stem in role.keys}
            if kinds is _TIMES or wanted & near:
                return True
    return False


def _stems(text: str) -> frozenset[str]:
    """The content words of what is missing; every kind of law counts as one word."""
    words = [word for word in read_words(text) if word.content and word.lower not in FRAME - {"committee"}]
    stems = frozenset("law" if word.stem in _LAWS else word.stem for word in words)
    return stems | frozenset(f"#{quantity.value:g}" for quantity in read_quantities(text) if not quantity.soft)


def _held(sentence: SourceSentence) -> frozenset[str]:
    figures = frozenset(f"#{quantity.value:g}" for quantity in sentence.quantities)
    return frozenset("law" if stem in _LAWS else stem for stem in sentence.stems) | figures

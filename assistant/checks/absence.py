"""Reads what a sentence says a source leaves out: what kind of thing (a figure, a date, a body), and of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.checks.lexicon import alternatives, word_set
from assistant.checks.words import FRAME, read_words

AbsenceKind = Literal[
    "amount",
    "money",
    "time",
    "often",
    "long",
    "article",
    "law",
    "language",
    "place",
    "body",
    "reason",
    "aim",
    "name",
    "example",
    "stated",
    "other",
    "thing",
]


@dataclass(frozen=True, slots=True)
class Absence:
    """A thing said to be missing.

    `phrase` is how the sentence puts it. `topic` are the stems of the words that say of what, `among` those of the
    place where it is missing ("among the grounds"). `bare` is true where the source is said not to mention the thing
    at all, false where it is said to have no more than the thing's general name ("the levels are not named").
    """

    kind: AbsenceKind
    topic: frozenset[str]
    among: frozenset[str]
    phrase: str
    bare: bool


# A cheap test before the others: without one of these words nothing is said to be missing.
_MAY_MISS = re.compile(
    r"\b(?:no|not|none|nobody|nothing|neither|nowhere|never|cannot|without|silent|missing|absent|omit\w*|withh\w+|passed"
    r"|leaves?|left|fails?|failed|un(?:stated|specified|named|explained|clear|known|mentioned|said|identified|told))\b",
    re.IGNORECASE,
)
_TELL, _TELLS = alternatives("absence_tell"), alternatives("absence_tells")
_TELLING, _TOLD = alternatives("absence_telling"), alternatives("absence_told")
_SAYER = (
    r"(?:the\s+|this\s+|that\s+|its\s+)?(?:cited\s+|state\s+|periodic\s+|national\s+)?"
    rf"(?:{alternatives('absence_sayers')})(?:\s+itself)?"
)
# "The report does not say …", "without naming …", "leaves open …".
_ACTIVE = re.compile(
    rf"""
    \b(?:(?:does|do|did)(?:\s+not|n[’']t)|fails?\s+to|failed\s+to|omits?\s+to|neglects?\s+to|cannot|never)
    \s+(?:\w+\s+){{0,2}}?(?:{_TELL}|learn|see|find\s+out)(?:\s+(?:us|the\s+reader|the\s+committee))?\b
    |\b(?:nobody|no\s+one)\s+(?:explains|says|tells|states|mentions|specifies|indicates|clarifies|discloses|reveals)\b
    |\b(?:{_TELLS})\s+(?:(?:us|the\s+reader)\s+)?(?:nothing|no(?=\s)(?!\s+longer)|neither|not\s+(?:a|an|one)(?:\s+single)?|none)\b
    |\bwithout\s+(?:(?:ever|even)\s+)?(?:{_TELLING})\b|\bleaves?\s+(?:it\s+)?(?:open|out|unclear|unsaid|unanswered)\b|\bomits?\b
    |\bwithholds?\b|\b(?:is|are|remains?|stays?|keeps?)\s+silent\s+(?:on|about|as\s+to|over)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "… is not stated", "… remains unclear", "… does not appear"; and "… is stated", for a clause that begins with "no".
_PASSIVE = re.compile(
    rf"""
    \b(?:is|are|was|were|has\s+been|have\s+been)\s+(?:(?:not|nowhere|never)\s+(?:\w+\s+){{0,2}}?(?:{_TOLD})|left\s+(?:out|open
    |unclear|unsaid|unexplained|unanswered|unspecified|unnamed)|passed\s+over|missing|absent|withheld|omitted|un(?:stated|specified
    |named|explained|clear|known|mentioned|said|identified|told)|not\s+(?:to\s+be\s+)?(?:found|among))\b
    |\b(?:remains?|stays?|goes|go)\s+(?:un\w+|open|silent)\b
    |\b(?:does|do)\s+not\s+(?:appear|figure|feature|occur|come\s+up|emerge)\b|\bcannot\s+be\s+(?:\w+)(?:\s+off)?\b
    |(?P<told>\b(?:is|are)\s+(?:{_TOLD})\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NONE = re.compile(
    r"\W*(?:(?:and|but|yet|though|while|with)\s+)?(?:no|neither|not\s+(?:a|one)(?:\s+single)?|none\s+of|nothing)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"left|missing|absent|omitted|passed|\bun\w+$", re.IGNORECASE)
# That a thing is not there at all; other verbs ("named", "described") ask for more than its general name.
_BARE = re.compile(
    r"mention|absent|missing|left\s+out|passed|appear|figure|feature|occur|come|among|omit|silent|nothing|touch|speak"
    r"|discuss|refer",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"(?:^|[\s,])(?:{_SAYER}|which|and|but|yet|nor|we|nowhere|that|also|,)\s*$", re.IGNORECASE)
_SPEAKS_AFTER = re.compile(rf",?\s+(?:{_SAYER}|we)\s*$", re.IGNORECASE)
SO_THAT = re.compile(r"\W*(?:so|in\s+order)\s+that\b", re.IGNORECASE)  # tells what is aimed at, not a silence
_IF = re.compile(r"\W*if\b", re.IGNORECASE)
_FOR, _TO = re.compile(r"\s+for\b"), re.compile(r"\s+(?:to|as)\b")
_WAS = re.compile(r"(?:was|were|ha(?:s|ve)\s+been)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|neither|none|nobody|not\s+(?:an?|one))\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:that|which|who)\s*$", re.IGNORECASE)
_TOLD_BEFORE = re.compile(
    r"^.*\b(?:is|are|was|were|has|have)\b[^,]*,\s(?=.*\w)", re.IGNORECASE
)  # "figures are given, …"
_MENTION = re.compile(r"\W*(?:any\s+)?(?:mention|word|trace|hint)\s+(?:is\s+made\s+)?(?:of|about|on)\b", re.IGNORECASE)
_AMONG = re.compile(r"\s+(?:among|amongst)\b(?!\s+(?:them|those)\b)", re.IGNORECASE)
_BUT_NOT = re.compile(
    r",?\s(?:but|and|yet)\s+(?:not|never)\s+(?P<thing>(?:(?:in|on|under|by|to|from|for|with|of|at)\s+)?(?:how|who|whom|which"
    r"|what|when|where|why|whether|the|its|their|any)\b[^,.;:()]+)",
    re.IGNORECASE,
)
_TELLING_VERB = re.compile(rf"\b(?:{_TELLS}|(?:is|are)\s+(?:{_TOLD}))\b", re.IGNORECASE)
BY_NAME = re.compile(
    r"\s+(?:by\s+(?:(?:its|their|his|her|an?|any)\s+(?:own\s+)?)?(?:name|number)|individually|separately|specifically|one\s+by\s+one)\b",
    re.IGNORECASE,
)
# "No hint is given of how many", "with no article cited".
_HINT = re.compile(r"^\W*(?:hints?|clues?|indications?|mention|word|trace|explanation)\s*$", re.IGNORECASE)
_HINT_OF = re.compile(r"\s+(?:of|about|on|as\s+to)\b", re.IGNORECASE)
_REDUCED = re.compile(
    rf"\b(?P<none>with\s+(?:no|not\s+(?:an?|one))\s+(?:[\w’'-]+\s+){{1,4}}?)(?:being\s+)?(?P<told>{_TOLD})\b",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"\W*(?:(?:{alternatives('absence_openers')})\s+)*", re.IGNORECASE)
_CUT = re.compile(
    r"""
    [;:?]\s|\s[–—-]\s|,?\s(?:but|yet|although|though|while|whereas|however)\s|,\s(?:and|nor|without|with\s+no|so)\s
    |\sand\s(?=(?:the|this)\s+(?:paragraph|report|passage|text)\b)|\s(?=without\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BODIES = alternatives("absence_bodies")
_AT = r"(?:in|on|under|by|to|from|for|with|of|at|through|since|until)\s+"
_KINDS: tuple[tuple[AbsenceKind, str], ...] = (
    ("money", r"(?:budgets?|costs?|sums?|amounts?|price|how\s+much\s+money)\b"),
    (
        "amount",
        rf"""(?:{_AT})?how\s+(?:many|much)\b|how\s+(?:large|big|high|far)\b|(?:{_AT})?what\s+(?:share|proportion|percentage
        |number|margin)\b|(?:(?:\w+\s+){{1,2}}?)?(?:numbers?|figures?|percentages?)\b|(?:total\s+|overall\s+)?(?:shares?
        |proportions?|size|counts?|quantity|statistics|data|extent)\b(?!\s+(?:sources?|collection|protection))""",
    ),
    ("often", r"how\s+(?:often|frequently|regularly)\b|(?:frequency|intervals?|periodicity|rhythm)\b"),
    (
        "long",
        r"""how\s+(?:long|quickly|soon|fast)\b|(?:for|within|in)\s+(?:how\s+long|what\s+(?:time|period))\b|(?:duration|length
        |time[\s-]limits?|deadlines?|term|period|time\s?frames?|time\s?tables?)\b""",
    ),
    (
        "time",
        rf"""(?:(?:since|from|until|by)\s+)?when\b|(?:{_AT})?(?:which|what)\s+(?:years?|dates?|periods?|months?)\b|(?:years?
        |dates?|day|month|time)\b""",
    ),
    (
        "article",
        rf"""(?:{_AT})?(?:which|what)\s+(?:numbered\s+)?(?:articles?|provisions?|paragraphs?)\b|(?:\w+\s+)?(?:articles?
        |provisions?|paragraphs?)\b""",
    ),
    (
        "law",
        rf"""(?:{_AT})?(?:(?:which|what)\s+(?:kinds?\s+of\s+)?)?(?:legal\s+(?:source|basis|act|ground)s?|laws?|acts?|codes?
        |decrees?|orders?|statutes?|instruments?)\b""",
    ),
    ("language", r"(?:in\s+)?(?:which|what)\s+(?:\w+\s+)?(?:languages?|tongues?)\b|(?:languages?|tongues?)\s+in\b"),
    (
        "place",
        rf"""where\b|(?:{_AT})?(?:which|what)\s+(?:regions?|cit(?:y|ies)|places?|countr(?:y|ies)|districts?|oblasts?)\b|(?:place
        |venue|regions?|cit(?:y|ies)|town|location)\b|countries\s+(?:from|of\s+origin|in)\b""",
    ),
    (
        "body",
        rf"who\b|whose\b|(?:{_AT})?whom\b|(?:{_AT})?(?:which|what)\s+(?:\w+\s+)?(?:{_BODIES})\b|(?:{_BODIES})(?=\s*(?:$|(?:that|which|who|to|responsible|in|for|of|on|by|from|with)\b))",
    ),
    ("reason", r"why\b|(?:for\s+)?(?:what|which)\s+reasons?\b|(?:reasons?|causes?|grounds\s+for|explanation)\b"),
    (
        "aim",
        rf"""what\b(?=.*\bfor\W*$)|(?:{_AT})?(?:what|which)\s+(?:aims?|purposes?|ends?|goals?|view)\b|(?:aims?|purposes?|goals?
        |objectives?)\b""",
    ),
    ("name", r"(?:names?|titles?)\b"),
    ("example", r"(?:examples?|instances?)\b"),
    ("stated", r"whether\b|if\b"),
    ("other", rf"(?:{_AT})?(?:what|which|how)\b"),
)
_READERS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.VERBOSE)) for kind, pattern in _KINDS)
# Of these a bare noun is a thing of its own where it is not asked for: "the Ministry of Finance does not appear".
_MAY_BE_THINGS = frozenset({"body", "place", "language", "example"})
_ASKS = re.compile(rf"(?:{_AT})?(?:who|whose|whom|what|which|where)\b", re.IGNORECASE)
_EMPTY = FRAME - word_set("absence_telling_words") | word_set("absence_here")


@lru_cache(maxsize=1_000)
def read_absences(text: str) -> tuple[Absence, ...]:
    """What the clauses of a sentence say to be missing, in order. Kept, since several checks ask."""
    if _MAY_MISS.search(text) is None:
        return ()
    text = _REDUCED.sub(lambda match: f"{match['none']}is {match['told']}", text)
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    clauses = (text[start:end] for start, end in zip(cuts, cuts[1:], strict=False))
    return (*(absence for clause in clauses for absence in _absences(clause)), *_not_told(text))


def questions(text: str) -> tuple[str, ...]:
    """What a sentence says to be missing, as questions: "how many came is not said" asks "How many came?"."""
    phrases = (absence.phrase.strip(" ,") for absence in read_absences(text))
    return tuple(f"{phrase[0].upper()}{phrase[1:]}?" for phrase in phrases if phrase)


def _not_told(text: str) -> Iterator[Absence]:
    """What is set against something told: "gives the number of refugees, but not the countries they came from"."""
    for match in _BUT_NOT.finditer(text):
        if _TELLING_VERB.search(text, 0, match.start()):
            yield _sort(match["thing"], "", bare=False)


def _absences(clause: str) -> Iterator[Absence]:
    if _MAY_MISS.search(clause) is None or SO_THAT.match(clause):
        return
    active = _ACTIVE.search(clause)
    found = _in_passive(clause) if active is None else _in_active(clause, active)
    if found is not None:
        yield found


def _in_active(clause: str, active: re.Match[str]) -> Absence | None:
    """What stands behind "the report does not say", or before it: "How many came, the report does not say"."""
    before, after = clause[: active.start()], clause[active.end() :]
    speaks = not before.strip(" ,") or _SPEAKS.search(before) or active[0].lower().startswith(("without", "no"))
    if not speaks or _IF.match(before):
        return None
    if _content(after):
        return _sort(after, "", bare=_BARE.search(active[0]) is not None)
    told = _SPEAKS_AFTER.sub("", before)
    return _sort(told, "", bare=_BARE.search(active[0]) is not None) if _content(told) else None


def _in_passive(clause: str) -> Absence | None:
    """What stands before "is not stated", or behind "nothing is said of"."""
    none = _NONE.match(clause)
    for passive in _PASSIVE.finditer(clause):
        before, after = clause[: passive.start()], clause[passive.end() :]
        if passive["told"] and (none is None or _TO.match(after)) or _WHICH.search(before):
            continue  # "no law is said to have come of it", "a group that is not among them"
        if not passive["told"] and _NO.search(before) and _LEFT_OUT.search(passive[0]):
            return None  # "No region is left out"
        if passive[0].lower().endswith("provided") and _FOR.match(after):
            return None  # "is not provided for" tells of the law
        if passive["told"] and none is not None:
            before = before[none.end() :]
            if _HINT.match(before) and (of := _HINT_OF.match(after)):
                before, after = "", after[of.end() :]
        if _WAS.match(passive[0]) and _LEFT_OUT.search(passive[0]):
            return None  # tells of what happened
        listed = not passive["told"] and _AMONG.match(after) is not None
        bare = (listed or _BARE.search(passive[0]) is not None) and not BY_NAME.match(after)
        before = _TOLD_BEFORE.sub("", before)
        if _content(before):
            return _sort(before, after, bare=bare)
        return _sort(after, "", bare=bare) if _content(after) else None
    return None


def _sort(phrase: str, place: str, *, bare: bool) -> Absence:
    mention = _MENTION.match(phrase)
    if mention is not None:  # "makes no mention of"
        return _sort(phrase[mention.end() :], place, bare=True)
    opens = _OPENS.match(phrase)
    thing = phrase[opens.end() :] if opens else phrase
    for kind, reader in _READERS:
        match = reader.match(thing)
        if match is None or kind in _MAY_BE_THINGS and bare and not _ASKS.match(thing):
            continue
        if kind in _MAY_BE_THINGS and thing[0].isupper() and not _ASKS.match(thing):
            continue
        return Absence(kind, _content(thing[match.end() :]), _content(place), thing + place, bare)
    return Absence("thing", _content(thing), _content(place), thing + place, bare)


def _content(text: str) -> frozenset[str]:
    """The stems of the words that say something, the words of telling left out."""
    return frozenset(word.stem for word in read_words(text) if word.content and word.lower not in _EMPTY)

"""What an author says that a source leaves out, held against it: an inference, no claim of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.absence import BY_NAME, SO_THAT
from assistant.checks.absence_held import APART, falsely_absent, sentences_at, told_elsewhere
from assistant.checks.claim import Claim
from assistant.checks.quantities import Kind, read_quantities
from assistant.checks.silences import part
from assistant.checks.source import SourceSentence
from assistant.checks.words import FRAME, content_stems, read_words
from assistant.model import Finding
from vectorstore.address import Address

_TELL, _TELLS, _HOLDS = part("tell"), part("tells"), part("holds")
_GIVEN, _ABSENT = part("given"), part("absent")
# What is said to be missing, after "names no", between "no" and "is named", and in "does not say how many".
_MISSING = (
    re.compile(rf"(?P<thing>[^,.;:()]+?)\s+{_ABSENT}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_TELLS}|{_HOLDS}|has)\s+(?:no|neither|not\s+a|not\s+one)\s+(?P<thing>[^,.;:()]+)", re.IGNORECASE
    ),
    re.compile(
        rf"(?<!is\s)(?<!are\s)\b(?:no|neither|not\s+a\s+single)\s+(?P<thing>(?:[\w’'-]+\s+){{1,14}}?)(?:is|are)\s+(?:{_GIVEN})\b(?!\s+to\b)",
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
    for match in _told_missing(claim):
        given = _found_missing(claim, match, alone=alone)
        if given is not None:
            return Finding(kind="contradiction", message=given, suggestion="Say which one is missing.")
    return None


def _told_missing(claim: Claim) -> Iterator[re.Match[str]]:
    """Where the clauses of a claim say that a thing is missing, each within the bounds of its clause."""
    for start, end in claim.silences:
        for pattern in _MISSING:
            match = pattern.search(claim.text, start, end)
            if match is not None:
                yield match


def _found_missing(claim: Claim, match: re.Match[str], *, alone: bool) -> str | None:
    """What the passages have of the thing that is said to be missing there, as a message.

    Of "not among the codes which para. 69 lists" the words behind tell the place where it is missing.
    """
    behind = claim.text[match.end() : match.endpos]
    if match.re is _MISSING[0]:
        if APART.search(match[0] + behind) or SO_THAT.match(match["thing"].lstrip(" ,")):
            return None
        sentences = sentences_at(claim, frozenset(content_stems(behind)))
    elif _narrowed(match):
        return None
    else:
        sentences = _sentences_of(claim, claim.text[match.pos : match.end()])
    return None if _of_one_not_named(behind, sentences) else _given(match["thing"], sentences, alone=alone)


def _narrowed(match: re.Match[str]) -> bool:
    """Whether words behind or before narrow what is missing: "no date is given by which it will be renewed".

    Then the passage may well have another date.
    """
    behind = (pattern.match(match.string, match.end(), match.endpos) for pattern in (_NARROWS, BY_NAME))
    if any(behind) or _OF_WHICH.search(match.string, 0, match.start()):
        return True
    return _FOR_ONE.search(match.string, 0, match.start("thing")) is not None


def _of_one_not_named(behind: str, sentences: Sequence[SourceSentence]) -> bool:
    """Whether it is missing for someone with a name that the passage does not have: "for people of African descent"."""
    whom = _FOR_WHOM.match(behind)
    names = _CAPITAL.findall(whom["whom"]) if whom else []
    return any(not any(sentence.stems.issuperset(content_stems(name)) for sentence in sentences) for name in names)


def lacks_figure_of_one_not_named(claim: Claim) -> bool:
    """Whether all that is said is that a figure is missing for someone whom the passages do not name.

    "No figure for Roma", of a passage that counts other groups: networks hardly tell one name from another.
    """
    if claim.asserts:
        return False
    for match in _told_missing(claim):
        asked = _FIGURE.match(match["thing"].strip())
        if asked is not None:
            whom = asked["of"] or claim.text[match.end() : match.endpos]
            if _of_one_not_named(whom, claim.source.sentences):
                return True
    return False


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

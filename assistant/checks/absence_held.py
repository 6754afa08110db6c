"""What a sentence says a source leaves out, where a sentence of the cited passages has it: beside the same topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.checks.absence import Absence, AbsenceKind, read_absences
from assistant.checks.absence_time import TIMES, dates_something_else
from assistant.checks.claim import Claim
from assistant.checks.lexicon import alternatives, word_set
from assistant.checks.quantities import Kind
from assistant.checks.source import SourceSentence
from assistant.checks.words import content_stems, read_words
from assistant.model import Finding

_AMOUNTS: frozenset[Kind] = frozenset({"count", "percent", "money", "fraction", "ratio"})
_NAME = re.compile(r"[A-Z][\w’-]+(?:\s+(?:(?:of|for|on|and|the|in|to|against|under)\s+){0,2}[A-Z][\w’-]+)*")
_BODY = re.compile(rf"\b(?i:{alternatives('bodies')})s?\b|\b[A-Z]{{3,}}\b")
_TONGUES = alternatives("peoples")
_SIGNS: dict[AbsenceKind, re.Pattern[str]] = {
    "often": re.compile(
        r"\b(?:annual(?:ly)?|monthly|quarterly|weekly|daily|yearly|(?:twice|once)\s+an?|(?:every|each|per)\s+(?:\w+\s+)?"
        r"(?:years?|months?|quarters?|weeks?)|regularly|systematic\w*)\b",
        re.IGNORECASE,
    ),
    "article": re.compile(r"\b(?:arts?\.|articles?|paras?\.|paragraphs?)\s*\(?\d", re.IGNORECASE),
    "law": re.compile(
        rf"\b(?:{'|'.join(sorted(word.title() for word in word_set('laws') - {'convention'}))}|Order|Resolution)\b"
    ),
    "language": re.compile(
        rf"\bin\s+(?:the\s+)?(?:{_TONGUES})\w*|\b(?:{_TONGUES})\w*\s+(?:and\s+\w+\s+)?languages?\b", re.IGNORECASE
    ),
    "place": re.compile(
        rf"\b(?:in|at|from|to)\s+(?:the\s+)?(?!Kazakhstan)[A-Z]|\b(?i:{alternatives('places')}|provinces)\b"
    ),
    "reason": re.compile(
        r"\b(?:because|due\s+to|owing|since|as\s+a\s+result|therefore|in\s+view\s+of|given\s+that|on\s+account|for\s+this\s+reason"
        r"|premature|reasons?|in\s+connection\s+with|following|thanks\s+to)\b",
        re.IGNORECASE,
    ),
    "aim": re.compile(
        r"\b(?:to\s+(?!the\b|an?\b|\d|date\b|all\b|those\b|members?\b|persons?\b|which\b|be\b|have\b)[a-z]+|with\s+a\s+view\s+to"
        r"|with\s+the\s+aim|aim(?:s|ed)?\b|purpose|so\s+that|designed|objective|goal)",
        re.IGNORECASE,
    ),
    "name": re.compile(r"(?<![.!?:]\s)(?<!^)(?<!“)\b[A-Z][^\WA-Z_][\w’-]+|“"),
    "example": re.compile(
        r"\b(?:such\s+as|for\s+(?:example|instance)|including|in\s+particular|namely|e\.g)\b", re.IGNORECASE
    ),
}
# The share of the topic's words that a sentence must have beside such a thing.
_SHARES: dict[AbsenceKind, float] = {
    "amount": 0.75,
    "money": 0.0,
    "time": 0.2,
    "often": 0.6,
    "long": 1.0,
    "article": 0.0,
    "law": 0.0,
    "language": 0.2,
    "place": 0.6,
    "body": 0.6,
    "reason": 0.0,
    "aim": 0.0,
    "name": 0.2,
    "example": 1.0,
    "stated": 1.0,
    "thing": 1.0,
}
_BY = re.compile(r"\b(?:by|with|of|from|under|and)\s+(?:the\s+)?$", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:no|not|never|neither|nor|none|without|except\w*|exclud\w*|unless)\b", re.IGNORECASE)
APART = re.compile(
    r"[“\"]|\b(?:separate\w*|apart|individual\w*|word|term|expression|others?|before|earlier|previous\w*|so\s+far|by\s+(?:which|when)|until\s+when|used\s+to|own"
    r"|each|would|might|should|timely)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"^(?:one|some|several)\b|\b(?:only|single)\s+one\b|\btitles?\b", re.IGNORECASE)
_REACH = 60  # characters
_WHICH = re.compile(
    r"(?:\w+\s+)?(?:which|what)\s+(?:(?:kinds?|sorts?|types?)\s+of\s+)?(?P<things>[^,;.]+)", re.IGNORECASE
)
_PLURAL = re.compile(r"[^s]s$")
_LIST = re.compile(
    r"[^.;(]{0,45}?(?:\((?!see\b|arts?\b|paras?\b|No)[^()]*(?:,|\band\b)|\b(?:namely|including|such\s+as|in\s+particular)\b|:\s)"
    r"|\s+of\s+[\w’-]+(?:,\s[\w’ -]+)+\s+and\s"
)
_TURNS_UP = re.compile(
    r"\b(?:but|yet|while|whereas|though|although)\s+(?:it|they|these|those)\s+(?:(?:does|do)\s+)?(?:turns?\s+up|appears?"
    r"|comes?\s+up|stands?|occurs?|figures?|(?:is|are)\s+(?:cited|named|listed|mentioned|found|quoted))\b",
    re.IGNORECASE,
)
_FEWEST_STATED = 2  # words of what is said to be left open
_LISTED = 0.6  # of the topic's words, beside a list
_BESIDE = 0.5  # of the topic's words, weighed by nearness, that belong to the figure
# Asks for a part of what is told.
_OF_SO_MANY = re.compile(
    r"\bof\s+(?:the|these|those|all)\s+(?:(?:more|less|fewer)\s+than\s+|over\s+|some\s+|about\s+)?\d", re.IGNORECASE
)


def falsely_absent(claim: Claim) -> Finding | None:
    """A `contradiction` where the passages have what the sentence says that they leave out."""
    for absence in read_absences(claim.text):
        held = next((one for one in sentences_at(claim, absence.among) if _holds(one, absence)), None)
        if held is not None:
            return Finding(
                kind="contradiction",
                message=f"The cited passage does have this: “{held.text}”",
                suggestion="Say which one is missing.",
            )
    return None


def nearly_held(claim: Claim) -> tuple[float, float]:
    """How nearly the passages have what is said to be missing, 0 to 1 each: too little to tell by itself.

    The first is of a thing of the kind that is asked for, a figure or a date, beside words of what it is of; the second
    is the greatest share of these words in one sentence, whatever is asked for.
    """
    kind_given, topic_given = 0.0, 0.0
    for absence in read_absences(claim.text):
        topic = absence.topic | absence.among
        for sentence in sentences_at(claim, absence.among):
            share = _share(topic, sentence.stems)
            topic_given = max(topic_given, share)
            any_of_it = frozenset() if absence.kind == "amount" else topic
            if absence.kind in _TYPED and _has_kind(sentence, absence.kind, any_of_it):
                kind_given = max(kind_given, _KIND_ALONE + (1 - _KIND_ALONE) * share)
    return kind_given, topic_given


def told_elsewhere(claim: Claim) -> bool:
    """Whether it says itself that another of the passages has what is missing: "but it turns up where …"."""
    return len(claim.source.passages) > 1 and _TURNS_UP.search(claim.text) is not None


def sentences_at(claim: Claim, place: frozenset[str]) -> Sequence[SourceSentence]:
    """The sentences of the one passage that has most words of the place where a thing is missing; else all of them."""
    stems_of: dict[str, set[str]] = {}
    for sentence in claim.source.sentences:
        stems_of.setdefault(sentence.passage, set()).update(sentence.stems)
    shared = {passage: len(place & stems) for passage, stems in stems_of.items()}
    most = max(shared.values(), default=0)
    meant = [passage for passage, count in shared.items() if count == most]
    if len(meant) != 1:
        return claim.source.sentences
    return [sentence for sentence in claim.source.sentences if sentence.passage == meant[0]]


def _holds(sentence: SourceSentence, absence: Absence) -> bool:
    if APART.search(absence.phrase) or absence.kind == "amount" and _OF_SO_MANY.search(absence.phrase):
        return False
    if absence.kind == "thing" and absence.bare:
        return _has_thing(sentence, absence)
    topic = absence.topic | absence.among
    if absence.kind in {"other", "thing"}:
        return _share(topic, sentence.stems) >= _LISTED and _has_list(sentence, absence.phrase)
    if absence.kind == "time" and absence.topic and not absence.topic & sentence.stems:
        return False  # another date than that of "the year of the last census"
    if absence.kind == "time" and dates_something_else(sentence, absence):
        return False
    if absence.kind == "stated" and len(topic) < _FEWEST_STATED:
        return False
    return _share(topic, sentence.stems) >= _SHARES[absence.kind] and _has_kind(sentence, absence.kind, topic)


def _has_thing(sentence: SourceSentence, absence: Absence) -> bool:
    """Whether it has a thing that is said not to be mentioned at all."""
    if not absence.topic or not absence.topic <= sentence.stems:
        return False
    if _ONE_OF.search(absence.phrase) or any(
        absence.topic & _reached(denial) for denial in _DENIES.finditer(sentence.text)
    ):
        return False
    names = [match[0].lower() for match in _NAME.finditer(absence.phrase) if " " in match[0]]
    return all(name in sentence.text.lower() for name in names)  # "Criminal Code" is no "Code of Criminal Procedure"


def _has_list(sentence: SourceSentence, phrase: str) -> bool:
    """Whether it lists what is asked for in the plural: "which platforms" of "platforms (eGov, e-Otinish …)"."""
    asked = _WHICH.match(phrase)
    words = [word for word in read_words(asked["things"] if asked else phrase) if word.content]
    head = words[0] if asked and words else next((word for word in words if _PLURAL.search(word.lower)), None)
    if head is None or not _PLURAL.search(head.lower):
        return False
    return any(word.stem == head.stem and _LIST.match(sentence.text, word.end) for word in sentence.words)


def _reached(denial: re.Match[str]) -> set[str]:
    """The stems of the words that a "no" or "except" reaches: an exception may be a long list."""
    reach = _REACH if denial[0].lower().startswith(("n", "w", "u")) else 4 * _REACH
    return set(content_stems(denial.string[denial.end() :][:reach]))


def _share(topic: frozenset[str], stems: frozenset[str]) -> float:
    return len(topic & stems) / len(topic) if topic else 0.0


def _has_kind(sentence: SourceSentence, kind: AbsenceKind, topic: frozenset[str]) -> bool:
    if kind in _SIGNS:
        return _SIGNS[kind].search(sentence.text) is not None
    if kind in _FOUND:
        return _FOUND[kind](sentence, topic)
    return True


def _has_amount(sentence: SourceSentence, topic: frozenset[str]) -> bool:
    """Whether a figure is there whose own part of the sentence has most words of the topic."""
    return any(
        sum(min(1.0, role.keys.get(stem, 0.0)) for stem in topic) >= _BESIDE * len(topic)
        for role in sentence.roles
        if role.quantity.kind in _AMOUNTS
    )


def _has_money(sentence: SourceSentence, topic: frozenset[str]) -> bool:
    return any(quantity.kind == "money" for quantity in sentence.quantities)


def _has_time(sentence: SourceSentence, topic: frozenset[str]) -> bool:
    return any(quantity.kind in TIMES for quantity in sentence.quantities)


def _has_length(sentence: SourceSentence, topic: frozenset[str]) -> bool:
    return any(quantity.kind in TIMES | {"duration"} for quantity in sentence.quantities)


def _has_body(sentence: SourceSentence, topic: frozenset[str]) -> bool:
    """Whether a body is named that the topic itself does not name, before the topic or after "by", "with" or "of"."""
    begins = min((word.start for word in sentence.words if word.stem in topic), default=len(sentence.text))
    return any(
        _BODY.search(name[0])
        and not set(content_stems(name[0])) <= topic
        and (name.start() <= begins or _BY.search(sentence.text, 0, name.start()))
        for name in _NAME.finditer(sentence.text)
    )


_FOUND: dict[AbsenceKind, Callable[[SourceSentence, frozenset[str]], bool]] = {
    "amount": _has_amount,
    "money": _has_money,
    "time": _has_time,
    "long": _has_length,
    "body": _has_body,
}
_TYPED = frozenset({*_SIGNS, *_FOUND})  # the kinds of things that are known when they are seen
_KIND_ALONE = 0.3  # what such a thing counts for with none of the words of what is asked for

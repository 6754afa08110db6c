"""Details that questions ask for and reports seldom hold: who by name, an average, some of a group, how a case ended.

A sentence that stands near such a question holds everything but the detail, so that likeness alone says nothing.
"""

from __future__ import annotations

import re

from assistant.engines.extractive.answer_demands import PERSON
from assistant.engines.extractive.answer_wanted import WHO

_BY_NAME = re.compile(rf"{WHO}|^what (?:is|are|was|were) (?:the|his|her|their) names?\b|\bby name\b", re.IGNORECASE)
# People, bodies and places that an answer would call by their names.
_WHICH_ONES = re.compile(
    r"^(?:and |from |in |by |to )?(?:which\s+(?:\w+\s+){0,2}?|what\s+)(?:NGOs?|organi[sz]ations?|associations"
    r"|part(?:y|ies)|compan(?:y|ies)|employers|firms|newspapers?|outlets?|journalists?|activists?|officers?|senators|deputies"
    r"|members|universities|villages|websites|platforms|proposals|countries|people|persons|groups|minorities|charities"
    r"|judges?|experts|languages|media|donors|lawyers|prosecutors|bloggers|defendants|suspects|victims"
    r"|leaders|ministers|channels|publishers|hospitals|prisons|teachers|towns)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<=[a-z,(:“] )(?!Kazakh|States?\b|Governments?|President|Parliament|Senate|Majilis|Constitution|Criminal"
    r"|Codes?\b|Administrative|Convention|Acts?\b|Law|Committee|Minist|Office|Court|Supreme|Legal|Department)"
    r"[A-Z][\w’-]+(?:(?: (?:and|of|on|the|in|for|to))* [A-Z][\w’-]+)*"
)
_OF_THE_STATE = re.compile(
    r"\b(?:Act|Code|Law|Decision|Order|Decree|Service|Commission|Committee|Ombudsman|Commissioner|Regulations?)\b"
)
_STATISTIC = re.compile(
    r"\b(?:average|median|highest|lowest|longest|shortest|oldest|youngest)\b"
    r"|\beach \w+(?: \w+)? (?:get|receive|cost|pay|earn)|\bper (?:head|person)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:costs?|earn(?:s|ed|ings)?|money|budget|paid|pay|salary|wages?|spen[dt]|fund(?:s|ed|ing)?|fines?|price)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"\btenge\b|\$|€|\bdollars?\b|\bmonthly calculation index\b|\bper cent\b|\bbudget", re.IGNORECASE)
_SOME_OF = re.compile(
    r"(?<!and )\b(?:how many|which|any|some) of (?:the|its)\b|\b(?:how many|which|any|some) of (?:these|those|them)\b"
    r"|^(?:out )?of (?:the|these|those) [^?]*\b(?:how many|what (?:part|share|percentage|proportion))\b"
    r"|\b(?:how many|what (?:share|percentage)|(?:is|are|was|were) there)\b[^?]*\bamong (?:the|these|those|them)\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\b(?:really|actually|truly|in (?:actual )?practice|in reality|on the ground|what (?:more|else))\b", re.IGNORECASE
)
_WORDS_OF = re.compile(
    r"\bwhat (?:did|does|do|has|have|was) (?P<who>[^?]*?)\b(?:say|said|recommend\w*|rule[ds]?|conclude[ds]?|find|found"
    r"|critici[sz]\w*|propose\w*|write|written|decide\w*|show|think)\b|\bcritici\w+|\bposition of\b|\bconclusions?\b",
    re.IGNORECASE,
)
_AT_HAND = re.compile(
    r"\b(?:report|State|Government|Kazakhstan|Convention|ICERD|articles?|authorities|courts?|polls?|surveys?)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:ever|today|at present|currently|by now|so far|nowadays)\b|^(?:on )?(?:what|which) (?:day|date|year)\b"
    r"|(?:^|[:,] )(?:(?:who|what|which|when|how many)(?: \w+){0,2} )?(?:was|were|has|have)\b(?! to\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*how many\b", re.IGNORECASE)
_REASON = re.compile(r"\bwhy\b|\breasons?\b|\bon what grounds?\b|\bhow come\b", re.IGNORECASE)
_GIVES_REASON = re.compile(
    r"\b(?:because|owing to|due to|as a result|therefore|thus|given (?:that|the)|in (?:the )?(?:light|view) of"
    r"|since (?!\d|(?:the )?(?:beginning|adoption|independence|gaining))|in order to|so that|aimed? at|intended to"
    r"|for the purposes? of|with (?:a view|the aim)|(?:would|could|may) (?:require|entail|lead|undermine|weaken|cause"
    r"|generate)|risks?|no need|premature|hasty|absence of|lack of|insufficient|constraints?|grounds?|reasons?"
    r"|attributable|linked to|explained by|taking into account|unnecessary|already)\b",
    re.IGNORECASE,
)


def lacks_person(asked: str, text: str) -> bool:
    """Whether a question asks who somebody is, and the text names nobody."""
    return _BY_NAME.search(asked) is not None and PERSON.search(text) is None


def lacks_names(asked: str, text: str) -> bool:
    """Whether a question asks which people, bodies or places, and the text has no name that the question has not.

    Names of laws and State bodies are no answer to that.
    """
    if _WHICH_ONES.search(asked) is None:
        return False
    return not any(match[0] not in asked and not _OF_THE_STATE.search(match[0]) for match in _NAME.finditer(text))


def lacks_statistic(asked: str, text: str) -> bool:
    """Whether a question asks for an average, an extreme or a rate, and the text speaks of none."""
    return _STATISTIC.search(asked) is not None and _STATISTIC.search(text) is None


def lacks_sum(asked: str, text: str) -> bool:
    """Whether a question speaks of money otherwise than by a count of fines, and the text of no sum or budget."""
    return _MONEY.search(asked) is not None and not asks_number(asked) and _SUM.search(text) is None


def asks_some_of(asked: str) -> bool:
    """Whether a question asks how many or which of a group that it takes as known."""
    return _SOME_OF.search(asked) is not None


def asks_number(asked: str) -> bool:
    """Whether a question asks how many, before all else."""
    return _NUMBER.match(asked) is not None


def asks_event(asked: str) -> bool:
    """Whether a question asks what has happened or how things stand today, which no provision of a treaty tells."""
    return _EVENT.search(asked) is not None


def asks_beyond(asked: str) -> bool:
    """Whether a question asks how things are in fact, or for more than is told: a report tells what it tells."""
    return _BEYOND.search(asked) is not None


def asks_reason(asked: str) -> bool:
    """Whether a question asks why."""
    return _REASON.search(asked) is not None


def lacks_reason(asked: str, text: str) -> bool:
    """Whether a question asks why, and the text gives no reason."""
    return asks_reason(asked) and _GIVES_REASON.search(text) is None


def asks_words_of_others(asked: str) -> bool:
    """Whether a question asks what somebody said or found who is not the State, and no text at hand."""
    match = _WORDS_OF.search(asked)
    return match is not None and not (match["who"] and _AT_HAND.search(match["who"]))

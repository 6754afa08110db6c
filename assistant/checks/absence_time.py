"""Dates that do not answer: of a time said to be missing, a passage that has a year may date something else by it."""

from __future__ import annotations

import re

from assistant.checks.absence import Absence
from assistant.checks.quantities import Kind
from assistant.checks.source import SourceSentence
from assistant.checks.words import content_stems, read_words

TIMES: frozenset[Kind] = frozenset({"year", "date"})
_WHEN = re.compile(
    r"\W*(?:when|(?:the\s+)?(?:years?|dates?|day|month|time)(?:\s+(?:in|on|at)\s+which|\s+(?:of|when|for))?"
    r"|(?:in|on|at|by|since|until)?\s*(?:which|what)\s+(?:years?|dates?|periods?|months?))\b",
    re.IGNORECASE,
)
_INSTRUMENT = (
    r"(?:amendment|convention|covenant|protocol|act|law|code|constitution|decree|declaration|charter|agreement|treaty"
    r"|rules)"
)
_NAMED_BY_YEAR = re.compile(
    rf"\b(?P<with>(?:19|20)\d\d\s+{_INSTRUMENT})\b"
    rf"|\b(?P<of>{_INSTRUMENT}(?:\s+(?:on|to)\s+[^,.;]{{1,60}})?\s+of\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_STATE = frozenset(content_stems("kazakhstan state government country party"))


def dates_something_else(sentence: SourceSentence, absence: Absence) -> bool:
    """Whether the years of a sentence are no answer to the time that another says to be missing."""
    return _only_in_names(sentence, absence.phrase) or _of_another_event(sentence, absence)


def _only_in_names(sentence: SourceSentence, phrase: str) -> bool:
    """Whether its years are but parts of names: "the 1951 Convention" does not tell when the State joined it.

    Where the question is about what is so named itself ("when the amendment was made"), they answer it.
    """
    years = [quantity for quantity in sentence.quantities if quantity.kind in TIMES]
    asked = _asked_first(phrase)
    names = [
        name
        for name in _NAMED_BY_YEAR.finditer(sentence.text)
        if asked.isdisjoint(content_stems(name["of"] or name["with"]))
    ]
    return bool(years) and all(any(name.start() <= year.start < name.end() for name in names) for year in years)


def _of_another_event(sentence: SourceSentence, absence: Absence) -> bool:
    """Whether it tells of another event: of "joined the 1951 Convention" it has no more than the State and the name."""
    names = [stem for name in _NAMED_BY_YEAR.finditer(absence.phrase) for stem in content_stems(name[0])]
    return bool(names) and (absence.topic - set(names) - _STATE).isdisjoint(sentence.stems)


def _asked_first(phrase: str) -> frozenset[str]:
    """The stems of what a question of time asks about first: the decision in "when a decision on it may be taken"."""
    asked = _WHEN.match(phrase)
    words = [word for word in read_words(phrase[asked.end() :] if asked else phrase) if word.content]
    return frozenset(word.stem for word in words[:1])

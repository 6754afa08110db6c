"""Which of the Convention's listed rights, and which words of a topic, the State report never mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.article_terms import stems
from vectorstore.everyday_words import shipped_everyday_words
from vectorstore.model import Passage

_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "of",
        "to",
        "in",
        "for",
        "by",
        "any",
        "other",
        "own",
        "alone",
        "as",
        "well",
        "association",
        "others",
        "within",
        "border",
        "one",
        "with",
        "at",
    ]
)
_SPOKEN_OF: dict[str, str] = {  # for each right, what a report that speaks of it says
    "5(a)": r"courts?\b|tribunals?\b",
    "5(b)": r"violence|security of person|torture",
    "5(c)": r"elections?\b|civil service|public service|deput(?:y|ies)|political participation",
    "5(d)(i)": r"freedom of movement|residence (?:permits?|registration)|choose (?:a|their|his) residence",
    "5(d)(ii)": r"(?:leave|leaving|left) (?:the|any|their|his|one’s) (?:own )?country",
    "5(d)(iii)": r"citizenship|nationality|stateless",
    "5(d)(iv)": r"choice of (?:a )?spouse|choose (?:a|their) spouse|forced marriages?|mixed marriages?",
    "5(d)(v)": r"property rights|rights? (?:to|of) (?:own )?property|own property|land ownership|ownership of",
    "5(d)(vi)": r"inherit",
    "5(d)(vii)": r"freedom of (?:thought|conscience|religion|belief)|religious freedom",
    "5(d)(viii)": r"freedom of (?:expression|opinion|speech)",
    "5(d)(ix)": r"freedom of (?:peaceful )?(?:assembly|association)|peaceful (?:assembly|assemblies)|rallies",
    "5(e)(i)": r"employment|labour",
    "5(e)(ii)": r"trade unions?\b",
    "5(e)(iii)": r"housing|dwellings?\b",
    "5(e)(iv)": r"medical|health",
    "5(e)(v)": r"education",
    "5(e)(vi)": r"cultural|culture",
    "5(f)": r"hotels?\b|restaurants?\b|cafés?\b|public transport|places? (?:or services? )?(?:open|intended)",
}
_MENTIONED: dict[str, str] = {  # words that only touch on it, enough that it cannot be called unmentioned
    "5(d)(iv)": r"marriages?\b|married",
    "5(d)(ix)": r"associations?\b",
}
_OF_OTHER_TREATIES = re.compile(r"\bRatification\b")  # a heading under which other treaties' rights are listed
_WINDOW = 60  # characters in which both words of a pair must stand


def is_spoken_of(provision: Passage, units: Sequence[Passage]) -> bool:
    """Whether a passage holds the words in which reports speak of the right, what other treaties say apart.

    A provision for which none are known: a pair of its words, or its only word.
    """
    own = [unit for unit in units if not any(_OF_OTHER_TREATIES.search(heading) for heading in unit.headings)]
    return _found(provision, own)


def is_silent(provision: Passage, units: Sequence[Passage]) -> bool:
    """Whether no passage so much as touches on the right, be it as one of another treaty."""
    touches = _MENTIONED.get(provision.id.partition("#")[2])
    if touches and any(re.search(rf"\b(?:{touches})", unit.text, re.IGNORECASE) for unit in units):
        return False
    return not _found(provision, units)


def _found(provision: Passage, units: Sequence[Passage]) -> bool:
    spoken_of = _SPOKEN_OF.get(provision.id.partition("#")[2])
    if spoken_of:
        return any(re.search(rf"\b(?:{spoken_of})", unit.text, re.IGNORECASE) for unit in units)
    words = [word.lower() for word in _WORD.findall(provision.text.split("—")[0])]
    content = [word for word in words if word not in _EMPTY and not word.startswith("right")]
    pairs = list(pairwise(content))
    if content and content[0] == "freedom":
        pairs += [("freedom", word) for word in content[2:]]
    if not pairs:
        return any(stems(content[0]) & stems(unit.text) for unit in units) if content else True
    return any(_holds(unit.text, pair) for unit in units for pair in pairs)


def unspoken(topic: str, units: Sequence[Passage]) -> list[str]:
    """The words of a topic, in order, that no passage holds in any form, and for which no official term is known."""
    known = stems(" ".join(unit.text for unit in units))
    words = dict.fromkeys(_WORD.findall(topic))
    return [word for word in words if stems(word) - known and not shipped_everyday_words().official_terms(word)]


def _holds(text: str, pair: tuple[str, str]) -> bool:
    first, second = (re.escape(word[: max(4, len(word) - 2)]) for word in pair)
    return bool(re.search(rf"\b{first}\w*\b.{{0,{_WINDOW}}}?\b{second}\w*", text))

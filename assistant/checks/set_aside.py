"""A "no" that contradicts nothing: it sets aside what no one says, denies twice, or denies no more than "all"."""

from __future__ import annotations

import re

from assistant.checks.words import FRAME, content_stems, read_words

_OTHER_THAN = r"other\s+(?:[\w’'-]+\s+){0,3}?than"
_EXCLUSIVE = re.compile(
    rf"""
    \b(?:no|nobody|none|nothing|never|not|cannot|no\s+one)\b.*\b(?:except|but|{_OTHER_THAN}|otherwise|unless|until
    |without|save|apart|only|prior\s+to|yet
    |before(?!\s+(?:the\s+|a\s+)?(?:courts?|judges?|tribunals?|parliament|committee|law)\b))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Who has no documents" says which persons, and "no heading of their own" that they share one: neither denies the rest.
OF_WHOM = re.compile(
    r"\b(?:who|whom|which|that)\s+(?:(?:is|are|was|were|has|have|had|does|do|did|can|could|may|will|would)\s+)?(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_OF_THEIR_OWN = re.compile(r"\bof\s+(?:its|their|his|her)\s+own\b", re.IGNORECASE)
SETS_ASIDE = re.compile(
    r"not\s+(?:more|fewer|less|higher|lower|\d[\d.,]*)(?=\s*[,.;)])", re.IGNORECASE
)  # "fewer, not more,"
# "No region in which it is not at work", "whoever is not on the list cannot be chosen": both together deny nothing.
_TWICE = re.compile(
    r"\b(?:no|nobody|none|nothing)\b[^,;.]*\b(?:which|where|who|whom)\b[^,;.]*\bnot\b"
    r"|\bwhoever\b[^,;.]*\bnot\b.*\b(?:not|cannot|no)\b",
    re.IGNORECASE,
)
_NOT_WANTING = re.compile(
    r"\b(?:no|nobody|none|nothing|not|never|nowhere)\b[^,;.]*\b(?P<wanting>lack\w*|missing|absent|fails?|failed|vanish\w*"
    r"|disappear\w*|ceas\w+|went\s+away|gone|spared|exempt\w*|free\s+(?:of|from))\b",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:not|never|cannot|\w+n[’']t)\b[^,;.]*?\b(?:alone|only|solely|exclusively|always|everywhere|every|all"
    r"|(?:by|on)\s+(?:itself|themselves|himself|herself)|on\s+(?:its|their)\s+own)\b"
    # "Mediators alone do not make up the pool"
    r"|\b(?:alone|(?:by|on)\s+(?:itself|themselves)|on\s+(?:its|their)\s+own)\s+(?:(?:do|does|did|is|are|was|were|can|could"
    r"|will|would|has|have)\s+not|cannot)\b",
    re.IGNORECASE,
)
# "Not even 0.01 per cent" is a figure; "may, but need not" is what "may" says.
_NO_DENIAL = re.compile(
    r"\bnot\s+even\s+(?:\d|an?\b|half|one|two|three|four|five|six|seven|eight|nine|ten|\w+ty\b)", re.IGNORECASE
)
_NEED_NOT = re.compile(
    r"\b(?:need\s+not|(?:is|are)\s+(?:not\s+(?:obliged|bound|forced)|under\s+no\s+duty))\b", re.IGNORECASE
)
_MAY = re.compile(r"\b(?:may|can|optional|voluntar\w+)\b", re.IGNORECASE)
# "Do not agree with it" are "at variance with it".
_NOT_AT_ONE = re.compile(
    r"\b(?:not|cannot)\s+(?:\w+\s+){0,2}?(?:agree|accord|square|comply|conform|tally|fit|match|consistent|compatible|in\s+(?:line|keeping"
    r"|harmony|accordance|conformity))\b",
    re.IGNORECASE,
)
_AT_ODDS = re.compile(
    r"\b(?:varian\w+|contra(?:ry|dict\w*|ven\w*)|inconsisten\w+|conflict\w*|incompatib\w+|differ\w*|odds)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|every\w*|each|any|always|whole|alone|only|solely|exclusiv\w*)\b", re.IGNORECASE)
# What leads in a thing set aside: "by region and not by origin", "a law, and no mere practice".
_LED_IN = re.compile(r"(?:,|\band)\s*$", re.IGNORECASE)
_NOT_OR_MERE = re.compile(r"not\b|no(?=\s+(?:mere|simple)\b)", re.IGNORECASE)
_ASIDE = re.compile(r"\s+(?P<thing>[^,;:.()]+)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|will|would|shall|should|must)\b", re.IGNORECASE
)
_VERBAL = re.compile(r"(?:only|just|merely|yet|even|all|every|\w+(?:ed|ing|en))\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:by|in|on|under|with|from|to|for|at|of|through|among|within|against)\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"\b(?:except|unless|save)\b(?P<case>[^.;]*)", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:no|not|nobody|none|nothing|never|neither|nor|cannot)\b", re.IGNORECASE)
_FEW_EXCEPTED = 2  # words of the exception that the claim has
_REACH = 5  # words before a thing set aside that tell what is said in its stead


def denies_nothing(text: str, told: str, from_place: int, given: str) -> bool:
    """Whether the denials of a clause contradict nothing in a passage; `told` is the whole sentence.

    They are followed by the one case that is let in, they undo each other, or they deny no more than that it is all,
    of which the passage (`given`) says nothing.
    """
    if _OF_THEIR_OWN.search(text, from_place) or _EXCLUSIVE.search(told) or _TWICE.search(text):
        return True
    if _NO_DENIAL.search(text) or _NEED_NOT.search(text) and _MAY.search(given):
        return True
    if _NOT_ALL.search(text) and not _ALL.search(given) or _NOT_AT_ONE.search(text) and _AT_ODDS.search(given):
        return True
    wanting = _NOT_WANTING.search(text)
    return wanting is not None and not set(content_stems(wanting["wanting"])) & set(content_stems(given))


def tells_exception(told: str, given: str) -> bool:
    """Whether a sentence tells as allowed just what the passage excepts: "a court may do so in cases of terrorism"."""
    exception = _EXCEPTION.search(given)
    if exception is None or _DENIAL.search(told) or _ALL.search(told):
        return False
    return len(set(content_stems(exception["case"])) & set(content_stems(told))) >= _FEW_EXCEPTED


def sets_aside(text: str, start: int, given: str) -> bool:
    """Whether the "not" at a place only keeps apart what the passage has from something else: "A, and not B".

    That is so where the passage has what is said instead; of "by region and not by origin" it contradicts a passage
    that has origin and no region.
    """
    no, led_in = _NOT_OR_MERE.match(text, start), _LED_IN.search(text, 0, start)
    aside = _ASIDE.match(text, no.end()) if no else None
    if aside is None or led_in is None or _FINITE.search(aside["thing"]) or _VERBAL.match(aside["thing"]):
        return False
    own = _own(text[: led_in.start()], aside["thing"])
    return bool(own) and len(own & set(content_stems(given))) * 2 >= len(own)


def _own(before: str, thing: str) -> set[str]:
    """The stems of what is said instead: from the same preposition on, or the last words."""
    words = read_words(before)
    preposition = _PREPOSITION.match(thing)
    same = [place for place, word in enumerate(words) if preposition and word.lower == preposition[0].lower()]
    told = words[same[-1] :] if same else words[-_REACH:]
    return {word.stem for word in told if word.content and word.lower not in FRAME} - set(content_stems(thing))

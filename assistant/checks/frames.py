"""Who speaks in a sentence, and the phrases that only say so ("The State party reports that …")."""

from __future__ import annotations

import re

from assistant.checks.lexicon import alternatives

_CAPITAL = alternatives("capitals")
_WHO = (
    r"(?:(?:in\s+(?:its|the)\s+(?:state\s+|periodic\s+)?report,?\s+)?(?:the\s+"
    r"|its\s+)?(?:state\s+party(?:[’']s\s+report)?|state\s+report|state|government|report|authorities|delegation"
    r"|kazakhstan|country|periodic\s+report|national\s+report|combined\s+report)|it|they"
    rf"|(?<!for\s)(?:{_CAPITAL}))"
)
_SAYS = (
    r"reports?|reported|says?|said|states?|stated|claims?|claimed|acknowledges?|acknowledged|admits?|admitted"
    r"|concedes?|conceded|recogni[sz]es?|recogni[sz]ed|asserts?|asserted|assures?|assured|describes?|declares?"
    r"|declared|explains?|explained|mentions?|mentioned|notes?|noted|indicates?|indicated|informs?|informed"
    r"|argues?|argued|maintains?|writes?|wrote|believes?|considers?|considered|announces?|announced|adds?|added"
    r"|stresses|stressed|emphasi[sz]es?|underlines?|insists?|holds?|finds?|warns?|complains?|promises?|replies"
    r"|replied|answers?|points?\s+out|tells?(?:\s+us)?|affirms?|reaffirms?|confirms?|submits?|observes?|refers?"
    r"|sets?\s+out|gives?|lists?|cites?|presents?|boasts?|reads?|sees?|speaks?|counts?|names?|expresses|fears?|hopes?"
    r"|thinks?|suggests?|suggested|concludes?|concluded"
)
_THAT = (
    r"(?:\s+(?:also|only|further|again|itself|openly|however|merely|here|there|in\s+this\s+(?:place|section"
    r"|paragraph)))*"
)
_LEAD = re.compile(rf"\b{_WHO}{_THAT}\s+(?:{_SAYS}){_THAT}(?:\s+that\b|\s*:|,)", re.IGNORECASE)
_REPORTED = re.compile(
    rf"""
    \bit\s+is\s+(?:also\s+)?(?:{_SAYS}|acknowledged|said|written|known)\s+that\b
    |\bit\s+is\s+(?:also\s+)?\w+ed\s+that\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ASIDE = re.compile(
    rf"""
    (?:,\s?)?\b(?:according\s+to|in\s+the\s+(?:words|view|opinion|eyes)\s+of|in\s+(?:its
    |the\s+state[’']s)\s+(?:own\s+)?(?:words|view|opinion)|for)\s+(?:{_WHO}(?:[’']s\s+(?:own\s+)?\w+)?)?\s*(?:,
    |(?=\s*[.(“])|$)|,\s*(?:as\s+)?(?:{_SAYS})\s+{_WHO}\b,?|,\s*(?:as\s+)?{_WHO}\s+(?:{_SAYS})\b,?
    |(?:,\s?)?\bif\s+one\s+(?:believes|may\s+believe|trusts)\s+(?:its|the)\s+\w+\b,?
    |(?:,\s?)?\bin\s+(?:the\s+(?:state|government|country)|kazakhstan|{_CAPITAL})[’']s\s+(?:own\s+)?(?:view|words|opinion
    |eyes|reading|account)\b,?
    |\bin\s+(?:its|the|this)\s+(?:state\s+|periodic\s+)?report\s+(?:of|from|dated|submitted\s+in)\s+20\d\d\b
    |\bas\s+the\s+state\s+(?:itself\s+)?(?:admits|says|writes|claims|puts\s+it)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "No: …" and "Not yet: …" answer a question; they deny nothing of what follows.
_ANSWER = re.compile(
    r"^\W*(?:yes|no|not\s+(?:yet|quite|really|entirely|wholly|fully|exactly|so|always|only|necessarily)|partly|in\s+part"
    r"|(?:only\s+)?partially|neither)\s*(?:[:;—–]|,|\.)\s",
    re.IGNORECASE,
)
_STATE_SPEAKS = re.compile(
    rf"""
    \b(?:the\s+|its\s+)?(?:state\s+party|state\s+report|state|government|report|authorities|delegation
    |kazakhstan|{_CAPITAL})(?:{_THAT})\s+(?:{_SAYS})\b|\baccording\s+to\s+(?:the\s+)?(?:state|government|report|authorities
    |{_CAPITAL}|its)\b|\b(?:{_CAPITAL})[’']s\s+(?:own\s+)?(?:view|words|opinion|eyes|reading|account|evidence|claim)\b
    |\bin\s+(?:the\s+view|the\s+words|the\s+opinion)\s+of\s+the\s+(?:state|government|report)\b|\b(?:says
    |writes|claims|reports|admits|states)\s+(?:the\s+(?:state|government|report)|{_CAPITAL})\b|\bit\s+is\s+(?:acknowledged|reported
    |stated|claimed|admitted|said|conceded|noted|recogni[sz]ed)\b|^\W*(?:it|they)(?:{_THAT})\s+(?:{_SAYS})\s+that\b
    |\bby\s+the\s+state\s+party[’']s\s+(?:own\s+)?(?:figures|account)\b|\bin\s+the\s+state\s+party[’']s\s+account\b
    |\bthe\s+state\s+party\s+(?:does\s+not|gives|itself)\b|\breport(?:s|ed|edly)\b|\bclaim(?:s|ed)?\b|\ballegedly\b
    |\bis\s+said\s+to\b|\bare\s+said\s+to\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STATE_STATES = re.compile(
    r"""
    \b(?:the\s+state(?:\s+party)?(?:\s+report)?|the\s+government|the\s+report|kazakhstan)\s+(?:also\s+
    |further\s+)?(?:reports?|says?|claims?|states?|writes?|asserts?|maintains?|acknowledges?|admits?|concedes?
    |boasts?|informs?|indicates?)\b|\baccording\s+to\s+the\s+(?:state(?:\s+party|\s+report)?|government|report)\b
    |\bas\s+it\s+(?:reports|says|states|claims|writes)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CONVENTION_SPEAKS = re.compile(
    r"""
    \b(?:the\s+convention|article\s+(?P<article>\d+)(?:\s*\(\w+\))*(?P<treaty>\s+of\s+the\s+convention)?|states\s+parties
    |icerd)\s+(?:also\s+|expressly\s+)?(?:requires?|obliges?|guarantees?|protects?|prohibits?|forbids?|provides?
    |lays?\s+down|demands?|must|shall|undertake|are\s+(?:required|obliged|bound))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|ours|I|my)\b(?!\s*[.”])")
_COMPARES = re.compile(
    r"""
    \b(?:while|whereas|yet|nevertheless|although|in\s+contrast|compared\s+with|this\s+suggests|suggests\s+that
    |contradict\w*|at\s+odds|inconsistent|does\s+not\s+(?:say|state|explain|mention|indicate)|no\s+paragraph
    |cannot\s+be\s+verified|without\s+saying)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def blank(text: str, ranges: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> str:
    """The text with ranges overwritten by spaces, so that all other places stay."""
    for start, end in ranges:
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
    return text


def frame_ranges(text: str) -> list[tuple[int, int]]:
    """The ranges of the phrases that only say who says something."""
    spans = [match.span() for pattern in (_ANSWER, _LEAD, _REPORTED, _ASIDE) for match in pattern.finditer(text)]
    return [(a, b) for a, b in spans if b - a < len(text.strip())]


def attributes_to_state(text: str) -> bool:
    """Whether a sentence tells what the State says as something that the State says."""
    return _STATE_SPEAKS.search(text) is not None


def state_states(text: str) -> bool:
    """Whether a sentence has the State, its Government or its report say something, in so many words."""
    return _STATE_STATES.search(text) is not None


def convention_requires(text: str, given: str = "") -> bool:
    """Whether a sentence has the Convention require something, in so many words.

    A bare "article 174" is not the Convention's where the passages (`given`) speak of that article of a law.
    """
    return any(not _of_a_law(match, given) for match in _CONVENTION_SPEAKS.finditer(text))


def _of_a_law(speaks: re.Match[str], given: str) -> bool:
    if speaks["article"] is None or speaks["treaty"] is not None:
        return False
    return re.search(rf"\barticles?\s[^.;]*?\b{speaks['article']}\b", given, re.IGNORECASE) is not None


def in_first_person(text: str) -> bool:
    """Whether the author speaks as "we" or "I"."""
    return _FIRST_PERSON.search(text) is not None


def compares(text: str) -> bool:
    """Whether a sentence sets things against each other or says what is missing."""
    return _COMPARES.search(text) is not None

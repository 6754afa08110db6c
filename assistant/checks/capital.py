"""A capital that stands for its government: "Astana says", "in Astana’s view"; "a forum in Astana" names a place."""

from __future__ import annotations

import re

from assistant.checks.lexicon import alternatives

_CAPITALS = alternatives("capitals")
_HELP = (
    r"(?:does|did|do|has|had|is|was|would|will|can|cannot|could|may|must|not|never|nowhere|yet|to|still|itself|also|only"
    r"|again|now|here|there|once|so|in\s+this\s+(?:paragraph|section)|\w+ly)"
)
# What a government does and a town does not: it says, judges, wants, and binds itself by treaties.
_SPEAKS = re.compile(rf"(?:,?\s+{_HELP}){{0,4}}\s+(?:{alternatives('government_verbs')})\b", re.IGNORECASE)
_OWN_WORD = re.compile(rf"[’']s?\s+(?:own\s+|only\s+|\w+ly\s+)?(?:{alternatives('government_words')})\b", re.IGNORECASE)
_SPOKEN_BY = re.compile(
    r"(?:\baccording\s+to|\b(?:words|view|opinion|eyes|reading|account)\s+of"
    r"|,\s+(?:as\s+)?(?:says|said|writes|claims|admits|concedes|reports|argues|insists|holds|maintains|adds|explains))\s+$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|at|from|to|near|around|outside|across|for|between|within|leaving)\s+$", re.IGNORECASE)
# What a government has, what is done to it, and what leads in what it does: "a policy of Astana", "how Astana keeps".
_GOVERNMENTS = re.compile(
    r"\b(?:programmes?|polic(?:y|ies)|laws?|statutes?|reports?|authors|authorities|promises?|commitments?|answers?|dut(?:y|ies)"
    r"|obligations?|claims?|arguments?|position|record|officials)\s+of\s+$"
    r"|\b(?:tied|ties|binds?|bound|obliges?d?|commits?|committed|urges?d?|asks?|asked|reminds?|reminded|presse[sd]|advise[sd]|how"
    r"|why)\s+$",
    re.IGNORECASE,
)
_SEAT = "Geneva"  # of the treaty bodies, for which it stands
_CAPITAL = re.compile(rf"(?:{_CAPITALS})", re.IGNORECASE)
_ENDING = re.compile(r"[’']s?$")


def stands_for_government(text: str, start: int, end: int) -> bool:
    """Whether the name at a half-open range of a text is a capital that is told to speak, judge, want or be bound.

    Or the seat of the United Nations in Geneva, which is as good as the Committee.
    """
    if text[start:end] == _SEAT:
        return True
    capital = _CAPITAL.match(text, start)
    if capital is None or _ENDING.sub("", text[start:end]) != capital[0]:
        return False
    if _SPOKEN_BY.search(text, 0, start) or _GOVERNMENTS.search(text, 0, start):
        return True
    if _OWN_WORD.match(text, capital.end()):
        return True
    return not _PLACE.search(text, 0, start) and _SPEAKS.match(text, end) is not None

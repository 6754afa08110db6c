"""What an author gathers from the wording: "the list is open, since it ends with “and other circumstances”".

The reason is her own, not one that the passage states for a fact.
"""

from __future__ import annotations

import re

_REASONS = re.compile(r"^\W*(?:because|since|given\s+that|therefore)\b", re.IGNORECASE)
# A reason that tells how the text puts it.
_WORDING = re.compile(
    r"""
    ^(?:(?:as|at|in)\s+[^,;]{0,30}\s)?(?:
    (?:the\s+)?(?:state(?:\s+party)?|government|report|paragraph|passage|article|sentence|text|notion|definition|term
    |list|enumeration|formula|wording|provision|rule|clause|it)\s+(?:itself\s+)?(?:says?|speaks?|mentions?|names?|lists?
    |describes?|reads?|refers?|uses?|calls?|ends?|finishes|begins?|opens?|closes?|covers?|wants\s+to)\b
    |[^,;]{0,60}?\b(?:is|are|was|were)\s+(?:also\s+|only\s+|merely\s+|all\s+)?(?:described|mentioned|listed|named|cited|given
    |worded|phrased|called|put\s+forward|taken\s+up|spoken\s+of|introduced\s+by)\b
    |[^,;]{0,40}?\b(?:lists?|enumeration|wording|formula|heading|paragraphs?|sentences?)\b
    |(?:some|many|certain)\s+[\w’-]+\s+"
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A conclusion that is about the text, or is marked as the author's own.
_ABOUT_TEXT = re.compile(
    r"""
    \b(?:list|enumeration|wording|formula|phrase|notion|clause|logic|inference|assumption|argument|figures?\s+arranged)\b
    |\b(?:not|never)\s+(?:seen\s+as\s+|meant\s+)?(?:limited|confined|restricted|closed|exhaustive|a\s+mere)\b
    |\bnot\b[^,;]{0,50}\balone\b|\bdo(?:es)?\s+not\s+(?:end|stop)\s+(?:with|at)\b
    |\b(?:seems?|suggests?|apparently|presumably)\b|\bit\s+is\s+(?:wrong|right|fair|hard|safe)\s+to\b
    |\bleft\s+(?:undefined|open|unsaid)\b|\bstate\s+does\s+not\s+(?:regard|limit|see|hold)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def gathered_from_wording(text: str, span: tuple[int, int]) -> bool:
    """Whether the reason or result that stands at `span` of a sentence tells how the passage is worded."""
    start, end = span
    cause = text[start:end]
    word = _REASONS.match(cause)
    if word is None:
        return False
    reason, rest = cause[word.end() :].lstrip(" ,"), text[:start] + text[end:]
    if not text[:start].strip(" ,"):
        reason, _, rest = reason.partition(", ")
    return _WORDING.match(reason) is not None or _ABOUT_TEXT.search(rest) is not None

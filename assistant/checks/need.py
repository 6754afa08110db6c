"""Whether a sentence states a fact that needs a source."""

from __future__ import annotations

import re

from assistant.checks.claim import Unit
from assistant.checks.frames import in_first_person
from assistant.checks.quantities import read_quantities
from assistant.checks.words import read_words

_NO_CLAIM = frozenset({"heading", "placeholder", "question", "recommendation", "list_lead"})
_QUESTION = re.compile(
    r"\?\s*[\"”’»)\]]*\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*\.?$|^\W*(?:please|kindly)\b", re.IGNORECASE
)
_RECOMMENDS = re.compile(
    r"""
    \b(?:state\s+party|government|kazakhstan|committee|authorities|parliament|state)\s+(?:\w+\s+)?(?:should
    |ought\s+to|is\s+(?:urged|encouraged|asked|recommended|invited|called\s+upon)|must\s+now)\b
    |\bwe\s+(?:\w+\s+)?(?:recommend|urge|ask|call|invite|request|encourage|suggest|propose)\b|\b(?:is
    |are)\s+(?:urged|called\s+upon)\b|\bit\s+is\s+recommended\b|\bthe\s+committee\s+(?:may\s+wish|is\s+asked
    |could)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PLACEHOLDER = re.compile(r"^\W*\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\W*$")
_ABOUT_THE_TEXT = re.compile(
    r"""
    \b(?:this|the\s+(?:following|present|next|above))\s+(?:report|section|submission|chapter|part|paragraphs?
    |sections?|document|annex|response|points?|table|list)\b|\b(?:below|above|as\s+follows|the\s+following)\b
    |\bthe\s+(?:state\s+party|state|government)[’']s\s+(?:answer|reply|account|report)\s+(?:is\s+on|deals?\s+with|concerns?)\b
    |\bwe\s+(?:submit|welcome|thank|regret|note|address|comment|respond|turn|believe|consider|wish|hope|remain
    |are\s+concerned)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What was looked for and not found: a result of reading, for which there is no paragraph to cite.
_SEARCH_RESULT = re.compile(
    r"\bno\s+paragraphs?\s+(?:was\s+|were\s+)?found\b|\b(?:nothing|no\s+\w+)\b.*\b(?:was|were)\s+found\s+in\s+the\b|"
    r"\barises\s+from\s+the\s+paragraphs\b|\bis\s+not\s+in\s+the\s+library\b",
    re.IGNORECASE,
)
_INFERS = re.compile(
    r"""
    ^\W*(?:this|these|that|such|those|both|it|neither|the\s+(?:two|same|difference|gap|contrast|figures?|numbers?
    |claims?|promise|statement|answer)|such\s+an?|therefore|thus|hence|consequently|accordingly|however|nevertheless
    |nonetheless|moreover|furthermore|finally|in\s+sum|in\s+short|overall|in\s+conclusion|taken\s+together
    |as\s+a\s+result|in\s+other\s+words|for\s+these\s+reasons|without\s+(?:such|these|them))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"(?<=[a-z,;]\s)[A-Z][a-zà-ÿ]+")
_VERB = re.compile(
    r"""
    \b(?:is|are|was|were|has|have|had|be|been|does|do|did|will|can|may|must|shall|\w{3,}(?:ed|es|s)|made|took|gave
    |told|found|held|kept|went|got|became|began|came|left|lost|saw|put|set|ran|paid|grew|fell|rose)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FEW_WORDS = 5
_FEWEST_WORDS = 2  # where a figure stands among them


def claims_something(unit: Unit) -> bool:
    """Whether the sentence is prose that states something, by layout and by wording."""
    text = unit.text
    if unit.role in _NO_CLAIM or _PLACEHOLDER.match(text) or _QUESTION.search(text):
        return False
    return not _RECOMMENDS.search(text)


def states_fact_without_source(text: str) -> bool:
    """Whether a sentence without a citation asserts a fact that a reader would want a source for.

    Connectives, remarks on the text itself and conclusions drawn from the sentences before are left alone unless they
    bring in a figure of their own.
    """
    content = [word for word in read_words(text) if word.content]
    figures = [quantity for quantity in read_quantities(text) if not quantity.soft and quantity.kind != "identifier"]
    if (
        len(content) < (_FEWEST_WORDS if figures else _FEW_WORDS)
        or text.rstrip().endswith(":")
        or not _VERB.search(text)
    ):
        return False
    if _SEARCH_RESULT.search(text):
        return False
    if figures:
        return True
    if _ABOUT_THE_TEXT.search(text) or _INFERS.match(text):
        return False
    return bool(_NAME.search(text)) or not in_first_person(text)

"""What a sentence is for: only prose makes claims that need a source."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["prose", "heading", "placeholder", "question", "recommendation", "list_lead"]

# "para. 5", "arts. 2 and 5", "¶155", "CERD/C/KAZ/11-14": something that looks like a citation. The address grammar,
# not this pattern, decides what it is.
CITATION_LIKE = re.compile(r"\b(?:para|art|article|paragraph)s?\b\.?\s*\d|¶|\b[A-Z]{2,}/[A-Z0-9]|\b[Ii]bid\b")
_PLACEHOLDER = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\.?")
_ASKS = re.compile(
    r"(?:please|kindly)\b|(?:could|can|would|will) the (?:State party|Government|delegation)\b", re.IGNORECASE
)
_ENDS_AS_QUESTION = re.compile(r"[?؟][\"”’»)\]]*(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?\.?$")
_QUESTIONS = re.compile(r"\bquestions\b|\blist of (?:issues|themes)\b|вопросы", re.IGNORECASE)
_RECOMMENDS = re.compile(r"recommend|рекомендаци", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\b(?:previous|earlier|past|former|implement\w*|follow-up|status|concluding|response|Committee['’]s)\b",
    re.IGNORECASE,
)
_MOST_HEADING_WORDS = 15


def role_of(text: str, headings: tuple[str, ...] = ()) -> Role:
    """The role of a sentence of the running text under `headings`, outermost first."""
    if _PLACEHOLDER.fullmatch(text) and not CITATION_LIKE.search(text):
        return "placeholder"
    if _ASKS.match(text) or _ENDS_AS_QUESTION.search(text) or any(_QUESTIONS.search(line) for line in headings):
        return "question"
    if any(_RECOMMENDS.search(line) and not _LOOKS_BACK.search(line) for line in headings):
        return "recommendation"
    return "list_lead" if text.endswith(":") else "prose"


def is_true_heading(text: str) -> bool:
    """Whether a block set as a heading is one, and not a claim that happens to stand in bold or above a line."""
    ends_a_sentence = text.rstrip().endswith((".", ";")) and len(text.split()) > 4
    return not ends_a_sentence and len(text.split()) <= _MOST_HEADING_WORDS * (1 if CITATION_LIKE.search(text) else 3)

"""Reads that the passages do not hold the answer from a model's text, in the lines asked for or in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vectorstore.address_grammar import find_citations
from vectorstore.sentences import split_sentences

_REFUSAL = "NOT FOUND"
_LINE = re.compile(
    r"^\W*(?P<name>NOT FOUND|NEEDED|RELATED)[\s*_]*:[\s*_]*(?P<text>.*?)[\s*_.]*$", re.MULTILINE | re.IGNORECASE
)
_DECORATION = re.compile(r"^[\s*_#>`•-]*")
_LEAD = re.compile(r"^(?:no paragraph (?:was )?found in \S+ (?:that|which)|that|which|…|\.\.\.)\s*", re.IGNORECASE)
_IN_ITS_OWN_WORDS = re.compile(
    r"""^\W*(?:(?:based\s+on|according\s+to)[^,.]{,60},\s*)?(?:
    no\s+(?:paragraph|passage|information|figure|number|mention)s?\b.*\b(?:found|given|provided|gives?|says?|states?|that)\b
    |none\s+of\s+the\s+(?:passages|documents|paragraphs)\b
    |(?:the|these)\s+(?:[\w’'-]+\s+){,3}?(?:passages?|paragraphs?|documents?|texts?|reports?|materials?)\b
      .{,60}?\b(?:(?:do|does|did)\s*(?:not|n[’']t)|contains?\s+no|gives?\s+no)\b
    |(?:i|we)\s+(?:can\s*not|can[’']t|could\s+not|am\s+unable|are\s+unable|found\s+no|do\s+not|don[’']t)\b)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What no passage says, as the end of a sentence on it; which document would; and what comes nearest."""

    missing: str
    needed: str
    related: str


def refusal_at(text: str, start: int = 0, *, whole: bool = False) -> int:
    """Where the first line from `start` on begins that opens a refusal; the text's length if none does.

    Unless the text is `whole`, so does a last line that may yet turn out to be one.
    """
    at = text.rfind("\n", 0, start) + 1
    while at < len(text):
        end = text.find("\n", at)
        plain = _DECORATION.sub("", text[at : end if end >= 0 else None]).upper()
        if re.match(rf"{_REFUSAL}\b", plain) or (end < 0 and not whole and _REFUSAL.startswith(plain)):
            return at
        if end < 0:
            break
        at = end + 1
    return len(text)


def read_refusal(text: str) -> Refusal:
    """The refusal in lines that open with NOT FOUND."""
    lines = {match["name"].upper(): match["text"] for match in _LINE.finditer(text)}
    missing = _LEAD.sub("", lines.get(_REFUSAL, "")) or "answers this question"
    return Refusal(missing, lines.get("NEEDED", ""), lines.get("RELATED", ""))


def refuses_in_its_own_words(text: str, home: str, treaty: str) -> bool:
    """Whether the first sentence says that the answer is not there, and cites nothing for it.

    "The report does not name colour (para. 85)" is an answer: it corrects the question.
    """
    plain = " ".join(text.split())
    spans = split_sentences(plain)
    first = plain[slice(*spans[0])] if spans else ""
    cites = any(
        first[: citation.span[0]].endswith("(")
        for citation in find_citations(first, default_symbol=home, treaty=treaty)
    )
    return _IN_ITS_OWN_WORDS.search(first) is not None and not cites

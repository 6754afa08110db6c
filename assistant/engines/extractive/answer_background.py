"""Tells what a question asks from what is told before it: people write what they saw, then what they want to know."""

from __future__ import annotations

import re

Span = tuple[int, int]  # half-open places in a text

_SENTENCE_END = re.compile(r"(?:(?<=\w{3}[.!])|(?<=[?]))[\"”’)]*\s+(?=[\"“(]?[A-Z])")
_ASKS = re.compile(
    r"(?:please\s+|also\s+|and\s+)*(?:tell|give|list|explain|name|describe|show|find|compare|what|which|who(?:m|se)?|how"
    r"|when|where|why|whether|quote)\b|(?:(?:I|we|they)\s+(?:\w+\s+){0,2}(?:wants?|needs?|like|wonder|wish)\s+(?:to\b|how"
    r"\b|what\b|whether\b|if\b|which\b))",
    re.IGNORECASE,
)
# A question about what was just told, which has nothing of its own to look for.
_WHETHER_SO = re.compile(
    r"(?:and\s+)?(?:(?:is|was|are|were|does|do|did|can|has|have)\s+(?:that|this|it|there|they|we|the\s+(?:report|state"
    r"|government|treaty|convention))\b(?:\s+(?:really|also|anything|any|a|an|such|say|says|said|find|give|get|have|so"
    r"|true|right|correct|confirm\w*|mention\w*|state\w*|number|figure|word|in|on|of|for|about|that|this|it|them|the|report"
    r"|treaty|convention|state|government|documents?|text|numbers|figures|data|told|written|stand|stands|there|or|not"
    r"|wrong|false|and|what|which|paragraph|where|does))*|(?:true|right|correct)(?:\s+or\s+(?:not|false|wrong))?)\s*\?",
    re.IGNORECASE,
)


def background_of(text: str) -> tuple[Span, ...]:
    """Where a question tells what its author saw or heard, in order; nothing where all of it asks.

    A sentence that ends in a question mark asks, and one that begins as people ask. Where the question is but whether
    it is so, what is told last is asked.
    """
    sentences = _sentences(text)
    asking = [_is_asking(text[start:end]) for start, end in sentences]
    if not any(text[start:end].endswith("?") for start, end in sentences):
        return ()
    for number, (start, end) in enumerate(sentences):
        if number and asking[number] and _WHETHER_SO.fullmatch(text[start:end]):
            asking[number - 1] = True
    return tuple(span for span, asks in zip(sentences, asking, strict=True) if not asks)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text without some parts of it."""
    kept, place = [], 0
    for start, end in spans:
        kept.append(text[place:start])
        place = end
    return " ".join(" ".join([*kept, text[place:]]).split())


def _sentences(text: str) -> list[Span]:
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [(start, start + len(text[start:end].rstrip())) for start, end in zip(starts, ends, strict=True)]


def _is_asking(sentence: str) -> bool:
    return sentence.endswith("?") or _ASKS.match(sentence) is not None

"""What of a claim is held beside statements, and the parts of it that say something by themselves."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.joined import asked_of

_CUT = re.compile(
    r"""
    [;:]\s|\s[–—]\s|,\s|\s(?=(?:and|but|while|whereas|although|though|yet|because|unless|until)\s)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w{4,}")
_FEWEST = 4  # words of some length, that a part has at least


def told_of(claim: Claim) -> str:
    """What of a claim is held beside statements: what it asserts, or the whole of it where it tells of a silence."""
    return " ".join(claim.text.split()) if claim.silences else asked_of(claim).text


def told_parts(text: str) -> tuple[str, ...]:
    """The parts of a text, cut at commas and conjunctions; a small one goes with what stands before it."""
    edges = [0, *(cut.start() for cut in _CUT.finditer(text)), len(text)]
    parts: list[str] = []
    for start, end in zip(edges, edges[1:], strict=False):
        part = text[start:end]
        if parts and min(_length(part), _length(parts[-1])) < _FEWEST:
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(part.strip(" ,;:–—") for part in parts)


def _length(part: str) -> int:
    return len(_WORD.findall(part))

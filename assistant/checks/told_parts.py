"""The parts of what a claim tells that say something by themselves."""

from __future__ import annotations

import re

_CUT = re.compile(
    r"""
    [;:]\s|\s[–—]\s|,\s|\s(?=(?:and|but|while|whereas|although|though|yet|because|unless|until)\s)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w{4,}")
_FEWEST = 4  # words of some length, that a part has at least


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

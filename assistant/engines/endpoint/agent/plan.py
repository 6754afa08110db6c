"""Searches that a model plans in one call, for servers that cannot call tools; read whatever form they come in."""

from __future__ import annotations

import json
import re

_MOST = 4
_LONGEST = 16  # words
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MARKER = re.compile(r"^\s*(?:[-*•+]|\d{1,2}[.):]|search(?: for)?:|query:)?\s*", re.IGNORECASE)
_LIST = re.compile(r"\[[^\[\]]*\]", re.DOTALL)


def read_plan(text: str) -> tuple[str, ...]:
    """The searches in a reply: one a line, in bullets, numbered, in a fence, or as a JSON list."""
    lines = _as_json(text) or text.split("\n")
    queries: list[str] = []
    for line in lines:
        query = _MARKER.sub("", line).replace('"', "").strip(" \t'“”`*_.;,")
        if line.lstrip().startswith("```") or query.endswith(":"):
            continue
        if _LETTERS.search(query) and len(query.split()) <= _LONGEST:
            queries.append(query)
    return tuple(dict.fromkeys(queries))[:_MOST]


def _as_json(text: str) -> list[str]:
    match = _LIST.search(text)
    if match is None:
        return []
    try:
        value = json.loads(match[0])
    except ValueError:
        return []
    return [one for one in value if isinstance(one, str)]

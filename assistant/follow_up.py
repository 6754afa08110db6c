"""Concluding-observation paragraphs as people type them: "15,16", "22 (a)", "paras. 21 and 22 (a)–(c)"."""

from __future__ import annotations

import re

from assistant.errors import UsageError
from vectorstore.headings import answered_paragraphs

_ONLY = re.compile(r"(?:paras?\.?|paragraphs?|and|[\d\s,;()–-]|\b[a-z]\b)+", re.IGNORECASE)


def observation_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs that `text` names, as ("15", "22 (a)"). Raises UsageError if it names none."""
    spaced = re.sub(r"(\d)\(", r"\1 (", text.strip())
    named = answered_paragraphs(spaced) if _ONLY.fullmatch(spaced) else ()
    if not named:
        raise UsageError(f"“{text}” names no paragraph of the concluding observations.", hint="Try --follow-up 15,16.")
    return named

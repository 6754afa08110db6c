"""What a figure counts: the words of content that follow it."""

from __future__ import annotations

import re

from assistant.checks.quantities import Quantity
from assistant.checks.words import content_stems

_MARK = re.compile(r"[,;:.()]")
_MOST = 3  # words

OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|whom|which)\b", re.IGNORECASE)  # after a part of what was counted


def things_counted(text: str, quantity: Quantity) -> list[str]:
    """The stems of the first words of content after a figure, as far as the next mark, in their order."""
    return content_stems(_MARK.split(text[quantity.end :], maxsplit=1)[0])[:_MOST]

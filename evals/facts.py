"""Whether a text tells a gold fact: every string of the fact in it, or one of its alternatives.

Strings are compared without regard to case, kinds of space, dash and quotation mark; a number counts only whole, so
that "37" is not found in "371" or "1,037".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-", "\u00ad": ""})


def normal(text: str) -> str:
    """`text` as facts are compared: NFKC, lower case, one kind of space, dash and quotation mark."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_ALIKE)).lower()


def tells(text: str, fact: Sequence[str]) -> bool:
    """Whether each string of the fact, or one of its alternatives between "|", is in the text."""
    plain = normal(text)
    return all(any(_holds(plain, normal(option)) for option in one.split("|")) for one in fact)


def _holds(text: str, wanted: str) -> bool:
    before = r"(?<![\d.,])" if wanted[:1].isdigit() else r"(?<!\w)"
    after = r"(?![\d]|[.,]\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, text) is not None

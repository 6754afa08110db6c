"""What a checked sentence is known by, and where it stands: the same text may stand in several places of a draft."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from assistant.checks.claim import Unit
from assistant.model import Sentence


def sentence_ids(units: Sequence[Unit]) -> list[str]:
    """Stable ids for sentences: a hash of the text, and which of several sentences with that text it is."""
    seen: Counter[str] = Counter()
    ids = []
    for unit in units:
        ids.append(sentence_id(unit.text, seen[unit.text]))
        seen[unit.text] += 1
    return ids


def put_at(sentence: Sentence, unit: Unit, id: str) -> Sentence:
    """A result at the place of a sentence with the same text."""
    if (sentence.id, sentence.line, sentence.span) == (id, unit.line, unit.span):
        return sentence
    return sentence.model_copy(update={"id": id, "line": unit.line, "span": unit.span})


def sentence_id(text: str, occurrence: int) -> str:
    """A stable id: a hash of the text, and which of several sentences with that text it is."""
    return hashlib.sha256(f"{occurrence}\n{text}".encode()).hexdigest()[:12]

"""Puts the replacements that the checks propose into a draft's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff

from assistant.model import Sentence
from assistant.reading.draft import Draft


@dataclass(frozen=True, slots=True)
class Fixed:
    """A draft's text after `applied` replacements; `left` is how many others overlap one of these."""

    text: str
    applied: int
    left: int


def fix(draft: Draft, sentences: Sequence[Sentence]) -> Fixed:
    """Apply every finding that has a replacement, in order; of two that overlap, the first."""
    units = {(unit.span, unit.text): unit for unit in draft.units}
    edits: list[tuple[int, int, str]] = []
    for sentence in sentences:
        unit = units.get((sentence.span, sentence.text))
        for finding in sentence.findings:
            if unit is None or finding.span is None or finding.replacement is None:
                continue
            if finding.span[1] <= len(unit.text):
                edits.append((*unit.source_span(finding.span), finding.replacement))
    edits = sorted(set(edits))
    kept: list[tuple[int, int, str]] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    text = draft.text
    for start, end, replacement in reversed(kept):
        text = text[:start] + replacement + text[end:]
    return Fixed(text, len(kept), len(edits) - len(kept))


def difference(before: str, after: str, name: str, new_name: str) -> str:
    """A unified diff of the two texts."""
    lines = unified_diff(before.split("\n"), after.split("\n"), name, new_name, lineterm="", n=1)
    return "\n".join(lines)

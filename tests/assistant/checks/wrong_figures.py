"""What the checker says against the figures of a sentence."""

from __future__ import annotations

from assistant.checks.outweighed import UNFOUND
from assistant.model import Sentence


def wrong_figures(sentence: Sentence) -> list[str]:
    """What is said of those that are accused, and of those in words that are left for the author to check."""
    found = [f for f in sentence.findings if f.kind == "wrong_figure" or f.message.startswith(UNFOUND)]
    return [finding.message for finding in found]

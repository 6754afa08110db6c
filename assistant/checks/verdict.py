"""Turns findings into a verdict: the one place where a sentence is cleared or accused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Finding, FindingKind, Verdict

# Findings that inform and never accuse.
ADVICE: frozenset[FindingKind] = frozenset({"state_claim_as_fact", "inexact_address", "quote_cut_short", "not_checked"})

# Each accusing kind with its verdict where the passages carry the sentence otherwise, and where they do not; the most
# serious first.
_VERDICTS: tuple[tuple[FindingKind, Verdict, Verdict], ...] = (
    ("bad_address", "unresolved", "unresolved"),
    ("contradiction", "contradicted", "contradicted"),
    ("wrong_document", "unsupported", "unsupported"),
    ("wrong_passage", "unsupported", "unsupported"),
    ("misquote", "unsupported", "unsupported"),
    ("overclaim", "partly_supported", "contradicted"),
    ("wrong_figure", "partly_supported", "unsupported"),
    ("wrong_name", "partly_supported", "unsupported"),
    ("cause_not_in_source", "partly_supported", "unsupported"),
    ("not_in_source", "partly_supported", "unsupported"),
    ("uncited", "uncited", "uncited"),
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a verdict is drawn from besides the findings.

    `needs_source`: the sentence states a fact. `checkable`: at least one passage was read and the sentence's language
    and sources allow the checks. `carried`: the passages carry the sentence on the whole.
    """

    needs_source: bool = True
    checkable: bool = True
    carried: bool = True


def decide(findings: Sequence[Finding], grounds: Grounds) -> Verdict:
    """The verdict of the most serious finding; without one, cleared, not needed or not checked."""
    kinds = {finding.kind for finding in findings} - ADVICE
    for kind, otherwise_carried, not_carried in _VERDICTS:
        if kind in kinds:
            return otherwise_carried if grounds.carried else not_carried
    if not grounds.needs_source:
        return "no_source_needed"
    if not grounds.checkable:
        return "not_checked"
    return "supported"

"""Findings that rest on words alone, which what the whole sentence means may outweigh.

"The duty is not for citizens alone" has a "not" and an "alone" that the passage lacks, and says what it says. Where the
known statements surely hold that it does, or less surely and the network too, no such word accuses it. The same goes
for a silence that is rightly told with words of the passage. Addresses, figures, names and quotations stand: vectors
hardly tell those apart; so does a word that is changed in a copy of the passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks.claim import Claim
from assistant.checks.copied import NEARLY_ALL, copied_from
from assistant.checks.verdict import ADVICE
from assistant.model import Finding, FindingKind

_BY_WORDS: frozenset[FindingKind] = frozenset({"contradiction", "overclaim", "cause_not_in_source", "not_in_source"})


def may_be_outweighed(claim: Claim, findings: Sequence[Finding]) -> bool:
    """Whether all that speaks against a claim rests on words alone."""
    against = {finding.kind for finding in findings} - ADVICE
    if not against or not against <= _BY_WORDS or claim.quotations or not (claim.asserts or claim.silences):
        return False
    return copied_from(claim, NEARLY_ALL) is None

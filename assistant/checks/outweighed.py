"""Findings that rest on words alone, which what the whole sentence means may outweigh.

"The duty is not for citizens alone" has a "not" and an "alone" that the passage lacks, and says what it says. Each kind
of such a finding stands only where the sentence is doubtful enough, by the known statements and the network: the
borders are in `outweighed.toml`, made by `python -m evals.outweighed_fit`. The same goes for a silence that is rightly
told with words of the passage, and for a short sentence that would fit another passage too. Addresses, figures, names
and quotations stand: vectors hardly tell those apart; so do a word that is changed in a copy of the passage, and what
is said to be missing in the passage's own words. A figure in words that follows from none of the passage's is called
unchecked, and no more, where the statements hold the rest of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks.agreement import OTHER_WAY_ROUND
from assistant.checks.claim import Claim
from assistant.checks.copied import NEARLY_ALL, copied_from
from assistant.checks.figure_order import compares_figures
from assistant.checks.figures import FOLLOWS_FROM_NOTHING, WHICH_IS_MEANT
from assistant.checks.quantities import Kind
from assistant.checks.verdict import ADVICE
from assistant.checks.words import read_words
from assistant.model import Finding, FindingKind

BY_WORDS: frozenset[FindingKind] = frozenset(
    {"contradiction", "overclaim", "cause_not_in_source", "not_in_source", "wrong_passage"}
)
_IN_A_ROW = 3  # words
_FEW_WORDS = 8  # of content, of which many a passage has most
_WORKED_OUT: frozenset[Kind] = frozenset({"count", "fraction", "duration"})
UNFOUND = "Check this yourself: the cited passage does not have"  # how a finding begins


def may_be_outweighed(claim: Claim, findings: Sequence[Finding]) -> bool:
    """Whether all that speaks against a claim rests on words alone."""
    against = {finding.kind for finding in findings} - ADVICE
    if not against or not against <= BY_WORDS or claim.quotations or not (claim.asserts or claim.silences):
        return False
    if "wrong_passage" in against and (claim.source.of_treaty or len(claim.content) > _FEW_WORDS):
        return False  # items of a treaty are too alike for statements; a long sentence surely stands elsewhere
    if "contradiction" in against and compares_figures(claim):
        return False
    if any(finding.message.startswith(OTHER_WAY_ROUND) for finding in findings):
        return False  # who acts and who agrees is what vectors tell least
    if "cause_not_in_source" in against and len(claim.source.passages) > 1:
        return False  # a reason that joins two passages is held against neither
    return copied_from(claim, NEARLY_ALL) is None and (claim.asserts or not _phrases(claim.text) & _told(claim))


def left_unchecked(claim: Claim, findings: Sequence[Finding]) -> list[Finding]:
    """What is left where only figures in words speak against a claim: that they could not be worked out; else nothing.

    Authors work out figures in more ways than can be reckoned, and write them in words: "the other twenty", "a sixth".
    A figure in digits, a multiple and one in whose place the passage surely has another are accused as they are.
    """
    against = [finding for finding in findings if finding.kind not in ADVICE]
    kinds = {quantity.start: quantity.kind for quantity in claim.quantities}
    left = [finding for finding in findings if finding.kind in ADVICE]
    for finding in against:
        start, end = finding.span or (0, 0)
        written = claim.written[start:end]
        in_words = kinds.get(start) in _WORKED_OUT and not any(char.isdigit() for char in written)
        # A time limit of a treaty is worked out from none of its others.
        rivalled = finding.suggestion == WHICH_IS_MEANT and not (
            claim.source.of_treaty and kinds.get(start) == "duration"
        )
        strange = finding.message.endswith(FOLLOWS_FROM_NOTHING) or rivalled
        if finding.kind != "wrong_figure" or not strange or not in_words:
            return []
        message = f"{UNFOUND} “{written}” or figures that it surely follows from."
        left.append(Finding(kind="not_checked", message=message, span=finding.span))
    return left if against and copied_from(claim, NEARLY_ALL) is None else []


def _told(claim: Claim) -> set[tuple[str, ...]]:
    return {phrase for sentence in claim.source.sentences for phrase in _phrases(sentence.text)}


def _phrases(text: str) -> set[tuple[str, ...]]:
    """Each few words in a row that begin and end with a word of content."""
    words = read_words(text)
    runs = (words[start : start + _IN_A_ROW] for start in range(len(words) - _IN_A_ROW + 1))
    return {tuple(word.lower for word in run) for run in runs if run[0].content and run[-1].content}

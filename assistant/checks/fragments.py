"""Words that make no sentence: a passage that holds some of them says nothing of the kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.claim import Claim
from assistant.checks.word_order import FEWEST, HELPERS, shares_beside, shipped_order
from assistant.model import Finding, FindingKind

_FEWEST_WORDS = 8
_GLUE = 0.25  # the share of small words ("the", "of", "are") below which words hang together by nothing; prose has 0.4
_VERBATIM = 0.6  # of neighbouring words that stand side by side in a sentence of the passages
_SHARED = 0.5  # of the words that carry sense, in the passages; above it the words may be a list taken from there
# A score below which words are in no order that people write. The 2% of sentences that the model puts below 0 are to be
# checked like all others; what was drawn out of a passage at random falls far lower.
_UNLIKE = -1.5
_CUT_UP = 0.5
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_ROW = re.compile(r"\w[^|]*\|[^|]*\w")
# No sentence ends with one of these: a piece of one does.
_LEADS_ON = frozenset(
    ("the", "a", "an", "of", "and", "or", "its", "their", "our", "whose", "into", "shall", "among", "including")
)
NO_SENTENCE = Finding(kind="not_checked", message="These words make no sentence that could be checked.")


def says_something(claim: Claim) -> bool:
    """Whether there is more than a single word or the number 1 beside the citations."""
    figures = any(quantity.value > 1 for quantity in claim.quantities)
    return figures or len(claim.words) > 1 or bool(claim.silences)


def unless_accused(findings: Sequence[Finding], advice: frozenset[FindingKind]) -> list[Finding]:
    """The findings without `NO_SENTENCE` where another speaks against the sentence, which then was checked."""
    accused = any(finding.kind not in advice for finding in findings)
    return [finding for finding in findings if not accused or finding != NO_SENTENCE]


def makes_sentence(claim: Claim) -> bool:
    """Whether its words stand in an order that people write.

    A quotation is held against the passage as it stands, and so are a stretch of the passage with its verb and the
    figures in a row of a table.
    """
    if claim.exact_quotations or claim.silences:
        return True
    if _ROW.search(claim.asserted) and claim.quantities:
        return True
    words = [word.lower for word in claim.words]
    if len(words) < FEWEST or _leads_on(claim) or _is_cut_up(claim):
        return False
    verbatim = HELPERS.intersection(words) and shares_beside(words, claim)[1] >= _VERBATIM
    return bool(verbatim) or shipped_order().score(_as_written(claim)) >= _UNLIKE


def _is_cut_up(claim: Claim) -> bool:
    """Whether most words of content are ends of the passages' words, and no words there: "ing", "urnalists"."""
    given = {word.lower for sentence in claim.source.sentences for word in sentence.words}
    told = [word.lower for word in claim.content]
    cut = [word for word in told if word not in given and any(whole.endswith(word) for whole in given)]
    return len(cut) > _CUT_UP * len(told)


def _as_written(claim: Claim) -> Claim:
    """The claim with the words that were blanked in it, but what stands in brackets.

    "Article 1 (2) of the Convention is invoked" is a sentence whose subject is an address.
    """
    outside = [*claim.written]
    for bracket in _BRACKETS.finditer(claim.written):
        outside[slice(*bracket.span())] = claim.asserted[slice(*bracket.span())]
    return replace(claim, asserted="".join(outside))


def _leads_on(claim: Claim) -> bool:
    """Whether it ends with a word that wants another one; "a law of 2024" ends with its figure."""
    last = claim.words[-1]
    return last.lower in _LEADS_ON and not any(quantity.start >= last.end for quantity in claim.quantities)


def check_fragments(claim: Claim) -> list[Finding]:
    """`not_in_source` for words in a row without a sentence, most of which the passages do not have either.

    `NO_SENTENCE` for other words that make no sentence: a list of the passage's own words says nothing.
    """
    words, content = claim.words, claim.content
    found = [] if makes_sentence(claim) else [NO_SENTENCE]
    if len(words) < _FEWEST_WORDS or claim.exact_quotations or len(words) - len(content) >= _GLUE * len(words):
        return found
    given = claim.source.stems | claim.source.context_stems
    if sum(word.stem in given for word in content) >= _SHARED * len(content):
        return found
    message = "These words make no sentence, and the cited passage has few of them."
    return [Finding(kind="not_in_source", message=message, suggestion="Say in a sentence what the passage says.")]

"""Words that make no sentence: a passage that holds some of them says nothing of the kind."""

from __future__ import annotations

from assistant.checks.claim import Claim
from assistant.model import Finding

_FEWEST_WORDS = 8
_GLUE = 0.25  # the share of small words ("the", "of", "are") below which words hang together by nothing; prose has 0.4
_SHARED = 0.5  # of the words that carry sense, in the passages; above it the words may be a list taken from there


def says_something(claim: Claim) -> bool:
    """Whether there is more than a single word or the number 1 beside the citations."""
    figures = any(quantity.value > 1 for quantity in claim.quantities)
    return figures or len(claim.words) > 1 or bool(claim.silences)


def check_fragments(claim: Claim) -> list[Finding]:
    """`not_in_source` for words in a row without a sentence, most of which the passages do not have either."""
    words, content = claim.words, claim.content
    if len(words) < _FEWEST_WORDS or claim.exact_quotations or len(words) - len(content) >= _GLUE * len(words):
        return []
    given = claim.source.stems | claim.source.context_stems
    if sum(word.stem in given for word in content) >= _SHARED * len(content):
        return []
    message = "These words make no sentence, and the cited passage has few of them."
    return [Finding(kind="not_in_source", message=message, suggestion="Say in a sentence what the passage says.")]

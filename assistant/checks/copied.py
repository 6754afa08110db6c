"""Finds the sentence of the passages that a claim copies all but word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.checks.claim import Claim
from assistant.checks.source import SourceSentence
from assistant.checks.words import Word, read_words

_NUMBERED = re.compile(r"\.?\s*\d|\.")
_FEWEST_WORDS = 4
NEARLY_ALL = 0.69  # of the words of a claim, from which on each change in a copy is the author's own doing
# Where a stretch may end: at the end of a sentence, or at a comma after which nothing limits what was said.
_CLAUSE_ENDS = re.compile(
    r"[”\"’)\]]*\s*(?:[.;:]|$|,\s+(?:and|while|with|in\s+addition)\b(?!,?\s+(?:only|not|no|never|then)\b))"
)
_JOINED = re.compile(r"^\W*(?:and\s+)?that\b", re.IGNORECASE)  # how a part goes on after another: "and that since 2014"
_POINTER = re.compile(r"\s*\((?:arts?\.|sects?\.|paras?\.|see)\s[^()]*\)")


@dataclass(frozen=True)
class Copy:
    """A claim beside the sentence that it copies: both as words in lower case, and how the one becomes the other."""

    sentence: SourceSentence
    told: list[str]
    given: list[str]
    changes: list[tuple[str, int, int, int, int]]


def copied_from(claim: Claim, least: float) -> Copy | None:
    """The sentence that holds most of the claim's words in their order, if it holds at least the share `least`."""
    told = _tokens(claim.asserted, claim.words)
    if len(told) < _FEWEST_WORDS:
        return None
    figures = {(quantity.kind, quantity.value) for quantity in claim.quantities}
    best: tuple[tuple[float, int], Copy] | None = None
    for sentence in claim.source.sentences:
        if len(claim.stems & sentence.stems) < 0.6 * len(claim.stems):
            continue
        given = _tokens(sentence.text, sentence.words)
        matcher = SequenceMatcher(None, told, given, autojunk=False)
        share = sum(block.size for block in matcher.get_matching_blocks()) / len(told)
        # Of sentences that differ in their figures alone, as lines of a list do, the one with the claim's.
        rank = share, len(figures & {(quantity.kind, quantity.value) for quantity in sentence.quantities})
        if share >= least and (best is None or rank > best[0]):
            best = rank, Copy(sentence, told, given, list(matcher.get_opcodes()))
    return best[1] if best else None


def is_copied(claim: Claim) -> bool:
    """Whether a claim is a stretch of a passage's own words, whole clauses of it, and nothing else.

    Where its parts have citations of their own, each of them has to be. The passage may point to articles besides.
    """
    parts = claim.parts or ((claim.asserted, claim.source.passages),)
    return all(any(_holds(passage.text, _JOINED.sub("", told)) for passage in given) for told, given in parts)


def _holds(passage: str, told: str) -> bool:
    wanted = _tokens(told, read_words(told))
    if len(wanted) < _FEWEST_WORDS:
        return False
    for text in {passage, _POINTER.sub("", passage)}:
        words = read_words(text)
        given = _tokens(text, words)
        for start in range(len(given) - len(wanted) + 1):
            if given[start : start + len(wanted)] == wanted:
                end = words[start + len(wanted) - 1].end
                if _CLAUSE_ENDS.match(text, end) is not None:
                    return True
    return False


def _tokens(text: str, words: Sequence[Word]) -> list[str]:
    """The words in lower case, the "No." of "annex No. 4" told from the "no" that denies."""
    return ["number" if word.lower == "no" and _NUMBERED.match(text, word.end) else word.lower for word in words]

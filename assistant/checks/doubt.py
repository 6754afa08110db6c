"""Doubt: a small network weighs words beside words and small signs, none of which would be enough to accuse by itself.

Its weights are fitted on the open sets by `python -m evals.checker_fit`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.checks.aligned import Aligned, Aligner
from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.doubt_net import shipped_net
from assistant.checks.negation import NEGATORS, TURNS
from assistant.checks.support import Support
from assistant.checks.words import FRAME, Word, read_words
from assistant.model import Finding
from vectorstore.address import Address

_UNIVERSAL = re.compile(
    r"\b(?:all|every|each|any|always|everyone|everybody|whole|entire|fully|completely|in\s+full|no\s+one|nobody|none)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can|could|might|optional|voluntary|allowed|entitled|right\s+to|possible)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\W*(?:of\s+)?(?:they|them|it|these|those|this|both|such|he|she)\b", re.IGNORECASE)
_FEW_WORDS = 5  # beside a word that points back at what was told before: the signs would weigh half a sentence
_UNKNOWN_WORD = 0.7  # the nearness that stands for a claim whose every word the passage has
_MOST_WORDS = 12  # of content, beyond which more say no more


@dataclass(frozen=True, slots=True)
class Weighed:
    """What of a claim can be weighed: its signs by name, and how it stands beside the nearest sentences."""

    signs: dict[str, float]
    aligned: Aligned

    @property
    def score(self) -> float:
        """How doubtful, 0–1."""
        return shipped_net().score(self.aligned, self.signs)


class Doubt:
    """Weighs the signs together, where a model gives nearness in meaning."""

    name = "doubt"

    def __init__(self, support: Support, weigh: Likeness, aligner: Aligner) -> None:
        self._support = support
        self._weigh = weigh
        self._aligner = aligner

    def check(self, claim: Claim) -> list[Finding]:
        """`not_in_source` where the signs together are strong; nothing for quotations or without a model."""
        weighed = self.weigh(claim)
        if weighed is None or weighed.score < shipped_net().threshold:
            return []
        missing = self._missing(claim)
        listed = ", ".join(f"“{word}”" for word in missing[:4])
        message = f"The cited passage hardly says this{f': it has nothing like {listed}' if listed else ''}."
        suggestion = "Cite the paragraph that says it, or say it closer to the passage."
        return [Finding(kind="not_in_source", message=message, suggestion=suggestion)]

    def doubtful(self, claim: Claim) -> bool:
        """Whether a sentence that is not accused is one to ask the judge about; without a model, every one is."""
        weighed = self.weigh(claim)
        return weighed is None or weighed.score >= shipped_net().asked

    def weigh(self, claim: Claim) -> Weighed | None:
        """The signs of a claim and its alignment; None where there is nothing to weigh."""
        signs = self.signs(claim)
        if signs is None:
            return None
        aligned = self._aligner.align(claim)
        return Weighed(signs, aligned) if aligned is not None else None

    def signs(self, claim: Claim) -> dict[str, float] | None:
        """The signs by name; None where there is nothing to weigh.

        Quotations are held against the passage word by word, and what an author concludes from a silence is no claim
        of the passage.
        """
        if not claim.source.passages or claim.exact_quotations or claim.silences:
            return None
        matches = self._support.word_matches(claim)
        content = [(word, near) for word, near in matches if word.content and word.lower not in FRAME]
        if not content:
            return None
        if _POINTS_BACK.match(claim.asserted) and len(content) < _FEW_WORDS:
            return None
        fit = self._support.fit(claim)
        strange = [near for word, near in content if word.stem not in claim.source.stems]
        nearest = self._support.nearest(claim)
        beside = nearest[1].text if nearest else claim.source.text
        given = claim.source.stems | claim.source.context_stems
        told = claim.asserted
        turns = [word for match in TURNS.finditer(told) for word in read_words(match[0])]
        return {
            "nearness": self._support.whole_nearness(claim),
            "margin": fit.margin,
            "strange words": float(np.mean(strange)) if strange else _UNKNOWN_WORD,
            "strangest word": min(strange, default=_UNKNOWN_WORD),
            "shared": self._shared([word for word, _ in content], claim),
            "far words": float(sum(near < 0.35 for _, near in content)),
            "all": float(_has(_UNIVERSAL, told) and not _has(_UNIVERSAL, beside)),
            "may": float(_has(_MAY, told)) - float(_has(_MAY, beside)),
            "negation lost": float(_has(NEGATORS, beside) and not _has(NEGATORS, told)),
            "negation added": float(_has(NEGATORS, told) and not _has(NEGATORS, beside)),
            "turns": float(sum(word.stem not in given for word in turns)),
            "figures": float(min(3, sum(not quantity.soft for quantity in claim.quantities))),
            "words": float(min(_MOST_WORDS, len(content))),
            "treaty": float(all(Address.from_id(passage.id).in_treaty for passage in claim.source.passages)),
        }

    def _shared(self, words: list[Word], claim: Claim) -> float:
        """The share of the claim's words, weighed by rarity, that the passages have, or less surely their headings."""
        weights = [self._weigh(word.stem) for word in words]
        held = [
            1.0 if word.stem in claim.source.stems else 0.8 * (word.stem in claim.source.context_stems)
            for word in words
        ]
        return float(np.dot(weights, held) / (sum(weights) or 1.0))

    def _missing(self, claim: Claim) -> list[str]:
        """The words furthest from anything in the passages, furthest first."""
        given = claim.source.stems | claim.source.context_stems
        far = [
            (near, word.text)
            for word, near in self._support.word_matches(claim)
            if word.content and word.lower not in FRAME and word.stem not in given
        ]
        return [text for _, text in sorted(far)]


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None

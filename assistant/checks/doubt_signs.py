"""The small signs that a claim is doubtful, none of which would be enough to accuse."""

from __future__ import annotations

import re

import numpy as np

from assistant.checks.absence_held import nearly_held
from assistant.checks.by_claim import ByClaim
from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.copied import is_copied
from assistant.checks.figure_order import right_order
from assistant.checks.joined import Joined
from assistant.checks.negation import NEGATORS, TURNS
from assistant.checks.shipped_statements import ShippedStatements
from assistant.checks.silence import lacks_figure_of_one_not_named
from assistant.checks.support import Support
from assistant.checks.words import FRAME, Word, read_words

_UNIVERSAL = re.compile(
    r"\b(?:all|every|each|any|always|everyone|everybody|whole|entire|fully|completely|in\s+full|no\s+one|nobody|none)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can|could|might|optional|voluntary|allowed|entitled|right\s+to|possible)\b", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:report|State(?!s?\s+Part)|government|Kazakhstan|Astana)\b")
_POINTS_BACK = re.compile(r"\W*(?:of\s+)?(?:they|them|it|these|those|this|both|such|he|she)\b", re.IGNORECASE)
_FEW_WORDS = 5  # beside a word that points back at what was told before: the signs would weigh half a sentence
_WORKED_OUT = frozenset({"count", "percent", "fraction", "money", "ratio"})
# Of what was written beforehand of the paragraphs: by nearness in meaning, and by nearness as it was learnt; of the
# whole claim, and the most that they say of one of its parts.
_OF_WHOLE = tuple(f"{kind} {sign}" for kind in ("known", "learnt") for sign in ("falseness", "wrong", "right"))
_OF_PARTS = ("known falseness of a part", "learnt falseness of a part", "learnt lead of the wrong in a part")
KNOWN_SIGNS = (*_OF_WHOLE, *_OF_PARTS)
SILENCE = "nothing but a silence"  # said of the passage
# Of what is said to be left out: by words, and what the network makes of it as a question.
_HELD = ("kind of thing given", "words of it given", "not answered", "nothing asked")
_MOST_WORDS = 12  # of content, beyond which more say no more
_ONE_COMPARISON = 10  # words of content, beyond which a sentence says more than which of two is the greater


class DoubtSigns:
    """Reads the small signs of claims, each once."""

    def __init__(self, support: Support, weigh: Likeness, joined: Joined, known: ShippedStatements) -> None:
        self._support = support
        self._weigh = weigh
        self._joined = joined
        self._known_statements = known
        self.of = ByClaim(self._signs)
        self.settled = ByClaim(_is_settled)

    def _signs(self, claim: Claim) -> dict[str, float] | None:
        """The small signs by name; None where there is nothing to weigh.

        Quotations and copies are held against the passage word by word, and figures that are worked out or compared are
        checked by reckoning. Of a silence, and of what stands around a quotation or a reckoned figure, no sign tells
        but those of the known statements, where there are any and each part of the sentence cites the same.
        """
        if self.settled(claim):
            return None
        if claim.silences:
            apart = claim.parts or claim.quotations or _of_the_report(claim)
            known = {} if apart else self._known_signs(claim)
            if not known:
                return None
            answered = self._joined.answered(claim)
            held = (*nearly_held(claim), answered or 0.0, float(answered is None))
            return {**known, SILENCE: float(not claim.asserts), **dict(zip(_HELD, held, strict=True))}
        content = [word for word in claim.content if word.lower not in FRAME]
        if not content or _POINTS_BACK.match(claim.asserted) and len(content) < _FEW_WORDS:
            return None
        if claim.exact_quotations or _reckons(claim):
            return None if claim.parts else self._known_signs(claim) or None
        nearest = self._support.nearest(claim)
        beside = nearest[1].text if nearest else claim.source.text
        given = claim.source.stems | claim.source.context_stems
        told = claim.asserted
        shared = self._shared(content, claim)
        turns = [word for match in TURNS.finditer(told) for word in read_words(match[0])]
        return {
            "nearness": self._support.whole_nearness(claim),
            "margin": self._support.fit(claim).margin,
            "shared": shared,
            "nothing shared": float(shared == 0),
            "all": float(_has(_UNIVERSAL, told) and not _has(_UNIVERSAL, beside)),
            "may": float(_has(_MAY, told)) - float(_has(_MAY, beside)),
            "negation lost": float(_has(NEGATORS, beside) and not _has(NEGATORS, told)),
            "negation added": float(_has(NEGATORS, told) and not _has(NEGATORS, beside)),
            "turns": float(sum(word.stem not in given for word in turns)),
            "figures": float(min(3, sum(not quantity.soft for quantity in claim.quantities))),
            "words": float(min(_MOST_WORDS, len(content))),
            "treaty": float(claim.source.of_treaty),
            **self._known_signs(claim),
        }

    def _known_signs(self, claim: Claim) -> dict[str, float]:
        known = self._known_statements.of(claim)
        if known is None:
            return {}
        signs = [sign for one in (known.meant, known.learnt) for sign in (one.falseness, one.wrong, one.right)]
        parts = self._known_statements.of_parts(claim)
        signs.append(max(part.meant.falseness for part in parts))
        signs.append(max(part.learnt.falseness for part in parts))
        signs.append(max(part.learnt.wrong - part.learnt.right for part in parts))
        return dict(zip(KNOWN_SIGNS, signs, strict=True))

    def _shared(self, words: list[Word], claim: Claim) -> float:
        """The share of the claim's words, weighed by rarity, that the passages have, or less surely their headings."""
        weights = [self._weigh(word.stem) for word in words]
        held = [
            1.0 if word.stem in claim.source.stems else 0.8 * (word.stem in claim.source.context_stems)
            for word in words
        ]
        return float(np.dot(weights, held) / (sum(weights) or 1.0))


def _is_settled(claim: Claim) -> bool:
    """Whether what it says is copied, borne out by figures or missing of a name: no network can tell these."""
    if not claim.source.passages or claim.is_quotation or is_copied(claim):
        return True
    if lacks_figure_of_one_not_named(claim):
        return True
    return right_order(claim) and len(claim.content) <= _ONE_COMPARISON


def _of_the_report(claim: Claim) -> bool:
    """Whether a silence is told of the State's report, where a treaty alone is cited."""
    return claim.source.of_treaty and _has(_REPORT, claim.text)


def _reckons(claim: Claim) -> bool:
    given = {quantity.value for quantity in claim.source.quantities}
    told = [quantity for quantity in claim.quantities if quantity.kind in _WORKED_OUT and not quantity.soft]
    return any(quantity.value not in given for quantity in told)


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None

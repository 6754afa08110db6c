"""Doubt: both texts read together by a network, and small signs beside it, none of which would be enough to accuse.

The weights of the network are made by `python -m evals.joined_fit`, those of the signs by `python -m evals.doubt_fit`.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

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
from assistant.checks.support import Support
from assistant.checks.words import FRAME, Word, read_words
from assistant.model import Finding, FindingKind

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
_SILENCE = "nothing but a silence"  # said of the passage
# Of what is said to be left out: by words, and what the network makes of it as a question.
_HELD = ("kind of thing given", "words of it given", "not answered", "nothing asked")
# For claims on paragraphs of which statements are known, for those of few words, for claims on other paragraphs, for
# what only statements are held against, and for what tells of a silence.
Table = Literal["known", "short", "unknown", "apart", "silent"]
_SURELY_SAID = -3.5  # and below, as the network reads two in 400 false sentences of the open sets that are doubted else
_REST_HELD = -0.3  # and below, statements hold what a sentence says beside its figures
_SHORT = 5  # words of content, up to which the statements, most of them longer, tell less
HARDLY = "The cited passage hardly "  # how its findings begin
_LEFT_OUT = "Read the passage once more before you say what it leaves out."
_SILENCE_DOUBTED = Finding(kind="contradiction", message=f"{HARDLY}leaves this out.", suggestion=_LEFT_OUT)
_PARTLY_DOUBTED = Finding(
    kind="not_in_source", message=f"{HARDLY}says the one thing and leaves out the other.", suggestion=_LEFT_OUT
)
_ONE_COMPARISON = 10  # words of content, beyond which a sentence says more than which of two is the greater
_MOST_WORDS = 12  # of content, beyond which more say no more


@dataclass(frozen=True, slots=True)
class Counts:
    """What each sign counts for, in log-odds: accused from 0 on, asked about from `asked` on.

    `together` is what the network's reading counts for, and `most` the highest one that is reckoned with: a claim whose
    small signs would not suffice even then is not read.
    """

    together: float
    most: float
    signs: dict[str, float]
    bias: float
    asked: float

    def without_reading(self, signs: dict[str, float]) -> float:
        """How doubtful a claim with these small signs is, but for what the network makes of it."""
        return sum(counts * signs[name] for name, counts in self.signs.items()) + self.bias

    def score(self, signs: dict[str, float], together: float) -> float:
        """How doubtful a claim with these small signs is of which the network makes `together`, in log-odds."""
        return self.without_reading(signs) + self.together * together


# Where a table is still to be fitted: nothing is accused.
_NOTHING = {"together": 0.0, "most": 0.0, "signs": {}, "bias": -1.0, "asked": -1.0}


@cache
def shipped_counts(table: Table) -> Counts:
    """Those that come with the program."""
    read = tomllib.loads((files("assistant.checks") / "doubt.toml").read_text(encoding="utf-8"))
    return Counts(**read.get(table, _NOTHING))


@cache
def stands_from(kind: FindingKind, table: Table) -> float:
    """How doubtful a claim must at least be, in log-odds, for a finding that rests on words alone to stand."""
    read = tomllib.loads((files("assistant.checks") / "outweighed.toml").read_text(encoding="utf-8"))
    of_table: dict[str, float] = read["silent" if table == "silent" else "told"]
    return of_table.get(kind, -math.inf)


def table_of(signs: Mapping[str, float]) -> Table:
    """Which counts are for claims with some signs."""
    if KNOWN_SIGNS[0] not in signs:
        return "unknown"
    if "words" not in signs:
        return "silent" if _SILENCE in signs else "apart"
    return "short" if signs["words"] <= _SHORT else "known"


def _counts(signs: dict[str, float]) -> Counts:
    return shipped_counts(table_of(signs))


class Doubt:
    """Weighs the signs together, where a network reads both texts."""

    name = "doubt"

    def __init__(self, support: Support, weigh: Likeness, joined: Joined, known: ShippedStatements) -> None:
        self._support = support
        self._weigh = weigh
        self._joined = joined
        self._known_statements = known
        self._known = ByClaim(self._signs)
        self._settled = ByClaim(_is_settled)

    def prepare(self, claims: Sequence[Claim], outweighed: Sequence[Claim]) -> None:
        """Read those of a whole draft together with what they cite that may turn out doubtful, side by side.

        `outweighed` are those that words alone speak against, which may be borne out.
        """
        unsettled = [claim for claim in claims if not self._settled(claim)]
        self._known_statements.prepare([*unsettled, *outweighed])
        self._joined.prepare_questions([claim for claim in (*unsettled, *outweighed) if claim.silences])
        doubtful = [claim for claim in claims if self._may_reach(0.0, claim) and self._is_read(claim)]
        self._joined.prepare([*doubtful, *(claim for claim in outweighed if self._is_read(claim))])

    def check(self, claim: Claim) -> list[Finding]:
        """`not_in_source` where the signs together are strong; nothing for quotations or without a model."""
        score = self.score(claim) if self._may_reach(0.0, claim) else None
        if score is None or score < 0 or self._surely_said(claim):
            return []
        if claim.silences:
            return [_PARTLY_DOUBTED if claim.asserts else _SILENCE_DOUBTED]
        missing = self._missing(claim)
        listed = ", ".join(f"“{word}”" for word in missing[:4])
        message = f"{HARDLY}says this{f': it has nothing like {listed}' if listed else ''}."
        suggestion = "Cite the paragraph that says it, or say it closer to the passage."
        return [Finding(kind="not_in_source", message=message, suggestion=suggestion)]

    def doubtful(self, claim: Claim) -> bool:
        """Whether a sentence that is not accused is one to ask the judge about; without a model, all but copies are."""
        score, signs = self.score(claim), self.signs(claim)
        if score is None or signs is None:
            return not is_copied(claim)
        return score >= _counts(signs).asked

    def score(self, claim: Claim) -> float | None:
        """How doubtful a claim is, in log-odds; None where there is nothing to weigh, or nothing to read it with."""
        signs = self.signs(claim)
        if signs is None:
            return None
        counts = _counts(signs)
        together = self._joined.doubt(claim) if counts.together else 0.0
        return counts.score(signs, together) if together is not None else None

    def together(self, claim: Claim) -> float | None:
        """What the network makes of a claim; 0 of one that asserts nothing."""
        return self._joined.doubt(claim) if claim.asserts else 0.0

    def outweighs(self, claim: Claim, kind: FindingKind) -> bool:
        """Whether a claim is too little doubtful for a finding of some kind to stand; never without statements.

        What the passages have no words for, the network has to hold said too.
        """
        signs = self.signs(claim)
        table = table_of(signs) if signs is not None else "unknown"
        score = self.score(claim) if table != "unknown" else None
        if score is None or score >= stands_from(kind, table):
            return False
        together = self._joined.doubt(claim) if kind == "not_in_source" else None
        return together is None or together <= 0

    def said_by_statements(self, claim: Claim) -> bool:
        """Whether known statements hold that the passages say it, but for its figures, which they hardly tell apart."""
        known = self._known_statements.of(claim)
        return known is not None and known.learnt.falseness <= _REST_HELD

    def _surely_said(self, claim: Claim) -> bool:
        """Whether the network is so sure that the passages say it that no statement weighs against that."""
        together = self._joined.doubt(claim) if self._is_read(claim) else None
        return together is not None and together <= _SURELY_SAID

    def _is_read(self, claim: Claim) -> bool:
        signs = self.signs(claim)
        return signs is not None and _counts(signs).together != 0

    def _may_reach(self, border: float, claim: Claim) -> bool:
        signs = self.signs(claim)
        if signs is None:
            return False
        counts = _counts(signs)
        return counts.without_reading(signs) + counts.together * counts.most >= border

    def signs(self, claim: Claim) -> dict[str, float] | None:
        """The small signs by name; None where there is nothing to weigh.

        Quotations and copies are held against the passage word by word, and figures that are worked out or compared are
        checked by reckoning. Of a silence, and of what stands around a quotation or a reckoned figure, only the known
        statements tell, where there are any and each part of the sentence cites the same.
        """
        return self._known(claim)

    def _signs(self, claim: Claim) -> dict[str, float] | None:
        if self._settled(claim):
            return None
        if claim.silences:
            apart = claim.parts or claim.quotations or _of_the_report(claim)
            known = {} if apart else self._known_signs(claim)
            if not known:
                return None
            answered = self._joined.answered(claim)
            held = (*nearly_held(claim), answered or 0.0, float(answered is None))
            return {**known, _SILENCE: float(not claim.asserts), **dict(zip(_HELD, held, strict=True))}
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

    def _missing(self, claim: Claim) -> list[str]:
        """The words furthest from anything in the passages, furthest first."""
        given = claim.source.stems | claim.source.context_stems
        far = [
            (near, word.text)
            for word, near in self._support.word_matches(claim)
            if word.content and word.lower not in FRAME and word.stem not in given
        ]
        return [text for _, text in sorted(far)]


def _is_settled(claim: Claim) -> bool:
    """Whether what it says is copied or borne out by figures: no network can tell these."""
    if not claim.source.passages or claim.is_quotation or is_copied(claim):
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

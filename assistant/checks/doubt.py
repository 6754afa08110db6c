"""Doubt: both texts read together by a network, and small signs beside it, none of which would be enough to accuse.

The weights of the network are made by `python -m evals.joined_fit`, those of the signs by `python -m evals.doubt_fit`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.copied import is_copied
from assistant.checks.doubt_counts import counts_for, stands_from, table_of
from assistant.checks.doubt_signs import DoubtSigns
from assistant.checks.joined import Joined
from assistant.checks.shipped_statements import ShippedStatements
from assistant.checks.support import Support
from assistant.checks.words import FRAME
from assistant.model import Finding, FindingKind

_REST_HELD = -0.3  # and below, statements hold what a sentence says beside its figures
HARDLY = "The cited passage hardly "  # how its findings begin
_LEFT_OUT = "Read the passage once more before you say what it leaves out."
_SILENCE_DOUBTED = Finding(kind="contradiction", message=f"{HARDLY}leaves this out.", suggestion=_LEFT_OUT)
_PARTLY_DOUBTED = Finding(
    kind="not_in_source", message=f"{HARDLY}says the one thing and leaves out the other.", suggestion=_LEFT_OUT
)


class Doubt:
    """Weighs the signs together, where a network reads both texts."""

    name = "doubt"

    def __init__(self, support: Support, weigh: Likeness, joined: Joined, known: ShippedStatements) -> None:
        self._support = support
        self._joined = joined
        self._known_statements = known
        self._signs = DoubtSigns(support, weigh, joined, known)

    def prepare(self, claims: Sequence[Claim], outweighed: Sequence[Claim]) -> None:
        """Read those of a whole draft together with what they cite that may turn out doubtful, side by side.

        `outweighed` are those that words alone speak against, which may be borne out.
        """
        unsettled = [claim for claim in claims if not self._signs.settled(claim)]
        self._known_statements.prepare([*unsettled, *outweighed])
        self._joined.prepare_questions([claim for claim in (*unsettled, *outweighed) if claim.silences])
        doubtful = [claim for claim in claims if self._may_reach(0.0, claim) and self._is_read(claim)]
        self._joined.prepare([*doubtful, *(claim for claim in outweighed if self._is_read(claim))])

    def check(self, claim: Claim) -> list[Finding]:
        """`not_in_source` where the signs together are strong; nothing for quotations or without a model."""
        score = self.score(claim) if self._may_reach(0.0, claim) else None
        if score is None or score < 0:
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
        score, signs = self.score(claim), self._signs.of(claim)
        if score is None or signs is None:
            return not is_copied(claim)
        return score >= counts_for(signs).asked

    def score(self, claim: Claim) -> float | None:
        """How doubtful a claim is, in log-odds; None where there is nothing to weigh, or nothing to read it with."""
        signs = self._signs.of(claim)
        if signs is None:
            return None
        counts = counts_for(signs)
        together = self._joined.doubt(claim) if counts.together else 0.0
        return counts.score(signs, together) if together is not None else None

    def signs(self, claim: Claim) -> dict[str, float] | None:
        """The small signs by name; None where there is nothing to weigh."""
        return self._signs.of(claim)

    def together(self, claim: Claim) -> float | None:
        """What the network makes of a claim."""
        return self._joined.doubt(claim)

    def outweighs(self, claim: Claim, kind: FindingKind) -> bool:
        """Whether a claim is too little doubtful for a finding of some kind to stand; never without statements.

        What the passages have no words for, the network has to hold said too.
        """
        signs = self._signs.of(claim)
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

    def _is_read(self, claim: Claim) -> bool:
        signs = self._signs.of(claim)
        return signs is not None and counts_for(signs).together != 0

    def _may_reach(self, border: float, claim: Claim) -> bool:
        signs = self._signs.of(claim)
        if signs is None:
            return False
        counts = counts_for(signs)
        return counts.without_reading(signs) + counts.together * counts.most >= border

    def _missing(self, claim: Claim) -> list[str]:
        """The words furthest from anything in the passages, furthest first."""
        given = claim.source.stems | claim.source.context_stems
        far = [
            (near, word.text)
            for word, near in self._support.word_matches(claim)
            if word.content and word.lower not in FRAME and word.stem not in given
        ]
        return [text for _, text in sorted(far)]

"""Support: whether the cited passages carry a sentence, set against the passages that would fit it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.checks.by_claim import ByClaim
from assistant.checks.claim import Claim
from assistant.checks.figure_values import agrees
from assistant.checks.figures import borne_out
from assistant.checks.passage_index import LEXICAL_WEIGHT, PassageIndex
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.source import SourceSentence
from assistant.checks.telling import tells_of_source
from assistant.checks.words import Word
from assistant.model import Finding
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.embedding import FloatArray
from vectorstore.model import Passage

# The operating point, chosen on the development sets (evals/checker.py prints the whole curve): how much better
# another passage must fit before the one cited is called wrong, and how well it must fit itself.
CLEARLY_BETTER = 0.3
NEAR_MISS = 0.28  # for a neighbour or a slip of one digit, the commonest typing errors
FITS = 0.6
# On 4,900 true sentences that nobody had tuned on, three in five of those accused had another passage only so much
# better; of citations that are wrong, one in thirty has.
FAR_BETTER = 0.38
NEAR_AND_BETTER = 0.34  # for a neighbour or a slip of one digit
SAYS_IT = 1.0  # of 1.5: a passage that fits so well says nearly all of it, and need be better only as above
SAYS_ALL = 1.2
MUCH_BETTER = 0.6  # for a sentence about the source itself, whose words are mostly not the source's
CARRIED = 0.55
_FEW_BESIDE_SILENCE = 5  # words beside what is said to be missing, too few to tell a passage by
_SHORTLIST = 10
_FEWEST_WORDS = 2  # a claim of fewer cannot be told from another
_FEWEST_TO_ACCUSE = 3  # and of two words another passage happens to have both


@dataclass(frozen=True, slots=True)
class Fit:
    """How well passages fit a claim (0–1.5), beside the best other passage."""

    cited: float
    best: float = 0.0
    best_unit: Passage | None = None
    near_miss: bool = False
    words: int = 0  # of the claim that were looked for

    @property
    def margin(self) -> float:
        """By how much the other passage fits better; negative where the cited ones do."""
        return self.best - self.cited


class Support:
    """Scores cited passages against all others."""

    name = "support"

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._fits = ByClaim(self._fit)

    def __call__(self, stem: str) -> float:
        """The weight of a word, the greater the rarer."""
        return self._index.weight(stem)

    def nearest(self, claim: Claim) -> tuple[float, SourceSentence] | None:
        """The sentence of the cited passages nearest to the claim in meaning, and its cosine; None without a model."""
        ranked = self._index.nearest_sentences(_told(claim), claim.source.passages)
        return (ranked[0][0], ranked[0][2]) if ranked else None

    def word_matches(self, claim: Claim) -> list[tuple[Word, float]]:
        """Each word of the claim with its nearness to the nearest word of its passages; none without a model."""
        return self._index.word_matches(_told(claim), claim.source.passages)

    def whole_nearness(self, claim: Claim) -> float:
        """The cosine of the claim with the nearest sentence, or whole, of its passages; 0 without a model."""
        return self._index.nearness(self._index.vector(_told(claim)), self._index.known_rows(claim.source.passages))

    def prepare(self, claims: Sequence[Claim]) -> None:
        """Read the sentences of a whole draft at once, which takes half the time."""
        self._index.read_ahead([_told(claim) for claim in claims])

    def fit(self, claim: Claim) -> Fit:
        """The fit of the cited passages and of the best other one; several checks ask for that of one claim."""
        return self._fits(claim)

    def _fit(self, claim: Claim) -> Fit:
        text = _told(claim)
        treaty = any(Address.from_id(passage.id).in_treaty for passage in claim.source.passages)
        wanted = self._index.claim_terms(text, of_treaty=treaty)
        if len(wanted) < _FEWEST_WORDS:
            return Fit(1.0)
        vector = self._index.vector(text)
        cited = self._index.known_rows(claim.source.passages)
        own = self._score(wanted, vector, cited) if cited else 0.0
        near = _near_misses(claim.source.passages, self._index) if cited else set()
        own_kin = {kin for row in cited for kin in self._index.family(row)} - near
        others = [row for row in self._candidates(wanted, near) if row not in cited and row not in own_kin]
        scores = {row: self._score(wanted, vector, [row]) for row in others}
        if not scores:
            return Fit(own)
        best = max(scores, key=lambda row: scores[row] + (NEAR_MISS < CLEARLY_BETTER and row in near) * 0.05)
        return Fit(own, scores[best], self._index.units[best], best in near, len(wanted))

    def check(self, claim: Claim) -> list[Finding]:
        """`wrong_passage` or `wrong_document` where another fits clearly better."""
        if not claim.source.passages or claim.silences and len(claim.content) < _FEW_BESIDE_SILENCE:
            return []
        fit = self.fit(claim)
        enough = _enough(fit, claim)
        if fit.best_unit is None or fit.best < FITS or fit.margin < enough or fit.words < _FEWEST_TO_ACCUSE:
            return []
        if not _figures_only_here(claim, fit.best_unit):
            return [_found_at(fit.best_unit, claim)]
        return []

    def best_place(self, claim: Claim) -> str | None:
        """Where a sentence whose address does not exist most likely belongs, as a citation."""
        fit = self.fit(claim)
        if fit.best_unit is None or fit.best < FITS:
            return None
        return format_citation([Address.from_id(fit.best_unit.id)])

    def _score(self, wanted: dict[str, float], vector: FloatArray | None, rows: list[int]) -> float:
        return self._index.nearness(vector, rows) + LEXICAL_WEIGHT * self._index.share(wanted, rows)

    def _candidates(self, wanted: dict[str, float], near: set[int]) -> list[int]:
        shares = self._index.shares(wanted)
        return [*np.argsort(-shares, kind="stable")[:_SHORTLIST].tolist(), *sorted(near)]


def _enough(fit: Fit, claim: Claim) -> float:
    """By how much another passage must fit better before the one cited is called wrong."""
    if tells_of_source(claim.text) and fit.best < SAYS_ALL:
        return MUCH_BETTER
    if fit.best >= SAYS_IT:
        return NEAR_MISS if fit.near_miss else CLEARLY_BETTER
    return NEAR_AND_BETTER if fit.near_miss else FAR_BETTER


def _figures_only_here(claim: Claim, other: Passage) -> bool:
    """Whether the passages bear out a figure of the claim, or lead up to one, that the other passage does not have."""
    wanted = [q for q in claim.quantities if not q.soft and q.kind not in {"identifier", "ordinal"}]
    found = read_quantities(other.text)
    missed = [quantity for quantity in wanted if not any(_has_it(quantity, each) for each in found)]
    return any(borne_out(claim, quantity) for quantity in missed)


def _has_it(quantity: Quantity, other: Quantity) -> bool:
    """Whether a figure of another passage is the claim's; "doubled" is not two of something."""
    return agrees(quantity, other) and (quantity.kind == "ratio") == (other.kind == "ratio")


def _told(claim: Claim) -> str:
    return " ".join(claim.asserted.split())


def _near_misses(cited: tuple[Passage, ...], index: PassageIndex) -> set[int]:
    """The rows one paragraph or one digit away, and the sibling items."""
    rows: set[int] = set()
    for passage, row in zip(cited[:12], index.known_rows(cited[:12]), strict=False):
        address = Address.from_id(passage.id)
        siblings = index.family(row) - {row}
        rows |= {sibling for sibling in siblings if index.units[sibling].id != passage.parent}
        if address.in_treaty:
            rows |= {beside for beside in (row - 1, row + 1) if 0 <= beside < len(index.units)}
            continue
        number = int(address.path[0]) if address.path[0].isdecimal() else 0
        slips = {str(number - 1), str(number + 1), *_digit_slips(address.path[0])}
        ids = (Address(address.symbol, (slip,)).id for slip in slips if slip != address.path[0])
        rows |= {index.rows[id] for id in ids if id in index.rows}
    return rows


def _digit_slips(number: str) -> set[str]:
    """Numbers that differ in one digit, or in two neighbouring digits changed about."""
    slips = {
        number[:i] + digit + number[i + 1 :] for i in range(len(number)) for digit in "0123456789" if digit != number[i]
    }
    slips |= {number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(len(number) - 1)}
    return {slip for slip in slips if not slip.startswith("0")} - {number}


def _found_at(unit: Passage, claim: Claim) -> Finding:
    place = format_citation([Address.from_id(unit.id)])
    same = unit.symbol in {passage.symbol for passage in claim.source.passages}
    return Finding(
        kind="wrong_passage" if same else "wrong_document",
        message=f"The cited passage does not carry this; it is found at {place}.",
        suggestion=f"Cite {place}.",
    )

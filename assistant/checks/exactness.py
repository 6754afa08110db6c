"""Exactness: where a whole article is cited and one of its items says it, the item is named, as advice."""

from __future__ import annotations

from assistant.checks.claim import Claim
from assistant.checks.passage_index import LEXICAL_WEIGHT, PassageIndex
from assistant.model import Finding
from vectorstore.address import Address
from vectorstore.address_format import format_citation

_CLEARLY = 0.12


class Exactness:
    """Looks for the one item that a citation of its parent means."""

    name = "exactness"

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def check(self, claim: Claim) -> list[Finding]:
        """`inexact_address` for a citation of a treaty that stands for several passages, one of which fits best."""
        passages_of: dict[str, list[str]] = {}
        for citation in claim.citations:
            if citation.id is not None and citation.status == "resolved":
                passages_of.setdefault(citation.as_written, []).append(citation.id)
        advice = (self._advice(claim, ids) for ids in passages_of.values() if len(ids) > 2)
        return [finding for finding in advice if finding is not None]

    def _advice(self, claim: Claim, ids: list[str]) -> Finding | None:
        addresses = [Address.from_id(id) for id in ids]
        heads = {address.path[0] for address in addresses}
        if len(heads) > 1 or not all(address.in_treaty for address in addresses):
            return None
        text = " ".join(claim.asserted.split())
        wanted, vector = self._index.claim_terms(text, of_treaty=True), self._index.vector(text)
        scores = sorted(
            (self._index.nearness(vector, [row]) + LEXICAL_WEIGHT * self._index.share(wanted, [row]), id)
            for id in ids
            if (row := self._index.rows.get(id)) is not None
        )
        if len(scores) < 2 or scores[-1][0] - scores[-2][0] < _CLEARLY:
            return None
        best = Address.from_id(scores[-1][1])
        if len(best.path) < 2:
            return None
        exact = format_citation([best])
        return Finding(
            kind="inexact_address",
            message=f"Of the provisions cited, {exact} says this.",
            suggestion=f"Cite {exact} to be exact.",
        )

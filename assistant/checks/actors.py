"""Actors: the police, the courts, pensioners and others in small letters, of whom the cited passages say nothing."""

from __future__ import annotations

import re
from functools import cache

from assistant.checks.claim import Claim
from assistant.checks.frames import blank
from assistant.checks.lexicon import alternative_pairs
from assistant.model import Finding
from vectorstore.address import Address

_DENIED = re.compile(
    r"\b(?:not|nor|neither|no|never|without|nowhere|rather\s+than|instead\s+of)\s+(?:[\w’-]+\s+){0,5}$", re.IGNORECASE
)
# What an author finds missing, or asks, need not be in the passage: "the reader wonders about stateless persons".
_ASKED = re.compile(
    r"\b(?:whether|wonders?|asks?\s+(?:how|what|why|oneself)|leav(?:es?|ing)\s+(?:it\s+)?(?:open|out)|nobody|in\s+vain|(?:nothing|no\s+word)\s+(?:about|of|on|as\s+to)"
    r"|learns?\s+if)\b[^;:]*$",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^[^;:,]*(?:,[^;:,]*,[^;:,]*)?\b(?:(?:are|is|was|were|ha(?:s|ve|d))\s+(?:named\s+|cited\s+|mentioned\s+)?(?:no[tr]?|none|neither"
    r"|nowhere|in\s+neither)\b|(?:finds?|is|are|there\s+is)\s+(?:no|not\s+a)\s+(?:trace|word|mention)"
    r"|leaves?\s+room|left\s+(?:open|unsaid|out))",
    re.IGNORECASE,
)


@cache
def _groups() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [
        (re.compile(rf"\b(?:{told})\b", re.IGNORECASE), re.compile(rf"\b(?:{given})", re.IGNORECASE))
        for told, given in alternative_pairs("actors")
    ]


@cache
def _any_actor() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(told for told, _ in alternative_pairs('actors'))})\b", re.IGNORECASE)


def absent_actor(claim: Claim) -> Finding | None:
    """`not_in_source` for someone whom neither the passages nor their headings speak of in any of the usual words.

    A treaty speaks of States and of everyone, and is applied to whom it may concern: it is left alone.
    """
    if all(Address.from_id(passage.id).in_treaty for passage in claim.source.passages):
        return None
    told = outside_quotations(claim)
    if not _any_actor().search(told):
        return None
    given = "\n".join([claim.source.text, *(sentence.text for sentence in claim.source.context)])
    for of, kin in _groups():
        match = of.search(told)
        if match is not None and not kin.search(given) and not _said_to_be_missing(told, match):
            return Finding(
                kind="not_in_source",
                message=f"The cited passage does not speak of “{match[0]}”.",
                suggestion="Say whom the passage speaks of, or cite the paragraph that speaks of them.",
                span=match.span(),
            )
    return None


def _said_to_be_missing(told: str, actor: re.Match[str]) -> bool:
    """Whether someone stands in what is denied, asked or told as missing: "refugees are not among them"."""
    before, after = told[: actor.start()], told[actor.end() :]
    return any(found is not None for found in (_DENIED.search(before), _ASKED.search(before), _MISSING.search(after)))


def outside_quotations(claim: Claim) -> str:
    """What a claim asserts, its quotations blanked."""
    return blank(claim.asserted, [quotation.span for quotation in claim.quotations])

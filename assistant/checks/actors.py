"""Actors: the police, the courts, pensioners and others in small letters, of whom the cited passages say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.claim import Claim
from assistant.checks.frames import blank
from assistant.checks.lexicon import alternative_pairs
from assistant.model import Finding

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
    r"|nowhere|in\s+neither)\b|(?:are|is|was|were)n[’']t\b|(?:finds?|is|are|there\s+is)\s+(?:no|not\s+a)\s+(?:trace|word|mention)"
    r"|leaves?\s+room|left\s+(?:open|unsaid|out))",
    re.IGNORECASE,
)
# "So the State judges organizations" has no judges; "the State judges convicted them" and "judges of the State" have.
_JUDGES = re.compile(r"judges\b(?P<after>.*)", re.IGNORECASE | re.DOTALL)
_WHO_JUDGES = re.compile(
    r"\b(?:(?P<state>state(?:\s+party)?)|government|report|kazakhstan|astana|committee|it|he|she|who|which)"
    r"(?:\s+(?:\w+ly|also|itself|thus|now))?\s+$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"\s*(?:[,.;:()]|$|(?:and|or|is|are|was|were|has|have|had|do|did|can|may|must|will|shall|should|would|could|who|of|in|at|to"
    r"|on|for|from|with|by|not|never|apply|decide|rule|hear|use|(?:un)?\w+ed)\b)",
    re.IGNORECASE,
)
# A treaty that a passage calls by its first word alone, and whose whole name stands in a paragraph near it.
_SHORT_NAME = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat) (Convention|Protocol|Covenant|Agreement)\b(?! (?:of|for|on|relating)\b)"
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
    if claim.source.of_treaty:
        return None
    told = outside_quotations(claim)
    if not _any_actor().search(told):
        return None
    given = "\n".join([claim.source.text, *(sentence.text for sentence in claim.source.context), *_whole_names(claim)])
    for of, kin in _groups():
        match = next((each for each in of.finditer(told) if not _is_verb(told, each)), None)
        if match is not None and not kin.search(given) and not _said_to_be_missing(told, match):
            return Finding(
                kind="not_in_source",
                message=f"The cited passage does not speak of “{match[0]}”.",
                suggestion="Say whom the passage speaks of, or cite the paragraph that speaks of them.",
                span=match.span(),
            )
    return None


def _is_verb(told: str, actor: re.Match[str]) -> bool:
    """Whether "judges" is what someone does: a subject in the singular stands before it, and an object behind."""
    judges = _JUDGES.match(told, actor.start())
    subject = _WHO_JUDGES.search(told, 0, actor.start())
    if judges is None or subject is None:
        return False
    return subject["state"] is None or _NO_OBJECT.match(judges["after"]) is None


def _whole_names(claim: Claim) -> Iterator[str]:
    """The names in full, out of the section, of the treaties that the passages call "the Convention"."""
    for short in {match[1] for match in _SHORT_NAME.finditer(claim.source.text)}:
        whole = re.compile(rf"\b{short} (?:on|for|relating to) [^.,;()]+")
        yield from (match[0] for sentence in claim.source.section for match in whole.finditer(sentence.text))


def _said_to_be_missing(told: str, actor: re.Match[str]) -> bool:
    """Whether someone stands in what is denied, asked or told as missing: "refugees are not among them"."""
    before, after = told[: actor.start()], told[actor.end() :]
    return any(found is not None for found in (_DENIED.search(before), _ASKED.search(before), _MISSING.search(after)))


def outside_quotations(claim: Claim) -> str:
    """What a claim asserts, its quotations blanked."""
    return blank(claim.asserted, [quotation.span for quotation in claim.quotations])

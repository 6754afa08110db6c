"""Points about people whom the report refuses a treaty, ties to danger, or tells of as convicted after violence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.statements import Statement
from vectorstore.address import Address

_DANGER = re.compile(r"increased security risks|social tension|criminological in nature")
_MIGRANTS = re.compile(r"\bmigrant workers\b|\blabour migra|migration\b")
_ABOUT_THEM = re.compile(r"\bmigrant workers\b|\blabour migra")
_TREATY = re.compile(
    r"\b(?P<name>International Convention on the [A-Z][^.;,]+?)(?: of (?P<year>(?:19|20)\d\d))?(?=[.;,]|$)"
)
_NOT_PARTY = re.compile(r"\bwithout (?:formally )?becoming a Party to\b")
_DISORDER = re.compile(
    r"\bconvicted (?P<count>\d+) (?:others )?of (?P<what>[^.;]*\b(?:disorder|violence|clashes|riots?)\b[^.;]*)"
)
_MOTIVE = re.compile(r"\bmotiv|\bhate crimes?\b|\bethnic hatred\b")


def refused_and_feared(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Issue]:
    """A treaty on a group that the State will not join, and the dangers that it ties to it.

    Told if the brief is about that group.
    """
    if not any(_ABOUT_THEM.search(one.text) for one in own):
        return
    found = [one for one in everywhere if _DANGER.search(one.text) and _MIGRANTS.search(one.passage.text)]
    feared = list({one.number: one for one in reversed(found)}.values())[::-1][:2]
    named = next((pair for one in everywhere if (pair := _named_treaty(one))), None)
    refused = next((one for one in everywhere if _NOT_PARTY.search(one.text)), None)
    if not feared or named is None or refused is None:
        return
    words = _NOT_PARTY.search(refused.text)
    without = words[0] if words else ""
    treaty, where = named
    dangers = " and that ".join(_clause(one) + cite([one.address]) for one in feared)
    text = (
        f"According to the State party, it continues its reforms “{without}” the {treaty}"
        f"{cite([where, refused.address])}; it says that {dangers}"
    )
    question = "explain on what data the link drawn between migrants’ rights, crime and security rests"
    yield Issue(
        "stigma",
        Line(text, "state", "Refused"),
        (where, *(one.address for one in feared), refused.address),
        "",
        question=question,
        recommendation=f"Ratify the {treaty}, and refrain from presenting the rights of migrants as a source of crime",
    )


def _clause(statement: Statement) -> str:
    """The clause that names the danger, with the treaty that it is ascribed to."""
    clause = next(one for one in statement.text.rstrip(".").split(", ") if _DANGER.search(one))
    clause = re.sub(r"^[Ii]t (?=[a-z]+s\b)", "this treaty ", clause)
    return re.sub(r"\bthe Convention\b", "this treaty", clause[:1].lower() + clause[1:])


def _named_treaty(statement: Statement) -> tuple[str, Address] | None:
    match = _TREATY.search(statement.text) if _ABOUT_THEM.search(statement.passage.text) else None
    if match is None or "Migrant" not in match["name"]:
        return None
    return match["name"], statement.address


def motive_not_told(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Convictions after disorder or violence, where the sub-section says nothing of a motive."""
    for one in statements:
        match = _DISORDER.search(one.text)
        if match is None:
            continue
        section = [other for other in statements if other.passage.headings[:2] == one.passage.headings[:2]]
        if any(_MOTIVE.search(other.text) for other in section):
            continue
        text = (
            f"The State party reports that {match['count']} persons were convicted of {match['what'].strip()}"
            f"{cite([one.address])}; it does not say whether an ethnic motive was examined, nor for which acts against "
            "persons or property they were sentenced"
        )
        yield Issue(
            "acknowledged",
            Line(text, "state", "Not stated"),
            (one.address,),
            "",
            question="state whether an ethnic motive was examined, and for which acts the sentences were passed",
            recommendation="Examine in every investigation of such violence whether it had an ethnic motive, and "
            "publish the outcome",
        )
        return

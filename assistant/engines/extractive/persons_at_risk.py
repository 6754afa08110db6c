"""Points about people whom the report refuses a treaty, ties to danger, or tells of as convicted after violence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.statements import Statement
from vectorstore.address import Address

_DANGER = re.compile(
    r"\b(?:security risks?|social tensions?|criminological|threats? to (?:national |public )?security)\b"
)
_GROUP = re.compile(
    r"\b(?:Rights|Status|Protection) of (?:All |the )?(?P<group>(?!Rights\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b"
)
_TREATY = re.compile(
    r"\b(?P<name>International Convention on the [A-Z][^.;,]+?)(?: of (?P<year>(?:19|20)\d\d))?(?=[.;,]|$)"
)
_NOT_PARTY = re.compile(r"\bwithout (?:formally )?becoming a Party to\b")
_LEFT_OPEN = re.compile(r"\bthe matter (?P<how>(?:remains|is) (?:subject to|under|open)[^.;,]*)")
_DISORDER = re.compile(
    r"\bconvicted (?P<count>\d+) (?:others )?of (?P<what>[^.;]*\b(?:disorder|violence|clashes|riots?)\b[^.;]*)"
)
_LENIENT = re.compile(r"\b(?P<count>\d+) received suspended sentences\b")
_MOTIVE = re.compile(r"\bmotiv|\bhate crimes?\b|\bethnic hatred\b")


@dataclass(frozen=True, slots=True)
class _Treaty:
    """A treaty on a group of people, and where the report names it."""

    name: str
    group: str
    where: Address

    def speaks_of_them(self, text: str) -> bool:
        """Whether a text names the group, in the singular or the plural."""
        return re.search(rf"\b{re.escape(self.group.removesuffix('s'))}", text, re.IGNORECASE) is not None


def refused_and_feared(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Issue]:
    """A treaty on a group that the State will not join, and the dangers that it ties to it.

    The group is the one that the treaty's name tells ("the Rights of All Migrant Workers"). Told if the brief is about
    that group.
    """
    for refused in everywhere:
        without = _NOT_PARTY.search(refused.text)
        if without is None:
            continue
        section = [one for one in everywhere if one.passage.headings[:2] == refused.passage.headings[:2]]
        named = next((found for one in section if (found := _named_treaty(one))), None)
        if named is None or not any(named.speaks_of_them(one.text) for one in own):
            continue
        dangers = [one for one in section if _DANGER.search(one.text)]
        feared = list({one.number: one for one in reversed(dangers)}.values())[::-1][:2]
        if feared:
            open_still = next((one for one in section if _LEFT_OPEN.search(one.text)), None)
            yield _refused(refused, without[0], named, feared, open_still)
            return


def _refused(
    refused: Statement, without: str, treaty: _Treaty, feared: Sequence[Statement], open_still: Statement | None
) -> Issue:
    """The point, told as a contrast where one paragraph leaves the matter open that another closes."""
    dangers = " and that ".join(_clause(one) + cite([one.address]) for one in feared)
    text = (
        f"According to the State party, it continues its reforms “{without}” the {treaty.name}"
        f"{cite([treaty.where, refused.address])}; it says that {dangers}"
    )
    left_open = _LEFT_OPEN.search(open_still.text) if open_still else None
    places = (treaty.where, *(one.address for one in feared), refused.address)
    if open_still and left_open:
        text = (
            f"The State party says of the {treaty.name}{cite([treaty.where])} that the matter “{left_open['how']}”"
            f"{cite([open_still.address])}, yet also that it continues its reforms “{without}” it"
            f"{cite([refused.address])}; it says that {dangers}"
        )
        places = (open_still.address, *places)
    rights = f"the rights of {treaty.group}"
    return Issue(
        "stigma",
        Line(text, "state", "Contrast" if left_open else "Refused"),
        places,
        "",
        question=f"give the data on which the link drawn between {rights}, crime and security rests",
        recommendation=f"Become a party to the {treaty.name}, and refrain from presenting {rights} as a source "
        "of crime",
    )


def _clause(statement: Statement) -> str:
    """The clause that names the danger, with the treaty that it is ascribed to."""
    clause = next(one for one in statement.text.rstrip(".").split(", ") if _DANGER.search(one))
    clause = re.sub(r"^[Ii]t (?=[a-z]+s\b)", "this treaty ", clause)
    return re.sub(r"\bthe Convention\b", "this treaty", clause[:1].lower() + clause[1:])


def _named_treaty(statement: Statement) -> _Treaty | None:
    match = _TREATY.search(statement.text)
    group = _GROUP.search(match["name"]) if match else None
    if match is None or group is None:
        return None
    return _Treaty(match["name"], group["group"].lower(), statement.address)


def _event(what: str) -> str:
    """What people were convicted of having taken part in: "the mass disorder in …"."""
    return re.sub(r"^(?:participation|taking part|involvement) in ", "", what.strip())


def motive_not_told(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Convictions after disorder or violence, where the sub-section says nothing of a motive."""
    for one in statements:
        match = _DISORDER.search(one.text)
        if match is None:
            continue
        section = [other for other in statements if other.passage.headings[:2] == one.passage.headings[:2]]
        if any(_MOTIVE.search(other.text) for other in section):
            continue
        lenient = _LENIENT.search(one.passage.text)
        suspended = f" and that {lenient['count']} of them received suspended sentences" if lenient else ""
        text = (
            f"The State party reports that {match['count']} persons were convicted of {match['what'].strip()}"
            f"{suspended}{cite([one.address])}; it does not say whether an ethnic motive was examined, nor for which "
            "acts against persons or property they were sentenced"
        )
        yield Issue(
            "acknowledged",
            Line(text, "state", "Not stated"),
            (one.address,),
            "",
            question=f"state whether an ethnic motive was examined in the proceedings on {_event(match['what'])}, and "
            f"for which acts the {match['count']} persons were sentenced",
            recommendation="Examine in every investigation of violence or disorder whether it had an ethnic motive, "
            "and publish the outcome",
        )
        return

"""Points about a human rights institution: its standing, what its law left out, the complaints that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import at_the_end
from assistant.engines.extractive.series import change, find_series
from assistant.engines.extractive.statements import Statement

_PRINCIPLES = re.compile(r"\bParis Principles\b")
_ACCREDITED = re.compile(r"\baccredit\w+|\b[“\"]?[AB][”\"]? status\b")
_PART_TAKEN_UP = re.compile(
    r"\b(?:incorporat\w+|implement\w+|tak\w+ (?:up|into account)|reflect\w+) (?P<share>(?:over |more than |about |"
    r"around |almost )?\d+(?:\.\d+)? per cent) of the recommendations of (?P<whose>the [A-Z]\w+(?: [A-Z]\w+)*)"
)
COMPLAINTS_MADE = re.compile(
    r"^(?:communications|complaints|appeals|petitions|applications) (?:addressed|submitted|made) to\b"
)
_COUNTED = re.compile(
    r"\b(?P<count>\d[\d,]*) (?P<what>(?:communications|complaints) (?:relating to|concerning|about|of) [^.,;:]+?)"
    r" (?:were|have been|was) (?:registered|received|recorded|submitted|lodged)\b"
)
_OF_DISCRIMINATION = re.compile(r"\d[^.;]*\b(?:complaints|communications|cases)\b[^.;]*\b(?:discriminat|racial|ethnic)")
_PERIOD = re.compile(r"\b(?:[Ii]n|[Dd]uring|[Oo]ver) the (?:period|years) 20\d\d[–-]20\d\d\b|\b[Ii]n 20\d\d\b")
_ANSWERED = re.compile(r"\b(?:upheld|satisfied|resolved|confirmed|granted|redress\w*|compensat\w+|fines?)\b[^.;]*\d")


def institutions(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Issue]:
    """What is not said of an institution's standing and law, and of the complaints that people make."""
    yield from _without_accreditation(own, everywhere)
    yield from _taken_up_in_part(own)
    yield from _complaints_of_what(own)
    yield from _complaints_unanswered(own)


def _without_accreditation(own: Sequence[Statement], everywhere: Sequence[Statement]) -> Iterable[Issue]:
    if any(_ACCREDITED.search(one.text) for one in everywhere):
        return
    places = list(dict.fromkeys(one.address for one in own if _PRINCIPLES.search(one.text)))[:2]
    if not places:
        return
    text = (
        f"The State party refers to the Paris Principles{cite(places)}; no paragraph found in {places[0].symbol} "
        "says which accreditation status its institution holds"
    )
    yield Issue(
        "acknowledged",
        Line(text, "inference", "Not stated"),
        tuple(places),
        "",
        question="state which accreditation status the national human rights institution holds, and which "
        "recommendations of its last accreditation review are not yet carried out",
        recommendation="Bring the national human rights institution fully into line with the Paris Principles, and "
        "give it the powers and the staff to act against racial discrimination",
    )


def _taken_up_in_part(own: Sequence[Statement]) -> Iterable[Issue]:
    for one in own:
        match = _PART_TAKEN_UP.search(one.text)
        if match is None:
            continue
        text = (
            f"The State party says that its law incorporates {match['share']} of the recommendations of "
            f"{match['whose']}{cite([one.address])}; those left out are not named"
        )
        yield Issue(
            "acknowledged",
            Line(text, "state", "In part"),
            (one.address,),
            "",
            question=f"state which recommendations of {match['whose']} were not taken up, and why",
        )


def _complaints_of_what(own: Sequence[Statement]) -> Iterable[Issue]:
    """Complaints of every kind by year, where the sub-section does not count those on discrimination."""
    for one in own:
        series = find_series(one)
        if series is None or not COMPLAINTS_MADE.match(series.thing) or not (told := change(series)):
            continue
        section = [other for other in own if other.passage.headings[:2] == one.passage.headings[:2]]
        if any("figure" in other.acts and _OF_DISCRIMINATION.search(other.text) for other in section):
            continue
        text = (
            f"By the State party’s own figures, {told}{cite([one.address])}; how many concerned racial discrimination"
        )
        yield Issue(
            "no_outcome",
            Line(f"{text}, and what came of them, is not stated", "inference", "No breakdown"),
            (one.address,),
            "",
            question=f"give the number of {series.thing} that concerned racial discrimination, by year and ground, and "
            "their outcome",
            recommendation="Have complaints of racial discrimination counted apart by every body that receives them, "
            "and publish each year their number, ground and outcome",
        )


def _complaints_unanswered(own: Sequence[Statement]) -> Iterable[Issue]:
    """Complaints about one matter that are counted, where the paragraph says nothing of what came of them."""
    for one in own:
        match = _COUNTED.search(one.text)
        if match is None or _ANSWERED.search(one.passage.text):
            continue
        period = at_the_end(_PERIOD.search(one.text))
        text = (
            f"The State party counts {match['count']} {match['what']}{period}{cite([one.address])}; what came of them "
            "is not stated"
        )
        yield Issue(
            "no_outcome",
            Line(text, "inference", "No outcome"),
            (one.address,),
            "",
            question=f"state what came of the {match['count']} {match['what']}{period}: decisions, sums recovered, "
            "penalties",
        )

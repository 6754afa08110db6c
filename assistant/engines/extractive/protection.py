"""Points about those who ask for protection or a post: applications not counted, short time limits, shares unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import Capitals, at_the_end, reported
from assistant.engines.extractive.statements import Statement

_RECOGNIZED = re.compile(
    r"\b(?P<count>\d[\d,]*) (?:persons |people )?(?:were |have been )?(?P<who>refugees|"
    r"(?:granted|given) refugee status)\b"
)
_NUMBER = r"\d[\d,]*"
_APPLIED = re.compile(
    rf"\b{_NUMBER} (?:\w+ ){{0,2}}(?:applications|requests|asylum-seekers|applicants)\b|"
    rf"\b(?:applications|asylum-seekers)\b[^.;]*: {_NUMBER}|"
    rf"\b(?:applied|lodged|submitted)\b[^.;]*\b{_NUMBER} (?:persons|people)\b"
)
_PERIOD = re.compile(
    r"\b(?:[Ff]rom 20\d\d to 20\d\d|(?:in|over|during) the (?:period|years) 20\d\d[–-]20\d\d|in 20\d\d)\b"
)
_MUST_WITHIN = re.compile(
    r"^(?P<clause>[^;]*?\b(?:asylum-seekers?|applicants?|migrants?|foreign nationals?|persons?|"
    r"complainants?|victims?)\b[^;]*?\bmust (?:apply|report|register|appeal|leave|submit|file|lodge)\b[^;]*?\bwithin "
    r"(?P<time>(?:\d+|one|two|three|five|seven|ten) (?:hours?|(?:calendar |working )?days?))\b[^,;.]*)",
    re.IGNORECASE,
)
_MISSED = re.compile(
    r"\b(?:after (?:this|that|the) (?:period|time|deadline)|missed|late applications?|"
    r"extend\w* the (?:period|deadline))\b"
)
_AMENDING = re.compile(r"\bconsidering the possibility of amending\b")
_OF_GROUPS = re.compile(
    r"\bof whom members of (?P<groups>[^(]*\bethnic (?:groups|minorities)) \((?P<count>(?:more than |over |about )?"
    r"\d[\d,]*) (?:people|persons|members)\) (?:hold|occupy) (?P<posts>[a-z ]*(?:positions|posts|seats))"
)


def protection(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """What is left open for refugees, for those with hours to apply, and for the share of minorities in posts."""
    for _, group in groupby(statements, key=lambda one: one.passage.headings[:2]):
        section = list(group)
        yield from _without_applications(section)
        yield from _short_time(section, capitals)
        yield from _without_total(section)


def _without_applications(section: Sequence[Statement]) -> Iterable[Issue]:
    """Refugees who were recognized, where nobody who applied, was refused or sent back is counted."""
    if any(_APPLIED.search(one.text) for one in section):
        return
    for one in section:
        match = _RECOGNIZED.search(one.text)
        if match is None:
            continue
        when = at_the_end(_PERIOD.search(one.text))
        text = (
            f"The State party counts {match['count']} refugees registered{when}{cite([one.address])}; that section "
            "of the report gives no number of applications, refusals or returns"
        )
        yield Issue(
            "no_outcome",
            Line(text, "inference", "No applications"),
            (one.address,),
            "",
            question="give by year and country of origin the applications for asylum made at the border and inland, "
            "those not registered, refused and appealed, and the persons expelled",
            recommendation="Publish each year the applications for asylum, the decisions and the expulsions by country "
            "of origin, and let independent bodies visit the border and the places where asylum-seekers are held",
        )
        return


def _short_time(section: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    for one in section:
        match = _MUST_WITHIN.search(one.text)
        if match is None or any(_MISSED.search(other.text) for other in section):
            continue
        told = reported(match["clause"], capitals, subject="it")
        amending = (
            "an amendment of the rules is said to be considered, but " if _AMENDING.search(one.passage.text) else ""
        )
        asylum = "asylum" in match["clause"]
        text = (
            f"The State party says that {told}{cite([one.address])}; {amending}what follows for a person who comes "
            "later is not stated"
        )
        yield Issue(
            "acknowledged",
            Line(text, "state", "Time limit"),
            (one.address,),
            "",
            question=f"state how many {'asylum-seekers' if asylum else 'persons'} were refused or punished for missing "
            f"the limit of {match['time']}, and how they are told of the limit in a language that they know",
            recommendation=f"Examine each application{' for asylum' if asylum else ''} on its merits, and do not "
            f"refuse or punish anyone for having missed the limit of {match['time']}",
        )
        return


def _without_total(section: Sequence[Statement]) -> Iterable[Issue]:
    """Members of ethnic groups counted in posts, where the posts are not counted, so that no share is known."""
    for one in section:
        match = _OF_GROUPS.search(one.text)
        if match is None or re.search(rf"\d (?:\w+ )?{match['posts']}\b", one.passage.text):
            continue
        text = (
            f"The State party counts {match['count']} people of {match['groups']} in {match['posts']}"
            f"{cite([one.address])}; without the number of all {match['posts']}, and of those of each group, their "
            "share is not known"
        )
        yield Issue(
            "no_breakdown",
            Line(text, "inference", "No share"),
            (one.address,),
            "",
            question=f"give by ethnic group and sex the share of all posts and of {match['posts']}, beside the group’s "
            "share of the population",
            recommendation="Publish each year, on the basis of self-identification, the share of each ethnic group in "
            "public posts at every level, and take special measures where a group is under-represented",
        )
        return

"""What figures show side by side: a rise or a fall, two series, two numbers of one group of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from assistant.engines.extractive.audit import Discrepancy
from assistant.engines.extractive.institutions import COMPLAINTS_MADE
from assistant.engines.extractive.issue import RISING
from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.phrasing import Capitals, reported
from assistant.engines.extractive.series import Series, beside, change, find_series
from assistant.engines.extractive.statements import Statement
from assistant.engines.extractive.subject import is_on_subject

_PEOPLE = re.compile(
    r"(?P<about>about |more than |over |approximately |"
    r"a total of )?(?P<count>\d{1,3}(?:,\d{3})+) (?P<thing>(?:stateless|undocumented|"
    r"displaced) persons|refugees|asylum-seekers|migrant workers)\b"
)
_LEAST_RATIO, _MOST_RATIO = 3, 50
_GIVEN = re.compile(r"\bgranted\b|\bissued\b|\btrained\b")
_LARGE_CHANGE = 0.4


def side_by_side(statements: Sequence[Statement], capitals: Capitals) -> list[Discrepancy]:
    """Two series over the same years, large rises and falls, and numbers of one group that do not meet."""
    found = [series for one in statements if (series := find_series(one)) and _is_of_interest(one, series)]
    pairs = list(_pairs(found))
    told = {address for pair in pairs for address in pair.addresses}
    return [
        *pairs,
        *_changes([one for one in found if one.statement.address not in told]),
        *_people(statements, capitals),
    ]


def _is_of_interest(statement: Statement, series: Series) -> bool:
    """Whether a series is on the Committee's subject by its own words, or by the provision that its paragraph names."""
    by_provision = " under article " in series.thing and is_on_subject(statement.passage.text)
    return by_provision or is_on_subject(statement.text)


def _pairs(found: Sequence[Series]) -> Iterable[Discrepancy]:
    for first, second in combinations(found, 2):
        told = "" if _of_other_provisions(first, second) else beside(first, second)
        if told and abs(first.statement.number - second.statement.number) <= 3:
            addresses = tuple(sorted((first.statement.address, second.statement.address), key=lambda one: one.path))
            yield Discrepancy(
                f"by the State party’s own figures, {told}{cite(addresses)}",
                addresses,
                f"explain the outcome of the {told.partition(' stand')[0]}, and who was charged"
                if "convict" in told
                else f"explain the difference: {told}",
                label="Cases and convictions" if "convict" in told else "Figures compared",
            )


def _of_other_provisions(first: Series, second: Series) -> bool:
    """Whether both count what is under an article, and not the same one."""
    named = [set(re.findall(r"\barticle (\d+)", one.thing)) for one in (first, second)]
    return all(named) and not named[0] & named[1]


def _changes(found: Sequence[Series]) -> Iterable[Discrepancy]:
    for series in found:
        first, last = series.values[0][1], series.values[-1][1]
        if not first or abs(last - first) / first < _LARGE_CHANGE or COMPLAINTS_MADE.match(series.thing):
            continue
        word = "rise" if last > first else "fall"
        told = change(series).replace(series.thing, series.thing + _punished(series), 1)
        yield Discrepancy(
            f"by the State party’s own figures, {told}{cite([series.statement.address])}",
            (series.statement.address,),
            f"explain the {word} in the number of {series.thing}",
            _remedy(series, word),
            label=RISING if word == "rise" else "Falling numbers",
        )


def _remedy(series: Series, word: str) -> str:
    """What to recommend where fewer people are given what they need: to look for the obstacles and remove them."""
    if word == "rise" or not _GIVEN.search(series.thing):
        return ""
    return f"Examine why the number of {series.thing} has fallen, and remove the obstacles"


def _people(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Discrepancy]:
    """Two numbers of one group of people in one sub-section, far apart and each told for itself."""
    counted = [
        (one, match)
        for one in statements
        if (match := _PEOPLE.search(one.text)) and not find_series(one) and one.words <= 40 and not one.points_back
    ]
    for (first, a), (second, b) in combinations(counted, 2):
        if a["thing"] != b["thing"] or first.passage.headings[:2] != second.passage.headings[:2]:
            continue
        counts = sorted(int(match["count"].replace(",", "")) for match in (a, b))
        if not _LEAST_RATIO <= counts[1] / counts[0] <= _MOST_RATIO or re.search(r"\bhalf\b", first.text + second.text):
            continue
        told = [reported(one.text, capitals, subject="it") + cite([one.address]) for one in (first, second)]
        yield Discrepancy(
            f"the State party says that {told[0]} and that {told[1]}; how the two numbers relate is not explained",
            (first.address, second.address),
            f"explain how the numbers of {a['thing']} relate: {_given(a)} and {_given(b)}",
            label="Not reconciled",
        )
        return


def _given(match: re.Match[str]) -> str:
    """A number as it is given: "about 7,000"."""
    return f"{(match['about'] or '').removeprefix('a total of ')}{match['count']}"


def _punished(series: Series) -> str:
    """What the provision under which cases are counted punishes, as its paragraph tells: " (liability for …)"."""
    number = re.search(r"\bunder article (\d+)", series.thing)
    text = series.statement.passage.text.replace("\u00a0", " ")
    told = number and re.search(rf"\(art\. {number[1]}\)[^.;]*?\b(liability for [^.;,]+)", text)
    return f" ({told[1]})" if told else ""

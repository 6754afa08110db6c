"""What a sub-section leaves untold: the outcome of the cases that it counts, the conditions in which a group lives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.article_terms import stems
from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import Capitals, at_the_end, join, reported
from assistant.engines.extractive.statements import Statement
from assistant.engines.extractive.topics import subject_of

_CASES = re.compile(
    r"\b(?P<count>\d[\d,]*) (?P<what>(?:criminal )?cases (?:of|involving|concerning) [a-z][^,.;:]*?)"
    r"(?: have been| were| has been)? (?:registered|opened|recorded|initiated)\b"
)
_OUTCOME = re.compile(r"\bconvict\w+|\bsentenced\b|\bacquitt\w+|\bbrought to (?:court|trial)\b|\bverdicts?\b")
_VICTIMS = re.compile(r"\b\d[^.;]*\bvictims\b|\bvictims\b[^.;]*: \d")
_ITEM = re.compile(r"^(?P<count>\d+) cases? under article (?P<article>\d+)[^(]*\((?P<name>[^()]+)\)")
_FEWEST_ITEMS = 3
_GROUP = re.compile(r"^(?:[A-Z]|[IVX]+)\. ?(?:The )?(?:Rights|Situation) of (?:the )?(?P<group>[A-Z]\w+)$")
_TREND = re.compile(
    r"\b(?:has been|have been|is|are|continues? to|continued to) (?:steadily |gradually )?"
    r"(?:increas|grow|improv|ris|declin|decreas|fall)\w*\b|\bgrows\b"
)
_LEADING = re.compile(r"^(?:As a result|Consequently|Accordingly|Thus|Overall), ")
_CONDITIONS = {
    "schooling": r"\b(?:pupils?|students?|school|enrol\w+|graduates?)\b",
    "work": r"\b(?:employ\w+|in work|jobs?)\b",
    "housing": r"\b(?:housing|dwellings?|homes)\b",
    "health": r"\b(?:health|medical|mortality)\b",
}
_SHORT_TREND = 45  # words


def untold(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """Criminal cases of which no outcome is told, and groups whose conditions no figure shows."""
    for _, group in groupby(statements, key=lambda one: one.passage.headings[:2]):
        section = list(group)
        yield from _without_outcome(section, capitals)
        yield from _without_conditions(section, capitals)


def _without_outcome(section: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    if any(_OUTCOME.search(one.text) and "figure" in one.acts for one in section):
        return
    for one in section:
        match = _CASES.search(one.text)
        if match is None:
            continue
        count, what, matter = match["count"], match["what"], subject_of(one.passage, capitals)
        victims = any(_VICTIMS.search(other.text) for other in section)
        lacking = "no convictions or sentences" if victims else "no convictions, sentences or number of victims"
        period = at_the_end(re.match(r"(?:So far in|[Ii]n|During) 20\d\d\b", one.text))
        counted = f"The State party counts {count} {what}{period}{cite([one.address])}{_parts(one, section, matter)}"
        text = f"{counted}; that section of the report gives {lacking}"
        yield Issue(
            "no_outcome",
            Line(text, "inference", "No outcome"),
            (one.address,),
            matter,
            question=f"give, for the {count} {what}, the convictions and sentences, the number of victims by sex, age "
            "and origin, and the protection and compensation that they received",
            recommendation=f"Publish each year the numbers of investigations, convictions and victims of {matter}, "
            "and protect and compensate victims whatever their origin or status",
        )
        return


def _parts(total: Statement, section: Sequence[Statement], matter: str) -> str:
    """The largest part of a list of cases, and the one that bears the section's own name: ", 54 of them under …"."""
    listed = [one for one in section if one.in_list and one.passage is total.passage]
    items = [match for one in listed if (match := _ITEM.search(one.text))]
    if len(items) < _FEWEST_ITEMS:
        return ""
    largest = max(items, key=lambda item: int(item["count"]))
    own = next((item for item in items if item is not largest and stems(matter) <= stems(item["name"])), None)
    told = [_part(item) for item in (largest, own) if item is not None]
    return f", {join(told)}"


def _part(item: re.Match[str]) -> str:
    name = item["name"][:1].lower() + item["name"][1:]
    return f"{item['count']} of them under article {item['article']} ({name})"


def _without_conditions(section: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """A sub-section on the rights of one group that says their lot improves and gives no figure on it."""
    group = next((match["group"] for one in section if (match := _named_group(one))), "")
    trend = next((one for one in section if _is_bare_trend(one)), None)
    if not group or trend is None:
        return
    counted = [one.text for one in section if "figure" in one.acts]
    lacking = [name for name, words in _CONDITIONS.items() if not any(re.search(words, text) for text in counted)]
    if not lacking:
        return
    told = reported(_LEADING.sub("", trend.text), capitals, subject="it")
    text = (
        f"The State party says that {told}{cite([trend.address])}; that section of the report gives no figures "
        f"on the {join(lacking)} of {group}"
    )
    yield Issue(
        "no_outcome",
        Line(text, "inference", "No figures"),
        (trend.address,),
        f"the rights of {group}",
        question=f"give yearly figures on the {join(lacking)} of {group}",
        recommendation=f"Adopt, together with {group}, measures with targets on {join(lacking)}, and publish each year "
        "figures on what they achieve, on the basis of self-identification",
    )


def _named_group(one: Statement) -> re.Match[str] | None:
    return _GROUP.search(one.passage.headings[1]) if len(one.passage.headings) > 1 else None


def _is_bare_trend(one: Statement) -> bool:
    """Whether a sentence tells of a rise or fall, and neither it nor its paragraph gives a number."""
    digits = re.search(r"\d", one.passage.text)
    return bool(_TREND.search(one.text)) and digits is None and one.words <= _SHORT_TREND

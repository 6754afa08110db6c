"""The last parts of a section: places for the NGO's evidence, suggested questions, suggested recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.topics import Topic
from vectorstore.address import Address

_ENOUGH = 2  # facts wanted beside which a mere subject need not be named
_DATA = frozenset({"not_collected", "no_breakdown", "not_given"})


def placeholders(issues: Sequence[Issue], subjects: Sequence[str], count: int = 3) -> list[Line]:
    """Marked places for evidence: the facts that would meet the weightiest points, or else the section's subjects."""
    wanted = list(dict.fromkeys(fact for issue in issues if (fact := _fact_wanted(issue))))
    names = wanted[:count] if len(wanted) >= _ENOUGH else list(dict.fromkeys([*wanted, *subjects]))[:_ENOUGH]
    return [Line(f"[NGO evidence: {name}; source, place, date, method]", "ngo") for name in names if name]


def _fact_wanted(issue: Issue) -> str:
    """The facts on the ground that an NGO could set against a point, or ""."""
    if issue.kind == "denied":
        return f"cases of {issue.subject}, reported or not" if issue.subject else ""
    if issue.kind == "postponed" and issue.topic and issue.topic.form != "infinitive":
        return f"what the delay of {issue.topic.decision} means for those concerned"
    if issue.kind == "acknowledged" and issue.subject:
        return f"reasons for {issue.subject}"
    if issue.kind == "stigma":
        return "how migrant workers are spoken of and treated"
    if issue.kind == "no_breakdown" and issue.subject:
        return f"the ethnic origin of those behind {issue.subject}"
    if issue.kind == "survey":
        return "how members of ethnic groups themselves see their situation"
    if issue.kind == "no_evaluation":
        return "what the measures counted by the State party changed for those concerned"
    if issue.kind == "no_date" and issue.topic and issue.topic.form != "infinitive":
        return f"what happens to those concerned without {issue.topic.words}"
    return f"how {issue.subject} work in practice" if issue.kind == "asserted" and issue.subject else ""


def questions(issues: Sequence[Issue], count: int) -> list[Line]:
    """One question for each of the weightiest issues, no two alike."""
    lines: list[Line] = []
    seen: set[str] = set()
    for turn, issue in enumerate(issues):
        text = _question(issue, turn)
        if text and text not in seen and len(lines) < count:
            seen.add(text)
            lines.append(Line(text + cite(issue.addresses), "ngo"))
    return lines


def _question(issue: Issue, turn: int) -> str:
    if issue.question:
        return f"Please {issue.question}"
    if issue.kind == "postponed" and issue.topic and not issue.topic.action:
        number = issue.addresses[0].path[0]
        return f"Please state what has come of the work mentioned in paragraph {number}, and when it will be completed"
    if issue.kind == "postponed" and issue.topic:
        forms = (
            f"Please indicate when {issue.topic.decision} will be taken, and by which body",
            f"Please give the timetable for {issue.topic.decision}",
        )
        return forms[1] if issue.topic.form == "review" else forms[turn % 2]
    if issue.kind == "no_date" and issue.topic:
        return _about_plan(issue.topic, turn)
    subject = issue.subject
    return {
        "acknowledged": f"Please explain what is being done about {subject}",
        "denied": f"Please describe how complaints about {subject} can be made, how they are recorded and what follows",
        "not_collected": f"Please explain how equal treatment is verified while no {subject} are kept",
        "no_breakdown": f"Please break down {subject} by ethnic origin, sex and region",
        "not_given": f"Please provide the data that are said to be collected on {subject}",
        "asserted": f"Please give the figures or cases on which the assessment of {subject} rests",
    }.get(issue.kind, "")


def _about_plan(topic: Topic, turn: int) -> str:
    if topic.form == "infinitive":
        return f"Please state by when, by which body and with what indicators the State party will {topic.words}"
    if topic.form == "gerund":
        return f"Please state when the work on {topic.words} will be completed"
    return (f"Please indicate when {topic.words} will be adopted", f"Please specify the timetable for {topic.words}")[
        turn % 2
    ]


def recommendations(issues: Sequence[Issue], article: Address, count: int) -> list[Line]:
    """Recommendations to the State party for the weightiest issues, each tied to the article."""
    lines: list[Line] = []
    done: set[str] = set()
    for issue in issues:
        key, text = _recommendation(issue)
        if text and key not in done and len(lines) < count:
            done.add(key)
            lines.append(Line(text + cite([article]), "ngo"))
    return lines


def _recommendation(issue: Issue) -> tuple[str, str]:
    """What tells the recommendation apart from others, and its words, or ""."""
    if issue.recommendation:
        return issue.recommendation, issue.recommendation
    if issue.topic:
        action = issue.topic.action
        end = ", within a stated time" if issue.kind == "postponed" else ", with a date and a responsible body"
        return action, f"{action}{end}" if action else ""
    if issue.kind == "not_collected":
        return (
            "data",
            f"Keep and publish {issue.subject}, on the basis of self-identification and with safeguards for privacy",
        )
    if issue.kind in _DATA and issue.subject:
        return "data", (
            f"Collect and publish {_data(issue)}, disaggregated by ethnic origin and sex, on the basis of "
            "self-identification and with safeguards for privacy"
        )
    if issue.kind == "no_evaluation":
        return "evaluation", "Have its training and awareness-raising evaluated independently, and publish the results"
    if issue.kind == "acknowledged" and issue.subject:
        return "acknowledged", f"Examine the reasons for {issue.subject}, together with the communities concerned"
    if issue.kind == "denied" and issue.subject:
        return "denied", (
            f"Ensure that complaints about {issue.subject} can be made safely and confidentially, and publish "
            f"each year "
            "their number and outcome"
        )
    return issue.kind, ""


def _data(issue: Issue) -> str:
    return issue.subject if issue.kind == "no_breakdown" else f"data on {issue.subject}"

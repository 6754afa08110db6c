"""The last parts of a section: places for the NGO's evidence, suggested questions, suggested recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.article_terms import provisions_below, stems, terms_of
from assistant.engines.extractive.facts_wanted import facts_wanted
from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.topics import Topic
from vectorstore.address import Address

_EVALUATION = "evaluation"  # what one recommendation of a section asks for
_LONG_SUBJECT = 4  # words from which a question is put in another form
_LONG_REVIEW = 24  # words of what is reviewed, from which a question points to its paragraph instead
_PEOPLE = re.compile(r"\b(?:workforce|persons|people|workers|members|employees|pupils|students)\b")
_LONGEST_PLAN = 18  # words of a plan that a question tells in full
_OF_LAW = re.compile(r"\b(?:bill|the law|legislation|Act)\b")
_GENERAL_ARTICLES = frozenset({"1", "2"})  # whose demands on the law stand in article 2 (1) (c) and (d)
_ON_RIGHTS = frozenset({"3", "5"})  # whose recommendations rest on the right that they serve
_COMPLAINTS_MADE = re.compile(
    r"\bcomplaints (?:of|about|concerning) [^,;]*?can be made\b|"
    r"\bcomplaints, prosecutions and convictions\b|\bcomplaints of racial discrimination counted\b"
)
_BEFORE_PARLIAMENT = re.compile(r"\bbefore Parliament\b")  # says who decides, not on which right
_SEGREGATION = re.compile(r"\bsegregat")
_DRAFT = re.compile(r"(?:the |an? )?(?:new )?(amendments|proposals|bill|draft|law|rules|act|plan|programme)\b")
_KEPT = re.compile(r"(?:the )?(?:(?P<monitoring>monitoring\b.*)|(?P<data>(?:statistics|data) on\b.*))")
_YEARLY = re.compile(r"^Please give the yearly number of (?P<thing>\w+)[^,;]* and their outcome")
_BROKEN_DOWN = re.compile(r" that takes into (?:account|consideration) the breakdown of (?P<whom>the \w+) by\b.*$")
_DATA = frozenset({"not_collected", "no_breakdown", "not_given"})


def placeholders(issues: Sequence[Issue], subjects: Sequence[str], count: int = 3, article: str = "") -> list[Line]:
    """Marked places for evidence that would meet the weightiest points, or else the section's subjects."""
    named = facts_wanted(issues, subjects, count, article)
    return [Line(f"[NGO evidence: {name}; source, place, date, method]", "ngo") for name in named]


def questions(issues: Sequence[Issue], count: int) -> list[Line]:
    """One question for each of the weightiest issues; what is asked of two is asked once, with both their places."""
    asked: dict[str, list[Address]] = {}
    for turn, issue in enumerate(issues):
        text = _asked_already(issue, asked) or _question(issue, turn)
        if text and (text in asked or len(asked) < count):
            asked.setdefault(text, []).extend(issue.addresses)
    return [Line(text + cite(dict.fromkeys(places)), "ngo") for text, places in asked.items()]


def is_asked(issue: Issue) -> bool:
    """Whether there is something to ask about it."""
    return bool(_question(issue, 0))


def _asked_already(issue: Issue, asked: Iterable[str]) -> str:
    """The question already asked that data kept but not given would answer: the yearly number of complaints."""
    if issue.kind != "not_given":
        return ""
    return next((one for one in asked if (of := _YEARLY.search(one)) and of["thing"] in issue.subject), "")


def _question(issue: Issue, turn: int) -> str:
    if issue.question:
        return f"Please {issue.question}"
    if issue.kind == "postponed" and issue.topic and not issue.topic.action:
        if issue.topic.form == "gerund" and not issue.topic.is_long:
            return ""  # a study that may be made: to ask whether it will be asks for nothing
        if issue.topic.form == "review" and len(issue.topic.words.split()) <= _LONG_REVIEW:
            return f"Please state what has come of the review of {issue.topic.words}"
        number = issue.addresses[0].path[0]
        return f"Please state what has come of the work mentioned in paragraph {number}, and when it will be completed"
    if issue.kind == "postponed" and issue.topic and issue.topic.is_long:
        number = issue.addresses[0].path[0]
        return f"Please indicate when the matter left open in paragraph {number} will be decided, and by which body"
    if issue.kind == "postponed" and issue.topic:
        forms = (
            f"Please indicate when {issue.topic.decision} will be taken, and by which body",
            f"Please give the timetable for {issue.topic.decision}",
        )
        return forms[1] if issue.topic.form == "review" else forms[turn % 2]
    if issue.kind == "no_date" and issue.topic:
        return _about_plan(issue, issue.topic, turn)
    subject = issue.subject
    if not subject:
        return ""
    if issue.kind == "denied" and len(subject.split()) > _LONG_SUBJECT:
        return f"Please state how {subject} can be complained of, and what is done where nobody complains"
    return {
        "acknowledged": f"Please explain what is being done about {subject}",
        "denied": f"Please describe how complaints about {subject} can be made, how they are recorded and what follows",
        "not_collected": f"Please explain how equal treatment is verified while no {subject} are kept",
        "no_breakdown": f"Please break down {subject} by ethnic origin, sex and region",
        "not_given": f"Please provide {_kept(issue)}",
        "asserted": f"Please give the figures or cases on which the assessment of {subject} rests",
    }.get(issue.kind, "")


def _about_plan(issue: Issue, topic: Topic, turn: int) -> str:
    number = issue.addresses[0].path[0]
    if not topic.has_end:
        return f"Please state what has been done since to {topic.words}, and with what indicators"
    if topic.is_long:
        named = _DRAFT.match(topic.words)
        if named and len(topic.words.split()) <= _LONGEST_PLAN:
            what = topic.words if topic.words.startswith(("the ", "a ")) else f"the {topic.words}"
            return f"Please indicate by when, and by which body, {what} will be adopted"
        what = f"the {named[1]} of which paragraph {number} speaks" if named else f"what paragraph {number} announces"
        return f"Please indicate by when, and by which body, {what} will be adopted"
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
            lines.append(Line(text + cite(_carried_by(text, article)), "ngo"))
    return lines


def _carried_by(recommendation: str, article: Address) -> list[Address]:
    """The provision that a recommendation rests on: for a change of the law that on laws."""
    if article.path[0] in _GENERAL_ARTICLES and _OF_LAW.search(recommendation):
        return [Address(article.symbol, ("2", "1", letter)) for letter in "cd"]
    if _COMPLAINTS_MADE.search(recommendation):
        return [Address(article.symbol, ("6",))]
    if article.path[0] in _ON_RIGHTS and not _SEGREGATION.search(recommendation):
        return [_right_of(recommendation, Address(article.symbol, ("5",))) or article]
    return [article]


def _right_of(recommendation: str, rights: Address) -> Address | None:
    """The listed right whose words a recommendation uses most, of several the letter that they share, or None."""
    words = stems(_BEFORE_PARLIAMENT.sub("", recommendation))
    shared = {right: len(words & stems(terms_of(right))) for right in provisions_below(rights)}
    most = max(shared.values(), default=0)
    best = [right for right, count in shared.items() if count == most]
    if not most:
        return None
    above = {right.parent for right in best}
    return best[0] if len(best) == 1 else above.pop() if len(above) == 1 else None


def _recommendation(issue: Issue) -> tuple[str, str]:
    """What tells the recommendation apart from others, and its words, or ""."""
    if issue.recommendation:
        evaluates = "evaluated independently" in issue.recommendation
        return _EVALUATION if evaluates else issue.recommendation, issue.recommendation
    if issue.topic:
        action = issue.topic.action
        end = ", within a stated time" if issue.kind == "postponed" else ", with a date and a responsible body"
        end = end if issue.topic.has_end else ""
        if action.startswith("Grant "):
            return action, f"Provide in the law, within a stated time, for {issue.topic.words}"
        return action, f"{action}{end}" if action else ""
    if issue.kind == "not_collected":
        return (
            "data",
            f"Keep and publish {issue.subject}, on the basis of self-identification and with safeguards for privacy",
        )
    if issue.kind == "not_given" and issue.subject:
        monitoring = "monitoring" in issue.subject and not _PEOPLE.search(issue.subject)
        return "data", f"Publish regularly{'' if monitoring else ', by ethnic origin and sex,'} {_kept(issue)}"
    if issue.kind in _DATA and issue.subject:
        return "data", (
            f"Collect and publish {_data(issue)}, disaggregated by ethnic origin and sex, on the basis of "
            "self-identification and with safeguards for privacy"
        )
    if issue.kind == "no_evaluation":
        return _EVALUATION, "Have training and awareness-raising evaluated independently, and publish the results"
    if issue.kind == "acknowledged" and issue.subject:
        return "acknowledged", f"Examine the reasons for {issue.subject}, together with the communities concerned"
    if issue.kind == "denied" and 0 < len(issue.subject.split()) <= _LONG_SUBJECT:
        return "denied", (
            f"Ensure that complaints about {issue.subject} can be made safely and confidentially, and publish "
            f"each year "
            "their number and outcome"
        )
    return issue.kind, ""


def _kept(issue: Issue) -> str:
    """Data that are said to exist, by name: "the results of the monitoring that …", "the data on …"."""
    named = _KEPT.match(_BROKEN_DOWN.sub(r" of \g<whom>", issue.subject))
    if named is None:
        return f"the data on {issue.subject}"
    return f"the results of the {named['monitoring']}" if named["monitoring"] else f"the {named['data']}"


def _data(issue: Issue) -> str:
    return issue.subject if issue.kind == "no_breakdown" else f"data on {issue.subject}"

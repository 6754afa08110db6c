"""Points about evidence: what is counted, surveyed, compiled or asserted, and what that leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.article_terms import stems
from assistant.engines.extractive.issue import Issue, attributed
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.phrasing import Capitals, join, reported
from assistant.engines.extractive.statements import Statement
from assistant.engines.extractive.subject import is_on_subject
from assistant.engines.extractive.topics import subject_of
from assistant.gathering import articles_in
from vectorstore.address import Address

_COMPILED = re.compile(
    r"compiles? information|statistics on .+ are compiled|[Mm]onitoring .* is carried out|are logged|"
    r"data on .+ (?:are|is) (?:collected|compiled|kept)|"
    r"\b(?:systematically|constantly|regularly) monitors? (?P<what>(?:the )?[^,.;]+?)(?= to |"
    r" and (?:collaborate|coordinate|analy|respond)| in (?:collaboration|cooperation|the )|[,.;]|$)"
)
_FOLLOWING = re.compile(r" (?:on|of) the following$")
_ETHNIC = re.compile(
    r"\b(?:broken down by|disaggregated|by ethnic|by ethnicity|ethnic groups?|ethnic minorit|ethnic origin|Uzbek|"
    r"Uighur|"
    r"Dungan|Roma|Tajik|Russian|Kurd|nationalit|African|Afghan|non-Kazakh)"
)
_EFFECT = re.compile(
    r"\b(?:effectively created|effective (?:response|mechanism)|overall effectiveness|rules? out|"
    r"high level of protection|"
    r"guarantees objectivity|ensures? that|acting on|implemented the Committee|fulfils its obligations|"
    r"balanced approach)\b"
)
_COUNTED = re.compile(
    r"\d (?:[a-z-]+ ){0,2}?(convictions|cases|complaints|communications|victims|refugees|"
    r"stateless persons|undocumented persons|foreign nationals|immigrants|defendants)\b"
)
_ACTIVITY = re.compile(
    r"\d (?:\w+ ){0,3}?(events|seminars|training|articles|programmes|projects|materials|meetings|campaigns|resources|"
    r"courses|visits|forums|banners|films|subscribers|performers)\b|"
    r"\b(?:course|programme|subjects?)\b[^.;]* at \d+ (?:universit|institut|"
    r"school)|\bcourses?\b[^.;]*\(?\bfor (?:an additional )?\d+ "
)
_TAKEN_PART = re.compile(
    r"\b(?:seminars?|training|courses?|lectures?|events?)\b[^.;]*\b(?:participation of|participated|attended|"
    r"received|trained)\b"
    r"[^.;]*\d|\d[^.;]*\b(?:received training|trained|participated|attend(?:ed)? (?:clubs|events|classes))\b"
)
_EVALUATION = re.compile(
    r"\b(?:evaluat\w+|impact of|assess(?:ed|ment) of (?:the|their) (?:effect|impact)|surveys?|"
    r"effectiveness|opinion poll)\b"
)
_OF_A_WATCHDOG = re.compile(r"\bhuman rights institutions?\b|\bOmbuds")  # its events are no measures of the State
_PLANNED = re.compile(r"\b(?:planned|plans?|scheduled|will be)\b", re.IGNORECASE)
_RECORDED = re.compile(
    r"\b(?:record\w*|compil\w+|collect\w*|publish\w*|monitor\w*|disaggregated|breakdown|statistics)\b[^.;]*\bethnic|"
    r"\bethnic[^.;]*\b(?:record\w*|compil\w+|collect\w*|published|disaggregated|breakdown)\b"
)
# Things counted in one unit, which one demand can be made of.
_OF_ONE_UNIT = (
    frozenset({"cases", "convictions", "defendants"}),
    frozenset({"complaints", "communications"}),
)
_SURVEY = re.compile(
    r"(?P<share>\d+(?:\.\d+)?) per cent (?:of (?:citizens|residents|respondents|the population|persons)[^.;]*? )?"
    r"(?P<said>stated that [^.;(]+|were satisfied with [^.;(]+|positively assessed [^.;(]+|"
    r"of respondents positively assessed "
    r"[^.;(]+|expressed a positive view of [^.;(]+|believe that [^.;(]+)"
)
_OWN_INSTITUTE = re.compile(
    r"\bInstitute\b[^.;]*? under the (?P<parent>(?:Ministry|Office|Government)(?: (?:of|and|[A-Z]\w+))+)"
)
_TEACHING = "7"  # the article that asks for measures in teaching, culture and information
_LONG_SUBJECT = 18  # words
_MOST_ADDRESSES = 6
PUBLISH_SURVEYS = "Publish the surveys on which the report relies with their method and their results by ethnic group"
_FEWEST_PLACES = 2  # paragraphs with counts from which a breakdown is asked for
_NEAR, _ALIKE = 6, 3  # paragraphs between, and stems shared by, an assertion and the figures that back it


def counts_activities(text: str) -> bool:
    """Whether a sentence counts events, materials or the people who took part."""
    return _ACTIVITY.search(text) is not None or _TAKEN_PART.search(text) is not None


def names_ethnic_groups(text: str) -> bool:
    """Whether a text speaks of ethnic groups, or of figures by ethnic origin."""
    return _ETHNIC.search(text) is not None


def evidence_gaps(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    """Data said to exist, praise without figures, figures without breakdown, surveys, activities."""
    yield from _not_given(statements, capitals)
    yield from _asserted(statements, capitals)
    yield from _without_breakdown(statements)
    yield from _others_counted(statements)
    yield from _surveys(statements)
    yield from _activities(statements)


def _not_given(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    monitored: set[str] = set()
    for statement in statements:
        if statement.in_list:
            continue
        if re.search(r"\(see para\. \d+\.\d+\)", statement.text):
            if not any(_goes_on(one, statement) for one in statements):
                yield _dangling(statement, capitals)
            continue
        digits = re.sub(r"\b20\d\d\b", "", statement.passage.text)
        compiled = _COMPILED.search(statement.text)
        if compiled and not re.search(r"\d{2}", digits):
            if compiled["what"] and statement.passage.headings[0] in monitored:
                continue
            monitored |= {statement.passage.headings[0]} if compiled["what"] else set()
            told = attributed(_with_list(reported(statement.text, capitals, subject="the State party"), statement))
            text = f"{told}{cite([statement.address])}; that paragraph gives no figures"
            subject = capitals.lower_first(re.split(r" (?:are|is) ", statement.text)[0])
            subject = f"monitoring of {compiled['what']}" if compiled["what"] else subject
            subject = subject if len(subject.split()) <= _LONG_SUBJECT else subject_of(statement.passage, capitals)
            yield Issue("not_given", Line(text, "inference", "Not given"), (statement.address,), subject)


def _with_list(told: str, statement: Statement) -> str:
    """A sentence that announces a list ("information on the following:") with the item on ethnic groups instead."""
    told = told.rstrip(":")
    items = statement.passage.text.split("\n")[1:]
    item = next((one for one in items if _ETHNIC.search(one)), "")
    if not (item and _FOLLOWING.search(told)):
        return told
    return _FOLLOWING.sub(f" on the {item[:1].lower()}{item[1:].rstrip('.;')}", told)


def _goes_on(one: Statement, statement: Statement) -> bool:
    """Whether it stands in the next paragraph of the sub-section and tells of the law, so that details are given."""
    next_paragraph = one.number == statement.number + 1 and _section(one) == _section(statement)
    return next_paragraph and "law" in one.acts


def _dangling(statement: Statement, capitals: Capitals) -> Issue:
    """A reference to a paragraph number that no paragraph of the report has."""
    told = attributed(reported(statement.text, capitals, subject="the State party"))
    text = (
        f"{told}{cite([statement.address])}; no details are given, for the paragraph that it refers to does not exist"
    )
    question = f"give the details to which paragraph {statement.number} refers"
    return Issue("not_given", Line(text, "inference", "Not given"), (statement.address,), "", question=question)


def _asserted(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    figures = [one for one in statements if "figure" in one.acts]
    for statement in statements:
        if "self_assessment" not in statement.acts or {"figure", "law", "plan", "denial"} & statement.acts:
            continue
        if re.search(r"\b(?:readiness|reaffirms|committed|acknowledges)\b", statement.text):
            continue
        if not _EFFECT.search(statement.text) or statement.words > 38 or statement.points_back:
            continue
        if not is_on_subject(statement.text) or any(_backs(one, statement) for one in figures):
            continue
        clause = reported(statement.text, capitals, subject="it")
        normative = re.search(r"\b(?:legislation|law|legal|guarantees|provisions)\b", clause)
        lack = "how it has worked in practice is not described" if normative else "that paragraph gives no figure"
        text = f"The State party asserts that {clause}{cite([statement.address])}; {lack}"
        subject, number = subject_of(statement.passage, capitals), statement.number
        question = f"give cases in which the law of which paragraph {number} speaks was applied, and their outcome"
        question = question if normative else ""
        yield Issue("asserted", Line(text, "state", "Asserted"), (statement.address,), subject, question=question)


def _backs(figure: Statement, assertion: Statement) -> bool:
    """Whether a statement with figures stands in the same paragraph or speaks of the same things close by."""
    if figure.passage is assertion.passage:
        return True
    return abs(figure.number - assertion.number) <= _NEAR and len(stems(figure.text) & stems(assertion.text)) >= _ALIKE


def _without_breakdown(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Paragraphs with counts of persons or cases, none of which speaks of ethnic origin."""
    own = [
        (statement, match[1])
        for statement in statements
        if "figure" in statement.acts
        and not _ETHNIC.search(statement.passage.text)
        and (match := _COUNTED.search(statement.text))
    ]
    planned = {_section(one) for one in statements if _RECORDED.search(one.text)}
    own = [(one, thing) for one, thing in own if _section(one) not in planned]
    kinds = _of_one_unit([thing for _, thing in own])
    own = [(one, thing) for one, thing in own if thing in kinds]
    addresses = _whole(dict.fromkeys(one.address for one, thing in own if thing in kinds))[:_MOST_ADDRESSES]
    things = list(dict.fromkeys(thing for one, thing in own if any(a.covers(one.address) for a in addresses)))[:3]
    if len(addresses) >= _FEWEST_PLACES:
        named = join(things)
        text = f"The State party does not break down its numbers of {named} by ethnic origin{cite(addresses)}"
        yield Issue(
            "no_breakdown", Line(text, "inference", "No breakdown"), tuple(addresses), f"the numbers of {named}"
        )


def _of_one_unit(things: Sequence[str]) -> list[str]:
    """The kinds of things that may be asked for together: those of the unit that is counted most often."""
    units = [frozenset(unit & set(things)) for unit in _OF_ONE_UNIT]
    units += [frozenset({thing}) for thing in things if not any(thing in unit for unit in units)]
    if not units:
        return []
    best = max(units, key=lambda unit: sum(thing in unit for thing in things))
    return list(dict.fromkeys(thing for thing in things if thing in best))


def _section(statement: Statement) -> tuple[str, ...]:
    return statement.passage.headings[:2]


def _others_counted(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Sub-sections that give figures on women and on persons with disabilities, and none on ethnic groups."""
    sections: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        if "figure" in statement.acts:
            sections.setdefault(statement.passage.headings[:2], []).append(statement)
    for own in sections.values():
        women = _whole(one.address for one in own if re.search(r"\b(?:women|by sex)\b", one.text))
        disabled = _whole(one.address for one in own if "disabilities" in one.text)
        if not (women and disabled) or any(_ETHNIC.search(one.text) for one in own):
            continue
        text = (
            f"The State party gives figures on women{cite(women)} and on persons with disabilities{cite(disabled)}; no "
            "figures on ethnic groups are given there"
        )
        question = "give figures on ethnic groups beside those on women and on persons with disabilities"
        yield Issue("no_breakdown", Line(text, "inference", "No figures"), (*women, *disabled), "", question=question)


def _whole(addresses: Iterable[Address]) -> list[Address]:
    return list(dict.fromkeys(address.parent or address for address in addresses))


def has_survey(statement: Statement) -> bool:
    """Whether a sentence cites the share of people who gave an answer."""
    return _SURVEY.search(statement.text) is not None


def _surveys(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Shares of people who gave the answer that the State cites; the rest are counted out."""
    found = [(one, match) for one in statements if (match := _SURVEY.search(one.text)) and float(match["share"]) < 100]
    if not found:
        return
    statement, match = min(found, key=lambda pair: float(pair[1]["share"]))
    said = match["said"].strip().removeprefix("of respondents ")
    over = bool(re.search(r"(?:more than|over) $", statement.text[: match.start()]))
    share = f"more than {match['share']}" if over else match["share"]
    own = _OWN_INSTITUTE.search(statement.passage.text)
    by = f", by an institute under the {own['parent']}," if own else ""
    rest = f"{round(100 - float(match['share']), 1):g}"
    text = (
        f"The State party cites a survey{by} in which {share} per cent {said}{cite([statement.address])}; "
        f"{'up to ' if over else ''}{rest} per cent did not, and neither its method nor its results by "
        "ethnic group are given"
    )
    addresses = (statement.address,)
    question = (
        f"give the method of the survey in which {share} per cent {said}, all the answers given, and the results by "
        "ethnic group"
    )
    yield Issue(
        "survey",
        Line(text, "inference", "Survey without method"),
        addresses,
        "",
        question=question,
        recommendation=PUBLISH_SURVEYS,
    )


def on_measures(statement: Statement) -> bool:
    """Whether a sentence is on the Committee's subject, or stands in the section on teaching and information."""
    return is_on_subject(statement.text) or _TEACHING in articles_in(statement.passage.headings[:1])


def _activities(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Measures told as numbers of events and materials, with no word of their effect."""
    own = [one for one in statements if "figure" in one.acts and counts_activities(one.text) and on_measures(one)]
    own = [one for one in own if not _OF_A_WATCHDOG.search(one.passage.headings[0])]
    judged = {_section(one) for one in statements if _EVALUATION.search(one.text)}
    own = [one for one in own if _section(one) not in judged and not _PLANNED.search(one.text)]
    addresses = _whole(dict.fromkeys(one.address for one in own))[:_MOST_ADDRESSES]
    kinds = list(dict.fromkeys(match[1] for one in own for match in _ACTIVITY.finditer(one.text) if match[1]))[:3]
    if len(addresses) < 2 and len(kinds) < 2 or not kinds:
        return
    text = f"The State party gives numbers of {join(kinds)}{cite(addresses)}; no evidence of their effect is given"
    question = f"describe how the effect of the {join(kinds)} has been evaluated, and with what result"
    yield Issue("no_evaluation", Line(text, "inference", "No evaluation"), tuple(addresses), "", question=question)

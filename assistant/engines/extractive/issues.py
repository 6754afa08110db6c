"""The third part of a section: what is at odds, postponed, denied, not collected or promised without a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.article_terms import stems
from assistant.engines.extractive.audit import Discrepancy, audit
from assistant.engines.extractive.contrasts import contrasts
from assistant.engines.extractive.evidence_gaps import evidence_gaps, on_measures
from assistant.engines.extractive.institutions import institutions
from assistant.engines.extractive.issue import Issue, attributed, by_weight
from assistant.engines.extractive.languages import languages
from assistant.engines.extractive.law_arguments import law_arguments
from assistant.engines.extractive.liability import liability_without_cases
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.next_door import next_door
from assistant.engines.extractive.own_words import own_words
from assistant.engines.extractive.persons_at_risk import motive_not_told, refused_and_feared
from assistant.engines.extractive.phrasing import Capitals, join, reported
from assistant.engines.extractive.protection import protection
from assistant.engines.extractive.side_by_side import side_by_side
from assistant.engines.extractive.statements import Statement
from assistant.engines.extractive.topics import Topic, denied_thing, subject_of, topic_of, with_status
from assistant.engines.extractive.untold import untold
from vectorstore.address import Address

_FUTURE = re.compile(
    r"\b(?:by|until|up to|end of|before|in|for)(?: the)?(?: end of| beginning of| period)? ?20(?:2[5-9]|[3-9]\d)\b|"
    r"20\d\d[–-]20(?:2[6-9]|[3-9]\d)"
)
_NOT_COLLECTED = re.compile(
    r"^No (?P<what>.+?) (?:are|is) (?:kept|collected|compiled|maintained)(?: on (?P<on>[^,]+))?"
)
_EVIDENCE = re.compile(r"\b(?:survey|study|data|statistics|according to|inspect\w*|register\w*)\b", re.IGNORECASE)
_SURVEYED = re.compile(r"\b(?:surveys?|study|studies|opinion polls?)\b", re.IGNORECASE)
_ACKNOWLEDGES = re.compile(
    r"\b(?:acknowledges (?:the Committee’s concern about )?|recognizes that (?=certain|some|"
    r"there))(?P<what>[^.]+?)(?: and reaffirms .+)?\.?$"
)
_NO_BASIS = "; that paragraph names no survey or data for this"
_NORMATIVE = re.compile(r"\b(?:provisions|guarantees|Constitution\w*|legislation|law)\b", re.IGNORECASE)
_WATCH_SEGREGATION = (
    "Monitor, with the communities concerned, trends that can lead to segregation in schools, housing and "
    "settlements, and publish what is found"
)
_MOST_CLAIMS = 2  # claims of law that are told as one
_TWO_YEARS = re.compile(
    r"\b(?:in|[Tt]hroughout|during) (?P<first>20\d\d) and (?:thus far |so far )?in (?P<last>20\d\d)\b"
)
_YEARS_APART = 2
_SAME_TOPIC = 0.6  # share of stems above which two plans are one
_PROBLEM = re.compile(
    r"\b(?:discriminat\w+|segregat\w+|violence|complaints?|violations?|intoleran\w+|hostil\w+|tensions?|"
    r"restrict\w+)\b"
)
_FEWEST_OF_A_PLAN = 3  # words of a plan below which nothing can be asked of it
_LONG_QUESTION, _LONGEST_MATTER = 28, 13  # words
_IN_FORCE = re.compile(r"Under (?:the )?(?:current|existing) (?:legislation|law)\b")
_READY = re.compile(r"\breadiness to\b|\bis ready to\b|\bstands ready\b")  # to be willing is no plan
_NO_COMPLAINTS = re.compile(
    r"\bno (?:\w+ ){0,2}complaints?\b|\b[Nn]either\b.*\bcomplaints?\b|\bnot (?:\w+ ){0,3}any complaints?\b"
)
_PERCEIVES = re.compile(r"^(?P<who>.+?) may (?:perceive|regard|see|view|feel)\b")
_IS_DOING = re.compile(r"^The State party (is|has)\b")  # with more after it, its word is to be heard as such
_AND_WILL = re.compile(r"^The State party (\w+s)\b(?=.* and will\b)")
_FIELDS = {"medical": r"medical|health", "health": r"medical|health"}


def find_issues(
    own: Sequence[Statement], everywhere: Sequence[Statement], capitals: Capitals, treaty: str
) -> list[Issue]:
    """Every point in a brief's own statements, weightiest kinds first, in document order within a kind.

    `everywhere` holds the statements of the whole report, for counterparts; `treaty` is the Convention's symbol.
    """
    finders = (
        _discrepancies(contrasts(own, everywhere, capitals)),
        _discrepancies(audit(own, everywhere)),
        _discrepancies(law_arguments(own, treaty)),
        _discrepancies(side_by_side(own, capitals)),
        refused_and_feared(own, everywhere),
        motive_not_told(own),
        own_words(own),
        _postponed(own, capitals),
        _acknowledged(own),
        _not_collected(own, everywhere, capitals),
        _denied(own, capitals),
        _undated(own, capitals),
        untold(own, capitals),
        liability_without_cases(own, everywhere),
        institutions(own, everywhere),
        languages(own, everywhere, capitals),
        protection(own, capitals),
        evidence_gaps(own, capitals),
    )
    found = [issue for finder in finders for issue in finder]
    return by_weight(found)


def _discrepancies(found: Iterable[Discrepancy]) -> Iterable[Issue]:
    for one in found:
        text = one.text[:1].upper() + one.text[1:]
        line = Line(text, "inference", one.label)
        yield Issue("at_odds", line, one.addresses, "", question=one.question, recommendation=one.recommendation)


def _postponed(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    groups: dict[frozenset[str], list[tuple[Statement, Topic]]] = {}
    for statement in statements:
        topic = topic_of(statement, capitals) if "postponement" in statement.acts else None
        if topic is None or (statement.points_back and statement.words > _LONG_QUESTION):
            continue
        words = frozenset(re.findall(r"\w{5,}", topic.words.lower()))
        key = next((known for known in groups if len(known & words) > 0.6 * min(len(known), len(words))), words)
        groups.setdefault(key, []).append((statement, topic))
    for group in groups.values():
        statement, topic = min(group, key=lambda pair: ("premature" not in pair[0].text, pair[0].words))
        related = [one for one in statements if one is not statement and _says_of_the_matter(one, statement)]
        everyone = sorted([*(one for one, _ in group), *related], key=lambda one: one.number)
        addresses = tuple(dict.fromkeys(one.address for one in everyone))
        clause = _without_company(reported(statement.text, capitals, subject="the State party"))
        in_force = _law_in_force(statement, statements, capitals)
        told = attributed(in_force + clause if in_force else with_status(clause, statement.passage))
        told += _says_what_of_the_matter(related)
        end = "" if _FUTURE.search(statement.text) else "; no date is given"
        more = "" if related or topic.form == "review" else next_door(statement, statements, capitals)
        told = _IS_DOING.sub(r"The State party says that it \1", told) if more else told
        line = Line(f"{told}{cite(addresses)}{end}{more}", "state", "Postponed")
        left_open = [statement.address, *(one.address for one in related)]
        subject = subject_of(statement.passage, capitals)
        question = _when_decided(topic, subject, left_open) if topic.is_long and topic.action else ""
        yield Issue("postponed", line, addresses, subject, topic, question=question)


def _law_in_force(statement: Statement, statements: Sequence[Statement], capitals: Capitals) -> str:
    """What the sentence before says of the law in force, where a provision is wanting: "under current …, and "."""
    if "no provision" not in statement.text:
        return ""
    for one in statements:
        if one.address == statement.address and one.position == statement.position - 1 and _IN_FORCE.match(one.text):
            return f"{reported(one.text, capitals, subject='the State party')}, and "
    return ""


def _when_decided(topic: Topic, subject: str, left_open: Sequence[Address]) -> str:
    """The question for a matter too long to be told again: it names its subject and the paragraphs that leave it open.

    A matter not much too long is told in full.
    """
    if len(topic.words.split()) <= _LONGEST_MATTER:
        return f"indicate when {topic.decision} will be taken, and by which body"
    numbers = list(dict.fromkeys(address.path[0] for address in left_open))
    paragraphs = "paragraph" if len(numbers) == 1 else "paragraphs"
    places = f"left open in {paragraphs} {join(numbers)}"
    treaties = re.findall(r"\bthe ((?:19|20)\d\d) (?:Convention|Protocol)", topic.words)
    matter = f"the matter of {subject} that is {places}" if subject else f"the matter {places}"
    if treaties and "accession" in topic.words:
        matter = topic.words
    return f"indicate when {matter} will be decided, and by which body"


def _says_what_of_the_matter(related: Sequence[Statement]) -> str:
    """What the sentences nearby say of the matter: ", and the matter is under discussion"."""
    for one in related:
        said = re.search(r"\bthe matter (?:is|remains) [^,.;]+", one.text)
        if said:
            return f", and {said[0]}"
    return ""


def _without_company(clause: str) -> str:
    """A clause without the list of those who took part, and without its opening reasons."""
    clause = re.sub(r",? with the (?:participation|support) of\b[^;]*$|, in collaboration with\b[^;]*$", "", clause)
    return re.sub(
        r"^(?:taking into account|in the light of|given) .+?, (?=(?:the accession|it may|the State party)\b)",
        "",
        clause,
    )


def _says_of_the_matter(one: Statement, anchor: Statement) -> bool:
    near = 0 <= one.number - anchor.number <= 1
    return near and "postponement" in one.acts and bool(re.search(r"\bthe matter\b", one.text))


def _acknowledged(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Problems that the State party itself acknowledges, and whether the section counts them."""
    for statement in statements:
        match = _ACKNOWLEDGES.search(statement.text)
        if match is None or statement.words > 50:
            continue
        what = match["what"].strip()
        if "recognizes that" in match[0]:
            yield _perception(statement, what)
            continue
        concern = "the Committee’s concern about " if "concern about" in match[0] else ""
        uncounted = _uncounted(what, statements)
        gap = f"; that section of the report gives no number of {uncounted}" if uncounted else ""
        text = f"The State party itself acknowledges {concern}{what}{cite([statement.address])}{gap}"
        about = re.search(r" (?:on|of|about|concerning) (?:\w+ ){0,3}discrimination\b", what)
        of = f" of{about[0][about[0].index(' ', 1) :]}" if about else ""
        question = f"give the yearly number of {uncounted}{of} and their outcome" if uncounted else ""
        addresses = (statement.address,)
        yield Issue("acknowledged", Line(text, "state", "Acknowledged"), addresses, what, question=question)


def _perception(statement: Statement, what: str) -> Issue:
    """A recognition that goes no further than how people may see things."""
    text = (
        f"The State party recognizes that {what}{cite([statement.address])}; whether discrimination was found is not "
        "stated"
    )
    perceives = _PERCEIVES.search(what)
    who = perceives["who"] if perceives else "ethnic groups"
    question = f"say by whom it was examined whether {who} face discrimination, and what was found and done"
    recommended = (
        "Commission an independent study of discrimination at work, at school and in services, with the groups "
        "concerned"
    )
    line = Line(text, "state", "Perception only")
    return Issue("acknowledged", line, (statement.address,), "", question=question, recommendation=recommended)


def _uncounted(what: str, statements: Sequence[Statement]) -> str:
    """The complaints, cases or victims that `what` speaks of, if no statement counts any; else ""."""
    named = re.search(r"\b(?:complaints|cases|victims)\b", what)
    if named is None:
        return ""
    count = re.compile(rf"\d (?:\w+ )?{named[0]}")
    return "" if any("figure" in one.acts and count.search(one.text) for one in statements) else named[0]


def _not_collected(own: Sequence[Statement], everywhere: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    for statement in everywhere:
        match = _NOT_COLLECTED.match(statement.text)
        if match is None:
            continue
        relying = _relying(everywhere, statement)
        involved = {statement.address, *(one.address for one in relying)}
        if not involved & {one.address for one in own}:
            continue
        what, on = match["what"], f" on {match['on']}" if match["on"] else ""
        text = f"According to the State party, no {what} are kept{on}{cite([statement.address])}"
        if relying:
            told = reported(relying[0].text, capitals, subject="it")
            text += f", yet it says that {told}{cite([relying[0].address])}"
        yield Issue("not_collected", Line(text, "inference", "Not collected"), (statement.address,), what)


def _relying(statements: Sequence[Statement], absence: Statement) -> list[Statement]:
    """Denials and professions about the field of which no statistics are kept, in other paragraphs."""
    field = re.search(r"\b(medical|health|housing|education|employment|police)", absence.text)
    if field is None:
        return []
    words = re.compile(rf"\b(?:{_FIELDS.get(field[1], field[1])})")
    return [
        one
        for one in statements
        if one.number != absence.number
        and {"denial", "self_assessment"} & one.acts
        and not {"figure", "law", "measure"} & one.acts
        and words.search(one.text)
        and re.search(r"\bdiscriminat|\bsegregat", one.text)
    ][:2]


def _denied(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    surveyed = {one.passage.headings[:2] for one in statements if _SURVEYED.search(one.text)}
    of_law: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        if "denial" not in statement.acts or statement.points_back or _NOT_COLLECTED.match(statement.text):
            continue
        if {"law", "figure"} & statement.acts or statement.words > 42 or not _PROBLEM.search(statement.text):
            continue
        if _NORMATIVE.search(statement.text):
            of_law.setdefault(statement.passage.headings[:2], []).append(statement)
            continue
        clause = reported(statement.text, capitals, subject="it")
        backed = statement.passage.headings[:2] in surveyed or _EVIDENCE.search(statement.passage.text)
        basis = (
            _years_left_out(statement, statements) or _without_complaints(statement) or ("" if backed else _NO_BASIS)
        )
        basis += next_door(statement, statements, capitals)
        if not basis:
            continue
        line = Line(f"The State party says that {clause}{cite([statement.address])}{basis}", "state", "Denied")
        thing = denied_thing(statement)
        problem = _PROBLEM.search(statement.text)
        about = f" of {problem[0]}" if problem and not thing else ""
        question = "" if thing else f"say on what data the denial{about} rests, and how it was collected"
        advice = _WATCH_SEGREGATION if about.startswith(" of segregat") else ""
        yield Issue("denied", line, (statement.address,), thing, question=question, recommendation=advice)
    yield from (_claim_of_law(group[:_MOST_CLAIMS], capitals) for group in of_law.values())


def _claim_of_law(claims: Sequence[Statement], capitals: Capitals) -> Issue:
    """Claims of one section that the law rules something out: what is open is how the law is applied."""
    told = " and that ".join(reported(one.text, capitals, subject="it") + cite([one.address]) for one in claims)
    line = Line(f"The State party says that {told}; no case in which they were applied is given", "state", "Law only")
    addresses = tuple(dict.fromkeys(one.address for one in claims))
    return Issue("asserted", line, addresses, "")  # no case can be asked for of what is said not to exist


def _without_complaints(statement: Statement) -> str:
    """What a want of complaints leaves open, as the end of a sentence, or ""."""
    if not _NO_COMPLAINTS.search(statement.text):
        return ""
    of = "discrimination" if "discriminat" in statement.text else "violations"
    return f"; the absence of complaints does not show the absence of {of}"


def _years_left_out(statement: Statement, statements: Sequence[Statement]) -> str:
    """The years between two that a denial names and of which its sub-section says nothing, as an end, or ""."""
    match = _TWO_YEARS.search(statement.text)
    if match is None or int(match["last"]) - int(match["first"]) < _YEARS_APART:
        return ""
    first, last = int(match["first"]) + 1, int(match["last"]) - 1
    section = [one for one in statements if one.passage.headings[:2] == statement.passage.headings[:2]]
    if any(first <= year <= last for one in section for year in _years_of(one.text)):
        return ""
    between = f"the year {first}" if first == last else f"the years {first} to {last}"
    return f"; it says nothing of {between}"


def _years_of(text: str) -> set[int]:
    """The years that a text names, and those inside its periods ("2021–2025")."""
    spans = [(int(a), int(b)) for a, b in re.findall(r"\b(20\d\d)[–-](20\d\d)\b", text)]
    return {int(year) for year in re.findall(r"\b20\d\d\b", text)} | {
        year for first, last in spans for year in range(first, last + 1)
    }


def _undated(statements: Sequence[Statement], capitals: Capitals) -> Iterable[Issue]:
    told: list[frozenset[str]] = []
    for statement in statements:
        if "plan" not in statement.acts or {"postponement", "figure"} & statement.acts or statement.points_back:
            continue
        topic = topic_of(statement, capitals)
        if topic is None or _FUTURE.search(statement.text) or not on_measures(statement):
            continue
        if _READY.search(statement.text) or len(topic.words.split()) < _FEWEST_OF_A_PLAN:
            continue
        words = stems(topic.words)
        if any(len(words & known) > _SAME_TOPIC * min(len(words), len(known)) for known in told):
            continue
        told.append(words)
        clause = attributed(reported(statement.text, capitals, subject="the State party"))
        clause = _AND_WILL.sub(r"The State party says that it \1", clause)
        line = Line(f"{clause}{cite([statement.address])}; no timetable is given", "state", "Without a date")
        yield Issue("no_date", line, (statement.address,), subject_of(statement.passage, capitals), topic)

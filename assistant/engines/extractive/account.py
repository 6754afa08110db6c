"""The second part of a section: what the State party reports, chosen, closely reported, by sub-section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.article_terms import stems
from assistant.engines.extractive.evidence_gaps import counts_activities
from assistant.engines.extractive.frames import Frames
from assistant.engines.extractive.later_parts import LaterParts, adds_on, is_opinion, tells_the_same
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.offences import offence_of, with_code
from assistant.engines.extractive.phrasing import Capitals, join, reported, shortened
from assistant.engines.extractive.series import find_series
from assistant.engines.extractive.statements import Statement
from assistant.engines.extractive.subject import is_on_subject
from assistant.engines.extractive.topics import observations, section_number, subject_of
from assistant.gathering import Gathered

_LONGEST = 52  # words of a sentence that is still reported whole
_LEAST_WORTH = 1.0  # below which a statement is not added to others that fill a good part of the words
_LEAST_OF_FEW = -1.0  # … and below which it is not added to fewer
_GOOD_PART = 0.6  # of the words
_NEAR = 2  # shared stems from which a statement is near a query
_PAIR = 52  # words of two statements that share a sentence
_FURTHER = 1.0  # what a further statement of a paragraph loses
_SHORT, _FOR_LENGTH = 24, 0.01  # words of a statement, and what each word more loses where there is much to tell
_ELSEWHERE = "Elsewhere in the report"
_NEXT = 1  # paragraphs between two statements that share a sentence
_DANGLING = re.compile(
    r"\b(?:aforementioned|above-mentioned|the (?:above|said|Centre|working group)|"
    r"(?:on|of) th(?:es|os)e|such (?!as\b))\b"
)
_OF_WHOM = re.compile(r"^(?:[\w-]+ ){1,6}their\b")  # whose it is was said in the sentence before
_SOURCE = re.compile(r"^according to [^,]+, ", re.IGNORECASE)
_SUMS_UP = re.compile(r"(?:Thus|Overall|In general|Therefore)\b|[^,]*\bthus\b")
# A prohibition that has lost its "no" in print: to report it would turn it round.
_NEGATION_LOST = re.compile(r"(?<!\bno )(?<!\bNo )\bone may be (?:subjected|deprived|discriminated)\b")
_DUTY = re.compile(r"\b(?:obligations?|duty)\b")
_ENTITLED = re.compile(r"\b(?:entitled to|ha(?:s|ve) the right to)\b")
_NAMELY = re.compile(r",? (?:namely|as follows|including|the following):$|:$")
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|\d")
_OUTCOME = re.compile(
    r"\b(?:terminated|dismissed|acquitted|convict\w+|sentenced|paid|compensation|amended|citizenship)\b"
)
_ACT_WEIGHT = {"figure": 2.0, "measure": 1.2, "law": 0.7}


@dataclass(frozen=True, slots=True)
class SubSection:
    """The statements of one sub-section of the State report, and how relevant each passage is to the brief (0 to 1).

    `title` stands in place of the sub-section's own title where it serves a right of the Convention; `numbered` tells
    whether the section's number belongs beside it.
    """

    statements: tuple[Statement, ...]
    relevance: dict[str, float]
    title: str = ""
    numbered: bool = True

    @property
    def first(self) -> Statement:
        """Its first statement."""
        return self.statements[0]


def sub_sections(statements: Sequence[Statement], relevance: dict[str, float]) -> list[SubSection]:
    """The statements by sub-section of the report, in document order of first occurrence."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault("|".join(statement.passage.headings[:2]), []).append(statement)
    return [SubSection(tuple(group), relevance) for group in groups.values()]


def with_elsewhere(own: Sequence[Statement], all_found: Sequence[Statement], gathered: Gathered) -> list[SubSection]:
    """The sub-sections of what was found, those of which it holds one paragraph together at the end.

    What people think is no part of what comes from elsewhere.
    """
    told = {one.passage.id for one in own}
    others = [one for one in all_found if one.passage.id not in told and not is_opinion(one)]
    sections = sub_sections([*own, *others], gathered.relevance)
    kept = [one for one in sections if len({statement.passage.id for statement in one.statements}) > 1]
    single = [one for one in sections if one not in kept]
    if len(single) <= 1 or not kept:
        return sections
    rest = sorted((one for section in single for one in section.statements), key=lambda one: (one.number, one.position))
    return [*kept, SubSection(tuple(rest), gathered.relevance, _ELSEWHERE, numbered=False)]


def account(
    section: SubSection, words: int, capitals: Capitals, frames: Frames, later: LaterParts, most: int
) -> list[Line]:
    """The sentences for one sub-section within `words`: at most so many statements that `later` parts want told."""
    chosen = _choose(section, words, later)[:most]
    if not chosen:
        return []
    later.told.extend(chosen)
    ordered = sorted(chosen, key=lambda one: (one.number, one.position))
    lines: list[Line] = []
    for group in _pairs(ordered):
        lead = _lead(section, ordered, capitals) if not lines else ""
        lines.append(_report(group, capitals, frames, lead, section.statements))
    return lines


def quoted(statements: Sequence[Statement], query: str, count: int = 2) -> list[Line]:
    """The statements nearest to the query, in quotation marks: for passages in which nothing is reported or done."""
    wanted = stems(query)
    near = [one for one in statements if len(stems(one.text) & wanted) >= _NEAR and one.words <= _LONGEST]
    near.sort(key=lambda one: -len(stems(one.text) & wanted))
    return [
        Line(f"The State party says: “{one.text.rstrip('.:;')}”{cite([one.address])}", "state") for one in near[:count]
    ]


def _pairs(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements one or, where two neighbours are short, two to a sentence."""
    groups: list[list[Statement]] = []
    for statement in statements:
        last = groups[-1] if groups else []
        if (
            len(last) == 1
            and last[0].words + statement.words <= _PAIR
            and statement.number - last[0].number <= _NEXT
            and ":" not in last[0].text
        ):
            last.append(statement)
        else:
            groups.append([statement])
    return groups


def _choose(section: SubSection, words: int, later: LaterParts) -> list[Statement]:
    candidates = [one for one in section.statements if _reportable(one, later) and later.want(one)]
    ranked = _by_worth(candidates, section.relevance, spread=not later.narrow)
    chosen: list[Statement] = []
    left = words
    for worth, statement in ranked:
        least = _LEAST_WORTH if left < (1 - _GOOD_PART) * words else _LEAST_OF_FEW
        if chosen and worth < least and not later.anything:
            break
        own = len(shortened(statement.text, _LONGEST).split()) + 6
        if own > left or any(tells_the_same(statement, other) for other in chosen):
            continue
        chosen.append(statement)
        left -= own
    return chosen


def _by_worth(
    statements: Sequence[Statement], relevance: dict[str, float], *, spread: bool
) -> list[tuple[float, Statement]]:
    """The statements with their worth, best first; to `spread` them, each further one of a paragraph is worth less."""
    ranked = sorted(((_worth(one, relevance), one) for one in statements), key=lambda pair: -pair[0])
    if not spread:
        return ranked
    seen: Counter[str] = Counter()
    spread_out: list[tuple[float, Statement]] = []
    for worth, one in ranked:
        longer = max(0, one.words - _SHORT)
        spread_out.append((worth - _FURTHER * seen[one.passage.id] - _FOR_LENGTH * longer, one))
        seen[one.passage.id] += 1
    return sorted(spread_out, key=lambda pair: -pair[0])


def _reportable(statement: Statement, later: LaterParts) -> bool:
    """Whether a sentence can be told alone and says something; praise of itself only where points cite it."""
    acts = statement.acts
    if _NEGATION_LOST.search(statement.text):
        return False
    if _leans(statement) or (not later.narrow and _OF_WHOM.match(statement.text)):
        return False
    if not 6 <= len(shortened(statement.text, _LONGEST).split()) <= _LONGEST:
        return False
    if statement.text.endswith(":") and "figure" not in acts:
        return False
    if "postponement" in acts or acts & {"denial", "law"} == {"denial"}:
        return False
    if later.all_cited:
        return not statement.text.endswith(":")
    if "self_assessment" in acts and not {"figure", "law"} & acts:
        return False
    if later.anything:
        return not statement.text.endswith(":")
    if not {"figure", "measure", "law"} & acts:
        return False
    return not ("plan" in acts and not {"figure", "measure"} & acts)


def _leans(statement: Statement) -> bool:
    """Whether it points to other sentences, adds to one or sums some up."""
    text = statement.text
    return bool(statement.points_back or adds_on(statement) or _DANGLING.search(text) or _SUMS_UP.match(text))


def _worth(statement: Statement, relevance: dict[str, float]) -> float:
    worth = sum(weight for act, weight in _ACT_WEIGHT.items() if act in statement.acts)
    worth += 1.5 * relevance.get(statement.passage.id, 0.0)
    worth += 0.3 * bool(re.search(r"\b20[12]\d\b", statement.text))
    worth += 0.6 * bool(find_series(statement)) + 0.5 * bool(_OUTCOME.search(statement.text))
    worth -= 0.0 if _NAMED.search(statement.text) else 1.3
    worth += 1.2 if is_on_subject(statement.text) else -2.5
    worth -= 1.0 * counts_activities(statement.text)
    worth += 0.8 * bool(_ENTITLED.search(statement.text)) - 1.5 * bool(_DUTY.search(statement.text))
    return worth - 0.4 * ("self_assessment" in statement.acts) - 0.02 * max(0, statement.words - 28)


def _lead(section: SubSection, chosen: Sequence[Statement], capitals: Capitals) -> str:
    """The heading above the account: the subject, where in the report it stands and what it answers."""
    subject = section.title or subject_of(section.first.passage, capitals)
    if not subject:
        return ""
    told = subject[:1].upper() + subject[1:]
    numbers = list(dict.fromkeys(section_number(one.passage) for one in chosen))
    if not (section.numbered and all(numbers)):
        return told
    answers = tuple(dict.fromkeys(answer for one in chosen for answer in one.passage.answers))
    where = f"sect. {numbers[0]}" if len(numbers) == 1 else f"sects. {join(numbers)}"
    return f"{told} ({where}" + (f"; concluding observations {observations(answers)})" if answers else ")")


def _report(
    statements: Sequence[Statement], capitals: Capitals, frames: Frames, lead: str, section: Sequence[Statement]
) -> Line:
    frame = frames.lead() if lead else frames.next()
    subject = "the State party" if frame.startswith("The report") else "it"
    told = [_told(one, capitals, subject, section) for one in statements]
    together = len(statements) == 2 and statements[0].address == statements[1].address
    cited = [text + cite([one.address]) for text, one in zip(told, statements, strict=True)]
    if together:
        cited[0] = told[0]
    return Line(f"{frame} " + (", and that " if together else " and that ").join(cited), "state", heading=lead)


def _told(statement: Statement, capitals: Capitals, subject: str, section: Sequence[Statement]) -> str:
    whole = shortened(_NAMELY.sub("", statement.text), _LONGEST)
    clause = with_code(reported(whole, capitals, subject=subject), section)
    offence = offence_of(statement, section)
    return offence + (_SOURCE.sub("", clause) if offence else clause)

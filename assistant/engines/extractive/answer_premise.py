"""Finds the sentences that contradict what a question takes for granted."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from assistant.engines.extractive.answer_candidates import Candidates
from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_question import Question
from assistant.engines.extractive.series import find_series
from assistant.engines.extractive.statements import Statement, statements_of
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.embedding import FloatArray

_DONE = re.compile(
    r"\b(?:ratified|ratification|acceded|join(?:ed|ing)|adopted|enacted|passed|accepted|abolished|introduced|established"
    r"|extended|(?:be(?:come|came|coming)|being) (?:a )?party|enter(?:ed)? into force for)\b",
    re.I,
)
_NOT_DONE = re.compile(
    r"\bexcept for\b|\bwithout (?:formally )?\w+ing a Party\b|\bpremature\b|\btoo hasty\b|\b(?:a|the) (?:draft )?bill\b"
    r"|\bis examining the question of\b|\bcurrently no provision\b"
    r"|\bhas not (?:yet )?(?:ratified|acceded|joined|adopted|accepted)\b|\bis not a [Pp]arty\b",
)
_ASKS_WHETHER = re.compile(
    r"^\s*(?:is|are|was|were|has|have|had|did|does|do|will|if|can|when (?:is|are|does|do|will|may|can)|how many)\b"
    r"|\bwhether\b|\bnot\b",
    re.I,
)
_PUT_OFF = re.compile(r"\bpremature\b|\btoo hasty\b")
_RISES = re.compile(
    r"\b(?:go(?:es)? up|went up|gr[eo]w(?:n|s|ing|th)?|increas\w+|rise|rose|rising|more)\b", re.IGNORECASE
)
_FALLS = re.compile(
    r"\b(?:go(?:es)? down|went down|fall|fell|falling|drop\w*|declin\w+|decreas\w+|fewer|less)\b", re.IGNORECASE
)
_WHY_TURN = re.compile(
    r"\b(?:why|by how (?:much|many)|reasons?|now that|since|because|given that)\b[^,;?]*?"
    rf"(?P<turn>{_RISES.pattern}|{_FALLS.pattern})",
    re.IGNORECASE,
)
# What a report may deny; questions that take it for granted are set right by the denial.
_INCIDENT = re.compile(
    r"\b(?:complain\w*|attack\w*|violen\w+|violat\w+|incidents?|conflicts?|cases?|abus\w+|"
    r"discriminat\w+|record\w*)\b",
    re.I,
)
_ALL = re.compile(
    r"^\s*(?:all|every|none|no)\b|\b(?:since|because) (?:all|every|none)\b|^\s*why\b[^?]*\ball\b", re.IGNORECASE
)
_NOT_ALL = re.compile(r"\bacquitted\b|\bexcept\b|\bsuspended sentences?\b|\bonly\b|\balmost all\b")
_BARRED = re.compile(
    r"\bbarred\b|\b(?:not|never) (?:allowed|permitted|entitled)\b|\bforbidden\b|\bkept (?:out|from)\b|\bexcluded from\b"
    r"|\bmay\b[^?]*\bnot\b|\bcannot\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:have|has|had|enjoys?) (?:the |an? )?(?:equal |same )?(?:rights?|opportunity|access)\b|\bthe right to\b"
    r"|\b(?:is|are) entitled to\b|\bto allow\b|\bis guaranteed\b"
)
_TAKES_FOR_GIVEN = re.compile(
    r"^\s*(?:how (?:was|were|did|has|have)|why|since|by how|what (?:was|were|did)"
    r"|which \w+ (?:was|were|did|have|had))\b",
    re.I,
)
_ASKS_WHY = re.compile(r"^\s*(?:why|how come)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:after|since|from)\s+(?:the year\s+)?$", re.I)
_ENOUGH = 0.4  # share of the question's weight that a contradicting sentence, with its paragraph, must meet
_NEARLY = 0.85
_NEAR = 3  # paragraphs


def contradictions(candidates: Candidates) -> list[int]:
    """The rows of sentences that contradict the question's premise, best first, at most two."""
    tests = _tests(candidates.question)
    share = _share_met(candidates)
    least = max(_ENOUGH, _dated(candidates, share))
    found = [
        row
        for row, statement in enumerate(candidates.statements)
        if share[row] >= least and any(test(statement) for test in tests)
    ]
    return sorted(found, key=lambda row: -float(share[row] + candidates.relevance[row]))[:2]


def _tests(question: Question) -> list[Callable[[Statement], bool]]:
    """What a sentence may do that goes against what the question takes for granted."""
    text = question.text
    tests: list[Callable[[Statement], bool]] = []
    if _DONE.search(text) and not _ASKS_WHETHER.search(text):
        tests.append(lambda statement: bool(_NOT_DONE.search(statement.text)))
    turn = _WHY_TURN.search(text)
    if turn is not None:
        rises, years = bool(_RISES.fullmatch(turn["turn"])), _years_meant(question)
        tests.append(lambda statement: _goes_other_way(statement, years, rises=rises))
    if _ALL.search(text):
        tests.append(lambda statement: bool(_NOT_ALL.search(statement.text)))
    if _ASKS_WHY.match(text) and _BARRED.search(text):
        tests.append(_allows)
    if _TAKES_FOR_GIVEN.search(text) and _INCIDENT.search(text):
        tests.append(lambda statement: "denial" in statement.acts)
    return tests


def _allows(statement: Statement) -> bool:
    """Whether the State says that something is allowed."""
    if statement.address.in_treaty or _BARRED.search(statement.text):
        return False
    return _ALLOWED.search(statement.text) is not None


def _dated(candidates: Candidates, share: FloatArray) -> float:
    """Where a date is asked for, nearly how much of the question a sentence with a date meets; else 0."""
    if "date" not in candidates.question.wanted:
        return 0.0
    asked = candidates.question.text
    met = [share[row] for row, one in enumerate(candidates.statements) if holds("date", one.text, asked)]
    return _NEARLY * float(max(met, default=0.0))


def _share_met(candidates: Candidates) -> FloatArray:
    """How much of the question each sentence meets, words for a rise or a fall left out, float32 (sentences,)."""
    turns = [bool(_RISES.fullmatch(word.text) or _FALLS.fullmatch(word.text)) for word in candidates.question.words]
    weights = np.where(turns, 0, candidates.weights)
    share: FloatArray = candidates.met @ weights / (weights.sum() or 1)
    return share


def _years_meant(question: Question) -> tuple[int, int]:
    """The first and the last year that a change is asked about; one year alone is set against the year before it."""
    years = question.years
    if not years:
        return 0, 9999
    if len(years) > 1:
        return min(years), max(years)
    before = question.text[: question.text.index(str(years[0]))]
    return (years[0], 9999) if _SINCE.search(before) else (years[0] - 1, years[0])


def near_refusals(refuting: Statement, store: Store) -> list[Statement]:
    """At most one sentence near a refuting one, under the same headings, that calls the thing premature."""
    if refuting.address.in_treaty:
        return []
    near = [
        unit
        for unit in store.library.units(refuting.address.symbol)
        if unit.headings == refuting.passage.headings
        and 0 < abs(int(Address.from_id(unit.id).path[0]) - refuting.number) <= _NEAR
    ]
    return [one for one in statements_of(near) if _PUT_OFF.search(one.text)][:1]


def _goes_other_way(statement: Statement, years: tuple[int, int], *, rises: bool) -> bool:
    """Whether the sentence gives figures by year that move against what the question says, over the years meant."""
    series = find_series(statement)
    if series is None:
        return False
    values = [value for year, value in series.values if years[0] <= year <= years[1]]
    if len(values) < 2:
        return False
    return values[-1] < values[0] if rises else values[-1] > values[0]

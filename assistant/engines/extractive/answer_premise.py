"""Finds the sentences that contradict what a question takes for granted."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.engines.extractive.answer_choice import Candidates
from assistant.engines.extractive.series import find_series
from assistant.engines.extractive.statements import Statement, statements_of
from assistant.store import Store
from vectorstore.address import Address

_DONE = re.compile(
    r"\b(?:ratified|ratification|acceded|joined|adopted|enacted|passed|accepted|abolished|introduced|established)\b",
    re.I,
)
_NOT_DONE = re.compile(
    r"\bexcept for\b|\bwithout (?:formally )?\w+ing a Party\b|\bpremature\b|\btoo hasty\b|\b(?:a|the) (?:draft )?bill\b"
    r"|\bhas not (?:yet )?(?:ratified|acceded|joined|adopted|accepted)\b|\bis not a [Pp]arty\b",
)
_ASKS_WHETHER = re.compile(
    r"^\s*(?:is|are|was|were|has|have|had|did|does|do|will|when|if|can)\b|\bwhether\b|\bnot\b", re.I
)
_PUT_OFF = re.compile(r"\bpremature\b|\btoo hasty\b")
_RISES = re.compile(
    r"\b(?:go(?:es)? up|went up|gr[eo]w(?:n|s|ing|th)?|increas\w+|rise|rose|rising|more)\b", re.IGNORECASE
)
_FALLS = re.compile(
    r"\b(?:go(?:es)? down|went down|fall|fell|falling|drop\w*|declin\w+|decreas\w+|fewer|less)\b", re.IGNORECASE
)
_WHY = re.compile(r"\bwhy\b|\bby how (?:much|many)\b|\breasons?\b", re.IGNORECASE)
_ALL = re.compile(r"^\s*(?:all|every|none|no)\b|\b(?:since|because) (?:all|every|none)\b", re.IGNORECASE)
_NOT_ALL = re.compile(r"\bacquitted\b|\bexcept\b|\bsuspended sentences?\b|\bonly\b")
_TAKES_FOR_GIVEN = re.compile(r"^\s*(?:how (?:was|were|did|has|have)|why|since|by how|what was|what were)\b", re.I)
_ENOUGH = 0.4  # share of the question's weight that a contradicting sentence, with its paragraph, must meet
_NEAR = 3  # paragraphs


def contradictions(candidates: Candidates) -> list[int]:
    """The rows of sentences that contradict the question's premise, best first, at most two."""
    question = candidates.question.text
    tests: list[Callable[[Statement], bool]] = []
    if _DONE.search(question) and not _ASKS_WHETHER.search(question):
        tests.append(lambda statement: bool(_NOT_DONE.search(statement.text)))
    if _WHY.search(question) and (_RISES.search(question) or _FALLS.search(question)):
        rises = bool(_RISES.search(question))
        tests.append(lambda statement: _goes_other_way(statement, candidates.question.years, rises=rises))
    if _ALL.search(question):
        tests.append(lambda statement: bool(_NOT_ALL.search(statement.text)))
    if _TAKES_FOR_GIVEN.search(question):
        tests.append(lambda statement: "denial" in statement.acts)
    share = candidates.met @ candidates.weights
    found = [
        row
        for row, statement in enumerate(candidates.statements)
        if share[row] >= _ENOUGH and any(test(statement) for test in tests)
    ]
    return sorted(found, key=lambda row: -float(share[row] + candidates.relevance[row]))[:2]


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


def _goes_other_way(statement: Statement, years: tuple[int, ...], *, rises: bool) -> bool:
    """Whether the sentence gives figures by year that move against what the question says, over the years it names."""
    series = find_series(statement)
    if series is None:
        return False
    values = [value for year, value in series.values if not years or min(years) <= year <= max(years)]
    if len(values) < 2:
        return False
    return values[-1] < values[0] if rises else values[-1] > values[0]

"""One point of a section's third part, and the order in which its kinds matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.engines.extractive.lines import Line
from assistant.engines.extractive.topics import Topic
from vectorstore.address import Address

IssueKind = Literal[
    "at_odds",
    "postponed",
    "acknowledged",
    "not_collected",
    "denied",
    "no_date",
    "survey",
    "no_breakdown",
    "no_evaluation",
    "not_given",
    "asserted",
    "stigma",
    "no_outcome",
    "no_cases",
]
WEIGHT: dict[IssueKind, float] = {
    "at_odds": 10,
    "postponed": 9,
    "stigma": 9.5,
    "no_cases": 9.2,
    "acknowledged": 8.5,
    "not_collected": 8,
    "denied": 7,
    "no_outcome": 6.5,
    "no_date": 6,
    "no_breakdown": 5,
    "survey": 4.5,
    "no_evaluation": 4.4,
    "not_given": 4,
    "asserted": 3,
}
_OF_A_RISE = 8.2
RISING = "Rising numbers"  # how a mere rise is labelled


@dataclass(frozen=True, slots=True)
class Issue:
    """One point. `subject` names it in a question; `topic` is set for promises and postponements.

    `question`, where set, is what to ask, after "Please"; `recommendation` what to recommend.
    """

    kind: IssueKind
    line: Line
    addresses: tuple[Address, ...]
    subject: str
    topic: Topic | None = None
    question: str = ""
    recommendation: str = ""


def attributed(clause: str) -> str:
    """A clause as the State's word, not as fact: it starts with the State party or is put in its mouth."""
    if clause.startswith("the State party "):
        return clause[:1].upper() + clause[1:]
    return f"According to the State party, {clause}"


def by_weight(issues: Iterable[Issue]) -> list[Issue]:
    """Weightiest kinds first, in document order within a kind; a mere rise after what is put off or acknowledged."""
    return sorted(issues, key=lambda issue: (-_weight(issue), int(issue.addresses[0].path[0])))


def _weight(issue: Issue) -> float:
    return _OF_A_RISE if issue.line.label == RISING else WEIGHT[issue.kind]

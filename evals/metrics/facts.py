"""Fact recall: the share of gold facts that the texts tell, over the facts of all answerable cases.

A fact is a list of strings that must all stand in the text, "|" parting alternatives (`evals.facts`), as ALCE matches
the short answers of ASQA. A refusal and an empty text tell none.
"""

from __future__ import annotations

from evals.facts import tells
from evals.metrics.metric import Graded, Mark, Metric


def told(graded: Graded) -> list[bool]:
    """For each gold fact whether the text tells it."""
    return [graded.written and tells(graded.output.text, fact) for fact in graded.case.gold["facts"]]


def _mark(graded: Graded) -> Mark | None:
    facts = told(graded)
    return Mark(sum(facts), len(facts)) if facts else None


METRICS = (Metric("fact_recall", "gold facts told", ("answers", "briefs"), _mark, "no case has gold facts"),)

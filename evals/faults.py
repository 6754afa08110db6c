"""In what way an output falls short, in words: a failure in a JUnit file, and what a report lets people filter by."""

from __future__ import annotations

from collections.abc import Callable

from evals.cases import Part
from evals.metrics.detection import accused
from evals.metrics.facts import told
from evals.metrics.gold import places, shares
from evals.metrics.metric import Graded
from evals.metrics.refusals import refused


def faults_of(graded: Graded) -> tuple[str, ...]:
    """What is wrong with the output of a case; empty if nothing is. An error is not a fault: it is no output."""
    if graded.output.status == "error":
        return ()
    return tuple(_OF_PART[graded.case.part](graded))


def _ranked(graded: Graded) -> list[str]:
    gold = {id for id, grade in graded.case.gold["gold"].items() if grade == max(graded.case.gold["gold"].values())}
    return [] if gold & set(graded.output.ids) else ["no passage that answers is among the ten"]


def _verdict(graded: Graded) -> list[str]:
    if accused(graded) == graded.case.gold["false"]:
        return []
    return ["a false sentence was not accused" if graded.case.gold["false"] else "a true sentence was accused"]


def _answer(graded: Graded) -> list[str]:
    if graded.output.is_empty:
        return ["the answer is empty"]
    answerable = graded.case.gold["answerable"]
    if refused(graded):
        return ["refused, though the documents answer it"] if answerable else []
    return _text(graded) if answerable else ["answered, though the documents do not answer it", *_checked(graded)]


def _text(graded: Graded) -> list[str]:
    if graded.output.is_empty:
        return ["the text is empty"]
    faults = []
    facts = told(graded) if graded.case.part != "drafts" else []
    if not all(facts):
        faults.append(f"{facts.count(False)} of {len(facts)} facts not told")
    if graded.case.part == "answers" and places(graded)[0] and shares(graded)[1] == 0:
        faults.append("no gold passage cited")
    return faults + _checked(graded)


def _checked(graded: Graded) -> list[str]:
    count = sum(reading.sentence.accused for reading in graded.readings)
    return [f"{count} {'sentence' if count == 1 else 'sentences'} accused"] if count else []


_OF_PART: dict[Part, Callable[[Graded], list[str]]] = {
    "retrieval": _ranked,
    "checker": _verdict,
    "answers": _answer,
    "briefs": _text,
    "drafts": _text,
}

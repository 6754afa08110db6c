"""Points that the State's own words make: a programme named after blood or genes, an example of a barrier met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.lines import Line, cite
from assistant.engines.extractive.statements import Statement

_PROGRAMMES = re.compile(r"\b(?:programmes?|courses?|concepts?|policy|policies|subjects?|projects?)\b", re.IGNORECASE)
_NAME = re.compile(r"“(?P<name>[^”]*)”")
_OF_DESCENT = re.compile(
    r"\b(?:genetic\w*|genes?|gene pool|blood(?:lines?)?|purity|racial purity|pure nation|master race)\b", re.IGNORECASE
)
_PERSON = re.compile(
    r"\b(?P<who>an? [^:;,.()]*?\b(?:woman|man|girl|boy|child|person|worker|family)\b[^:;,.()]*?) faces?\b"
)
_IN_SUCH_CASES = re.compile(r"^In (?:such|these) cases\b")
_BARRIER = re.compile(
    r"\b(?:her|his|their|whose) (?P<told>(?:ethnic (?:background|origin)|ethnicity|national origin) "
    r"(?:limits?|restricts?|hinders?|prevents?|reduces?)\b[^.;:]*)"
)


def own_words(statements: Sequence[Statement]) -> Iterable[Issue]:
    """Programmes whose name speaks of descent, and examples in which ethnic origin keeps somebody back."""
    yield from _named_after_descent(statements)
    yield from _barriers(statements)


def _named_after_descent(statements: Sequence[Statement]) -> Iterable[Issue]:
    for one in statements:
        names = [match["name"] for match in _NAME.finditer(one.text) if _OF_DESCENT.search(match["name"])]
        if not names or not _PROGRAMMES.search(one.text):
            continue
        text = (
            f"The State party names among its programmes “{names[0]}”{cite([one.address])}; it does not say what is "
            "taught there about descent and ethnic groups"
        )
        yield Issue(
            "stigma",
            Line(text, "state", "Name of a programme"),
            (one.address,),
            "",
            question=f"explain what “{names[0]}” means and teaches, and whom the “nation” in it includes"
            if "nation" in names[0]
            else f"explain what “{names[0]}” means and teaches",
            recommendation="Review what programmes teach about the nation and its descent, so that no ethnic group is "
            "set above others or left out",
        )


def _barriers(statements: Sequence[Statement]) -> Iterable[Issue]:
    for one in statements:
        match = _BARRIER.search(one.text)
        if match is None:
            continue
        person = _PERSON.search(one.text)
        who = person["who"] if person else "a person"
        text = f"The State party gives the example of {who} whose “{match['told'].strip()}”{cite([one.address])}"
        applied = next((other for other in statements if _answers(other, one)), None)
        places = [one.address]
        if applied:
            places.append(applied.address)
            text += f" and names provisions that apply in such cases{cite([applied.address])}"
        yield Issue(
            "acknowledged",
            Line(f"{text}; it does not say how many persons face such barriers", "state", "Example without figures"),
            tuple(places),
            "",
            question="give, by ethnic origin, sex and disability, the number and outcome of complaints of "
            "discrimination in employment",
        )
        return


def _answers(other: Statement, example: Statement) -> bool:
    """Whether the sentence opens the paragraph after an example and says what applies "in such cases"."""
    return 0 < other.number - example.number <= 1 and _IN_SUCH_CASES.match(other.text) is not None

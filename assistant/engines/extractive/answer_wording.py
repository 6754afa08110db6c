"""Words the sentences chosen for an answer: the State's as reported speech, the Convention's as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.answer_context import opening_of
from assistant.engines.extractive.answer_places import articles_in
from assistant.engines.extractive.frames import Frames
from assistant.engines.extractive.lines import Line, Printer, cite
from assistant.engines.extractive.phrasing import Capitals, capitals_in, reported
from assistant.engines.extractive.statements import Statement
from assistant.model import Speaker
from assistant.store import Store

_LONGEST_LIST = 90  # words
_THUS = re.compile(r"(?<=\w) thus (?=[a-z]+s )")
_NAMELY = re.compile(r",?\s*(?:namely|as follows|the following|including)?\s*:$")


def word_answer(
    chosen: Sequence[Statement], against: Iterable[Statement], store: Store, articles: Sequence[str] = ()
) -> list[Line]:
    """One line a statement, in the order given; those in `against` say that the question's premise does not hold.

    A statement that reported speech would rob of one of these `articles` is quoted.
    """
    capitals = capitals_in(store.search.units)
    frames = Frames()
    refuting = list(against)
    lines: list[Line] = []
    state_spoke = False
    for statement in _without_listed(chosen):
        if statement.address.in_treaty:
            lines += _provision(statement, chosen)
            state_spoke = False
            continue
        if statement.address.symbol != store.state_report:
            lines.append(_from_elsewhere(statement, store))
            state_spoke = False
            continue
        opening = frames.next() if state_spoke else frames.lead()
        if statement in refuting and not lines:
            opening = "The report does not say so: it states that"
        state_spoke = True
        text = _clause(_with_list(statement, chosen), capitals, articles)
        lines.append(Line(f"{opening} {text}{cite([statement.address])}", "state"))
    return lines


def print_lines(lines: Sequence[Line], store: Store) -> str:
    """The lines as one paragraph of Markdown."""
    printer = Printer(home=store.state_report)
    return " ".join(printer.line(line) for line in lines)


def _clause(text: str, capitals: Capitals, articles: Sequence[str]) -> str:
    clause = reported(_THUS.sub(" ", text), capitals)
    lost = set(articles) & set(articles_in(text)) - set(articles_in(clause))
    return f"“{text.rstrip('. ')}”" if lost else clause


def _provision(statement: Statement, chosen: Sequence[Statement]) -> list[Line]:
    """A provision as one quotation, at its first sentence chosen."""
    own = [one for one in chosen if one.passage.id == statement.passage.id]
    if own[0] != statement:
        return []
    text = " ".join(one.text for one in own).rstrip(" ;,.:")
    return [Line(f"The Convention provides: “{text}”{cite([statement.address])}", "convention")]


def _from_elsewhere(statement: Statement, store: Store) -> Line:
    """A sentence of another document as a quotation under its title: the State did not say it."""
    document = store.library.documents[statement.address.symbol]
    speaker: Speaker = "ngo" if document.kind == "evidence" else "inference"
    return Line(f"{document.title} says: “{statement.text.rstrip('. ')}”{cite([statement.address])}", speaker)


def _without_listed(chosen: Sequence[Statement]) -> list[Statement]:
    """The statements without the items of a list, which are told with its opening words."""
    return [one for one in chosen if opening_of(one, chosen) is None]


def _with_list(statement: Statement, chosen: Sequence[Statement]) -> str:
    """The statement, and after a colon the items of its list that were chosen with it."""
    if not statement.text.endswith(":"):
        return statement.text
    kept: list[str] = []
    for one in chosen:
        item = one.text.rstrip(" ;,.")
        if opening_of(one, chosen) == statement and len(" ".join([*kept, item]).split()) <= _LONGEST_LIST:
            kept.append(item)
    opening = _NAMELY.sub("", statement.text)
    return f"{opening}: {'; '.join(kept)}" if kept else opening

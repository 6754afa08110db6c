"""Gives chosen sentences the neighbours that they cannot be read without: what they point back to, a list's opening."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.extractive.statements import Statement, statements_of

_WHOLE_PROVISION = 130  # words, up to which a provision is quoted whole
_ITEMS = 6  # of a list whose opening words alone were chosen


def completed(chosen: Sequence[Statement], most: int) -> list[Statement]:
    """The sentences with those they need and, where there is room, those that lean on them.

    They come passage by passage in the order of choice, each passage in its own order.
    `most` bounds the sentences; the items of a list count as one with its opening words, and so does a provision.
    """
    kept: list[Statement] = []
    for statement in chosen:
        own = statements_of([statement.passage])
        wanted = list(dict.fromkeys([*_needed(statement, own), statement]))
        new = [one for one in wanted if one not in kept]
        if kept and _sentences([*kept, *new]) > most:
            continue
        kept += new
    for statement in chosen:
        after = _leaning(statement)
        if after and statement in kept and after not in kept and _sentences([*kept, after]) <= most:
            kept.append(after)
    order = list(dict.fromkeys(statement.passage.id for statement in kept))
    return sorted(kept, key=lambda one: (order.index(one.passage.id), one.position))


def _sentences(statements: Sequence[Statement]) -> int:
    treaty = {one.passage.id for one in statements if one.address.in_treaty}
    return len(treaty) + sum(not one.address.in_treaty and opening_of(one, statements) is None for one in statements)


def opening_of(item: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The opening words, ending in a colon, of the unlettered list that an item stands in."""
    before = [
        one
        for one in statements
        if one.passage.id == item.passage.id and one.position < item.position and one.text.endswith(":")
    ]
    return before[-1] if before and before[-1].address == item.address else None


def _leaning(statement: Statement) -> Statement | None:
    """The sentence after one of a report, if it leans on it: "These uncovered 194 violations"."""
    after = statements_of([statement.passage])[statement.position + 1 : statement.position + 2]
    leans = after and after[0].points_back and after[0].address == statement.address
    return after[0] if leans and not statement.address.in_treaty else None


def _needed(statement: Statement, own: Sequence[Statement]) -> list[Statement]:
    if statement.address.in_treaty:
        return list(own) if sum(one.words for one in own) <= _WHOLE_PROVISION else []
    opening = opening_of(statement, own)
    if opening is not None:
        return [opening]
    if statement.text.endswith(":"):
        return [one for one in own if opening_of(one, own) == statement][:_ITEMS]
    if statement.points_back and statement.position > 0:
        before = own[statement.position - 1]
        return [before] if before.address == statement.address else []
    return []

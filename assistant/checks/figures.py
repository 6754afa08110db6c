"""Figures: every number of a sentence must be in its passages, for the same thing and year, or follow from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.claim import Claim
from assistant.checks.figure_derive import derived, is_rate, same_thing, sum_over_years
from assistant.checks.figure_few import follows_from_few, lengths_of
from assistant.checks.figure_lengths import length_told
from assistant.checks.figure_lists import counted, named, within_span
from assistant.checks.figure_majority import wrong_majority
from assistant.checks.figure_misplaced import changed_in_copying, misplaced
from assistant.checks.figure_own import (
    all_years,
    follows_from_own,
    is_sum_of_columns,
    is_sum_of_named,
    is_whole_of_neighbours,
    is_yearly_share,
)
from assistant.checks.figure_rates import is_average, is_times_over
from assistant.checks.figure_roles import Role
from assistant.checks.figure_shares import works_out_of_shares
from assistant.checks.figure_small import counts_by_itself
from assistant.checks.figure_spans import duration_known, other_length, part_of_year_told
from assistant.checks.figure_supposed import is_supposed
from assistant.checks.figure_swapped import FAR_APART
from assistant.checks.figure_thresholds import held_against_threshold
from assistant.checks.figure_times import time_known
from assistant.checks.figure_values import agrees, comparable, within
from assistant.checks.figure_whole import (
    is_own_difference,
    is_own_quotient,
    lists_its_own,
    of_a_whole,
    set_aside,
    told_as_rate,
)
from assistant.checks.quantities import Quantity
from assistant.checks.source import Source
from assistant.model import Finding

_SAME_ROLE = 0.75
_MANY_WORDS = 1.8
_ENOUGH = 0.4  # of the words around a figure, in those around the one to write in its place
_AS_LIKELY = 0.9  # of the best figure's words in common: which of the two is meant cannot be told
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:for|within|of|after|than|every|least|most)\s+$", re.IGNORECASE)
_LONGEST_RHYTHM = 800  # days: a decade is a period
FOLLOWS_FROM_NOTHING = "does not follow from its figures."  # how a finding ends
WHICH_IS_MEANT = "Write the one that you mean."  # where no figure of the passage surely stands in its place
_MOST_FIGURES = 80  # of the passages cited together
_DATED = frozenset({"year", "date"})


class Figures:
    """Looks for each figure of a claim in the cited passages."""

    name = "figures"

    def check(self, claim: Claim) -> list[Finding]:
        """A `wrong_figure` for each figure that the passages do not bear out, or give to something else."""
        if not claim.source.passages:
            return []
        quoted = [quotation.span for quotation in claim.exact_quotations]
        wrong = [
            quantity
            for quantity in claim.quantities
            if not any(a <= quantity.start < b for a, b in quoted)
            and not set_aside(claim.asserted, quantity)
            and not is_supposed(quantity, claim)
            and not held_against_threshold(quantity, claim)
            and not told_as_rate(quantity, claim.asserted, claim.source.roles)
            and (_other_rhythm(claim, quantity) if quantity.soft else not borne_out(claim, quantity))
        ]
        findings = [_absent(claim, quantity) for quantity in wrong]
        majority = wrong_majority(claim)
        return findings or changed_in_copying(claim) or misplaced(claim) or ([majority] if majority is not None else [])


def borne_out(claim: Claim, quantity: Quantity) -> bool:
    """Whether the cited passages have a figure of a claim, or it follows from theirs."""
    source = claim.source
    if any(agrees(quantity, other) or _is_bare_share(quantity, other) for other in source.quantities):
        return True
    dated = quantity.kind in _DATED and any(other.year is not None for other in source.quantities)
    above = [other for sentence in source.context for other in sentence.quantities]
    if not dated and any(agrees(quantity, other) and _of_annex(quantity) == _of_annex(other) for other in above):
        return True
    if quantity.kind == "identifier":
        return _identifier_known(quantity, source)
    if quantity.kind in _DATED:
        return time_known(claim, quantity)
    if quantity.kind == "ordinal":
        return within_span(quantity, source.sentences) or not any(
            other.kind == "ordinal" and other.value > 2 for other in source.quantities
        )
    if quantity.kind == "duration":
        if _is_some(claim, quantity) and not other_length(quantity, claim):
            return True
        return duration_known(quantity, claim) or is_times_over(quantity, claim) or length_told(quantity, claim)
    return _worked_out(claim, quantity)


def _is_bare_share(quantity: Quantity, other: Quantity) -> bool:
    """Whether a number with decimals is a percentage of the passage with its unit left out: "less than 0.01"."""
    broken = quantity.kind == "count" and quantity.value != round(quantity.value)
    return broken and other.kind == "percent" and quantity.value == other.value


def _is_some(claim: Claim, quantity: Quantity) -> bool:
    """Whether a length is no length but a time among others: "in one month of 2025", "will come one day"."""
    written = claim.asserted[quantity.start : quantity.end].lower()
    within = _WITHIN.search(claim.asserted, 0, quantity.start)
    return written.startswith("one ") and (
        _IN.search(claim.asserted, 0, quantity.start) is not None or (written == "one day" and within is None)
    )


def _other_rhythm(claim: Claim, quantity: Quantity) -> bool:
    """Whether the sentence nearest to the claim has another rhythm: "every month" for "every year"."""
    if (
        not _is_rhythm(quantity)
        or is_times_over(quantity, claim)
        or any(agrees(quantity, other) for other in claim.source.quantities)
    ):
        return False
    rhythmic = [
        (
            len(sentence.stems & claim.stems) + sentence.text.rstrip().endswith(":"),
            [other for other in sentence.quantities if _is_rhythm(other)],
        )
        for sentence in claim.source.sentences
    ]
    shared, rhythms = max(rhythmic, key=lambda each: (bool(each[1]), each[0]), default=(0, []))
    return bool(rhythms) and shared >= 1  # the words that open a list share theirs with its lines


def _is_rhythm(quantity: Quantity) -> bool:
    return quantity.kind == "duration" and quantity.soft and quantity.value < _LONGEST_RHYTHM


def _worked_out(claim: Claim, quantity: Quantity) -> bool:
    role = next((role for role in claim.roles if role.quantity == quantity), Role(quantity, {}, frozenset()))
    if counts_by_itself(role, claim.asserted, claim.source) or part_of_year_told(quantity, claim):
        return True
    years = frozenset(other.year for other in claim.quantities if other.year is not None) | role.years
    text, source = claim.asserted, claim.source.roles
    if sum_over_years(role, source, years) or of_a_whole(role, text, source):
        return True
    spanned = all_years(text, claim.quantities)
    if sum_over_years(role, source, spanned) or is_yearly_share(role, text, source, spanned):
        return True
    if lists_its_own(role, text) or is_own_quotient(role, text) or is_own_difference(role, text):
        return True
    if any(works_out(role, text, source) for works_out in (follows_from_own, is_whole_of_neighbours, is_sum_of_named)):
        return True
    if is_sum_of_columns(role, source) or works_out_of_shares(role, text, source):
        return True
    # A sum may fit by chance where the passage gives another figure for the very same thing.
    if not is_rate(claim.asserted) and any(_same_role(role, other) for other in claim.source.roles):
        return False
    if derived(role, claim.asserted, claim.source.roles, years) or _from_few(claim, role):
        return True
    if named(role, claim.asserted, claim.source.sentences):
        return True
    rivals = [other for other in claim.source.roles if other.quantity.kind == quantity.kind and same_thing(role, other)]
    # Of "the four largest groups are A, B, C and D" the sentence itself is the list.
    texts = [claim.asserted[quantity.end :], *(sentence.text for sentence in claim.source.sentences)]
    texts += [passage.text for passage in claim.source.passages if "\n" in passage.text]
    return not rivals and counted(role, claim.asserted, texts, len(claim.source.passages))


def _from_few(claim: Claim, role: Role) -> bool:
    """Whether it is an average or rate, or what few figures or lengths of time of the passages come to.

    Of very many figures some always fit, and to try them all takes long.
    """
    quantity, source = role.quantity, claim.source
    if len(source.roles) > _MOST_FIGURES:
        return False
    if is_average(role, claim) or is_times_over(quantity, claim):
        return True
    if follows_from_few(role, claim.asserted, source.roles, len(source.passages)):
        return True
    lengths = lengths_of(claim.asserted, [sentence.text for sentence in source.sentences])
    return quantity.kind in {"ratio", "fraction"} and any(within(quantity, value) for value in lengths)


def _same_role(mine: Role, other: Role) -> bool:
    """Whether the words around two figures are nearly the same, and their years are."""
    if mine.quantity.kind != other.quantity.kind or mine.years != other.years:
        return False
    low, high = sorted((mine.quantity.value, other.quantity.value))
    if high > FAR_APART * low:
        return False
    weight = sum(mine.keys.values())
    shared = overlap(mine, other) - (1.0 if mine.years & other.years else 0.0)
    return weight >= _MANY_WORDS and shared >= _SAME_ROLE * weight


def _identifier_known(quantity: Quantity, source: Source) -> bool:
    """Article numbers may come from the section; a paragraph number is the author's own pointer.

    So is an annex where the passages name none.
    """
    label, _, number = quantity.label.partition(":")
    if label in {"par", "sec"} or _of_annex(quantity) and not any(_of_annex(other) for other in source.quantities):
        return True
    section = [other for sentence in source.section for other in sentence.quantities if other.kind == "identifier"]
    if any(agrees(quantity, other) for other in section):
        return not any(other.label.startswith(label) for other in source.quantities if other.kind == "identifier")
    named = [other.label.partition(":")[0] for other in [*source.quantities, *section] if other.kind == "identifier"]
    return not (named if label == "num" else label in named)  # "numbered" may be said of anything


def _of_annex(quantity: Quantity) -> bool:
    return quantity.label.startswith("ann:")


def _absent(claim: Claim, quantity: Quantity) -> Finding:
    written = claim.written[quantity.start : quantity.end]
    span = (quantity.start, quantity.end)
    rivals = _rivals(claim, quantity)
    if not rivals:
        message = f"“{written}” is not in the cited passage and {FOLLOWS_FROM_NOTHING}"
        return Finding(kind="wrong_figure", message=message, span=span)
    has = " or ".join(f"“{printed}”" for _, printed in rivals[:2])
    message = f"“{written}” is not in the cited passage, which has {has} there."
    if len(rivals) > 1 or not _surely(claim, quantity, rivals[0][0]):
        # Which one is meant is for the author to say: a wrong figure written at a key would be found no more.
        return Finding(kind="wrong_figure", message=message, suggestion=WHICH_IS_MEANT, span=span)
    ((role, printed),) = rivals
    return Finding(
        kind="wrong_figure",
        message=message,
        suggestion=f"Write “{printed}”.",
        span=span,
        replacement=printed if role.quantity.kind == quantity.kind else None,
    )


def _rivals(claim: Claim, quantity: Quantity) -> list[tuple[Role, str]]:
    """The figures of the passage that may stand where the claim's does, best first; one alone is meant for sure.

    They are those that share most words with it, of its own years where there are any. A figure that the claim gives
    already, elsewhere, is none of them.
    """
    mine = next((role for role in claim.roles if role.quantity == quantity), None)
    if mine is None:
        dated = _dated_rival(claim.source, quantity)
        return [dated] if dated else []
    told = [other for other in claim.quantities if other != quantity]
    free = [
        (overlap(mine, role), role)
        for role in claim.source.roles
        if comparable(quantity, role.quantity) and not any(agrees(other, role.quantity) for other in told)
    ]
    scored = [(score, role) for score, role in _of_its_time(mine, free) if score > 0]
    best: dict[float, tuple[float, Role]] = {}
    for score, role in sorted(scored, key=lambda each: -each[0]):
        best.setdefault(role.quantity.value, (score, role))
    return [(role, role.written) for score, role in best.values() if score >= _AS_LIKELY * next(iter(best.values()))[0]]


def _surely(claim: Claim, quantity: Quantity, role: Role) -> bool:
    """Whether a figure of the passage stands for enough of what the claim says of its own."""
    mine = next((each for each in claim.roles if each.quantity == quantity), None)
    return mine is None or overlap(mine, role) >= _ENOUGH * sum(mine.keys.values())


def _of_its_time(mine: Role, found: Sequence[tuple[float, Role]]) -> Sequence[tuple[float, Role]]:
    """Those of the claim's years; else those without a year, which are of the whole; else all but parts of its time."""
    same = [(score, role) for score, role in found if role.years == mine.years and score > 0]
    undated = [(score, role) for score, role in found if not role.years and score > 0]
    whole = [(score, role) for score, role in found if not (mine.years and role.years < mine.years)]
    return same or undated or whole or found


def _dated_rival(source: Source, quantity: Quantity) -> tuple[Role, str] | None:
    others: Sequence[tuple[Quantity, str]] = [
        (other, sentence.text)
        for sentence in source.sentences
        for other in sentence.quantities
        if other.kind == quantity.kind and other.kind != "identifier"
    ]
    if len(others) != 1:
        return None
    other, text = others[0]
    return Role(other, {}, frozenset(), text), text[other.start : other.end]


def overlap(mine: Role, other: Role) -> float:
    """How much the parts of two sentences that belong to two figures have in common, near words counting more."""
    shared = sum(min(weight, other.keys[key]) for key, weight in mine.keys.items() if key in other.keys)
    return shared + (1.0 if mine.years & other.years else 0.0)

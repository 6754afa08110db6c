"""Polarity and strength: the turns of sense by which a sentence with the right words says the wrong thing."""

from __future__ import annotations

from assistant.checks.agreement import giver_and_doer
from assistant.checks.claim import Claim
from assistant.checks.clauses import Likeness
from assistant.checks.close_copy import turned_in_copying
from assistant.checks.conditions import wrong_condition
from assistant.checks.crossed import crossed_over
from assistant.checks.direction import wrong_direction
from assistant.checks.extent import only_where_all, some_as_all
from assistant.checks.figure_order import wrong_order
from assistant.checks.negation import lost_or_added
from assistant.checks.opposites import turned_round
from assistant.checks.plans import plan_as_done
from assistant.checks.replacement import replaced_for_its_heir
from assistant.checks.reversals import done_as_plan
from assistant.checks.stages import wrong_stage
from assistant.model import Finding


class Polarity:
    """Compares negation, direction, completion and quantity of a claim with its passages."""

    name = "polarity"

    def __init__(self, alike: Likeness) -> None:
        self._alike = alike

    def check(self, claim: Claim) -> list[Finding]:
        """The first turn found, as `contradiction` or `overclaim`."""
        if not claim.source.passages or claim.is_quotation:
            return []
        for turn in (
            turned_in_copying,
            lost_or_added,
            wrong_direction,
            plan_as_done,
            done_as_plan,
            some_as_all,
            only_where_all,
            turned_round,
            wrong_stage,
            wrong_condition,
            wrong_order,
            crossed_over,
            giver_and_doer,
            replaced_for_its_heir,
        ):
            finding = turn(claim, self._alike)
            if finding is not None:
                return [finding]
        return []

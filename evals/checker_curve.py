"""The curve of the support score: detections against false alarms as the threshold moves, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.checking import Checker
from assistant.checks.support import CLEARLY_BETTER
from evals.checker_pairs import Pair
from evals.checker_sentences import Labelled, unit
from evals.proportions import area_under_curve

_PLACES = frozenset({"neighbour", "digit slip", "sibling item", "other document", "invented claim"})
_OF_HAND = frozenset({"neighbour", "wrong_paragraph", "wrong_item", "wrong_document", "invented"})
_STEPS = (-0.1, 0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def operating_points(checker: Checker, pairs: Sequence[Pair], hand: Sequence[Labelled]) -> dict[str, Any]:
    """For each threshold on the margin of the best other passage: the share detected, the share of true ones accused.

    The false sentences are those whose passage is the wrong one; the true ones are all of the development sets.
    """
    false = [pair.false for pair in pairs if pair.kind in _PLACES]
    false += [sentence.text for sentence in hand if sentence.false and sentence.kind in _OF_HAND]
    true = [pair.true for pair in pairs] + [sentence.text for sentence in hand if not sentence.false]
    wrong, right = (_margins(checker, sentences) for sentences in (false, true))
    points = [
        {
            "threshold": step,
            "detection": sum(margin >= step for margin in wrong) / len(wrong),
            "false alarms": sum(margin >= step for margin in right) / len(right),
        }
        for step in _STEPS
    ]
    return {"area": area_under_curve(wrong, right), "chosen": CLEARLY_BETTER, "points": points}


def _margins(checker: Checker, sentences: Sequence[str]) -> list[float]:
    """The margins of the sentences whose citations resolve."""
    fits = [checker.fit(unit(sentence)) for sentence in sentences]
    return [fit.margin for fit in fits if fit is not None]


def print_curve(curve: dict[str, Any]) -> None:
    """The points, the chosen one marked."""
    print(f"\nSupport score alone: area under the curve {curve['area']:.3f}")
    for point in curve["points"]:
        mark = "  <- chosen" if point["threshold"] == curve["chosen"] else ""
        rates = f"detects {point['detection']:6.1%}   accuses true {point['false alarms']:6.1%}"
        print(f"  margin ≥ {point['threshold']:5.2f}  {rates}{mark}")

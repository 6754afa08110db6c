"""Fits the weights of the check `doubt` on six open sets: `python -m evals.checker_fit [--write]`.

A logistic regression with a ridge, by Newton's method, on the sentences that no other check accuses. Each set is left
out in turn to see what the weights do to sentences of another hand; the last fit, on all of them, is what is written.
The threshold is the score that as many true sentences reach as `MAY_ACCUSE` allows, over the sets left out. The open
sets that came later stay apart: fitted on those too, the weights found fewer of the false sentences, theirs included.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.checking import Checker
from assistant.checks.doubt import Weights
from assistant.store import Store
from evals.checker import HAND_DEV
from evals.checker_mutations import mutation_pairs
from evals.checker_sentences import load_labelled, unit
from evals.proportions import area_under_curve
from vectorstore.library import open_library

FITTED = HAND_DEV[:6]
MAY_ACCUSE = 0.025  # of the true sentences of a set that the fit has not seen
RIDGE = 10.0
MUTATION = 0.3  # the weight of a sentence made by rule beside one written by hand
_STEPS = 30


@dataclass(frozen=True)
class Case:
    """A sentence's signs, whether it is false, and how much it counts."""

    set: str
    false: bool
    accused: bool
    signs: dict[str, float]
    weight: float = 1.0


def cases_of(checker: Checker, name: str, labelled: Sequence[tuple[str, bool]], weight: float = 1.0) -> list[Case]:
    """The cases among (text, false) whose signs can be weighed."""
    read = [(false, checker.signs(unit(text))) for text, false in labelled]
    return [Case(name, false, found[0], found[1], weight) for false, found in read if found is not None]


def fit(cases: Sequence[Case], names: Sequence[str]) -> Weights:
    """The weights for the signs `names`; the two classes count alike. The threshold is left at 1."""
    signs = np.array([[case.signs[name] for name in names] for case in cases])
    false = np.array([case.false for case in cases], float)
    each = np.array([case.weight for case in cases])
    each = each * np.where(false, 0.5 / each[false == 1].sum(), 0.5 / each[false == 0].sum()) * len(cases)
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(cases)), (signs - mean) / spread])
    ridge = np.diag([0.0, *([RIDGE] * len(names))])
    beta = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        score = 1 / (1 + np.exp(-scaled @ beta))
        slope = scaled.T @ (each * (false - score)) - ridge @ beta
        beta += np.linalg.solve((scaled.T * (each * score * (1 - score))) @ scaled + ridge, slope)
    columns = zip(beta[1:].tolist(), mean.tolist(), spread.tolist(), strict=True)
    return Weights(1.0, float(beta[0]), dict(zip(names, columns, strict=True)))


def _threshold(true_scores: Sequence[float], all_true: int) -> float:
    """The least score that at most the share `MAY_ACCUSE` of a set's true sentences reaches."""
    ranked = sorted(true_scores, reverse=True)
    allowed = int(MAY_ACCUSE * all_true)
    return ranked[allowed] + 1e-6 if allowed < len(ranked) else 0.0


def run(checker: Checker, store: Store, more: Sequence[Path] = ()) -> Weights:
    """Print what the weights do to each set left out, and return those fitted on all."""
    cases: list[Case] = []
    for name in FITTED:
        cases += cases_of(checker, name, [(row.text, row.false) for row in load_labelled(name)])
    for path in more:
        cases += cases_of(checker, path.stem, [(row.text, row.false) for row in load_labelled(path.stem, path.parent)])
    pairs = [pair for pair in mutation_pairs(store.library) if pair.split == "dev"]
    made = [(text, false) for pair in pairs for text, false in ((pair.true, False), (pair.false, True))]
    cases += cases_of(checker, "mutations", made, MUTATION)
    names = list(cases[0].signs)
    open_cases = [case for case in cases if not case.accused]
    pooled: list[float] = []
    held_out: list[tuple[str, list[float], list[float], int]] = []
    for left_out in dict.fromkeys(case.set for case in cases):
        weights = fit([case for case in open_cases if case.set != left_out], names)
        own = [case for case in open_cases if case.set == left_out]
        wrong = [weights.score(case.signs) for case in own if case.false]
        right = [weights.score(case.signs) for case in own if not case.false]
        held_out.append((left_out, wrong, right, sum(not case.false for case in cases if case.set == left_out)))
        pooled += right if left_out != "mutations" else []
    everyone = sum(not case.false for case in cases if case.set != "mutations")
    threshold = _threshold(pooled, everyone)
    for name, wrong, right, true in held_out:
        found, alarmed = (sum(score >= threshold for score in scores) for scores in (wrong, right))
        area = area_under_curve(wrong, right)
        print(
            f"{name:20} area {area:.3f}  finds {found:3} of {len(wrong):3} left  accuses {alarmed:2} of {true:3} true"
        )
    fitted = fit(open_cases, names)
    return Weights(threshold, fitted.intercept, fitted.signs)


def printed(weights: Weights) -> str:
    """The weights as doubt.toml holds them."""
    lines = [
        "# Written by `python -m evals.checker_fit --write`. Each sign: weight, mean, spread.",
        f"threshold = {weights.threshold:.4f}",
        f"intercept = {weights.intercept:.4f}",
        "",
        "[signs]",
        *(f'"{name}" = [{a:.4f}, {b:.4f}, {c:.4f}]' for name, (a, b, c) in weights.signs.items()),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and with `--write` keep the weights."""
    parser = argparse.ArgumentParser(prog="python -m evals.checker_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write assistant/checks/doubt.toml")
    parser.add_argument("--more", nargs="*", type=Path, default=[], help="further files of labelled sentences")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Store(open_library(), Path(folder), lambda message: print(message, file=sys.stderr))
        weights = run(Checker(store), store, options.more)
    print(printed(weights))
    if options.write:
        Path(str(files("assistant.checks") / "doubt.toml")).write_text(printed(weights), encoding="utf-8")


if __name__ == "__main__":
    main()

"""What each sign of doubt counts for: `python -m evals.doubt_fit [--write]`.

A logistic regression, fitted on the sets that the network that reads both texts together was not trained on
(`evals.joined_fit`), over their sentences that no other check accuses. The border is where `MAY_ACCUSE` of the true
sentences of those sets lie above it as well; it is drawn from what regressions say of a set that they have not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.checking import Checker
from assistant.checks.doubt import HARDLY
from assistant.checks.doubt_counts import Table, table_of
from assistant.checks.doubt_signs import KNOWN_SIGNS
from evals.checker_sentences import load_labelled, unit
from evals.joined_fit import LEFT_OUT
from evals.logistic import Array, fit, standardised
from evals.opening import benchmark_store
from evals.proportions import area_under_curve

# Of the true sentences of those sets, beside those that other checks accuse.
MAY_ACCUSE: dict[Table, float] = {"unknown": 0.02, "known": 0.018, "short": 0.006, "apart": 0.003, "silent": 0.006}
MAY_ASK = 0.4  # of them: the judge reads what is as doubtful as these
APART: tuple[Table, ...] = ("apart", "silent")  # held beside statements and read, without the other signs
SHORT = ("checker_hand_dev15",)  # nearly all that there is of short sentences: each part is told by the others
PARTS = 5
MOST = 0.99  # of the sentences have no higher reading than the one that is reckoned with
STEADIED = 3.0  # the penalty on what a sign counts for, each in units of its spread


@dataclass(frozen=True)
class Row:
    """A sentence that no other check accuses: its set, or the part of it, whether it is false, and its signs."""

    set: str
    false: bool
    signs: dict[str, float]
    together: float


def read_rows(checker: Checker, names: Sequence[str]) -> tuple[list[Row], int]:
    """The sentences that can be weighed and that no other check accuses, and how many true ones there are in all."""
    rows, true = [], 0
    for name in names:
        labelled = load_labelled(name)
        true += sum(not each.false for each in labelled)
        units = [unit(each.text) for each in labelled]
        for place, (each, own, sentence) in enumerate(zip(labelled, units, checker.check(units), strict=True)):
            doubted = any(finding.message.startswith(HARDLY) for finding in sentence.findings)
            signs = checker.signs_of_doubt(own)
            if signs is not None and (doubted or not sentence.accused):
                rows.append(Row(f"{name} {place % PARTS}" if name in SHORT else name, each.false, *signs))
    return rows, true


def unseen(rows: Sequence[Row], x: Array, y: Array) -> Array:
    """The score of each sentence by a regression over the other sets."""
    found = np.zeros(len(rows))
    for name in dict.fromkeys(row.set for row in rows):
        own = np.array([row.set == name for row in rows])
        found[own] = x[own] @ fit(x[~own], y[~own], STEADIED)
    return found


def borders(found: Array, y: Array, true: int, may_accuse: float) -> tuple[float, float]:
    """The two borders; what others would find is printed."""
    right, wrong = np.sort(found[y == 0])[::-1], found[y == 1]
    print(f"area {area_under_curve(wrong.tolist(), right.tolist()):.3f}")
    for share in (0.01, 0.02, 0.03, 0.05, 0.08):
        more = int((wrong > right[min(int(share * true), len(right) - 1)]).sum())
        print(f"accusing {share:.0%} more of the true ones finds {more} of {len(wrong)} that nothing else finds")
    return float(right[int(may_accuse * true)]) + 1e-6, float(right[min(int(MAY_ASK * true), len(right) - 1)])


def _fitted(name: Table, rows: Sequence[Row], true: int) -> list[str]:
    """A table of the file: what each sign counts for in these sentences."""
    print(f"\n{name}: {len(rows)} sentences")
    x, centre, spread = standardised(np.array([[row.together, *row.signs.values()] for row in rows]))
    y = np.array([float(row.false) for row in rows])
    accuse, ask = borders(unseen(rows, x, y), y, true, MAY_ACCUSE[name])
    counts = fit(x, y, STEADIED)
    of_signs = counts[:-1] / spread
    return [
        f"[{name}]",
        f"together = {of_signs[0]:.4f}",
        f"most = {np.quantile([row.together for row in rows], MOST):.2f}",
        f"bias = {counts[-1] - of_signs @ centre - accuse:.4f}",
        f"asked = {ask - accuse:.4f}",
        f"[{name}.signs]",
        *(f'"{sign}" = {count:.4f}' for sign, count in zip(rows[0].signs, of_signs[1:], strict=True)),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and with `--write` keep what each sign counts for."""
    parser = argparse.ArgumentParser(prog="python -m evals.doubt_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write assistant/checks/doubt.toml")
    options = parser.parse_args(arguments)
    with benchmark_store() as store:
        rows, true = read_rows(store.checker, LEFT_OUT)
    lines = ["# What each sign of doubt counts for, in log-odds; made by `python -m evals.doubt_fit --write`."]
    weighed = [row for row in rows if table_of(row.signs) not in APART]
    without = [
        replace(row, signs={name: sign for name, sign in row.signs.items() if name not in KNOWN_SIGNS})
        for row in weighed
    ]
    lines += _fitted("unknown", without, true)
    for table in ("known", "short", *APART):
        lines += _fitted(table, [row for row in rows if table_of(row.signs) == table], true)
    print("\n".join(lines))
    if options.write:
        target = Path(str(files("assistant.checks") / "doubt.toml"))
        target.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()

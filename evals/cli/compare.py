"""`shadow-report eval compare`: two runs side by side, and whether the second meets the thresholds."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import say, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.comparison import Comparison
    from evals.gate import Outcome


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar="A", help="the folder of a run, or baseline for the recorded one")
    parser.add_argument("b", metavar="B", help="the folder of the run that is tested")
    parser.add_argument(
        "--thresholds", type=Path, metavar="FILE", help="TOML; against baseline, its own are the default"
    )
    parser.add_argument("--anyway", action="store_true", help="compare although documents or suite differ")
    parser.add_argument("--cases", type=int, default=5, metavar="N", help="print N changed texts (default: 5)")
    parser.add_argument("--show-test", action="store_true", help="show cases of the test split as well")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the comparison as one HTML file")
    parser.add_argument("--json", action="store_true", help="print one JSON object in place of the tables")


def run(arguments: Namespace) -> int:
    """Compare and print; 3 if a threshold is missed, 1 if B is not whole."""
    from assistant.files import write_text
    from evals.comparison import compare_runs
    from evals.gate import outcomes, read_thresholds
    from evals.run_folder import THRESHOLDS, open_run

    a, b = open_run(arguments.a), open_run(arguments.b)
    path = arguments.thresholds or (THRESHOLDS if arguments.a == "baseline" else None)
    thresholds = read_thresholds(path) if path else {}
    compared = compare_runs(a, b, anyway=arguments.anyway, show_test=arguments.show_test)
    found = outcomes(thresholds, b.measures(), compared.differences)
    if arguments.html:
        from evals.reports.compare_page import html_comparison

        write_text(arguments.html, html_comparison(compared, found, (arguments.a, arguments.b)))
        say(f"Written: {arguments.html}")
    if arguments.json:
        write_json(_printed(compared, found))
    else:
        from evals.reports.side_by_side import print_comparison

        print_comparison(compared, found, names=(arguments.a, arguments.b), cases=max(arguments.cases, 0))
    missed = [outcome for outcome in found if not outcome.met]
    if not thresholds:
        say("No thresholds were given, so none could be missed: name a file with --thresholds, or compare baseline.")
    if missed:
        say(f"{len(missed)} of {len(found)} thresholds missed.")
    if b.missing:
        say(f"{arguments.b} is not whole: {b.missing} cases have no text.")
    return 3 if missed else 1 if b.missing else 0


def _printed(compared: Comparison, found: Sequence[Outcome]) -> dict[str, object]:
    from dataclasses import asdict

    from evals.reports.side_by_side import row_cells

    changed = [
        {"case": one.case.key, "a": one.a.text, "b": one.b.text, "faults_a": one.faults[0], "faults_b": one.faults[1]}
        for one in compared.changed
    ]
    return {
        "shared": compared.shared,
        "remarks": compared.remarks,
        "metrics": [row_cells(row) for row in compared.rows],
        "thresholds": [asdict(outcome) for outcome in found],
        "changed": changed,
    }

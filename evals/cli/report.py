"""`shadow-report eval report`: a run as a table, HTML, JUnit XML, CSV or JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import say, write, write_json
from assistant.errors import EvalError

if TYPE_CHECKING:
    from evals.gate import Outcome
    from evals.run_folder import RunFolder


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "run", nargs="?", metavar="RUN", help="the folder of a run, or baseline (default: the newest in out)"
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one HTML file with every case")
    parser.add_argument(
        "--junit", type=Path, metavar="FILE", help="write JUnit XML, a test for each case and threshold"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the measures as CSV")
    parser.add_argument("--thresholds", type=Path, metavar="FILE", help="TOML; exit code 3 if one is missed")
    parser.add_argument("--show-test", action="store_true", help="show cases of the test split as well")
    parser.add_argument("--json", action="store_true", help="print the measures as one JSON object")


def run(arguments: Namespace) -> int:
    """Print the measures and write the files asked for; 3 if a threshold is missed."""
    from evals.gate import outcomes, read_thresholds
    from evals.reports.table import table

    folder = _run(arguments.run)
    measures = folder.measures()
    thresholds = read_thresholds(arguments.thresholds) if arguments.thresholds else {}
    found = outcomes(thresholds, measures)
    if arguments.json:
        config = folder.config().model_dump(mode="json")
        write_json({"run": config, "measures": [measure.model_dump(mode="json") for measure in measures]})
    else:
        write(table(folder, measures))
    for path, text in _files(arguments, folder, found).items():
        from assistant.files import write_text

        write_text(path, text)
        say(f"Written: {path}")
    for outcome in found:
        say(f"{'met   ' if outcome.met else 'MISSED'} {outcome.name}: {outcome.message}")
    return 0 if all(outcome.met for outcome in found) else 3


def _run(name: str | None) -> RunFolder:
    from evals.run_folder import newest_run, open_run

    if name is not None:
        return open_run(name)
    newest = newest_run()
    if newest is None:
        raise EvalError("There is no run in ./out.", hint="Run a suite first: shadow-report eval run offline")
    say(f"The newest run: {newest.path}")
    return newest


def _files(arguments: Namespace, folder: RunFolder, found: list[Outcome]) -> dict[Path, str]:
    texts: dict[Path, str] = {}
    if arguments.html:
        from evals.opening import eval_store
        from evals.reports.page import html_report

        library = eval_store(arguments.workspace).library
        texts[arguments.html] = html_report(folder, library, show_test=arguments.show_test)
    if arguments.junit:
        from evals.reports.rows import junit_report

        texts[arguments.junit] = junit_report(folder, found, show_test=arguments.show_test)
    if arguments.csv:
        from evals.reports.rows import csv_report

        texts[arguments.csv] = csv_report(folder.measures())
    return texts

"""`shadow-report eval`: runs suites, scores, compares and reports them."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser, Namespace

_ACTIONS = {
    "run": "run a suite, or go on with one that was stopped",
    "score": "score the texts of a run again",
    "compare": "set two runs side by side, and hold the second to thresholds",
    "report": "show a run: as a table, HTML, JUnit XML or CSV",
}
_EXAMPLES = """\
examples:
  shadow-report eval run offline                        search, checker, answers and drafts, with no model
  shadow-report eval run answers --profile desk         the questions, answered by the endpoint of a profile
  shadow-report eval run answers --from-outputs their.jsonl
  shadow-report eval report --html report.html          the newest run in ./out
  shadow-report eval compare baseline out/run-2         exit code 3 if a threshold is missed

Exit codes: 0 done, 1 an error or an unfinished run, 2 wrong usage, 3 a threshold is missed.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the four actions and their arguments."""
    parser.description = "Measure answers, drafts, search and the checker against gold, and compare runs."
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, summary in _ACTIONS.items():
        action = actions.add_parser(name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}.")
        importlib.import_module(f"evals.cli.{name}").configure(action)


def run(arguments: Namespace) -> int:
    """Do the action that was asked for."""
    return int(importlib.import_module(f"evals.cli.{arguments.action}").run(arguments))

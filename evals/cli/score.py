"""`shadow-report eval score`: the texts of a run scored again, by the checker of today and the gold of then."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from assistant.cli.parser import positive
from assistant.console import write


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", metavar="RUN", help="the folder of a run, finished or not")
    parser.add_argument("--judge", metavar="PROFILE", help="a profile whose model reads the cited sentences as well")
    parser.add_argument("--jobs", type=positive, default=1, metavar="N", help="requests at a time to the judge")


def run(arguments: Namespace) -> int:
    """Score and print the measures; 1 if cases are missing."""
    from assistant.console import say
    from assistant.errors import EvalError
    from evals.judged_scoring import judge_failed, score_run
    from evals.opening import eval_store
    from evals.reports.table import table
    from evals.run_folder import open_run

    folder = open_run(arguments.run)
    store = eval_store(arguments.workspace)
    if folder.config().corpus != store.library.hash:
        hint = "Name the workspace that it was run on with -w."
        raise EvalError(f"The run in {folder.path} rests on other documents; nothing was scored.", hint=hint)
    with folder.locked():
        measures = score_run(folder, store, arguments.judge, arguments.jobs)
    write(table(folder, measures))
    missing = folder.missing
    if missing:
        say(f"{missing} cases have no text yet and are in no measure.")
    return 1 if missing or judge_failed(folder) else 0

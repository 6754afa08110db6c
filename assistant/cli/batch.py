"""`shadow-report batch`: many briefs in one go, resumed after any stop."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_engine_options
from assistant.cli.parser import positive
from assistant.console import say, write, write_json
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.batch.briefs import Briefs
    from assistant.batch.folder import OutputFolder, WriteMore
    from assistant.batch.job import Outcome
    from assistant.batch.runner import Due, Limits, Progress
    from assistant.engines.writer import Writer
    from assistant.model import EngineName
    from assistant.opening import WorkspaceStore

_EXAMPLES = """\
examples:
  shadow-report batch --template csv > briefs.csv
  shadow-report batch briefs.csv --dry-run
  shadow-report batch briefs.csv -o out --jobs 4
  shadow-report batch briefs.csv -o out --retry-errors

Each brief gives ID.md and ID.json (sentences, verdicts, passages, timings) in the folder, and a line of manifest.jsonl.
Stop it whenever you like, and start the same command again: what is finished stays, a brief that you changed is run
anew. An endpoint that is busy or gone is waited for with all requests at once.
Exit codes: 0 done; 1 a brief ended in an error or was not run, even if others are accused; 3 all done, but a sentence
is accused; 130 stopped by Ctrl+C.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.description = "Draft or answer many briefs from a file (.jsonl, .csv, .yaml) into a folder."
    parser.epilog = _EXAMPLES
    parser.add_argument("briefs", nargs="?", type=Path, metavar="BRIEFS", help="the file of briefs")
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="the folder to write to; made if need be")
    parser.add_argument("--template", choices=("jsonl", "csv", "yaml"), help="print an example of a file of briefs")
    parser.add_argument("--dry-run", action="store_true", help="show what would run and its cost in tokens")
    parser.add_argument(
        "--jobs", type=positive, metavar="N", help="at once; default: the profile's concurrency, else 2"
    )
    parser.add_argument("--time-limit", type=_seconds, metavar="S", help="seconds that one brief may take")
    parser.add_argument(
        "--patience", type=_seconds, default=120.0, metavar="S", help="seconds to wait for an endpoint (default: 120)"
    )
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="run this brief alone; repeatable")
    parser.add_argument("--retry-errors", action="store_true", help="run briefs again that ended in an error")
    parser.add_argument("--docx", action="store_true", help="write ID.docx too, with footnotes")
    parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    add_engine_options(parser)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 1e7:
        raise ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def run(arguments: Namespace) -> int:
    """Run what is due; see the exit codes above."""
    if arguments.template:
        from assistant.batch.templates import TEMPLATES

        write(TEMPLATES[arguments.template].rstrip("\n"))
        return 0
    if arguments.briefs is None or (arguments.output is None and not arguments.dry_run):
        missing = "the file of briefs" if arguments.briefs is None else "the folder to write to"
        raise UsageError(f"{missing[:1].upper()}{missing[1:]} is missing.", hint="Try: shadow-report batch --help")
    from assistant.batch.briefs import load_briefs
    from assistant.opening import open_store

    store = open_store(arguments.workspace)
    briefs = load_briefs(arguments.briefs, store, _chooser(arguments))
    for note in briefs.notes:
        say(note)
    if arguments.dry_run:
        return _dry_run(arguments, store, briefs)
    return _run(arguments, store, briefs)


def _chooser(arguments: Namespace) -> Callable[[EngineName | None], Writer]:
    """Gives the writer for the engine that a brief names, else for that of the options and settings."""
    from assistant.cli.engine_options import chosen_writer

    writers: dict[str | None, Writer] = {}

    def choose(engine: EngineName | None) -> Writer:
        wanted = engine or arguments.engine
        if wanted not in writers:
            writers[wanted] = chosen_writer(Namespace(**{**vars(arguments), "engine": wanted}))
        return writers[wanted]

    choose(None)  # what is wrong with the options is said once, not of every row
    return choose


def _dry_run(arguments: Namespace, store: WorkspaceStore, briefs: Briefs) -> int:
    from assistant.batch.briefs import choices
    from assistant.batch.folder import OutputFolder
    from assistant.batch.plan import plan

    jobs = choices(briefs.jobs, arguments.only)
    folder = None
    if arguments.output is not None and arguments.output.is_dir():
        folder = OutputFolder(arguments.output, read_only=True)
    planned = plan(jobs, store, folder, retry_errors=arguments.retry_errors)
    if arguments.json:
        write_json(planned.printed())
    else:
        write(planned.table())
    say("Nothing was run. Tokens are reckoned on the long side, for one writing of each brief.")
    say('Repairs, thinking and a model\'s own looking for passages come on top; gathering = "search" spares the last.')
    return 0


def _run(arguments: Namespace, store: WorkspaceStore, briefs: Briefs) -> int:
    from assistant.batch.briefs import choices
    from assistant.batch.folder import open_folder
    from assistant.batch.runner import Limits, what_is_due

    jobs = choices(briefs.jobs, arguments.only)
    limits = Limits(
        arguments.jobs or max(job.writer.profile.concurrency if job.writer.profile else 2 for job in jobs),
        arguments.time_limit or None,
        arguments.patience,
    )
    with open_folder(arguments.output, _word_too(store) if arguments.docx else None) as folder:
        due = what_is_due(jobs, store.library.hash, folder, retry_errors=arguments.retry_errors)
        _tell_changes(due)
        if due.jobs:
            _ = store.search  # here, so that the bars of an index being built are drawn before the batch's own
        progress = _write_all(store, folder, limits, due)
    for note in folder.notes:
        say(note)
    return _tell_end(arguments, progress)


def _write_all(store: WorkspaceStore, folder: OutputFolder, limits: Limits, due: Due) -> Progress:
    import asyncio

    from assistant.batch.display import told
    from assistant.batch.runner import Runner
    from assistant.batch.stopping import on_interrupt

    with told() as watch:
        runner = Runner(store, folder, limits, watch)

        def stop() -> None:
            runner.stop()
            say("Stopping: what is at hand is finished first. Ctrl+C again stops at once; nothing finished is lost.")

        async def write_all() -> Progress:
            with on_interrupt(asyncio.get_running_loop(), stop):
                return await runner.run(due)

        # The loop that talks to the endpoint waits this long for a thread that checks, several times a request.
        sys.setswitchinterval(0.0005)
        return asyncio.run(write_all())


def _word_too(store: WorkspaceStore) -> dict[str, WriteMore]:
    from assistant.export.formats import export_draft

    def write_word(outcome: Outcome, target: Path) -> None:
        export_draft(outcome.text, target, title=outcome.title, state_report=store.state_report, treaty=store.treaty)

    return {"docx": write_word}


def _tell_changes(due: Due) -> None:
    whose = {"brief": "the brief itself", "corpus": "a document of the library", "engine": "the engine or its model"}
    for changes in dict.fromkeys(due.changed.values()):
        ids = [id for id, found in due.changed.items() if found == changes]
        what = " and ".join(whose[change] for change in changes)
        say(f"Run anew, since {what} changed: {', '.join(ids)}.")


def _tell_end(arguments: Namespace, progress: Progress) -> int:
    from assistant.batch.display import summary_table

    counts = progress.counts
    if arguments.json:
        fields = {"folder": str(arguments.output), "total": progress.total, "kept": progress.kept}
        statuses = {status: counts[status] for status in ("done", "accused", "error")}
        entries = [entry.model_dump(mode="json") for entry in progress.entries.values()]
        write_json({**fields, **statuses, "not_run": progress.left, "briefs": entries})
    else:
        write(summary_table(progress))
    if progress.amiss:
        say(f"Stopped: {progress.amiss.message} {progress.amiss.hint}".rstrip())
    if progress.left:
        finished = len(progress.entries)
        say(f"{finished} of {progress.total} briefs are finished. The same command continues with the rest.")
    if counts["error"]:
        say("Run it with --retry-errors to try again those that ended in an error.")
    if progress.left and not progress.amiss:
        return 130
    return 1 if progress.left or counts["error"] else 3 if counts["accused"] else 0

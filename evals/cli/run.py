"""`shadow-report eval run`: a suite from its first case to its measures, in a folder of its own."""

from __future__ import annotations

import asyncio
import os
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.engine_options import add_engine_options
from assistant.cli.parser import positive
from assistant.console import progress, say, write
from assistant.errors import EvalError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.engines.writer import Writer
    from assistant.store import Store
    from evals.cases import Case
    from evals.run_folder import RunConfig, RunFolder
    from evals.workers import Workers

SYSTEMS = ("ours", "langchain", "bm25", "stuffing")


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("suite", metavar="SUITE", help="offline, retrieval, checker, answers, briefs or drafts")
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="the run's folder (default: out/run-N)")
    parser.add_argument("--system", choices=SYSTEMS, default="ours", help="ours, or a peer on the same endpoint")
    parser.add_argument("--repeat", type=positive, default=1, metavar="N", help="run each case N times (default: 1)")
    parser.add_argument("--seed", type=positive, default=1, metavar="N", help="of the bootstrap (default: 1)")
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help="requests at a time to an endpoint (default: 1), or processes where none is asked (default: at most 2)",
    )
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="PATTERN",
        help="only cases whose id, kind, split or part fits, such as multi, 'q00*' or split=dev; may be given again",
    )
    parser.add_argument(
        "--from-outputs", type=Path, metavar="FILE", help="score texts made elsewhere: {id, text} a line"
    )
    parser.add_argument("--allow-missing", action="store_true", help="count cases without a row in FILE as empty texts")
    parser.add_argument("--judge", metavar="PROFILE", help="a profile whose model reads the cited sentences as well")
    add_engine_options(parser)


def run(arguments: Namespace) -> int:
    """Run what is still to run, score, print the measures; 1 if a case ended in an error."""
    from evals.cases import chosen, load_cases
    from evals.opening import eval_store
    from evals.reports.table import table
    from evals.run_folder import RunFolder

    writer = _writer(arguments)
    store = eval_store(arguments.workspace)
    cases = chosen(load_cases(arguments.suite, store.library), arguments.filter)
    config = _config(arguments, store, writer)
    folder = RunFolder(_place(arguments.output, config))
    with folder.locked():
        _begin(folder, config, cases)
        say(f"{len(cases)} cases of {arguments.suite}, into {folder.path}")
        from evals.judged_scoring import judge_failed, score_run

        with _workers(arguments, store, writer, folder.missing) as workers:
            errors = _produce(arguments, folder, cases, store, writer, workers)
            measures = score_run(folder, store, arguments.judge, arguments.jobs or 1, workers)
    write(table(folder, measures))
    say(f"shadow-report eval report {folder.path} --html report.html shows every case.")
    if errors:
        say(f"{errors} cases ended in an error and were not scored; start the same command again to try them anew.")
    return 1 if errors or judge_failed(folder) else 0


def _writer(arguments: Namespace) -> Writer:
    from assistant.cli.engine_options import chosen_writer
    from assistant.engines.writer import Writer

    offline = arguments.suite in {"offline", "retrieval", "checker"}
    if offline and (arguments.engine == "endpoint" or arguments.base_url or arguments.profile):
        raise UsageError(f"The suite {arguments.suite} needs no endpoint.", hint="Choose answers, briefs or drafts.")
    if offline or arguments.from_outputs:
        return Writer()
    writer = chosen_writer(arguments)
    if arguments.system != "ours" and writer.profile is None:
        hint = "Give --base-url and --model, or --profile."
        raise UsageError(f"{arguments.system} needs an endpoint to write its answers.", hint=hint)
    return writer


def _config(arguments: Namespace, store: Store, writer: Writer) -> RunConfig:
    from evals.provenance import now, versions
    from evals.run_folder import RunConfig

    profile = writer.profile
    return RunConfig(
        suite=arguments.suite,
        system="outputs" if arguments.from_outputs else arguments.system,
        engine=arguments.from_outputs.name if arguments.from_outputs else writer.engine,
        model=profile.model if profile else "",
        base_url=profile.base_url if profile else "",
        seed=arguments.seed,
        repeat=1 if arguments.from_outputs else arguments.repeat,
        filters=tuple(arguments.filter),
        corpus=store.library.hash,
        versions=versions(),
        started=now(),
    )


def _place(output: Path | None, config: RunConfig) -> Path:
    """The folder that was named; the newest run if it is the same and unfinished; or a new one."""
    from evals.run_folder import newest_run, next_run

    if output is not None:
        return output
    newest = newest_run()
    if newest is not None and not newest.is_finished and newest.config().sameness == config.sameness:
        say(f"Going on with {newest.path}.")
        return newest.path
    return next_run()


def _begin(folder: RunFolder, config: RunConfig, cases: Sequence[Case]) -> None:
    if not folder.exists:
        folder.begin(config, cases)
        return
    old = folder.config()
    different = [name for name, value in config.sameness.items() if old.sameness[name] != value]
    if different:
        hint = "Name another folder with -o, or give the options that the run was begun with."
        raise EvalError(f"{folder.path} holds a run with another {different[0]}; it was kept.", hint=hint)
    if [case.digest for case in folder.cases()] != [case.digest for case in cases]:
        raise EvalError(
            f"The cases of {folder.path} differ from today's data; it was kept.", hint="Name another folder."
        )


def _workers(arguments: Namespace, store: Store, writer: Writer, due: int) -> AbstractContextManager[Workers | None]:
    """Processes for what is bound by the processor, if there is enough of it; else none."""
    from evals.workers import MOST, WORTH_IT, open_workers

    if writer.profile is not None or arguments.system != "ours":
        return nullcontext()
    count = arguments.jobs or (min(MOST, os.cpu_count() or 1) if due >= WORTH_IT else 1)
    return open_workers(store, arguments.workspace, count) if count > 1 else nullcontext()


def _produce(
    arguments: Namespace,
    folder: RunFolder,
    cases: Sequence[Case],
    store: Store,
    writer: Writer,
    workers: Workers | None,
) -> int:
    """Fill the folder's outputs; returns how many ended in an error."""
    if arguments.from_outputs:
        from evals.outputs import read_outputs

        folder.write_outputs(read_outputs(arguments.from_outputs, cases, allow_missing=arguments.allow_missing))
        return 0
    from evals.choosing import systems_for
    from evals.running import errors_in, run_tasks, tasks_of

    parts = list(dict.fromkeys(case.part for case in cases))
    systems = systems_for(arguments.system, parts, store, writer, arguments.jobs or 1)
    if workers is not None:
        systems = workers.in_place_of(systems)
    with progress() as advance:
        asyncio.run(run_tasks(tasks_of(folder, cases, systems, arguments.repeat), advance))
    return len(errors_in(folder.outputs()))

"""Us and our peers on the same questions and endpoint, in shuffled order: `python -m evals.peers --base-url URL`.

The requests of all systems go out at once and in an order drawn by the seed, under one model name, so that whoever
answers cannot tell which system asks. Questions are drawn from the dev split, a like number of each kind. Each system
gets a folder under the output folder; started again, it goes on from where it was. When all are there they are scored
and set side by side.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.console import progress, say, write
from assistant.engines.writer import Writer
from assistant.errors import AssistantError, UsageError
from assistant.profile import Profile
from assistant.store import Store
from evals.baselines.peers import PEERS, open_peer
from evals.cases import Case, load_cases
from evals.judged_scoring import score_run
from evals.measures import ALL, Measure, Measured
from evals.opening import eval_store
from evals.provenance import now, versions
from evals.reports.table import number
from evals.run_folder import RunConfig, RunFolder
from evals.running import Task, errors_in, run_tasks, tasks_of
from evals.systems import Ours, System


def main(words: Sequence[str] | None = None) -> int:
    """Run, score and print; 1 if anything is missing."""
    options = _options(words)
    try:
        return _run(options)
    except AssistantError as error:
        say(str(error))
        return error.exit_code


def _run(options: argparse.Namespace) -> int:
    profile = Profile(
        base_url=options.base_url,
        model=options.model,
        key_env=options.key_env,
        context_tokens=options.context_tokens,
        timeout_seconds=options.timeout,
    )
    store = eval_store(None)
    cases = drawn(load_cases("answers", store.library), options.questions, options.seed)
    systems = _systems(options.systems.split(","), store, profile, options.jobs)
    folders = {name: RunFolder(options.output / name) for name in systems}
    tasks: list[Task] = []
    for name, folder in folders.items():
        if not folder.exists:
            folder.path.mkdir(parents=True, exist_ok=True)
            folder.begin(_config(name, options, store, profile), cases)
        tasks += tasks_of(folder, folder.cases(), {"answers": systems[name]}, 1)
    say(f"{len(tasks)} answers are due from {', '.join(systems)}, by {profile.model} on {profile.place}.")
    with progress() as advance:
        asyncio.run(run_tasks(tasks, advance, shuffle=options.seed))
    errors = sum(len(errors_in(folder.outputs())) for folder in folders.values())
    write(side_by_side({name: score_run(folder, store, None) for name, folder in folders.items()}))
    return 1 if errors else 0


def drawn(cases: Sequence[Case], count: int, seed: int) -> list[Case]:
    """`count` dev cases, taken from the kinds in turn."""
    rng = random.Random(seed)
    by_kind: dict[str, list[Case]] = {}
    for case in cases:
        if case.split == "dev":
            by_kind.setdefault(case.kind, []).append(case)
    for kind in by_kind.values():
        rng.shuffle(kind)
    chosen: list[Case] = []
    while len(chosen) < count and any(by_kind.values()):
        chosen += [kind.pop() for kind in by_kind.values() if kind]
    return chosen[:count]


def side_by_side(measures: Mapping[str, Sequence[Measure]]) -> str:
    """A line a metric, a column a system, each value with its interval."""
    lines = [f"{'':36}" + "".join(f"{name:>24}" for name in measures)]
    for metric in ALL.values():
        cells = []
        for own in measures.values():
            found = [one.result for one in own if one.metric == metric.name and one.kind == "all"]
            result = found[0] if found else None
            value = "not run"
            if isinstance(result, Measured):
                low, high = number(metric, result.low), number(metric, result.high)
                value = f"{number(metric, result.value)} [{low}, {high}]"
            cells.append(f"{value:>24}")
        if any(cell.strip() != "not run" for cell in cells):
            lines.append(f"{metric.title:36}" + "".join(cells))
    return "\n".join(lines)


def _systems(names: Sequence[str], store: Store, profile: Profile, jobs: int) -> dict[str, System]:
    systems: dict[str, System] = {}
    for name in names:
        if name == "ours":
            systems[name] = Ours(store, Writer(profile), jobs)
        elif name in PEERS:
            systems[name] = open_peer(name, store, profile, jobs)
        else:
            raise UsageError(f"There is no system {name!r}.", hint=f"Systems: ours, {', '.join(PEERS)}.")
    return systems


def _config(name: str, options: argparse.Namespace, store: Store, profile: Profile) -> RunConfig:
    return RunConfig(
        suite="answers",
        system=name,
        engine="endpoint",
        model=profile.model,
        base_url=profile.base_url,
        seed=options.seed,
        repeat=1,
        filters=(f"{options.questions} drawn",),
        corpus=store.library.hash,
        versions=versions(),
        started=now(),
    )


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=__doc__.split("\n")[0])
    parser.add_argument("--base-url", required=True, metavar="URL", help="an OpenAI-compatible server")
    parser.add_argument("--model", default="answered-by-hand", metavar="NAME")
    parser.add_argument("--key-env", metavar="NAME", help="the variable with the server's key, if it needs one")
    parser.add_argument(
        "--systems", default="ours,langchain,bm25", metavar="NAMES", help="with commas (default: %(default)s)"
    )
    parser.add_argument("--questions", type=int, default=15, metavar="N", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--jobs", type=int, default=64, metavar="N", help="requests at a time of each system")
    parser.add_argument("--timeout", type=float, default=7200, metavar="SECONDS", help="to wait for an answer")
    parser.add_argument("--context-tokens", type=int, default=32_768, metavar="N", help="what the model takes")
    parser.add_argument("-o", "--output", type=Path, default=Path("out/peers"), metavar="DIR")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main())

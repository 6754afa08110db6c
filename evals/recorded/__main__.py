"""Recorded answers: `python -m evals.recorded ask|record|score`.

  ask --base-url URL [--out DIR] [--wait SECONDS] [--only ID,…]   run every task at once against an endpoint
  record FOLDER                                                   turn a folder of answers into recordings
  score [--json FILE]                                             replay the recordings and set them against gold

To answer by hand: start the endpoint that saves each request, run `ask` against it, and write each answer from nothing
but the text of its request. A run that was broken off goes on where it stopped: a request that was answered before gets
its answer again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from importlib.resources import files
from pathlib import Path

from assistant.files import make_folder, write_text
from assistant.model import AskResult, DraftResult
from assistant.store import Store
from evals.opening import benchmark_store
from evals.recorded.asking import run_all, run_task
from evals.recorded.recording import FILE, dump, read_folder, read_recordings
from evals.recorded.replay import replaying
from evals.recorded.scoring import Worth, must_precision, precision, recall, table, weigh
from evals.recorded.tasks import Task, read_tasks

_REPLAY_WAIT = 30.0


async def _replayed(tasks: list[Task], store: Store, base_url: str) -> list[Worth]:
    worths: list[Worth] = []
    for task in tasks:
        result = await run_task(task, store, base_url, _REPLAY_WAIT)
        if isinstance(result, str):
            print(f"{task.id}: {result}", file=sys.stderr)
            result = AskResult(question=task.question, answered=False, answer="", engine="endpoint")
        assert isinstance(result, AskResult | DraftResult)
        worths.append(weigh(task, result))
    return worths


def score_recordings() -> list[Worth]:
    """Every recorded task, replayed through the engine as it is now. Raises StaleRecording."""
    recordings = read_recordings()
    recorded = {one.task for one in recordings}
    with benchmark_store() as store, replaying(recordings) as base_url:
        return asyncio.run(_replayed([task for task in read_tasks() if task.id in recorded], store, base_url))


def main() -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    asking = actions.add_parser("ask")
    asking.add_argument("--base-url", required=True, metavar="URL")
    asking.add_argument("--out", type=Path, metavar="DIR")
    asking.add_argument("--wait", type=float, default=7200.0, metavar="SECONDS")
    asking.add_argument("--only", metavar="ID,…", default="")
    recording = actions.add_parser("record")
    recording.add_argument("folder", type=Path)
    scoring = actions.add_parser("score")
    scoring.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    return {"ask": _ask, "record": _record, "score": _score}[arguments.action](arguments)


def _ask(arguments: argparse.Namespace) -> int:
    wanted = {id for id in arguments.only.split(",") if id}
    tasks = [task for task in read_tasks() if not wanted or task.id in wanted]
    if arguments.out is not None:
        make_folder(arguments.out)
    with benchmark_store() as store:
        store.search.search("warm up", 1)
        failed = asyncio.run(run_all(tasks, store, arguments.base_url, arguments.wait, arguments.out))
    print(f"{len(tasks) - len(failed)} of {len(tasks)} done" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def _record(arguments: argparse.Namespace) -> int:
    recordings = read_folder(arguments.folder)
    target = Path(str(files("evals") / "recorded" / FILE))
    write_text(target, dump(recordings))
    target.chmod(0o644)
    print(f"{len(recordings)} answers to {len({one.task for one in recordings})} tasks: {target}")
    return 0


def _score(arguments: argparse.Namespace) -> int:
    worths = score_recordings()
    print(table(worths))
    if arguments.json is not None:
        measures = {
            "tasks": len(worths),
            "precision": precision(worths),
            "must_precision": must_precision(worths),
            "recall": recall(worths),
        }
        write_text(arguments.json, json.dumps(measures, indent=1) + "\n")
    return 0 if precision(worths) >= 0.9 and recall(worths) >= 0.9 else 3


if __name__ == "__main__":
    sys.exit(main())

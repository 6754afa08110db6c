"""Runs cases: bounded, each output on disk as it comes, and from where it was stopped."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import EvalError
from evals.cases import Case, Part
from evals.outputs import Output
from evals.run_folder import RunFolder
from evals.systems import EndpointGone, System

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """Some cases for one system, all of one repeat."""

    system: System
    cases: tuple[Case, ...]
    repeat: int
    folder: RunFolder


def tasks_of(folder: RunFolder, cases: Sequence[Case], systems: Mapping[Part, System], repeat: int) -> list[Task]:
    """What is still to be done in a folder: cases without an output, and those that ended in an error."""
    done = {key for key, output in folder.outputs().items() if output.status == "done"}
    tasks = []
    for number in range(repeat):
        for part, system in systems.items():
            due = [case for case in cases if case.part == part and (case.key, number) not in done]
            for start in range(0, len(due), system.at_once):
                tasks.append(Task(system, tuple(due[start : start + system.at_once]), number, folder))
    return tasks


async def run_tasks(tasks: Sequence[Task], progress: Progress, *, shuffle: int | None = None) -> None:
    """Do the tasks, at most `jobs` of each system at a time; `shuffle` is a seed for their order.

    Raises EvalError when the server of a system is gone; what came until then is kept.
    """
    order = list(tasks)
    if shuffle is not None:
        random.Random(shuffle).shuffle(order)
    limits = {id(task.system): asyncio.Semaphore(task.system.jobs) for task in order}
    totals = Counter[Part]()
    for task in order:
        totals[task.cases[0].part] += len(task.cases)
    done = Counter[Part]()
    gone: list[str] = []

    async def one(task: Task) -> None:
        async with limits[id(task.system)]:
            if gone:
                return
            try:
                outputs = await task.system.produce(task.cases)
            except EndpointGone as error:
                gone.append(str(error))
                return
        with task.folder.appending() as file:
            for output in outputs:
                file.add(output.model_copy(update={"repeat": task.repeat}))
        part = task.cases[0].part
        done[part] += len(task.cases)
        progress(f"Running {part}", done[part], totals[part])

    await asyncio.gather(*(one(task) for task in order))
    if gone:
        hint = "Start the same command again when the server is back: it goes on from there."
        raise EvalError(f"{gone[0]} Stopped after {done.total()} of {totals.total()}; what came is kept.", hint=hint)


def errors_in(outputs: Mapping[tuple[str, int], Output]) -> list[Output]:
    """The outputs that ended in an error."""
    return [output for output in outputs.values() if output.status == "error"]

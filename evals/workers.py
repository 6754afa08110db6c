"""Processes that run cases and read texts side by side, each with a store of its own: Python uses one processor alone.

What they give is what one process gives: no case or text depends on another. A process takes about 0.5 GiB. All
questions go to one of them: whoever answers reads most sentences of the documents first, which is half of the work.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import wait
from pathlib import Path

from assistant.engines.writer import Writer
from assistant.errors import EvalError
from assistant.store import Store
from evals.cases import Case, Part
from evals.choosing import systems_for
from evals.opening import eval_store
from evals.outputs import Output
from evals.reading import Reading, TextReader
from evals.systems import System
from vectorstore.onnx_session import THREADS

MOST = 2  # by default; the memory of more is not everyone's
WORTH_IT = 60  # cases below which opening the stores takes longer than the cases
_PARTS: tuple[Part, ...] = ("retrieval", "checker", "answers", "briefs", "drafts")
_LOST = "A process that ran cases has died, perhaps for want of memory; what came is kept."
_HINT = "Start the same command again to go on; with --jobs 1 it takes a single process."


@dataclass
class _Lane:
    """A process, and how many calls wait for it or run in it."""

    pool: ProcessPoolExecutor
    calls: int = 0


class Workers:
    """Some processes over the documents of a workspace, or over the shipped ones."""

    def __init__(self, lanes: Sequence[_Lane], workspace: Path | None) -> None:
        self._lanes, self._workspace = lanes, workspace
        self._wrote: dict[str, int] = {}
        self._changed = asyncio.Condition()  # some process has a call less

    def in_place_of(self, systems: Mapping[Part, System]) -> dict[Part, System]:
        """Our search, checker and extractive engine as the processes run them."""
        return {part: _Elsewhere(self, part, system.name, system.at_once) for part, system in systems.items()}

    def places(self, part: Part) -> int:
        """How many calls for a part are worth making at once: in each process one that runs, and one that waits."""
        return 2 * len(self._lanes_for(part))

    def _lanes_for(self, part: Part) -> Sequence[_Lane]:
        if part == "answers":
            return self._lanes[:1]
        return self._lanes[1:] if part in {"checker", "retrieval"} else self._lanes

    async def produce(self, part: Part, cases: Sequence[Case]) -> list[Output]:
        """One output a case, in order. Raises EvalError if a process died."""
        lane = await self._lane(part)
        lane.calls += 1
        try:
            loop = asyncio.get_running_loop()
            outputs = await loop.run_in_executor(lane.pool, _produce, self._workspace, part, tuple(cases))
            self._wrote |= dict.fromkeys((output.text for output in outputs), self._lanes.index(lane))
            return outputs
        except BrokenProcessPool as error:
            raise EvalError(_LOST, hint=_HINT) from error
        finally:
            async with self._changed:
                lane.calls -= 1
                self._changed.notify_all()

    async def _lane(self, part: Part) -> _Lane:
        """The process to run a call in. What any may run fills up one that has nothing of its own left."""
        lanes = self._lanes_for(part)
        if len(lanes) == len(self._lanes):
            async with self._changed:
                await self._changed.wait_for(lambda: any(not lane.calls for lane in lanes))
        return min(lanes, key=lambda lane: lane.calls)

    def read(self, texts: Iterable[str]) -> Iterator[tuple[Reading, ...]]:
        """The sentences of each text, in order. Raises EvalError if a process died.

        A text goes to the process that wrote it, whose checker remembers it.
        """
        waiting: list[Future[tuple[Reading, ...]]] = []
        asked = [0] * len(self._lanes)
        try:
            for text in texts:
                number = self._wrote.get(text, min(range(len(asked)), key=asked.__getitem__))
                asked[number] += 1
                waiting.append(self._lanes[number].pool.submit(_read, self._workspace, text))
            for future in waiting:
                yield future.result()
        except BrokenProcessPool as error:
            raise EvalError(_LOST, hint=_HINT) from error
        finally:
            for future in waiting:
                future.cancel()


class _Elsewhere:
    """A system that runs in the processes."""

    def __init__(self, workers: Workers, part: Part, name: str, at_once: int) -> None:
        self.name, self.at_once, self.jobs = name, at_once, workers.places(part)
        self._workers, self._part = workers, part

    async def produce(self, cases: Sequence[Case]) -> list[Output]:
        """One output a case, in order."""
        return await self._workers.produce(self._part, cases)


@contextmanager
def open_workers(store: Store, workspace: Path | None, count: int) -> Iterator[Workers]:
    """`count` processes, two or more, for as long as the block runs; each begins when it is first needed."""
    if not (store.cache / "index" / "manifest.json").is_file():
        _ = store.search  # its caches are made once, by one process
    # Never a fork: the threads of onnxruntime and Chroma do not come along.
    context = multiprocessing.get_context("spawn")
    lanes = [_Lane(ProcessPoolExecutor(1, context, _begin)) for _ in range(count)]
    try:
        yield Workers(lanes, workspace)
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()  # whoever stopped the run does not wait for a draft of article 5
        raise
    finally:
        for lane in lanes:
            lane.pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Read on one thread, leave Ctrl+C to the process that began this one, and end with it, however it ends."""
    os.environ[THREADS] = "1"  # the other processes have the other processors
    gc.set_threshold(50_000, 20, 20)  # as the command does: what is loaded stays, and a look through it takes long
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@cache
def _store(workspace: Path | None) -> Store:
    return eval_store(workspace)


@cache
def _systems(workspace: Path | None) -> dict[Part, System]:
    return systems_for("ours", _PARTS, _store(workspace), Writer(), 1)


@cache
def _reader(workspace: Path | None) -> TextReader:
    store = _store(workspace)
    return TextReader(store, store.checker)


def _produce(workspace: Path | None, part: Part, cases: tuple[Case, ...]) -> list[Output]:
    return asyncio.run(_systems(workspace)[part].produce(cases))


def _read(workspace: Path | None, text: str) -> tuple[Reading, ...]:
    return _reader(workspace).read(text)

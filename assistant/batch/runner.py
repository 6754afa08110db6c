"""Runs jobs side by side: what is finished stays, one failure never stops the rest, a stop finishes what is at hand."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from assistant.batch.folder import OutputFolder
from assistant.batch.job import Entry, Fault, Job
from assistant.batch.writing import STOPPED, write_job
from assistant.errors import OutputError, SettingsError
from assistant.pacing import Pace
from assistant.profile import Profile
from assistant.reading.units import read_units
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at once and how long.

    `jobs` requests are open at the endpoint at once, or as many drafts are composed. `time_limit` is in seconds for one
    job, waiting for its turn at the endpoint apart. `patience` is how many seconds an endpoint may be busy or gone
    before the run stops.
    """

    jobs: int = 4
    time_limit: float | None = None
    patience: float = 120.0


@dataclass
class Progress:
    """How far a run is. `entries` are the finished jobs, those `kept` from earlier runs among them.

    `amiss` is what is wrong with the endpoint, if the run stopped for that.
    """

    total: int
    entries: dict[str, Entry] = field(default_factory=dict)
    kept: int = 0
    running: int = 0
    stopping: bool = False
    amiss: Fault | None = None
    pace: Pace | None = None

    @property
    def pause(self) -> float:
        """How many seconds all requests will wait, since the endpoint is busy or gone."""
        return self.pace.pause if self.pace else 0.0

    @property
    def counts(self) -> Counter[str]:
        """How many finished jobs have each status."""
        return Counter(entry.status for entry in self.entries.values())

    @property
    def left(self) -> int:
        """How many jobs are not finished."""
        return self.total - len(self.entries)


Watch = Callable[[Progress], None]
"""Called in the event loop when a job begins or is finished."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a run has to do: jobs to run, entries that stay, and for changed jobs what changed."""

    jobs: tuple[Job, ...]
    kept: tuple[Entry, ...]
    changed: dict[str, tuple[str, ...]]


def what_is_due(jobs: Sequence[Job], corpus: str, folder: OutputFolder | None, *, retry_errors: bool = False) -> Due:
    """Which jobs must run. One that is finished and unchanged stays, an error too unless `retry_errors`.

    `corpus` is the library's hash; without a folder nothing is finished.
    """
    due: list[Job] = []
    kept: list[Entry] = []
    changed: dict[str, tuple[str, ...]] = {}
    for job in jobs:
        entry = folder.finished(job.id) if folder else None
        changes = entry.identity.changes_since(job.identity(corpus)) if entry else ()
        if entry is None or changes or (retry_errors and entry.status == "error"):
            due.append(job)
        else:
            kept.append(entry)
        if changes:
            changed[job.id] = changes
    return Due(tuple(due), tuple(kept), changed)


class Runner:
    """One run over what is due. `stop` lets the jobs at hand finish and begins no other; call it in the event loop."""

    def __init__(self, store: Store, folder: OutputFolder, limits: Limits, watch: Watch = lambda _: None) -> None:
        self.store, self.folder, self.limits = store, folder, limits
        self.progress = Progress(0)
        self._watch = watch
        self._unsaved: OutputError | None = None
        self._corpus = store.library.hash

    def stop(self) -> None:
        """Begin no further job."""
        self.progress.stopping = True
        if self.progress.pace:
            self.progress.pace.close()

    async def run(self, due: Due) -> Progress:
        """Run the jobs; the state at the end. Raises SearchIndexError before any has begun, OutputError."""
        kept = {entry.id: entry for entry in due.kept}
        pace = Pace(self.limits.jobs, self.limits.patience)
        self.progress = Progress(len(due.jobs) + len(kept), kept, len(kept), pace=pace)
        self._watch(self.progress)
        if due.jobs:
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(self._threads()))
            await asyncio.to_thread(_open, self.store, due.jobs)
            waiting = iter(due.jobs)
            async with _clients(due.jobs), asyncio.TaskGroup() as group:
                for _ in range(min(self._workers(due.jobs), len(due.jobs))):
                    group.create_task(self._work(waiting, pace))
        if self._unsaved is not None:
            raise self._unsaved
        return self.progress

    async def _work(self, waiting: Iterator[Job], pace: Pace) -> None:
        progress = self.progress
        while not progress.stopping and (job := next(waiting, None)) is not None:
            progress.running += 1
            self._watch(progress)
            try:
                await self._one(job, pace)
            finally:
                progress.running -= 1
            self._watch(progress)

    async def _one(self, job: Job, pace: Pace) -> None:
        outcome = await write_job(job, self.store, job.identity(self._corpus), pace, self.limits.time_limit)
        if isinstance(outcome, Fault):
            if outcome.kind != STOPPED:
                self.progress.amiss = outcome
            self.stop()
            return
        try:
            await asyncio.to_thread(self.folder.save, outcome)
        except OutputError as error:
            self._unsaved = error
            self.stop()
            return
        self.progress.entries[job.id] = outcome.entry

    def _workers(self, jobs: Sequence[Job]) -> int:
        """Twice as many as may ask at once: when all places at the endpoint fall free together, the next are ready."""
        return self.limits.jobs * 2 if _asking(jobs) else self.limits.jobs

    def _threads(self) -> int:
        """As many as there are processors: a thread more only keeps the one that talks to the endpoint waiting."""
        return max(2, min(self.limits.jobs, os.cpu_count() or 1))


def _asking(jobs: Sequence[Job]) -> Profile | None:
    """The endpoint that jobs ask, if any do."""
    return next((job.writer.profile for job in jobs if job.writer.profile is not None), None)


@asynccontextmanager
async def _clients(jobs: Sequence[Job]) -> AsyncIterator[None]:
    """One client for all requests; what it needs is not loaded where nobody asks."""
    if _asking(jobs) is None:
        yield
        return
    from assistant.engines.endpoint.client import shared_clients

    async with shared_clients():
        yield


def _open(store: Store, jobs: Sequence[Job]) -> None:
    """Load what many threads will want before they do, and before an endpoint waits for it. Raises SearchIndexError."""
    passage = store.library.units(store.state_report)[0]
    store.search.search(passage.text, 1)
    # The checks read the documents with their first sentence.
    store.checker.check(read_units(f"{passage.text.rstrip('.')} ({format_citation([Address.from_id(passage.id)])})."))
    if (profile := _asking(jobs)) is not None:
        from assistant.engines.endpoint.client import connect

        with suppress(SettingsError):  # the job that meets it says so
            connect(profile)  # the first client of a process loads half of its library

"""What a batch would do: each job with its cost, and whether it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from assistant.batch.cost import Cost, cost_of
from assistant.batch.display import table
from assistant.batch.folder import OutputFolder
from assistant.batch.job import Job
from assistant.batch.runner import what_is_due
from assistant.errors import EndpointError
from assistant.store import Store

_LONGEST_SUBJECT = 40


@dataclass(frozen=True, slots=True)
class Planned:
    """One job: its state ("new", "finished", "error", or what changed), and its cost if it is due."""

    job: Job
    state: str
    due: bool
    cost: Cost
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All jobs of a batch."""

    jobs: tuple[Planned, ...]

    @property
    def total(self) -> Cost:
        """The cost of what is due."""
        costs = [one.cost for one in self.jobs if one.due]
        return Cost(*(sum(getattr(cost, name) for cost in costs) for name in ("prompt", "reply", "calls")))

    def printed(self) -> dict[str, object]:
        """The object that `--dry-run --json` prints."""
        rows = [
            {"id": one.job.id, "engine": one.job.writer.engine, "due": one.due, "state": one.state}
            | {"tokens": asdict(one.cost), "fault": one.fault}
            for one in self.jobs
        ]
        return {"due": sum(one.due for one in self.jobs), "tokens": asdict(self.total), "briefs": rows}

    def table(self) -> str:
        """The plan as people read it."""
        head = ("id", "subject", "engine", "state", "tokens in", "tokens out")
        rows = [
            (one.job.id, _subject(one.job), one.job.writer.engine, one.fault or one.state)
            + (_tokens(one.cost.prompt, one), _tokens(one.cost.reply, one))
            for one in self.jobs
        ]
        total = self.total
        due = sum(one.due for one in self.jobs)
        ends = f"{due} of {len(self.jobs)} would run: about {total.prompt:,} tokens in, {total.reply:,} out, "
        return f"{table(head, rows)}\n{ends}{total.calls} calls."


def plan(jobs: Sequence[Job], store: Store, folder: OutputFolder | None, *, retry_errors: bool) -> Plan:
    """The plan of a batch; `folder` is None where nothing has been written yet. Raises SearchIndexError."""
    due = what_is_due(jobs, store.library.hash, folder, retry_errors=retry_errors)
    wanted = {job.id for job in due.jobs}
    kept = {entry.id: entry.status for entry in due.kept}
    found = []
    for job in jobs:
        changes = due.changed.get(job.id, ())
        state = f"{' and '.join(changes)} changed" if changes else "new" if job.id in wanted else kept[job.id]
        cost, fault = Cost(), ""
        if job.id in wanted:
            try:
                cost = cost_of(job, store)
            except EndpointError as error:
                fault = error.message
        found.append(Planned(job, "finished" if state == "done" else state, job.id in wanted, cost, fault))
    return Plan(tuple(found))


def _subject(job: Job) -> str:
    name, value = next(
        (name, job.row[name]) for name in ("article", "topic", "follow_up", "question") if name in job.row
    )
    text = f"{name.replace('_', '-')} {value}" if name != "question" else str(value)
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[: _LONGEST_SUBJECT - 1]}…"


def _tokens(count: int, planned: Planned) -> str:
    return f"{count:,}" if planned.due else "-"

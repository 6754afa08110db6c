"""How a batch is told to the person who runs it: a live line while it runs, and a table at its end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from assistant.batch.job import Entry
from assistant.batch.runner import Progress, Watch
from assistant.console import clean, live, say

_ALL_SHOWN = 30  # briefs up to which each has its line in the table


@contextmanager
def told() -> Iterator[Watch]:
    """Tells the progress on standard error: one live line on a terminal, else a plain line a finished job."""
    with _bar() if sys.stderr.isatty() else _lines() as watch:
        yield watch


def status_line(progress: Progress, seconds: float) -> str:
    """The counts, and how long the rest will take: "3 accused, 1 error, 4 running, 2 min 10 s left"."""
    counts = progress.counts
    parts = [f"{counts['accused']} with accused sentences"] if counts["accused"] else []
    parts += [f"{counts['error']} in error"] if counts["error"] else []
    parts += [f"{progress.running} running"] if progress.running else []
    new = len(progress.entries) - progress.kept
    if progress.pause:
        parts.append(f"the endpoint is busy or gone: waiting {progress.pause:.0f} s")
    elif new and progress.left and not progress.stopping:
        parts.append(f"about {duration(seconds / new * progress.left)} left")
    if progress.stopping:
        parts.append("stopping")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A duration as people say it: "40 s", "2 min 10 s", "1 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


@contextmanager
def _lines() -> Iterator[Watch]:
    began = time.monotonic()
    shown: set[str] = set()

    def watch(progress: Progress) -> None:
        if not shown and progress.kept:
            say(f"{progress.kept} of {progress.total} briefs are finished already.")
            shown.update(progress.entries)
        for id, entry in progress.entries.items():
            if id not in shown:
                shown.add(id)
                rest = status_line(progress, time.monotonic() - began)
                line = f"[{len(progress.entries)}/{progress.total}] {id}: {', '.join(describe(entry))}"
                say(f"{line} ({rest})" if rest else line)

    yield watch


@contextmanager
def _bar() -> Iterator[Watch]:
    from rich.console import Console, RenderableType
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn
    from rich.progress import Progress as Bars
    from rich.text import Text

    began = time.monotonic()
    latest: list[Progress] = []

    class Status(ProgressColumn):
        def render(self, task: Task) -> RenderableType:
            return Text(status_line(latest[-1], time.monotonic() - began) if latest else "")

    console = Console(stderr=True)
    columns = (TextColumn("Briefs"), BarColumn(bar_width=20), MofNCompleteColumn(), Status())
    with Bars(*columns, console=console, refresh_per_second=4) as bars, live(console):
        task = bars.add_task("Briefs", total=None)

        def watch(progress: Progress) -> None:
            latest[:] = [progress]
            bars.update(task, completed=len(progress.entries), total=progress.total)

        yield watch


def describe(entry: Entry) -> tuple[str, str]:
    """What came of a job: the status in capitals, and more of it."""
    if entry.status == "error":
        return "ERROR", entry.message
    accused = f"{entry.accused} of {entry.sentences} sentences, " if entry.accused else ""
    return entry.status.upper(), f"{accused}{duration(entry.seconds)}"


def summary_table(progress: Progress) -> str:
    """The table at the end: each brief of a small batch, of a large one those that need a look; then the counts."""
    entries = list(progress.entries.values())
    shown = entries if len(entries) <= _ALL_SHOWN else [entry for entry in entries if entry.status != "done"]
    rows = [(entry.id, *describe(entry)) for entry in shown]
    counts = progress.counts
    totals = [
        f"{counts['done']} done with no sentence accused",
        f"{counts['accused']} done with accused sentences",
        f"{counts['error']} in ERROR",
        f"{progress.left} not run",
    ]
    return "\n".join([*_aligned(rows), ", ".join(totals) + "."])


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines whose cells stand under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [clean(line).rstrip() for line in lines]


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A plain table under a head."""
    return "\n".join(_aligned([head, *rows]))

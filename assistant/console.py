"""What people see: data on standard output, narration and progress on standard error.

Text of documents, users and exceptions passes `clean` before it reaches a terminal. Rich is loaded only to draw a
progress bar, which a pipe gets as one plain line.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Advance = Callable[[str, int, int], None]
"""Called with a label, how many are done and how many there are."""

# C0 without tab and newline, DEL, C1, the marks that reorder text on screen, and lone surrogates.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_live: list[Console] = []
_audience: list[Audience] = []


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told in place of standard error; both may be called from any thread."""

    say: Callable[[str], None]
    advance: Advance


@contextmanager
def telling(audience: Audience) -> Iterator[None]:
    """Narration and progress go to `audience` while the block runs: a screen, which standard error would garble."""
    _audience.append(audience)
    try:
        yield
    finally:
        _audience.remove(audience)


def clean(text: str) -> str:
    """`text` without control characters; newline and tab stay."""
    return _CONTROL.sub("", text)


def use_utf8() -> None:
    """Make the standard streams UTF-8 on every system; what cannot be encoded or decoded becomes a mark."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def write(text: str) -> None:
    """One block of plain text on standard output."""
    print(clean(text))


def write_json(value: object) -> None:
    """One line of JSON on standard output, at once. Control characters stay in it, as escapes."""
    line = json.dumps(value, ensure_ascii=False)
    print(_CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", line), flush=True)


def say(text: str) -> None:
    """One line of narration on standard error."""
    line = clean(text)
    if _audience:
        _audience[-1].say(line)
    elif _live:
        _live[-1].print(line, markup=False, highlight=False, soft_wrap=True)
    else:
        print(line, file=sys.stderr, flush=True)


def wrap(text: str, indent: str = "", *, hang: int = 0) -> str:
    """`text` as it suits standard output: wrapped to a terminal's width, left alone in a pipe; each line indented.

    What is wrapped stands `hang` columns further in, so that a mark such as "• " keeps the margin to itself.
    """
    if not sys.stdout.isatty():
        return textwrap.indent(text, indent)
    width = max(shutil.get_terminal_size().columns, 20)
    rest = indent + " " * hang
    return "\n".join(
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=rest, break_on_hyphens=False)
        for line in text.split("\n")
    )


@contextmanager
def live(console: Console) -> Iterator[None]:
    """While something is drawn live on `console`, `say` prints above it."""
    _live.append(console)
    try:
        yield
    finally:
        _live.remove(console)


@contextmanager
def progress() -> Iterator[Advance]:
    """A bar a label on a terminal, drawn when the block first reports; in a pipe, one plain line a label."""
    if _audience:
        yield _audience[-1].advance
        return
    draw = _bars if sys.stderr.isatty() else _lines
    with draw() as advance:
        yield advance


@contextmanager
def _lines() -> Iterator[Advance]:
    started: set[str] = set()

    def advance(label: str, done: int, total: int) -> None:
        if label not in started:
            started.add(label)
            say(f"{label} …")

    yield advance


@contextmanager
def _bars() -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    # markup=False: a label may hold a document's name.
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars = Progress(*columns, console=console)
    tasks: dict[str, TaskID] = {}

    def advance(label: str, done: int, total: int) -> None:
        if not tasks:
            bars.start()
            shown.enter_context(live(console))
        if label not in tasks:
            tasks[label] = bars.add_task(clean(label))
        bars.update(tasks[label], completed=done, total=total)

    with ExitStack() as shown:
        shown.callback(bars.stop)
        yield advance

"""A comparison as people read it in a terminal: a table of the metrics, then the changed texts side by side."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.console import clean
from evals.comparison import Changed, Comparison, Row
from evals.gate import Outcome
from evals.measures import ALL
from evals.reports.table import number
from evals.statistics import Difference, Estimate, NotRun
from evals.word_diff import Piece, word_diff

_PIPE_WIDTH = 120
_MARKS = {"better": "▲", "worse": "▼", "no clear difference": "≈", "same": "=", "changed": "~", "not run": "–"}


def print_comparison(compared: Comparison, outcomes: Sequence[Outcome], *, names: tuple[str, str], cases: int) -> None:
    """Print everything to standard output; at most `cases` changed texts."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH
    console = Console(width=max(width, 60), highlight=False, markup=False, emoji=False, soft_wrap=False)
    # Captured first, so that a reader that goes away is met by our own ending and not by Rich's.
    with console.capture() as captured:
        _print_all(console, compared, outcomes, names, cases)
    print(captured.get(), end="")


def _print_all(
    console: Console, compared: Comparison, outcomes: Sequence[Outcome], names: tuple[str, str], cases: int
) -> None:
    console.print(f"A: {names[0]}\nB: {names[1]}\n{compared.shared} cases compared.")
    for remark in compared.remarks:
        console.print(remark)
    console.print(_metrics(compared.rows))
    for changed in compared.changed[:cases]:
        console.print(_texts(changed))
    left = max(len(compared.changed) - cases, 0)
    more = f"; {left} are not shown (--cases N, --html FILE)" if left else ""
    console.print(f"{len(compared.changed)} cases changed{more}.")
    for outcome in outcomes:
        console.print(f"{'✓ met   ' if outcome.met else '✗ MISSED'} {outcome.name}: {outcome.message}")


def row_cells(row: Row) -> dict[str, Any]:
    """A row in words and numbers, for the table and for JSON."""
    metric = ALL[row.key[2]]
    found = {"part": row.key[0], "split": row.key[1], "metric": row.key[2], "title": metric.title}
    for name, estimate in (("a", row.a), ("b", row.b)):
        found[name] = number(metric, estimate.value) if isinstance(estimate, Estimate) else "not run"
    difference = row.difference
    if isinstance(difference, Difference):
        signed = [f"{value:+.3f}" for value in (difference.value, difference.low, difference.high)]
        found |= {
            "difference": signed[0],
            "interval": f"[{signed[1]}, {signed[2]}]",
            "p": "<0.001" if difference.p < 0.001 else f"{difference.p:.3f}",
        }
    else:
        found |= {"difference": "", "interval": _reason(difference), "p": ""}
    return found | {"direction": row.direction}


def _reason(missing: NotRun) -> str:
    return missing.reason


def _metrics(rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("", "metric", "A", "B", "B − A", "95% interval", "p", ""):
        table.add_column(
            heading, justify="right" if heading in {"A", "B", "B − A", "p"} else "left", no_wrap=heading != "metric"
        )
    place = ("", "")
    for row in rows:
        cells = row_cells(row)
        here = row.key[:2]
        label = f"{row.key[0]} {row.key[1] if row.key[1] != 'all' else ''}".strip() if here != place else ""
        place = here
        table.add_row(
            label,
            cells["title"],
            *(cells[name] for name in ("a", "b", "difference", "interval", "p")),
            f"{_MARKS[row.direction]} {row.direction}",
        )
    return table


def _texts(changed: Changed) -> Table:
    title = f"{changed.case.id} ({changed.case.part}, {changed.case.kind}): {changed.case.prompt}"
    table = Table(title=Text(clean(title)), title_justify="left", expand=True, show_lines=False)
    left, right = word_diff(_shown(changed.a.text, changed.a.ids), _shown(changed.b.text, changed.b.ids))
    for name, faults in zip("AB", changed.faults, strict=True):
        table.add_column(f"{name}: {'; '.join(faults) or 'fine'}", ratio=1)
    table.add_row(_side(left, "[-", "-]", "red"), _side(right, "{+", "+}", "green"))
    return table


def _shown(text: str, ids: Sequence[str]) -> str:
    return text or "\n".join(ids) or "(empty)"


def _side(pieces: Sequence[Piece], before: str, after: str, style: str) -> Text:
    text = Text()
    for piece in pieces:
        words = clean(piece.text)
        if piece.same or not words.strip():
            text.append(words)
        else:
            text.append(f"{before}{words.strip()}{after}", style=style)
            text.append(words[len(words.rstrip()) :])
    return text

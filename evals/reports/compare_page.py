"""A comparison as one HTML file: the metrics, and every changed text side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.comparison import Changed, Comparison
from evals.gate import Outcome
from evals.reports.page import page
from evals.reports.side_by_side import row_cells
from evals.word_diff import Piece, word_diff

_COLUMNS = {
    "part": "Part",
    "split": "Split",
    "title": "Metric",
    "a": "A",
    "b": "B",
    "difference": "B − A",
    "interval": "95% interval",
    "p": "p",
    "direction": "",
}
_NUMBERS = {"a", "b", "difference", "interval", "p"}


def html_comparison(compared: Comparison, outcomes: Sequence[Outcome], names: tuple[str, str]) -> str:
    """The whole page; nothing in it is fetched from outside."""
    remarks = "".join(f'<p class="card warning">{escape(remark)}</p>' for remark in compared.remarks)
    head = "".join(
        f'<th class="number">{title}</th>' if name in _NUMBERS else f"<th>{title}</th>"
        for name, title in _COLUMNS.items()
    )
    rows = "".join(
        "<tr>" + "".join(_cell(name, str(row_cells(row)[name])) for name in _COLUMNS) + "</tr>" for row in compared.rows
    )
    gate = "".join(
        f'<li class="{"yes" if one.met else "no"}">{"✓ met" if one.met else "✗ missed"}: '
        f"{escape(one.name)} ({escape(one.message)})</li>"
        for one in outcomes
    )
    return page(
        "compare",
        "Comparison of two runs",
        names=f"<dl class='facts'><div><dt>A</dt><dd>{escape(names[0])}</dd></div><div><dt>B</dt><dd>{escape(names[1])}"
        f"</dd></div><div><dt>Cases</dt><dd>{compared.shared}</dd></div></dl>",
        remarks=remarks,
        gate=f"<h2>Thresholds</h2><ul class='plain card'>{gate}</ul>" if gate else "",
        metrics=f'<table class="compare"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>',
        changed="".join(map(_changed, compared.changed)) or "<p>No text changed.</p>",
        count=str(len(compared.changed)),
    )


def _cell(name: str, text: str) -> str:
    classes = ["number"] if name in _NUMBERS else []
    if name == "direction":
        classes += {"better": ["yes"], "worse": ["no"]}.get(text, ["soft"])
    return f'<td class="{" ".join(classes)}">{escape(text)}</td>'


def _changed(changed: Changed) -> str:
    case = changed.case
    left, right = word_diff(changed.a.text or "\n".join(changed.a.ids), changed.b.text or "\n".join(changed.b.ids))
    sides = zip("AB", changed.faults, (_marked(left, "del"), _marked(right, "ins")), strict=True)
    columns = "".join(
        f"<div><h4>{name}: {escape('; '.join(faults)) or 'fine'}</h4><div class='raw'>{text}</div></div>"
        for name, faults, text in sides
    )
    about = f"{case.id} · {case.part} · {case.split} · {case.kind}"
    return (
        f'<article class="card"><h3>{escape(case.prompt)}</h3><p class="soft">{escape(about)}</p>'
        f'<div class="sides">{columns}</div></article>'
    )


def _marked(pieces: Sequence[Piece], tag: str) -> str:
    return "".join(escape(one.text) if one.same else f"<{tag}>{escape(one.text)}</{tag}>" for one in pieces)

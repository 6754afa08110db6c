"""The HTML report: one file with its styles, script and data inside, which asks for nothing from outside."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from assistant.report_view import VERDICTS
from evals.measures import ALL, Measure
from evals.reports.table import judge_line, table
from evals.reports.view import case_data, passages_of, titles, viewed
from evals.run_folder import RunFolder
from vectorstore.library import Library

_PARTS = {
    "retrieval": "Search",
    "checker": "Checker",
    "answers": "Answers",
    "briefs": "Drafts from briefs",
    "drafts": "Drafts on articles 1 to 7",
}


def html_report(folder: RunFolder, library: Library, *, show_test: bool) -> str:
    """The whole page."""
    config, measures = folder.config(), folder.measures()
    cases = [case_data(row) for row in viewed(folder, show_test=show_test)]
    data = {
        "run": {"facts": _facts(folder), "warnings": _warnings(folder, library, show_test=show_test)},
        "metrics": [_metric(measure) for measure in measures],
        "cases": cases,
        "passages": passages_of(cases, library),
        "parts": _PARTS,
        "titles": titles(ALL),
        "verdicts": VERDICTS,
    }
    return page(
        "report",
        f"Evaluation: {config.suite}",
        data=_json_in_html(data),
        script=_asset("report.js"),
        table=escape(table(folder, measures)),
    )


def page(name: str, title: str, **texts: str) -> str:
    """The page `name` of `assets/`. `texts` are put in as they are: they must be safe in HTML."""
    return Template(_asset(f"{name}.html")).substitute(title=escape(title), style=_asset("page.css"), **texts)


def _asset(name: str) -> str:
    return (files("evals.reports") / "assets" / name).read_text(encoding="utf-8")


def _json_in_html(data: object) -> str:
    """JSON that cannot end the script element that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _facts(folder: RunFolder) -> dict[str, str]:
    config = folder.config()
    facts = {
        "System": config.system,
        "Engine": config.engine,
        "Model": config.model,
        "Filter": ", ".join(config.filters),
        "Repeats": str(config.repeat),
        "Seed": str(config.seed),
        "Judge": judge_line(config.judge),
        "Started": config.started,
        "Documents": config.corpus[:12],
        "Versions": ", ".join(f"{name} {number}" for name, number in config.versions.items()),
    }
    return {name: value for name, value in facts.items() if value}


def _warnings(folder: RunFolder, library: Library, *, show_test: bool) -> list[str]:
    warnings = []
    outputs, due = folder.outputs(), len(folder.cases()) * folder.config().repeat
    errors = sum(output.status == "error" for output in outputs.values())
    if errors:
        warnings.append(f"{errors} cases ended in an error; they are in no measure.")
    if len(outputs) < due:
        warnings.append(f"The run is not finished: {due - len(outputs)} of {due} cases are missing from the measures.")
    if folder.config().corpus != library.hash:
        warnings.append("The documents have changed since: passages are shown as they are now.")
    hidden = sum(case.split == "test" for case in folder.cases())
    if hidden and not show_test:
        warnings.append(f"{hidden} cases of the test split are measured, but not shown (--show-test shows them).")
    return warnings


def _metric(measure: Measure) -> dict[str, Any]:
    metric = ALL[measure.metric]
    better = "neutral" if metric.neutral else "higher" if metric.higher_is_better else "lower"
    return {**measure.model_dump(mode="json"), "title": metric.title, "unit": metric.unit, "better": better}

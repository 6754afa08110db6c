"""The measures as CSV, and the cases as JUnit XML, for spreadsheets and for CI."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from xml.etree import ElementTree

from assistant.console import clean
from evals.gate import Outcome
from evals.measures import Measure
from evals.reports.view import Viewed, viewed
from evals.run_folder import RunFolder

_COLUMNS = ("part", "split", "kind", "metric", "status", "value", "low", "high", "n", "spread", "reason")


def csv_report(measures: Sequence[Measure]) -> str:
    """One line a measure; numbers to six places, empty where there is none."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for measure in measures:
        row = {name: getattr(measure, name) for name in ("part", "split", "kind", "metric")}
        result = {
            name: round(value, 6) if isinstance(value, float) else value
            for name, value in measure.result.model_dump(exclude_none=True).items()
        }
        writer.writerow(row | result)
    return buffer.getvalue()


def junit_report(folder: RunFolder, outcomes: Sequence[Outcome], *, show_test: bool) -> str:
    """A test suite for each part and split with a test for each case, and one with a test for each threshold.

    A case fails if it falls short; an output that ended in an error is an error, which is something else.
    """
    root = ElementTree.Element("testsuites", name=f"shadow-report eval {folder.config().suite}")
    rows = viewed(folder, show_test=show_test)
    for name in dict.fromkeys(_suite(row) for row in rows):
        _add_suite(root, name, [_case(row) for row in rows if _suite(row) == name])
    if outcomes:
        _add_suite(root, "thresholds", [_threshold(outcome) for outcome in outcomes])
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(row: Viewed) -> str:
    return row.case.part if row.case.split == "all" else f"{row.case.part}.{row.case.split}"


def _add_suite(root: ElementTree.Element, name: str, cases: Sequence[ElementTree.Element]) -> None:
    counts = {kind: sum(case.find(kind[:-1]) is not None for case in cases) for kind in ("failures", "errors")}
    attributes = {"name": name, "tests": str(len(cases)), **{kind: str(count) for kind, count in counts.items()}}
    suite = ElementTree.SubElement(root, "testsuite", attributes)
    suite.extend(cases)


def _case(row: Viewed) -> ElementTree.Element:
    number = f" ({row.output.repeat + 1})" if row.output.repeat else ""
    case = ElementTree.Element("testcase", classname=_suite(row), name=f"{row.case.id}{number}")
    if row.output.seconds is not None:
        case.set("time", f"{row.output.seconds:.3f}")
    if row.output.status == "error" or row.score is None:
        ElementTree.SubElement(case, "error", message=clean(row.output.error or "not scored"))
    elif row.score.faults:
        failure = ElementTree.SubElement(case, "failure", message="; ".join(row.score.faults))
        failure.text = clean(f"{row.case.prompt}\n\n{row.output.text}")
    return case


def _threshold(outcome: Outcome) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname="thresholds", name=outcome.name)
    if not outcome.met:
        ElementTree.SubElement(case, "failure", message=outcome.message)
    return case

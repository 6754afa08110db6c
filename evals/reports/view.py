"""A run as the reports show it: each case with its output, faults, marks and sentences, and the passages they cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Case
from evals.measures import ALL
from evals.metrics.facts import told
from evals.metrics.gold import cited_units, match, places
from evals.metrics.metric import Graded
from evals.outputs import Output
from evals.run_folder import RunFolder, Score
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.library import Library


@dataclass(frozen=True, slots=True)
class Viewed:
    """One output with its case; `score` is None where it ended in an error."""

    case: Case
    output: Output
    score: Score | None


def viewed(folder: RunFolder, *, show_test: bool) -> list[Viewed]:
    """Every output of a run in order of its cases. Cases of the test split are left out unless asked for."""
    cases = {case.key: case for case in folder.cases()}
    scores = {(score.marked.key, score.marked.repeat): score for score in folder.scores()}
    rows = [
        Viewed(cases[key], output, scores.get((key, repeat)))
        for (key, repeat), output in folder.outputs().items()
        if key in cases and (show_test or cases[key].split != "test")
    ]
    place = {key: number for number, key in enumerate(cases)}
    return sorted(rows, key=lambda row: (place[row.case.key], row.output.repeat))


def case_data(row: Viewed) -> dict[str, Any]:
    """What the HTML report knows of one output."""
    case, output, score = row.case, row.output, row.score
    graded = Graded(case, output, score.readings if score else ())
    repeat = f" ({output.repeat + 1})" if output.repeat else ""
    gold = _gold(case)
    return {
        "key": f"{case.key}{repeat}",
        "id": f"{case.id}{repeat}",
        "part": case.part,
        "split": case.split,
        "kind": case.kind,
        "prompt": case.prompt,
        "text": output.text,
        "error": output.error,
        "seconds": output.seconds,
        "faults": score.faults if score else (),
        "marks": score.marked.marks if score else {},
        "gold": gold,
        "facts": _facts(graded),
        "note": str(case.gold.get("premise") or case.gold.get("needs") or ""),
        "cited": [id for id in gold if _is_cited(id, graded)],
        "ids": output.ids,
        "sentences": [_sentence(reading) for reading in graded.readings],
    }


def passages_of(rows: Iterable[dict[str, Any]], library: Library) -> dict[str, dict[str, str]]:
    """Citation and text of every passage that the cases name."""
    ids = {id for row in rows for id in [*row["gold"], *row["ids"]]}
    ids |= {id for row in rows for sentence in row["sentences"] for id in sentence["cited"]}
    found: dict[str, dict[str, str]] = {}
    for id in sorted(ids):
        address = Address.from_id(id)
        text = "\n".join(passage.text for passage in library.resolve(address).passages)
        found[id] = {"citation": format_citation([address]), "text": text}
    return found


def titles(names: Iterable[str]) -> dict[str, str]:
    """What each metric is called."""
    return {name: ALL[name].title for name in names}


def _gold(case: Case) -> list[str]:
    if case.part == "retrieval":
        return list(case.gold["gold"])
    if case.part == "briefs":
        return list(case.gold["must_cite"])
    return sorted(places(Graded(case, Output(key=case.key)))[0]) if case.part == "answers" else []


def _is_cited(id: str, graded: Graded) -> bool:
    return graded.wants_text and match(id, cited_units(graded)) in {"exact", "parent"}


def _facts(graded: Graded) -> list[tuple[str, bool]]:
    if graded.case.part not in {"answers", "briefs"}:
        return []
    facts: Sequence[Sequence[str]] = graded.case.gold["facts"]
    named = (" + ".join(one.replace("|", " / ") for one in fact) for fact in facts)
    return list(zip(named, told(graded), strict=True))


def _sentence(reading: Any) -> dict[str, Any]:
    sentence = reading.sentence
    findings = [
        finding.message + (f" → {finding.suggestion}" if finding.suggestion else "") for finding in sentence.findings
    ]
    cited = dict.fromkeys(id for ids in reading.cited for id in ids)
    return {"text": sentence.text, "verdict": sentence.verdict, "findings": findings, "cited": list(cited)}

"""Measures the drafts of the extractive engine: `python -m evals.drafts [--briefs dev|dev2|test] [--totals]`.

Without `--briefs`: for each of articles 1 to 7 the share of addresses that resolve and of quotations that are exact,
sentences accused, the State's claims told as fact, the share of words in quotation marks, the most frequent sentence
frame (first four words), and the parts that are there. With `--briefs`: against `evals/data/briefs.jsonl`, precision,
recall and F1 of the passages cited, at the level of the paragraph, and the share of gold facts told. Precision counts a
citation right if the brief's gold calls it a must or good; recall counts the musts. `dev2` are the briefs of
`briefs_dev2.jsonl`, which no suite holds; `--totals` prints no single brief, as is due for locked ones.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.brief import SECTION_PARTS, Brief, default_words
from assistant.engines import extractive
from assistant.events import Done
from assistant.model import DraftResult
from assistant.store import Store
from evals.facts import tells
from evals.opening import benchmark_store
from vectorstore.address import Address

_QUOTED = re.compile(r"“[^”]*”")
_CITATION = re.compile(r"\((?:CERD|ICERD|paras?\.|arts?\.)[^()]*(?:\([^()]*\)[^()]*)*\)")


@dataclass(frozen=True, slots=True)
class DraftFigures:
    """What is measured of one draft; shares are within 0..1."""

    name: str
    words: int
    sentences: int
    addresses_resolved: float
    quotes_exact: float
    accused: int
    told_as_fact: int
    quoted_words: float
    most_frequent_frame: int
    parts: int


def write(brief: Brief, store: Store) -> DraftResult:
    """The extractive engine's draft."""

    async def run() -> DraftResult:
        async for event in extractive.draft(brief, store):
            if isinstance(event, Done) and isinstance(event.result, DraftResult):
                return event.result
        raise RuntimeError("the engine ended without a draft")

    return asyncio.run(run())


def measure(name: str, result: DraftResult) -> DraftFigures:
    """The figures of one draft."""
    entries = [entry for sentence in result.sentences for entry in sentence.citations]
    findings = [finding for sentence in result.sentences for finding in sentence.findings]
    text = _CITATION.sub("", "\n".join(line for line in result.markdown.split("\n") if not line.startswith("#")))
    quoted = _QUOTED.findall(text)
    misquoted = sum(finding.kind == "misquote" for finding in findings)
    frames = Counter(
        " ".join(sentence.text.split()[:4]) for sentence in result.sentences if len(sentence.text.split()) > 6
    )
    return DraftFigures(
        name=name,
        words=len(result.markdown.split()),
        sentences=len(result.sentences),
        addresses_resolved=sum(entry.status == "resolved" for entry in entries) / max(len(entries), 1),
        quotes_exact=1 - misquoted / max(len(quoted), 1),
        accused=result.accused,
        told_as_fact=sum(finding.kind == "state_claim_as_fact" for finding in findings),
        quoted_words=sum(len(quote.split()) for quote in quoted) / max(len(text.split()), 1),
        most_frequent_frame=max(frames.values(), default=0),
        parts=sum(f"### {heading}" in result.markdown for heading in SECTION_PARTS),
    )


def against_gold(row: dict[str, Any], result: DraftResult) -> tuple[float, float, float, float]:
    """Citation precision, recall and F1 and the share of gold facts told, for one brief."""
    cited = {_unit(entry.id) for sentence in result.sentences for entry in sentence.citations if entry.id}
    must = {_unit(str(id)) for id in row["must_cite"]}
    good = must | {_unit(str(id)) for id in row["good_cite"]}
    precision = len({id for id in cited if _is_gold(id, good)}) / max(len(cited), 1)
    recall = len({id for id in must if any(_is_gold(one, {id}) for one in cited)}) / max(len(must), 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    facts = [tells(result.markdown, fact) for fact in row["facts"]]
    return precision, recall, f1, sum(facts) / max(len(facts), 1)


def _unit(id: str) -> str:
    """A paragraph of the report whole; an article or item as it is."""
    address = Address.from_id(id)
    return address.id if address.in_treaty else Address(address.symbol, address.path[:1]).id


def _is_gold(id: str, gold: set[str]) -> bool:
    address = Address.from_id(id)
    places = [Address.from_id(one) for one in gold]
    return any(place.covers(address) or address.covers(place) for place in places)


def brief_of(row: dict[str, object]) -> Brief:
    """The brief that a row of briefs.jsonl describes."""
    if row["article"]:
        steps = re.findall(r"\w+", str(row["article"]))
        address = Address("ICERD", tuple(steps))
        return Brief(article=address, max_words=default_words(address))
    if row["topic"]:
        return Brief(topic=str(row["topic"]))
    return Brief(follow_up=tuple(row["follow_up"]))  # type: ignore[arg-type]  # a list of numbers in the file


def _articles(store: Store) -> list[dict[str, object]]:
    print(f"{'article':8} words sentences resolved  exact accused as-fact quoted frame parts")
    rows: list[dict[str, object]] = []
    for number in "1234567":
        address = Address("ICERD", (number,))
        figures = measure(number, write(Brief(article=address, max_words=default_words(address)), store))
        rows.append(asdict(figures))
        print(
            f"{figures.name:8} {figures.words:5} {figures.sentences:9} {figures.addresses_resolved:8.0%} "
            f"{figures.quotes_exact:6.0%} {figures.accused:7} {figures.told_as_fact:7} {figures.quoted_words:6.1%} "
            f"{figures.most_frequent_frame:5} {figures.parts:5}"
        )
    return rows


def _rows(split: str) -> list[dict[str, Any]]:
    """The briefs of one split; those added later have a file and a split of their own."""
    name = "briefs_dev2.jsonl" if split == "dev2" else "briefs.jsonl"
    text = (files("evals") / "data" / name).read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    return [row for row in rows if row["split"] == split]


def _briefs(store: Store, split: str, *, totals: bool) -> list[dict[str, object]]:
    print(f"{'brief':6} precision recall    F1 facts")
    figures: list[dict[str, object]] = []
    for row in _rows(split):
        precision, recall, f1, facts = against_gold(row, write(brief_of(row), store))
        name = row["article"] or row["topic"] or ",".join(row["follow_up"])
        if not totals:
            print(f"{row['id']:6} {precision:9.2f} {recall:6.2f} {f1:5.2f} {facts:5.2f}  {name}")
        figures.append({"id": row["id"], "precision": precision, "recall": recall, "f1": f1, "facts": facts})
    keys = ("precision", "recall", "f1", "facts")
    means = [sum(float(str(one[key])) for one in figures) / max(len(figures), 1) for key in keys]
    print(
        f"{'mean':6} {means[0]:9.2f} {means[1]:6.2f} {means[2]:5.2f} {means[3]:5.2f}  ({split}, {len(figures)} briefs)"
    )
    return figures


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefs", choices=("dev", "dev2", "test"), help="score against the gold of one split")
    parser.add_argument("--totals", action="store_true", help="print the means alone")
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    arguments = parser.parse_args()
    with benchmark_store() as store:
        rows = _briefs(store, arguments.briefs, totals=arguments.totals) if arguments.briefs else _articles(store)
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

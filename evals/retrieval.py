"""Benchmark of search: `python -m evals.retrieval [--ablation] [--json FILE]`.

190 questions with graded gold passages, by two writers; half of them near the text's wording ("near") and half away
from it ("away"). The weights in vectorstore/search.py were chosen on the dev half alone. "Own words only" is our search
without the questions that ship with the two documents, as it is in a document that you add.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from evals.ranking import DEPTH, Interval, Quality, bootstrap, judge
from vectorstore.embedding import Embedder
from vectorstore.lexical import LexicalIndex
from vectorstore.library import Library, open_library
from vectorstore.model import Passage
from vectorstore.search import HybridSearch, Weights, open_search

DATA = Path(__file__).parent / "data"
OURS, PLAIN, PEER = "hybrid (ours)", "own words only", "LangChain + Chroma"

Rank = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, how near it is to the text's wording, its split, and the grade of each gold passage by id."""

    id: str
    question: str
    style: str
    split: str
    gold: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """What one system did with all questions: the quality of each answer, and seconds a query once warm."""

    qualities: Sequence[Quality]
    seconds: Sequence[float]


def load_questions(library: Library, folder: Path = DATA) -> list[Question]:
    """All questions. Raises ValueError for a gold id that the library does not hold."""
    questions = []
    for path in sorted(folder.glob("retrieval_*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                questions.append(Question(**json.loads(line)))
    unknown = sorted({id for question in questions for id in question.gold if library.get(id) is None})
    if unknown:
        raise ValueError(f"The gold names passages that the library does not hold: {', '.join(unknown)}.")
    return questions


def lexical_only(units: Sequence[Passage]) -> Rank:
    """BM25 over text and headings."""
    index = LexicalIndex([f"{'. '.join(unit.headings)}. {unit.text}" for unit in units])
    return lambda query, k: [units[row].id for row in np.argsort(-index.scores(query), kind="stable")[:k]]


def vectors_only(units: Sequence[Passage], embedder: Embedder) -> Rank:
    """Cosine over one vector of each passage's text."""
    vectors = embedder.encode([unit.text for unit in units])

    def rank(query: str, k: int) -> list[str]:
        cosines = vectors @ embedder.encode([query])[0]
        return [units[row].id for row in np.argsort(-cosines, kind="stable")[:k]]

    return rank


def ranked_by(search: HybridSearch) -> Rank:
    """A search as something that can be judged."""
    return lambda query, k: [hit.passage.id for hit in search.search(query, k)]


def open_systems(library: Library, cache: Path) -> dict[str, Rank]:
    """Ours and those that it is compared with, over the same passages; the others with MiniLM as it was published."""
    from evals.baselines.langchain_chroma import LangChainChroma, published_minilm

    published = published_minilm()
    search = open_search(library, cache, notify=_narrate)
    return {
        OURS: ranked_by(search),
        PLAIN: ranked_by(search.weighted(replace(Weights(), asked=0, asked_by_words=0))),
        PEER: LangChainChroma(search.units, published).rank,
        "MiniLM alone": vectors_only(search.units, published),
        "BM25 alone": lexical_only(search.units),
    }


def run(rank: Rank, questions: Sequence[Question]) -> Run:
    """Ask every question, after a first one that warms the system up."""
    rank(questions[0].question, DEPTH)
    qualities, seconds = [], []
    for question in questions:
        start = time.perf_counter()
        ranked = rank(question.question, DEPTH)
        seconds.append(time.perf_counter() - start)
        qualities.append(judge(ranked, question.gold))
    return Run(qualities, seconds)


def groups(questions: Sequence[Question]) -> dict[str, list[int]]:
    """The questions' numbers by group: each split and style, each split, each style, and all."""
    members: dict[str, list[int]] = {}
    for number, question in enumerate(questions):
        split, style = question.split, question.style
        for name in (f"{split} {style}", f"{split} all", f"both {style}", "both all"):
            members.setdefault(name, []).append(number)
    return dict(sorted(members.items(), key=lambda item: (item[0].split()[0] == "both", item[0])))


def summarise(runs: Mapping[str, Run], questions: Sequence[Question]) -> dict[str, object]:
    """All figures, as they go into the JSON file."""
    by_group = groups(questions)
    return {
        "questions": {name: len(numbers) for name, numbers in by_group.items()},
        "systems": {system: _figures(done, by_group) for system, done in runs.items()},
        "ndcg_above_peer": {
            name: asdict(bootstrap([runs[OURS].qualities[n].ndcg - runs[PEER].qualities[n].ndcg for n in numbers]))
            for name, numbers in by_group.items()
        },
    }


def _figures(done: Run, by_group: Mapping[str, list[int]]) -> dict[str, object]:
    figures: dict[str, object] = {
        name: {
            metric: asdict(bootstrap([getattr(done.qualities[number], metric) for number in numbers]))
            for metric in ("ndcg", "recall", "reciprocal_rank")
        }
        for name, numbers in by_group.items()
    }
    return figures | {"median_ms": 1000 * float(np.median(done.seconds))}


def table(runs: Mapping[str, Run], questions: Sequence[Question]) -> str:
    """The figures for people to read: one block a group, one line a system."""
    lines = [f"{'':22}{'nDCG@10':>22}{'recall@10':>22}{'MRR@10':>22}"]
    by_group = groups(questions)
    for name, numbers in by_group.items():
        lines.append(f"{name} ({len(numbers)} questions)")
        for system, done in runs.items():
            chosen = [done.qualities[number] for number in numbers]
            cells = [_cell(bootstrap([getattr(one, metric) for one in chosen])) for metric in Quality.__slots__]
            lines.append(f"  {system:20}" + "".join(f"{cell:>22}" for cell in cells))
    gain = bootstrap([a.ndcg - b.ndcg for a, b in zip(runs[OURS].qualities, runs[PEER].qualities, strict=True)])
    lines.append(f"nDCG@10, {OURS} minus {PEER}: {_cell(gain)}")
    lines += [f"{system}: {1000 * np.median(done.seconds):.1f} ms a query (median)" for system, done in runs.items()]
    return "\n".join(lines)


def _cell(interval: Interval) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f} {interval.high:.3f}]"


def _narrate(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description="Benchmark of search.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE as well")
    parser.add_argument("--ablation", action="store_true", help="leave one part out at a time; dev questions only")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep model, vectors and index in DIR")
    options = parser.parse_args(arguments)
    from evals.retrieval_parts import ablation_table

    library = open_library()
    questions = load_questions(library)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        cache = options.cache or Path(temporary)
        if options.ablation:
            dev = [question for question in questions if question.split == "dev"]
            print(ablation_table(open_search(library, cache, notify=_narrate), dev))
            return
        systems = open_systems(library, cache)
        runs = {system: run(rank, questions) for system, rank in systems.items()}
    print(table(runs, questions))
    if options.json is not None:
        figures = json.dumps(summarise(runs, questions), indent=1, ensure_ascii=False)
        options.json.write_text(figures + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

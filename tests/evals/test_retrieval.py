from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from evals.baselines.langchain_chroma import LangChainChroma, published_minilm
from evals.retrieval import (
    OURS,
    PEER,
    PLAIN,
    Question,
    groups,
    lexical_only,
    load_questions,
    ranked_by,
    run,
    summarise,
    table,
)
from evals.retrieval_parts import PARTS, ablation_table
from vectorstore.library import Library, open_library
from vectorstore.search import Weights, open_search


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="module")
def questions(library: Library) -> list[Question]:
    return load_questions(library)


def test_questions_are_whole_and_balanced(questions: list[Question]) -> None:
    assert len({question.id for question in questions}) == len(questions) >= 180
    assert {question.style for question in questions} == {"near", "away"}
    sizes = {name: len(numbers) for name, numbers in groups(questions).items()}
    assert sizes["both all"] == len(questions) and list(sizes)[-1].startswith("both")
    assert all(sizes[f"{split} {style}"] >= 40 for split in ("dev", "test") for style in ("near", "away"))


def test_gold_that_the_library_does_not_hold_is_refused(tmp_path: Path, library: Library) -> None:
    line = {"id": "x", "question": "?", "style": "near", "split": "dev", "gold": {"ICERD#99": 2}}
    (tmp_path / "retrieval_x.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not hold: ICERD#99"):
        load_questions(library, tmp_path)


def test_ours_is_ahead_of_the_peer_on_dev_questions(
    tmp_path: Path, library: Library, questions: list[Question], shared_cache: Path
) -> None:
    """The target of 0.05 nDCG@10 above LangChain with Chroma."""
    dev = [question for question in questions if question.split == "dev"]
    search = open_search(library, tmp_path, notify=pytest.fail, shared_cache=shared_cache)
    runs = {
        OURS: run(ranked_by(search), dev),
        PLAIN: run(ranked_by(search.weighted(replace(Weights(), asked=0))), dev),
        PEER: run(LangChainChroma(search.units, published_minilm()).rank, dev),
        "BM25 alone": run(lexical_only(search.units), dev),
    }
    figures = json.loads(json.dumps(summarise(runs, dev)))
    gain = figures["ndcg_above_peer"]
    assert gain["both all"]["low"] > 0.05 and gain["both near"]["mean"] > 0.05 and gain["both away"]["mean"] > 0.05
    systems = figures["systems"]
    assert systems[OURS]["both near"]["ndcg"]["mean"] > 0.9
    assert systems[OURS]["both all"]["ndcg"]["mean"] > 0.88 and systems[OURS]["both all"]["recall"]["mean"] > 0.92
    assert systems[PLAIN]["both all"]["ndcg"]["mean"] > 0.83 and systems[PLAIN]["both all"]["recall"]["mean"] > 0.87
    printed = table(runs, dev)
    assert "dev away" in printed and "ms a query" in printed and OURS in printed


def test_the_ablation_has_a_line_for_each_part(
    tmp_path: Path, library: Library, questions: list[Question], shared_cache: Path
) -> None:
    search = open_search(library, tmp_path, notify=pytest.fail, shared_cache=shared_cache)
    lines = ablation_table(search, questions[:3]).split("\n")
    assert len(lines) == len(PARTS) + 1 and lines[1].startswith("nothing")
    assert {name for zeroed in PARTS.values() for name in zeroed} <= {field.name for field in fields(Weights)}

"""The data as suites read it: enough of each kind, no question that echoes its passage, faults named by row."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import EvalError, UsageError
from evals.cases import DATA, chosen, every_question, load_cases
from evals.rows import read_rows
from vectorstore.address import Address
from vectorstore.library import open_library

ECHO = 8  # words in a row
# Recommendations that the report answers and for which there is no brief yet.
WITHOUT_BRIEF = {"21", "22", "46", "47", "49"}


def test_there_are_as_many_questions_and_briefs_as_a_measure_needs() -> None:
    retrieval, answers, briefs = load_cases("retrieval"), load_cases("answers"), load_cases("briefs")
    kinds = Counter(case.kind for case in answers)
    assert len(retrieval) >= 150 and len(answers) >= 150 and len(briefs) >= 25
    assert sum(not case.gold["answerable"] for case in answers) >= 40
    assert kinds["wrong_premise"] >= 15 and kinds["domestic_trap"] >= 15
    assert sum(len(case.gold["gold"]) > 1 for case in answers) >= 30


def test_there_is_a_brief_for_each_article_and_each_follow_up() -> None:
    briefs = load_cases("briefs")
    articles = {str(case.gold["article"]) for case in briefs if case.kind == "article"}
    assert {"1", "2", "3", "4", "5", "6", "7"} <= articles
    answered = {
        number.partition(" ")[0]
        for passage in open_library().passages("CERD/C/KAZ/11-14")
        for number in passage.answers
    }
    asked = {number.partition(" ")[0] for case in briefs for number in case.gold["follow_up"] or ()}
    assert answered - asked <= WITHOUT_BRIEF


def test_answerable_questions_have_gold_and_unanswerable_ones_none() -> None:
    for case in every_question():
        assert bool(case.gold["gold"]) == bool(case.gold["facts"]) == case.gold["answerable"], case.id


def test_no_question_echoes_its_passage() -> None:
    """Eight words in a row would be an echo; retrieval's `near` questions are titles and terms and are left out."""
    library = open_library()
    for case in [*every_question(), *(one for one in load_cases("retrieval") if one.kind == "away")]:
        gold = case.gold["gold"]
        passages = [p.text for id in gold if "#" in id for p in library.resolve(Address.from_id(id)).passages]
        assert not _runs(case.prompt) & set().union(*map(_runs, passages)) if passages else True, case.id


def test_no_two_questions_are_nearly_the_same() -> None:
    prompts = [case.prompt for case in every_question()]
    sets = [frozenset(re.findall(r"\w+", prompt.lower())) for prompt in prompts]
    close = [
        (prompts[i], prompts[j])
        for i in range(len(sets))
        for j in range(i)
        if len(sets[i] & sets[j]) / len(sets[i] | sets[j]) > 0.8
    ]
    assert close == []


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + ECHO]) for i in range(len(words) - ECHO + 1)}


def test_the_second_annotation_is_no_case_of_its_own() -> None:
    ids = [case.id for case in every_question()]
    assert len(ids) == len(set(ids)) > len(load_cases("answers"))
    assert (DATA / "second_reading.jsonl").is_file()


def test_an_unknown_suite_and_a_filter_that_fits_nothing_are_refused() -> None:
    with pytest.raises(UsageError, match="no suite 'answer'"):
        load_cases("answer")
    cases = load_cases("drafts")
    with pytest.raises(UsageError, match="No case fits --filter 'zebra'"):
        chosen(cases, ["zebra"])
    assert [case.id for case in chosen(cases, ["article-[12]", "split=all"])] == ["article-1", "article-2"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (['{"id": "a", "text": "x"}', '{"id": "b"'], "row 2: not JSON"),
        (['{"id": "a", "text": "x"}', "[1]"], "row 2: not a JSON object"),
        (['{"id": "a", "text": "x"}', '{"id": "a", "text": "y"}'], "row 2: id 'a' stands in row 1 too"),
        (['{"text": "x"}'], "row 1: the key 'id' is missing"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, rows: list[str], message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(EvalError, match=re.escape(message)):
        read_rows(path, ("id",), unique="id")


def test_bad_data_is_named_by_file(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(json.dumps({"id": "q1"}) + "\n", encoding="utf-8")
    with pytest.raises(EvalError, match=r"questions\.jsonl, row 1: the key 'question' is missing"):
        load_cases("answers", folder=tmp_path)
    with pytest.raises(EvalError, match=r"holds no briefs\.jsonl"):
        load_cases("briefs", folder=tmp_path)

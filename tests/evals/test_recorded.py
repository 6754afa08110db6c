from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.citation_keys import KeyRing
from assistant.model import AskResult, CitedPassage, Sentence
from assistant.prompting import load_prompt
from assistant.store import Store
from evals.recorded.asking import run_task
from evals.recorded.recording import Recording, StaleRecording, dump, read_folder, read_recordings, stale
from evals.recorded.replay import replaying
from evals.recorded.scoring import must_precision, precision, recall, table, weigh
from evals.recorded.tasks import read_tasks
from vectorstore.library import open_library

REPORT = "CERD/C/KAZ/11-14"
TASKS = {task.id: task for task in read_tasks()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(open_library(), tmp_path_factory.mktemp("index"), notify=lambda _: None)


def recorded(task: str, content: str, prompt: str = "ask", number: int = 0) -> Recording:
    return Recording(task, number, prompt, load_prompt(prompt).hash, content)


def key(store: Store, id: str) -> str:
    passage = store.library.get(id)
    assert passage is not None
    return KeyRing().offer(passage)


def test_at_least_thirty_tasks_half_of_them_new_and_every_gold_passage_exists() -> None:
    library = open_library()
    new = [task for task in TASKS.values() if not task.source]
    assert len(TASKS) >= 30 and len(new) >= len(TASKS) // 2
    assert sum(task.way == "tools" for task in TASKS.values()) >= 8
    for task in TASKS.values():
        assert task.answerable == bool(task.gold), task.id
        assert all(library.get(id) for id in (*task.gold, *task.may_cite)), task.id


def test_what_may_be_cited_is_beside_the_gold_and_only_where_an_answer_is_right() -> None:
    for task in TASKS.values():
        assert len(set(task.may_cite)) == len(task.may_cite) and not set(task.may_cite) & set(task.gold), task.id
        assert task.answerable or not task.may_cite, task.id


def test_the_tasks_taken_over_are_of_the_open_part_and_their_gold_is_the_same() -> None:
    data = Path(__file__).parents[2] / "evals" / "data"
    rows = [
        json.loads(line)
        for name in ("questions.jsonl", "briefs.jsonl")
        for line in (data / name).read_text("utf-8").split("\n")
        if line
    ]
    known = {row["id"]: row for row in rows}
    for task in TASKS.values():
        if task.source:
            row = known[task.source]
            assert row["split"] == "dev" and list(task.gold) == row.get("gold", row.get("must_cite"))
            assert set(task.may_cite) >= set(row.get("also", row.get("good_cite"))), task.id


def test_no_recording_answers_another_wording_than_its_prompt_has() -> None:
    assert stale(read_recordings()) == []


def test_a_stale_recording_is_refused() -> None:
    old = replace(recorded("n01", "text"), prompt_hash="0" * 12)
    with pytest.raises(StaleRecording, match="n01"), replaying([old]):
        raise AssertionError("replayed")


def test_a_recorded_answer_goes_through_the_engine_and_is_weighed(store: Store) -> None:
    keys = key(store, f"{REPORT}#226"), key(store, f"{REPORT}#229")
    said = f"The State party reports that 195 kindergartens were opened [{keys[0]}]. It reports on schools [{keys[1]}]."
    with replaying([recorded("n01", said)]) as base_url:
        result = asyncio.run(run_task(TASKS["n01"], store, base_url, 30.0))
    assert isinstance(result, AskResult)
    worth = weigh(TASKS["n01"], result)
    assert worth.right and worth.hit == {f"{REPORT}#226"} and worth.wrong == {f"{REPORT}#229"} and not worth.missed
    assert precision([worth]) == 0.5 and recall([worth]) == 1.0 and worth.facts == 1


def test_precision_counts_what_may_be_cited_and_recall_the_gold_alone(store: Store) -> None:
    keys = [key(store, f"{REPORT}#{number}") for number in (225, 229)]
    said = f"The State party reports that children attend preschools [{keys[0]}]. Schools are repaired [{keys[1]}]."
    with replaying([recorded("n01", said)]) as base_url:
        result = asyncio.run(run_task(TASKS["n01"], store, base_url, 30.0))
    assert isinstance(result, AskResult)
    worth = weigh(TASKS["n01"], result)
    assert (worth.must, worth.may, worth.wrong) == (set(), {f"{REPORT}#225"}, {f"{REPORT}#229"})
    assert precision([worth]) == 0.5 and must_precision([worth]) == 0.0 and recall([worth]) == 0.0
    assert table([worth]).split("\n")[1].split()[3:6] == ["0.500", "0.000", "0.000"]


def test_a_parent_cited_is_one_citation_and_right_if_an_item_of_it_may_be_cited() -> None:
    cited = [CitedPassage(as_written="art. 5", id=f"ICERD#{id}", status="resolved") for id in ("5", "5(e)", "5(e)(i)")]
    sentence = Sentence(
        id="s1", text="", line=1, span=(0, 0), speaker="convention", verdict="supported", citations=tuple(cited)
    )
    result = AskResult(question="", answered=True, answer="", engine="endpoint", sentences=(sentence,))
    worth = weigh(TASKS["n16"], result)
    assert worth.may == {"ICERD#5"} and not worth.wrong and precision([worth]) == 1.0


def test_a_parent_without_a_text_of_its_own_is_one_citation_too() -> None:
    cited = [
        CitedPassage(as_written="article 8 of the Convention", id=f"ICERD#8({item})", status="resolved")
        for item in ("1", "2", "5)(a")
    ]
    sentence = Sentence(
        id="s1", text="", line=1, span=(0, 0), speaker="convention", verdict="supported", citations=tuple(cited)
    )
    result = AskResult(question="", answered=True, answer="", engine="endpoint", sentences=(sentence,))
    assert weigh(TASKS["n16"], result).wrong == {"ICERD#8"}


def test_what_was_not_recorded_is_a_fault_and_not_an_answer(store: Store) -> None:
    with replaying([recorded("n02", "text")]) as base_url:
        result = asyncio.run(run_task(TASKS["n01"], store, base_url, 30.0))
    assert isinstance(result, str) and "Nothing more is recorded for n01" in result


def test_a_correction_is_known_by_its_sentence_whatever_else_is_repaired(store: Store) -> None:
    [opened] = [key(store, f"{REPORT}#226")]
    wrong = f"The State party reports that 999 kindergartens were opened [{opened}]"
    right = f"The State party reports that 195 kindergartens were opened [{opened}]."
    answer = recorded("n01", f"{wrong}. It reports that 888 schools were shut in 1850 [{opened}].")
    repair = replace(
        recorded("n01", f"S1: KEEP\nS2: {right}", "repair", 1), sentences=("It is a sentence of old.", f"{wrong}.")
    )
    with replaying([answer, repair]) as base_url:
        result = asyncio.run(run_task(TASKS["n01"], store, base_url, 30.0))
    assert isinstance(result, AskResult)
    assert "195 kindergartens" in result.answer and "999" not in result.answer, "corrected, though it is now the first"
    assert "1850" in result.answer, "nothing is recorded for the other sentence, which stays"


def test_a_folder_of_answers_becomes_recordings(tmp_path: Path) -> None:
    system = load_prompt("agent").system.replace("$report", REPORT)
    for number, (model, text) in enumerate([("recorded-n01", system), ("recorded-n01", system), ("other", "x")], 1):
        request = {"model": model, "messages": [{"role": "system", "content": text}]}
        (tmp_path / f"{number:04d}.request.json").write_text(json.dumps(request), "utf-8")
    call = {"name": "search_passages", "arguments": {"query": "x"}}
    (tmp_path / "0001.answer.json").write_text(json.dumps({"content": "", "tool_calls": [call]}), "utf-8")
    (tmp_path / "0002.answer.md").write_text("USE: none", "utf-8")
    first, second = read_folder(tmp_path)
    assert (first.task, first.number, first.prompt, first.calls) == ("n01", 0, "agent", (call,))
    assert second.content == "USE: none" and len(dump([first, second]).splitlines()) == 2

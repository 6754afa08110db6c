"""The judge against a real server: held to the labels offered; any other answer clears and accuses nobody."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.judging import Judged, judge_now, read_label
from assistant.model import Sentence
from assistant.profile import Profile
from assistant.reading.units import read_units
from assistant.store import Store
from tests.servers.chat import Reply, chat_server, event, refusal, says
from vectorstore.library import open_library

# Short and in other words, so that some doubt is left.
DOUBTFUL = "Pupils attend courses on human rights in their schools (CERD/C/KAZ/11-14, para. 356)."
TEXT = f"""\
{DOUBTFUL}

The State party reports that 321 labour inspectors are employed (CERD/C/KAZ/11-14, para. 266).
"""


@pytest.fixture(scope="module")
def store(shared_cache: Path) -> Store:
    return Store(open_library(), shared_cache, pytest.fail)


def judged(store: Store, *replies: Reply, steps: list[str] | None = None, text: str = TEXT) -> tuple[Judged, list[str]]:
    """What the judge made of the text, and the bodies that it was sent."""
    units = read_units(text)
    sentences = store.checker.check(units)
    doubtful = [one for one in store.checker.doubtful(units, sentences) if one.place == 0]
    with chat_server(*replies) as server:
        profile = Profile(base_url=server.base_url, model="scripted")
        result = judge_now(sentences, doubtful, store, profile, (steps if steps is not None else []).append)
        return result, [str(request.body["messages"]) for request in server.requests]


def first(result: Judged) -> Sentence:
    return result.sentences[0]


def test_one_call_a_doubtful_sentence_with_its_passage_and_no_citation(store: Store) -> None:
    result, sent = judged(store, says("SUPPORTED"))
    assert len(sent) == result.asked == result.answered == 1
    assert "Pupils attend courses" in sent[0] and "the foundations of democracy" in sent[0]
    assert "para. 356" not in sent[0]
    assert first(result).verdict == "supported" and not first(result).accused


@pytest.mark.parametrize(
    ("answer", "kind", "verdict"),
    [
        ("NOT_STATED", "not_in_source", "partly_supported"),
        ("**Contradicted.**", "contradiction", "contradicted"),
        ("<think>Is it SUPPORTED?</think>\nNOT_STATED", "not_in_source", "partly_supported"),
        ("The passage does not say so.</think>Contradicted", "contradiction", "contradicted"),
        ("unsure", "not_checked", "supported"),
        ("NOT_STATED, because the passage gives no reason.", "not_checked", "supported"),
        ("PARTLY", "not_checked", "supported"),
        ("", "not_checked", "supported"),
    ],
)
def test_only_the_labels_offered_count(store: Store, answer: str, kind: str, verdict: str) -> None:
    result, _ = judged(store, says(answer))
    assert first(result).findings[-1].kind == kind
    assert first(result).verdict == verdict


def test_an_endless_answer_is_broken_off(store: Store) -> None:
    endless = Reply([event({"content": "SUPPORTED " * 20}), 60.0])
    started = time.monotonic()
    result, _ = judged(store, endless)
    assert result.answered == 0 and time.monotonic() - started < 30


def test_a_server_that_refuses_leaves_the_sentence_not_checked_by_the_judge(store: Store) -> None:
    steps: list[str] = []
    result, _ = judged(store, refusal(401, "Incorrect API key"), steps=steps)
    assert result.answered == 0 and first(result).findings[-1].kind == "not_checked"
    assert first(result).verdict == "supported"
    assert any("not judged" in step for step in steps)


def test_sentences_that_are_accused_already_are_not_sent(store: Store) -> None:
    units = read_units("Cases are described (CERD/C/KAZ/11-14, para. 452).")
    assert store.checker.doubtful(units, store.checker.check(units)) == []


def test_labels_are_read_in_any_letters() -> None:
    assert read_label(" `Not stated`. ") == "NOT_STATED"
    assert read_label("SUPPORTED CONTRADICTED") is None

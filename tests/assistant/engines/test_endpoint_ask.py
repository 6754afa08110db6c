from __future__ import annotations

import asyncio

import pytest

from assistant.citation_keys import KeyRing
from assistant.conversation import Conversation, Turn
from assistant.engines.endpoint import ask
from assistant.events import Done, Event, Failed, Retrieved, TextDelta
from assistant.model import AskResult
from assistant.profile import Profile
from assistant.store import Store
from tests.servers.chat import MODEL, ChatServer, Reply, chat_server, events, says

REPORT = "CERD/C/KAZ/11-14"
SCHOOLS = f"{REPORT}#229"
QUESTION = "How many rural schools are being upgraded?"


def key(store: Store, id: str) -> str:
    passage = store.library.get(id)
    assert passage is not None
    return KeyRing().offer(passage)


def run(question: str, store: Store, server: ChatServer, *history: Turn) -> list[Event]:
    profile = Profile(base_url=server.base_url, model=MODEL, timeout_seconds=30, gathering="search")

    async def collect() -> list[Event]:
        return [event async for event in ask(question, store, profile, Conversation(history))]

    return asyncio.run(collect())


def result_of(found: list[Event]) -> AskResult:
    last = found[-1]
    assert isinstance(last, Done) and isinstance(last.result, AskResult)
    return last.result


def streamed(found: list[Event]) -> str:
    return "".join(event.text for event in found if isinstance(event, TextDelta))


def test_an_answer_is_cited_and_checked(store: Store) -> None:
    answer = f"The State party reports that more than 1,000 rural schools are being upgraded [{key(store, SCHOOLS)}]."
    with chat_server(says(answer, size=1)) as server:
        found = run(QUESTION, store, server)
    result = result_of(found)
    assert isinstance(found[0], Retrieved) and SCHOOLS in found[0].ids[:3]
    assert result.answered and result.citations == (SCHOOLS,) and result.accused == 0
    assert result.answer == streamed(found)
    assert result.answer.endswith(f"are being upgraded ({REPORT}, para. 229).")


@pytest.mark.parametrize("lead", ["", "No paragraph found in CERD/C/KAZ/11-14 that ", "that ", "… "])
@pytest.mark.parametrize("decoration", ["", "**"])
def test_a_refusal_is_worded_by_code(store: Store, lead: str, decoration: str) -> None:
    reply = (
        f"{decoration}NOT FOUND:{decoration} {lead}gives the number of newspapers\n"
        f"NEEDED: national statistics\nRELATED: The State party reports upgrades of schools [{key(store, SCHOOLS)}]."
    )
    with chat_server(says(reply, size=2)) as server:
        found = run(QUESTION, store, server)
    result = result_of(found)
    assert not result.answered and result.citations == (SCHOOLS,)
    assert result.searched == (QUESTION,) and result.needed == "national statistics" and result.accused == 0
    assert (
        result.answer
        == streamed(found)
        == (
            f"No paragraph found in {REPORT} that gives the number of newspapers.\n\n"
            f"[Searched for: “{QUESTION}”. Needed to answer: national statistics.]\n\n"
            f"The State party reports upgrades of schools ({REPORT}, para. 229)."
        )
    )


def test_a_bare_refusal_is_still_one(store: Store) -> None:
    with chat_server(says("NOT FOUND")) as server:
        result = result_of(run(QUESTION, store, server))
    assert not result.answered and result.needed == ""
    assert result.answer.startswith(f"No paragraph found in {REPORT} that answers this question.")


@pytest.mark.parametrize("text", ["Not founded on any figure, the plan stands.", "No", "Not", "**Nothing changed**"])
@pytest.mark.parametrize("size", [1, 40])
def test_an_answer_that_only_begins_like_a_refusal_is_shown(store: Store, text: str, size: int) -> None:
    with chat_server(says(text, size=size)) as server:
        found = run(QUESTION, store, server)
    assert result_of(found).answered and streamed(found) == text


@pytest.mark.parametrize("preface", ["Based on the passages:\n\n", "I looked at all of them.\n", "Sorry.\n\n\n"])
@pytest.mark.parametrize("name", ["NOT FOUND", "Not found"])
def test_a_refusal_after_other_words_is_still_one(store: Store, preface: str, name: str) -> None:
    with chat_server(says(f"{preface}{name}: gives the number\nNeeded: national statistics", size=3)) as server:
        found = run(QUESTION, store, server)
    result = result_of(found)
    assert not result.answered and result.needed == "national statistics" and result.answer == streamed(found)
    assert result.answer.startswith(f"{preface.strip()}\n\n") or preface.endswith("\n\n\n")
    assert f"\n\nNo paragraph found in {REPORT} that gives the number.\n\n[Searched for: “" in result.answer
    assert name not in result.answer


def test_what_is_not_found_of_a_part_leaves_the_answer_to_the_rest(store: Store) -> None:
    part = f"The State party reports that more than 1,000 rural schools are being upgraded [{key(store, SCHOOLS)}]."
    with chat_server(says(f"{part}\nNOT FOUND: gives their names\nNEEDED: an annex", size=4)) as server:
        found = run(QUESTION, store, server)
    result = result_of(found)
    assert result.answered and result.citations == (SCHOOLS,) and result.answer == streamed(found)
    assert result.answer.endswith(
        f"para. 229).\n\nNo paragraph found in {REPORT} that gives their names.\n\n[Needed to answer: an annex.]"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"No paragraph found in {REPORT} that gives the number of newspapers under art. 5 (e).",
        "The passages do not say how many newspapers are funded.",
        "Based on the provided passages, the State party’s report does not give the number.",
        "I cannot find the number of newspapers in the passages.",
        "None of the passages gives this number.",
    ],
)
def test_a_refusal_in_the_models_own_words_is_one(store: Store, text: str) -> None:
    with chat_server(says(text)) as server:
        found = run(QUESTION, store, server)
        assert len(server.requests) == 1, "nothing to repair"
    result = result_of(found)
    assert not result.answered and result.answer == streamed(found) == f"{text}\n\n[Searched for: “{QUESTION}”.]"


def test_a_correction_that_cites_is_no_refusal(store: Store) -> None:
    with chat_server(says(f"The report does not name a number of teachers [{key(store, SCHOOLS)}].")) as server:
        assert result_of(run(QUESTION, store, server)).answered


def test_the_passage_that_a_question_names_is_looked_up(store: Store) -> None:
    with chat_server(says("NOT FOUND")) as server:
        found = run("What do para. 59 and art. 6 say?", store, server)
    assert isinstance(found[0], Retrieved) and found[0].ids[:2] == (f"{REPORT}#59", "ICERD#6")


def test_a_follow_up_question_sees_the_turns_before_with_keys_restored(store: Store) -> None:
    turn = Turn(QUESTION, f"More than 1,000 are being upgraded ({REPORT}, para. 229).", (SCHOOLS,))
    with chat_server(says("NOT FOUND")) as server:
        found = run("And how many are new?", store, server, turn)
        user = server.requests[0].body["messages"][1]["content"]
    assert f"Answer: More than 1,000 are being upgraded [{key(store, SCHOOLS)}]." in user
    assert "para. 229" not in user
    assert isinstance(found[0], Retrieved) and QUESTION in found[0].query and SCHOOLS in found[0].ids


def test_a_key_of_a_passage_not_offered_is_blocked(store: Store) -> None:
    with chat_server(says(f"The courts said so [{key(store, f'{REPORT}#325')}].")) as server:
        found = run(QUESTION, store, server)
    assert result_of(found).citations == () and "325" not in result_of(found).answer


def test_a_cut_answer_is_kept_unverified(store: Store) -> None:
    with chat_server(Reply(events("The State party reports", finish=None, end=False))) as server:
        failed = run(QUESTION, store, server)[-1]
    assert isinstance(failed, Failed) and "The State party reports" in failed.kept and "Unverified" in failed.kept

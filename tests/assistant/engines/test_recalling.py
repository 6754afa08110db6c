from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.chats import Chat
from assistant.citation_keys import KeyRing
from assistant.conversation import Conversation, Turn
from assistant.engines.endpoint.fitting import estimate_tokens
from assistant.engines.endpoint.recalling import Recall
from assistant.engines.writer import Writer
from assistant.events import Done, Event, Step, Summarised
from assistant.profile import Profile
from assistant.store import Store
from tests.servers.chat import MODEL, Answer, ChatServer, Reply, Request, chat_server, refusal, says

REPORT = "CERD/C/KAZ/11-14"


def profile(server: ChatServer, context: int = 4096) -> Profile:
    fields = {"base_url": server.base_url, "model": MODEL, "context_tokens": context, "gathering": "search"}
    return Profile.model_validate(fields)


def long_chat(turns: int = 8) -> Conversation:
    said = "The State party reports much on this. " * 20
    return Conversation(
        tuple(
            Turn(f"Question {n}?", f"{said}({REPORT}, para. {58 + n}).", (f"{REPORT}#{58 + n}",)) for n in range(turns)
        )
    )


def key(store: Store, id: str) -> str:
    passage = store.library.get(id)
    assert passage is not None
    return KeyRing().offer(passage)


def recall(store: Store, server: ChatServer, said: Conversation) -> tuple[Recall, list[Event]]:
    recalling = Recall(store, profile(server), said)

    async def collect() -> list[Event]:
        return [event async for event in recalling.run()]

    return recalling, asyncio.run(collect())


def test_a_short_conversation_stays_as_it_was(store: Store) -> None:
    with chat_server(says("x")) as server:
        recalling, found = recall(store, server, long_chat(1))
        assert server.requests == []
    assert found == [] and recalling.said == long_chat(1)


def test_a_long_conversation_is_shortened_with_every_address_kept(store: Store) -> None:
    with chat_server(says(f"Asked much: the State party reports much [{key(store, f'{REPORT}#58')}].")) as server:
        recalling, found = recall(store, server, long_chat())
        shown = server.requests[0].body["messages"][1]["content"]
    [summary] = [event for event in found if isinstance(event, Summarised)]
    assert summary.turns == 6 and f"({REPORT}, para. 58)" in summary.text
    assert summary.text.endswith(f"Also cited: {REPORT}, paras. 59–63.")
    assert "para. 5" not in shown and f"[{key(store, f'{REPORT}#63')}]" in shown
    assert [turn.question for turn in recalling.said.turns] == ["Question 6?", "Question 7?"]


def test_if_the_summary_fails_the_newest_turns_are_kept(store: Store) -> None:
    with chat_server(refusal(400, "no")) as server:
        recalling, found = recall(store, server, long_chat())
    assert any(isinstance(event, Step) and "summary failed" in event.message for event in found)
    assert recalling.said.turns and recalling.said.turns[-1].question == "Question 7?"


def test_one_endless_answer_is_cut_and_still_fits(store: Store) -> None:
    said = Conversation((Turn("What?", "word " * 9000),))
    with chat_server(says("x")) as server:
        recalling, _ = recall(store, server, said)
    assert len(recalling.said.turns[0].answer.split()) < 1000 and "(shortened)" in recalling.said.turns[0].answer


def test_a_chat_keeps_the_summary_and_goes_on_from_it(store: Store, tmp_path: Path) -> None:
    answer = says(f"The State party reports the population [{key(store, f'{REPORT}#58')}]. " * 40)
    short = says(f"Asked of the population: it was reported [{key(store, f'{REPORT}#58')}].")
    question = "What is the population of the country at the beginning of the year 2025 by ethnic group?"
    with chat_server(answer, answer, answer, short, answer) as server:
        chat = Chat.new(store, Writer(profile(server)), tmp_path)

        async def ask() -> None:
            async for _ in chat.ask(question):
                pass

        for _ in range(3):
            asyncio.run(ask())
        server.replies[:] = [short, answer]
        asyncio.run(ask())
        asked = [request.body["messages"][1]["content"] for request in server.requests]
    last = [text for text in asked if "Sentences to correct:" not in text][-1]
    assert "In short: Asked of the population" in last
    assert chat.path is not None
    again = Chat.resume(chat.path, store, Writer())
    assert again.conversation().summary.startswith("Asked of the population") and len(again.turns) == 4


@pytest.mark.parametrize("context", [4096, 8192])
def test_forty_turns_fit_the_context_with_every_address_kept(store: Store, tmp_path: Path, context: int) -> None:
    places = [f"{REPORT}#{number}" for number in range(58, 98)]
    with chat_server(says("x")) as server:
        chat = Chat.new(store, Writer(profile(server, context)), tmp_path)
        for number, place in enumerate(places):
            cited = f"The State party reports on this, as was asked in turn {number} [{key(store, place)}]. "
            server.replies[:] = [forty_turns_answer(cited * 4)]
            last = asyncio.run(one_turn(chat, f"What does para. {58 + number} say of it, in short?"))
            assert isinstance(last, Done), last
        sent = [request.body["messages"] for request in server.requests]
    sizes = [sum(estimate_tokens(message["content"]) for message in messages) for messages in sent]
    assert max(sizes) < context - 300, "each request leaves room for a reply"
    summaries = sum("Shorten this conversation" in messages[1]["content"] for messages in sent)
    assert 0 < summaries <= len(places) / 2, "a summary serves for more than a turn"
    assert chat.path is not None
    said = Chat.resume(chat.path, store, Writer()).conversation()
    kept = {*said.summary_cited, *(id for turn in said.turns for id in turn.cited)}
    assert kept >= set(places)


def forty_turns_answer(text: str) -> Answer:
    """The same text as an answer; a summary as short as one should be; no correction."""

    def reply(request: Request) -> Reply:
        asked = request.body["messages"][1]["content"]
        if "Shorten this conversation" in asked:
            return says("Asked of many paragraphs: the State party reports on them.")
        return says("S1: KEEP" if "Sentences to correct:" in asked else text)

    return reply


async def one_turn(chat: Chat, question: str) -> Event:
    return [event async for event in chat.ask(question)][-1]

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant.chats import Chat
from assistant.chats.export import chat_markdown
from assistant.citation_keys import KeyRing
from assistant.engines.writer import Writer
from assistant.errors import ChatError, SettingsError
from assistant.events import Done, Event, Failed, TextDelta
from assistant.profile import Profile
from assistant.store import Store
from tests.servers.chat import MODEL, ChatServer, Reply, chat_server, events, says

REPORT = "CERD/C/KAZ/11-14"
SCHOOLS = f"{REPORT}#229"
QUESTION = "How many rural schools are being upgraded?"


def cited(
    store: Store, text: str = "The State party reports that more than 1,000 rural schools are being upgraded"
) -> str:
    passage = store.library.get(SCHOOLS)
    assert passage is not None
    return f"{text} [{KeyRing().offer(passage)}]."


def endpoint(server: ChatServer) -> Writer:
    return Writer(Profile(base_url=server.base_url, model=MODEL, timeout_seconds=30, gathering="search"))


def through(events: AsyncIterator[Event]) -> list[Event]:
    async def collect() -> list[Event]:
        return [event async for event in events]

    return asyncio.run(collect())


def kinds(path: Path) -> list[str]:
    return [json.loads(line)["kind"] for line in path.read_text("utf-8").split("\n") if line]


def test_a_chat_has_no_file_before_its_first_question(store: Store, tmp_path: Path) -> None:
    chat = Chat.new(store, Writer(), tmp_path / "chats")
    assert chat.path is None and chat.turns == () and not (tmp_path / "chats").exists()


def test_a_question_is_saved_before_its_answer_and_resumes(store: Store, tmp_path: Path) -> None:
    chat = Chat.new(store, Writer(), tmp_path)

    async def first_event() -> None:
        async for _ in chat.ask(QUESTION):
            assert chat.path is not None and kinds(chat.path)[:2] == ["chat", "question"]

    asyncio.run(first_event())
    assert chat.path is not None and chat.path.stat().st_mode & 0o777 == 0o600
    assert chat.path.name.endswith("-how-many-rural-schools-are-being-upgraded.jsonl")
    again = Chat.resume(chat.path, store, Writer())
    [turn] = again.turns
    assert again.title == QUESTION and turn.status == "answered" and turn.engine == "extractive"
    assert turn.result == chat.turns[0].result and turn.result is not None
    assert SCHOOLS in turn.passages and turn.result.passages == turn.passages and "figures" in turn.result.checks


def test_the_writer_changes_between_turns_and_the_model_sees_the_turn_before(store: Store, tmp_path: Path) -> None:
    chat = Chat.new(store, Writer(), tmp_path)
    through(chat.ask(QUESTION))
    with chat_server(says(cited(store))) as server:
        chat.writer = endpoint(server)
        through(chat.ask("And in which year?"))
        user = server.requests[0].body["messages"][1]["content"]
    assert f"Question: {QUESTION}" in user and "And in which year?" in user and "para. 229" not in user
    turn = chat.turns[1]
    assert turn.model == MODEL and turn.result is not None and turn.result.model == MODEL
    assert turn.result.prompt is not None and len(turn.result.prompt) == 12 and SCHOOLS in turn.result.passages


def test_regenerating_keeps_the_answer_before_in_the_file(store: Store, tmp_path: Path) -> None:
    with chat_server(says(cited(store)), says(cited(store, "It says that over 1,000 are being upgraded"))) as server:
        chat = Chat.new(store, endpoint(server), tmp_path)
        through(chat.ask(QUESTION))
        through(chat.regenerate())
        assert "It says" not in server.requests[-1].body["messages"][1]["content"]
        assert "conversation so far" not in server.requests[-1].body["messages"][1]["content"]
    assert chat.path is not None
    [turn] = Chat.resume(chat.path, store, Writer()).turns
    assert turn.text.startswith("It says") and kinds(chat.path).count("answer") == 2


def test_an_edited_answer_is_checked_anew_and_told_to_the_model(store: Store, tmp_path: Path) -> None:
    chat = Chat.new(store, Writer(), tmp_path)
    through(chat.ask(QUESTION))
    turn = asyncio.run(chat.edit_answer(f"More than 9,000 rural schools are being upgraded ({REPORT}, para. 229)."))
    assert turn.edited and turn.result is not None and turn.result.accused == 1
    assert chat.path is not None
    assert Chat.resume(chat.path, store, Writer()).conversation().turns[0].answer.startswith("More than 9,000")


def test_an_answer_goes_on_from_an_edited_beginning(store: Store, tmp_path: Path) -> None:
    begun = f"More than 1,000 rural schools are being upgraded ({REPORT}, para. 229)."
    with chat_server(says(cited(store))) as server:
        chat = Chat.new(store, endpoint(server), tmp_path)
        through(chat.ask(QUESTION))
        found = through(chat.continue_answer(begun))
        user = server.requests[-1].body["messages"][1]["content"]
    assert user.rstrip().endswith("]." if "[" in user[-12:] else begun)
    [turn] = chat.turns
    assert turn.text == "".join(event.text for event in found if isinstance(event, TextDelta))
    assert turn.text.startswith(begun) and turn.text.endswith("para. 229).") and turn.begun == begun


def test_the_extractive_engine_goes_on_too(store: Store, tmp_path: Path) -> None:
    chat = Chat.new(store, Writer(), tmp_path)
    through(chat.ask(QUESTION))
    through(chat.continue_answer("The schools first."))
    assert chat.turns[0].text.startswith("The schools first. The State party reports that more than 1,000")


def test_a_cut_answer_is_kept_and_the_next_turn_works(store: Store, tmp_path: Path) -> None:
    cut = Reply(events("The State party reports", finish=None, end=False))
    with chat_server(cut, says(cited(store))) as server:
        chat = Chat.new(store, endpoint(server), tmp_path)
        assert isinstance(through(chat.ask(QUESTION))[-1], Failed)
        assert isinstance(through(chat.ask(QUESTION))[-1], Done)
    assert chat.path is not None
    failed, answered = Chat.resume(chat.path, store, Writer()).turns
    assert failed.status == "failed" and "The State party reports" in failed.text and failed.message
    assert answered.status == "answered"


def test_a_stopped_answer_keeps_its_text(store: Store, tmp_path: Path) -> None:
    with chat_server(Reply([*events("The State party reports much. ", finish=None, end=False), 5.0])) as server:
        chat = Chat.new(store, endpoint(server), tmp_path)

        async def stop() -> None:
            asking = chat.ask(QUESTION)
            async for event in asking:
                if isinstance(event, TextDelta) and "party" in event.text:
                    break
            await asking.aclose()

        asyncio.run(stop())
    [turn] = chat.turns
    assert turn.status == "stopped" and turn.text.startswith("The State party")


def test_an_error_before_the_answer_is_kept_with_the_question(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    profile = Profile(base_url="http://127.0.0.1:9/v1", model="m", key_env="NO_SUCH_KEY")
    chat = Chat.new(store, Writer(profile), tmp_path)
    with pytest.raises(SettingsError):
        through(chat.ask(QUESTION))
    assert chat.turns[0].status == "failed" and "NO_SUCH_KEY" in chat.turns[0].message


@pytest.mark.parametrize("torn", ['{"kind":"answer","turn":0,"resu', '{"kind":"text","turn":0,"text":"\xd0'])
def test_a_torn_last_line_is_passed_over_and_the_chat_goes_on(store: Store, tmp_path: Path, torn: str) -> None:
    chat = Chat.new(store, Writer(), tmp_path)
    through(chat.ask(QUESTION))
    assert chat.path is not None
    with chat.path.open("ab") as file:
        file.write(torn.encode("latin-1"))
    again = Chat.resume(chat.path, store, Writer())
    assert again.unread == 1 and again.turns[0].status == "answered"
    through(again.ask("Who appoints the Ombudsman?"))
    assert [turn.status for turn in Chat.resume(chat.path, store, Writer()).turns][0] == "answered"
    assert len(Chat.resume(chat.path, store, Writer()).turns) == 2


def test_two_readers_of_a_chat_do_not_write_over_each_other(store: Store, tmp_path: Path) -> None:
    first = Chat.new(store, Writer(), tmp_path)
    through(first.ask(QUESTION))
    assert first.path is not None
    second = Chat.resume(first.path, store, Writer())

    async def both() -> None:
        async for _ in first.ask("Who appoints the Ombudsman?"):
            with pytest.raises(ChatError, match="is being written"):
                async for _ in second.ask("And when?"):
                    raise AssertionError("two answers at once")

    asyncio.run(both())
    through(second.ask("How many Dungans are there?"))
    assert [turn.number for turn in second.turns] == [0, 1, 2]


def test_a_killed_program_loses_at_most_a_second(store: Store, tmp_path: Path) -> None:
    """Kills a process with SIGKILL while an answer streams, one word each 50 ms."""
    slow: list[bytes | float] = []
    for number, part in enumerate(events(" ".join(f"word{n}" for n in range(400)), size=7)):
        slow += [part] if number < 2 else [part, 0.05]
    program = """
import asyncio, sys
from pathlib import Path
from assistant.chats import Chat
from assistant.engines.writer import Writer
from assistant.events import TextDelta
from assistant.profile import Profile
from assistant.store import Store
from vectorstore.library import open_library
folder = Path(sys.argv[1])
store = Store(open_library(), folder / "index", print)
chat = Chat.new(store, Writer(Profile(base_url=sys.argv[2], model="scripted", gathering="search")), folder)
async def go():
    text = ""
    async for event in chat.ask("How many rural schools are being upgraded?"):
        if isinstance(event, TextDelta):
            text += event.text
            print(len(text), flush=True)
asyncio.run(go())
"""
    with chat_server(Reply(slow)) as server:
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), server.base_url], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        started, shown, earlier = 0.0, 0, [(0.0, 0)]
        for line in process.stdout:
            if not line.strip().isdigit():
                continue
            started = started or time.monotonic()
            shown = int(line)
            earlier.append((time.monotonic(), shown))
            if time.monotonic() - started > 5:
                break
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    [path] = tmp_path.glob("*.jsonl")
    [turn] = Chat.resume(path, store, Writer()).turns
    # One second, one piece that was on its way, and what else the machine may have had to do.
    due = max(length for moment, length in earlier if moment <= earlier[-1][0] - 2.5)
    assert turn.status == "stopped" and turn.question == QUESTION and len(turn.text) >= due > 0
    lines = path.read_bytes()
    path.write_bytes(lines[:-9])  # as if it had died in the middle of its last line
    with chat_server(says(cited(store))) as server:
        chat = Chat.resume(path, store, endpoint(server))
        assert chat.unread == 1 and chat.turns[0].question == QUESTION
        assert isinstance(through(chat.ask("Who appoints the Ombudsman?"))[-1], Done), "its lock is gone with it"
    again = Chat.resume(path, store, Writer())
    assert [turn.status for turn in again.turns] == ["stopped", "answered"] and again.unread == 1


def test_two_processes_with_the_same_chat_take_turns(store: Store, tmp_path: Path) -> None:
    """The other process answers while this one asks; once it is through, this one reads what it wrote and goes on."""
    program = """
import asyncio, sys
from pathlib import Path
from assistant.chats import Chat
from assistant.engines.writer import Writer
from assistant.profile import Profile
from assistant.store import Store
from vectorstore.library import open_library
path = Path(sys.argv[1])
store = Store(open_library(), path.parent / "index", print)
chat = Chat.resume(path, store, Writer(Profile(base_url=sys.argv[2], model="scripted", gathering="search")))
async def go():
    async for event in chat.ask("How many rural schools are being upgraded?"):
        pass
asyncio.run(go())
"""
    chat = Chat.new(store, Writer(), tmp_path)
    through(chat.ask("Who appoints the Ombudsman?"))
    assert chat.path is not None
    gate = threading.Event()
    with chat_server(Reply([gate, *events(cited(store))])) as server:
        other = subprocess.Popen([sys.executable, "-c", program, str(chat.path), server.base_url], text=True)
        deadline = time.monotonic() + 300
        while not server.requests and time.monotonic() < deadline and other.poll() is None:
            time.sleep(0.05)
        assert server.requests, "the other process asks"
        with pytest.raises(ChatError, match="is being written"):
            through(chat.ask("How many Dungans are there?"))
        gate.set()
        assert other.wait(300) == 0
    through(chat.ask("How many Dungans are there?"))
    assert [turn.number for turn in chat.turns] == [0, 1, 2] and "rural schools" in chat.turns[1].text
    again = Chat.resume(chat.path, store, Writer())
    assert [turn.status for turn in again.turns].count("stopped") == 0 and again.unread == 0


def test_the_export_holds_questions_answers_and_what_they_rest_on(store: Store, tmp_path: Path) -> None:
    chat = Chat.new(store, Writer(), tmp_path, title="Schools")
    through(chat.ask(QUESTION))
    text = chat_markdown(chat)
    assert text.startswith(f"# Schools\n\n## {QUESTION}\n\nThe State party reports that more than 1,000")
    assert "Written by the extractive engine." in text and "Passages in context: CERD/C/KAZ/11-14, paras." in text

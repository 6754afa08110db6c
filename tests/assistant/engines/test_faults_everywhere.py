"""The faults of a server beyond the one question: while the model looks for passages, in a draft and in a batch.

Wherever one strikes, it ends in a message or a text, what had arrived is kept, and the same server is of use again.
"""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

import pytest

from assistant.brief import Brief
from assistant.chats import Chat
from assistant.cli.main import main
from assistant.engines.writer import Writer
from assistant.events import Done, Event, Failed
from assistant.profile import Profile
from assistant.store import Store
from tests.assistant.engines.test_faults import QUESTION, TEXT, Fault, answer, faults, key_of_answer
from tests.servers.chat import MODEL, ChatServer, chat_server, says
from vectorstore.address import Address

ARTICLE_6 = Brief(article=Address("ICERD", ("6",)))
SECTION = "### What the Convention requires\n\nNo paragraph found that deals with it.\n"
KINDS = faults("k2f3")
_models = count()


def profile(server: ChatServer, fault: Fault | None = None, **changes: object) -> Profile:
    """A profile with a model of its own, so that nothing is remembered of it; impatient where silence is the fault."""
    silent = fault is not None and fault.kind == "timeout"
    fields = {
        "base_url": server.base_url,
        "model": f"scripted-{next(_models)}",
        "timeout_seconds": 1.0 if silent else 60.0,
        "first_token_seconds": 2.5 if silent else 120.0,
        "context_tokens": 16384,
    }
    return Profile.model_validate(fields | changes)


@pytest.mark.parametrize("way", ["tools", "plan"])
@pytest.mark.parametrize("name", KINDS)
def test_a_chats_turn_with_a_fault_is_kept_and_the_next_one_works(
    name: str, way: str, store: Store, tmp_path: Path
) -> None:
    """The fault strikes where the model looks for passages, and again, if the turn goes on, where it writes."""
    fault = faults(key_of_answer(store))[name]
    with chat_server(*fault.replies) as server:
        chat = Chat.new(store, Writer(profile(server, fault, gathering=way)), tmp_path)
        first = asyncio.run(turn(chat))
        asked = len(server.requests)
        server.replies = [says("USE: none"), answer(store)] if way == "tools" else [says("schools"), answer(store)]
        chat.writer = Writer(profile(server, gathering=way))
        second = asyncio.run(turn(chat))
    assert isinstance(first[-1], Done | Failed) and asked <= 12, "no hang, no storm of requests"
    if isinstance(first[-1], Failed):
        assert first[-1].message and first[-1].hint
    assert isinstance(second[-1], Done)
    assert chat.path is not None
    before, after = Chat.resume(chat.path, store, Writer()).turns
    assert before.question == after.question == QUESTION and TEXT in after.text
    assert before.message or before.result is not None


async def turn(chat: Chat) -> list[Event]:
    async with asyncio.timeout(120):
        return [event async for event in chat.ask(QUESTION)]


@pytest.mark.parametrize("name", KINDS)
def test_a_draft_with_a_fault_keeps_what_came_and_the_next_one_works(name: str, store: Store) -> None:
    fault = faults(key_of_answer(store))[name]
    with chat_server(*fault.replies) as server:
        found = asyncio.run(section(store, profile(server, fault, model=MODEL, gathering="search")))
        server.replies = [says(SECTION)]
        again = asyncio.run(section(store, profile(server, gathering="search")))
    last = found[-1]
    if fault.kind:
        assert isinstance(last, Failed) and last.details["kind"] == fault.kind and last.hint
        assert fault.said in f"{last.message} {last.hint}"
        assert (TEXT in last.kept and last.kept.startswith("[Unverified:")) if fault.kept else last.kept == ""
    else:
        assert isinstance(last, Done)
    assert isinstance(again[-1], Done)


async def section(store: Store, profile: Profile) -> list[Event]:
    async with asyncio.timeout(120):
        return [event async for event in Writer(profile).draft(ARTICLE_6, store)]


BATCHED = ["401", "404 unknown model", "500", "HTML", "bad JSON in the middle", "cut chunk", "only reasoning", "length"]


@pytest.mark.parametrize("name", BATCHED)
def test_a_batch_with_a_fault_says_it_and_is_finished_by_the_next_run(
    name: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHADOW_REPORT_CONFIG_DIR", str(tmp_path / "config"))
    fault = faults(key_of_answer(store))[name]
    briefs = tmp_path / "briefs.jsonl"
    briefs.write_text("".join(f'{{"id": "{id}", "article": 6}}\n' for id in ("one", "two")), encoding="utf-8")
    with chat_server(*fault.replies) as server:
        command = ["-w", str(tmp_path / "workspace"), "batch", str(briefs), "-o", str(tmp_path / "out"), "--jobs", "1"]
        command += ["--base-url", server.base_url, "--model", MODEL, "--engine", "endpoint"]
        code = main(command)
        told = capsys.readouterr()
        server.replies = [says(SECTION)]
        assert main([*command, "--retry-errors"]) in {0, 3}
    if fault.kind:
        assert code != 0 and fault.said.lower() in (told.err + told.out).lower()
    drafts = sorted(path.name for path in (tmp_path / "out").rglob("*.md"))
    assert {"one.md", "two.md"} <= set(drafts)


def test_the_faults_are_those_that_were_asked_for() -> None:
    asked = {
        "slow first byte",
        "silence in the middle",
        "401",
        "404 without /v1",
        "404 unknown model",
        "429 once",
        "500",
    }
    asked |= {"503 until loaded", "HTML", "bad JSON", "cut stream", "CR LF and U+2028", "no usage", "length"}
    assert asked | {"only reasoning", "<think> in the text"} <= set(KINDS)

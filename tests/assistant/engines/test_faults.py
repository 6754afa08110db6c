"""Every fault of a server ends in a clear message, the text that had arrived, and a working next turn."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.citation_keys import KeyRing
from assistant.cli.main import main
from assistant.engines.writer import Writer
from assistant.events import Done, Event, Failed, Step, TextDelta
from assistant.model import AskResult
from assistant.profile import Profile
from assistant.store import Store
from tests.servers.chat import MODEL, ChatServer, Reply, chat_server, done, error, event, events, page, refusal, says

QUESTION = "How many rural schools are being upgraded?"
TEXT = "The State party reports that more than 1,000 rural schools are being upgraded"
PART = events(TEXT, finish=None, end=False)
SLOWEST = 120.0  # on a machine with much else to do; a silence that is not noticed lasts 600 s


@dataclass(frozen=True)
class Fault:
    """What the server does, and what must come of it. Without `kind` the turn is done in spite of it.

    `said` stands in the message, the hint or a step; `kept` says whether text had arrived; `requests` how many were
    made, retries counted.
    """

    replies: Sequence[Reply]
    kind: str = ""
    said: str = ""
    kept: bool = False
    requests: int = 1


REASONING = [event({"reasoning_content": "Let me see."}), event({}, "stop"), done()]


def faults(key: str) -> dict[str, Fault]:
    """All faults by name; `key` is that of the passage which the model cites."""
    cited = f"{TEXT} [{key}]."
    split = f"{cited}\u2028\u0085\r\n\r\n{cited}"
    return {
        "slow first byte": Fault([Reply([0.8, *events(cited)])]),
        "silence before the first word": Fault([Reply([600.0])], "timeout", "sent nothing for 2.5 s"),
        "silence in the middle": Fault([Reply([*PART, 600.0])], "timeout", "stopped in the middle", kept=True),
        "401": Fault([refusal(401, "bad key")], "unauthorised", "set-key"),
        "404 without /v1": Fault([error(404, {"detail": "Not Found"})], "no_model", "There is no chat API"),
        "404 unknown model": Fault([refusal(404, "model 'scripted' not found")], "no_model", "has no model 'scripted'"),
        "429 once": Fault(
            [refusal(429, "slow down", retry_after="0.3"), says(cited)], said="Trying again in 0.3 s", requests=2
        ),
        "429 for ever": Fault([refusal(429, "slow down", retry_after="0")], "server_fault", "slow down", requests=3),
        "429 for an hour": Fault([refusal(429, "quota used up", retry_after="3600")], "server_fault", "quota used up"),
        "500": Fault([refusal(500, "out of memory", retry_after="0")], "server_fault", "out of memory", requests=3),
        "503 until loaded": Fault(
            [refusal(503, "Loading model", retry_after="0.1"), says(cited)], said="not ready", requests=2
        ),
        "HTML": Fault([page()], "not_an_api", "web page"),
        "HTML with an error": Fault(
            [Reply([b"<html>502</html>"], 502, "text/html", {"retry-after": "0"})],
            "server_fault",
            "web page",
            requests=3,
        ),
        "bad JSON": Fault([Reply([b"data: {oops\n\n"])], "not_an_api", "cannot be read"),
        "bad JSON in the middle": Fault(
            [Reply([*PART, b"data: {oops\n\n"])], "not_an_api", "cannot be read", kept=True
        ),
        "cut stream": Fault([Reply(PART)], "cut_stream", "without saying that it was complete", kept=True),
        "cut chunk": Fault([Reply(PART, chunked=True, cut=True)], "cut_stream", "closed the connection", kept=True),
        "an error in the stream": Fault(
            [Reply([*PART, b'data: {"error": {"message": "GPU lost"}}\n\n'])], "server_fault", "GPU lost", kept=True
        ),
        "CR LF and U+2028": Fault([says(split, newline="\r\n", size=7)]),
        "CR alone": Fault([says(split, newline="\r", size=7)]),
        "no usage": Fault([says(cited, usage=None)]),
        "length": Fault([says(cited, finish="length")], said="stopped at its length limit"),
        "only reasoning": Fault([Reply(REASONING)], "cut_stream", "only reasoned and wrote no text"),
        "nothing": Fault([says("")], "cut_stream", "empty reply"),
        "<think> in the text": Fault([says(f"<think>Perhaps 5,000?</think>{cited}", size=4)]),
        "a context too short": Fault(
            [refusal(400, "maximum context length is 4096 tokens")], "context", "context_tokens"
        ),
    }


def key_of_answer(store: Store) -> str:
    passage = store.library.get("CERD/C/KAZ/11-14#229")
    assert passage is not None
    return KeyRing().offer(passage)


def answer(store: Store) -> Reply:
    return says(f"{TEXT} [{key_of_answer(store)}].")


def ask(server: ChatServer, store: Store, *, impatient: bool = False) -> list[Event]:
    """Asks once; only where a silence is the fault does it end soon, for a busy machine is silent too."""
    writer = Writer(
        Profile(
            base_url=server.base_url,
            model=MODEL,
            timeout_seconds=1.0 if impatient else 60.0,
            first_token_seconds=2.5 if impatient else 120.0,
            context_tokens=16384,
            gathering="search",
        )
    )

    async def collect() -> list[Event]:
        return [event async for event in writer.ask(QUESTION, store)]

    return asyncio.run(collect())


def answered(found: list[Event]) -> AskResult:
    last = found[-1]
    assert isinstance(last, Done), last
    assert isinstance(last.result, AskResult) and last.result.answered
    return last.result


@pytest.mark.parametrize("name", faults("k2f3"))
def test_a_turn_survives(name: str, store: Store) -> None:
    fault = faults(key_of_answer(store))[name]
    started = time.monotonic()
    with chat_server(*fault.replies) as server:
        found = ask(server, store, impatient=fault.kind == "timeout")
        assert len(server.requests) == fault.requests
        assert time.monotonic() - started < SLOWEST, "no hang"
        told = "\n".join(event.message for event in found if isinstance(event, Step))
        if fault.kind:
            failed = found[-1]
            assert isinstance(failed, Failed), failed
            assert failed.details["kind"] == fault.kind and failed.hint
            assert fault.said in f"{failed.message} {failed.hint}"
            assert (TEXT in failed.kept and "Unverified" in failed.kept) if fault.kept else failed.kept == ""
        else:
            result = answered(found)
            assert fault.said in told and TEXT in result.answer
            assert "think" not in result.answer and "5,000" not in result.answer
            assert result.answer == "".join(event.text for event in found if isinstance(event, TextDelta))
        server.replies = [answer(store)]
        assert TEXT in answered(ask(server, store)).answer, "the next turn works"


def test_nothing_listens_and_then_it_does(store: Store) -> None:
    with chat_server(answer(store)) as server:
        gone = server
    failed = ask(gone, store)[-1]
    assert isinstance(failed, Failed) and failed.details["kind"] == "refused" and gone.base_url in failed.message
    with chat_server(answer(store)) as server:
        answered(ask(server, store))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One workspace for all commands, so that its index is built once."""
    return tmp_path_factory.mktemp("workspace") / "report"


@pytest.mark.parametrize("name", ["401", "silence in the middle", "cut chunk", "only reasoning", "429 once", "length"])
def test_the_command_line_tells_it_and_goes_on(
    name: str, store: Store, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = faults(key_of_answer(store))[name]
    with chat_server(*fault.replies) as server:
        use(server, monkeypatch, workspace, patience=1 if fault.kind == "timeout" else 60)
        command = ["-w", str(workspace), "ask", QUESTION]
        code = main(command)
        printed = capsys.readouterr()
        assert fault.said in printed.err
        if fault.kind:
            assert code == 1 and printed.out == ""
            assert (TEXT in printed.err) == fault.kept
        else:
            assert code == 0 and TEXT in printed.out
        server.replies = [answer(store)]
        assert main(command) == 0 and TEXT in capsys.readouterr().out, "the next turn works"


def test_one_question_that_fails_does_not_keep_the_next_from_its_answer(
    store: Store, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with chat_server(Reply(PART, chunked=True, cut=True), answer(store)) as server:
        use(server, monkeypatch, workspace)
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{QUESTION}\n\n{QUESTION} Again.\n"))
        assert main(["-w", str(workspace), "ask", "-"]) == 1
    printed = capsys.readouterr()
    first, second = map(json.loads, printed.out.splitlines())
    assert first == {"question": QUESTION, "error": first["error"]} and "closed the connection" in first["error"]
    assert second["answered"] and TEXT in second["answer"]
    assert f"Not answered: {QUESTION}" in printed.err


def use(server: ChatServer, monkeypatch: pytest.MonkeyPatch, workspace: Path, *, patience: float = 60) -> None:
    """Make the server the one of the settings; `patience` is how long it may be silent, in seconds."""
    folder = workspace.parent / "config"
    folder.mkdir(exist_ok=True)
    monkeypatch.setenv("SHADOW_REPORT_CONFIG_DIR", str(folder))
    (folder / "config.toml").write_text(
        f'profile = "desk"\n[profiles.desk]\nbase_url = "{server.base_url}"\nmodel = "{MODEL}"\n'
        f"timeout_seconds = {patience}\nfirst_token_seconds = {2.5 * patience}\ncontext_tokens = 16384\n"
        'gathering = "search"\n',
        encoding="utf-8",
    )

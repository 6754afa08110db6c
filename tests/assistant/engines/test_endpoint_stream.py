from __future__ import annotations

import asyncio
import time

import pytest

from assistant.engines.endpoint import streaming
from assistant.engines.endpoint.client import client, shared_clients
from assistant.engines.endpoint.streaming import End, Piece, Text, Thought, stream_reply
from assistant.errors import EndpointError, SettingsError
from assistant.events import Step, Usage
from assistant.profile import Profile
from tests.servers.chat import (
    MODEL,
    ChatServer,
    Reply,
    chat_server,
    done,
    error,
    event,
    events,
    in_odd_pieces,
    page,
    refusal,
    says,
)

TEXT = "Ńur “Қазақ” ǵylym [k7f3]. <redacted> 25.\u2028Next\u0085line\r\n\nend"
PART = events("half a sen", finish=None, end=False)


def profile(server: ChatServer, **changes: object) -> Profile:
    return Profile.model_validate({"base_url": server.base_url, "model": MODEL, "timeout_seconds": 0.5, **changes})


def run(server: ChatServer, **changes: object) -> tuple[list[Piece], EndpointError | None]:
    """All pieces of one reply, and the error that it ended in."""

    async def collect() -> tuple[list[Piece], EndpointError | None]:
        pieces: list[Piece] = []
        try:
            async for piece in stream_reply(profile(server, **changes), [("system", "rules"), ("user", "question")]):
                pieces.append(piece)
        except EndpointError as failure:
            return pieces, failure
        return pieces, None

    return asyncio.run(collect())


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def test_a_whole_reply_arrives_with_its_usage() -> None:
    with chat_server(says(TEXT, usage={"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15})) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == TEXT
    assert Usage(12, 3) in pieces and pieces[-1] == End("stop")


def test_usage_that_comes_with_every_piece_counts_once() -> None:
    counts = [{"prompt_tokens": 12, "completion_tokens": done_so_far, "total_tokens": 0} for done_so_far in (1, 2, 3)]
    pieces_sent = [event({"content": "a "}, usage=count) for count in counts]
    with chat_server(Reply([*pieces_sent, event({}, "stop", usage=counts[-1]), done()])) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == "a a a "
    assert [piece for piece in pieces if isinstance(piece, Usage)] == [Usage(12, 3)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_events_cut_anywhere_and_any_line_end_give_the_same_text(newline: str, size: int) -> None:
    reply = Reply(in_odd_pieces(events(TEXT, newline=newline), size), chunked=True)
    with chat_server(reply) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == TEXT


def test_a_reply_without_usage_is_whole() -> None:
    with chat_server(says(TEXT)) as server:
        pieces, failure = run(server)
    assert failure is None and not any(isinstance(piece, Usage) for piece in pieces)


@pytest.mark.parametrize("count", ["12", -1, None, [12], 1.5])
def test_what_is_no_count_was_not_said(count: object) -> None:
    usage = {"prompt_tokens": count, "completion_tokens": count, "total_tokens": count}
    with chat_server(Reply([event({"content": TEXT}), event({}, "stop", usage=usage), done()])) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == TEXT
    assert not [piece for piece in pieces if isinstance(piece, Usage) and (piece.prompt_tokens or 0) != 0]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (["a \\ud83d", "\\ude00 b"], "a \U0001f600 b"),
        (["a \\ud83d b"], "a \ufffd b"),
        (["a \\ude00", " b"], "a \ufffd b"),
        (["a \\ud83d"], "a \ufffd"),
    ],
)
def test_a_character_sent_in_halves_is_whole_and_half_a_one_can_be_saved(sent: list[str], read: str) -> None:
    chunks = [f'data: {{"choices": [{{"delta": {{"content": "{one}"}}}}]}}\n\n'.encode() for one in sent]
    with chat_server(Reply([*chunks, event({}, "stop"), done()])) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == read and read.encode()


def test_text_that_comes_as_a_list_of_parts_is_read() -> None:
    parts = [{"type": "text", "text": "one "}, {"type": "text", "text": "two"}]
    with chat_server(Reply([event({"content": parts}), event({}, "stop"), done()])) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == "one two"


@pytest.mark.parametrize("end", [True, False])
def test_a_server_that_ends_its_text_and_keeps_the_line_open_is_not_waited_for(end: bool) -> None:
    started = time.monotonic()
    with chat_server(Reply([*events("all of it", end=end), 60.0], chunked=True)) as server:
        pieces, failure = run(server, timeout_seconds=60)
    assert failure is None and text_of(pieces) == "all of it" and pieces[-1] == End("stop")
    assert time.monotonic() - started < 30


def test_the_request_tells_the_server_no_more_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://elsewhere.invalid/v1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    with chat_server(says("x")) as server:
        assert run(server)[1] is None
        headers, body = server.requests[0].headers, server.requests[0].body
    assert "authorization" not in headers
    assert not [name for name in headers if name.startswith(("openai-", "x-stainless"))]
    assert "elsewhere" not in str(headers) + str(body)
    assert set(body) == {"model", "messages", "stream", "stream_options", "temperature"}


def test_the_key_comes_from_the_profile_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "wrong")
    monkeypatch.setenv("MY_KEY", "right")
    with chat_server(says("x")) as server:
        run(server, key_env="MY_KEY")
        assert server.requests[0].headers["authorization"] == "Bearer right"


def test_a_missing_key_sends_nothing() -> None:
    with chat_server(says("x")) as server:
        with pytest.raises(SettingsError):
            run(server, key_env="NOT_SET")
        assert server.requests == []


FAULTS: dict[str, tuple[Reply, str, str, int]] = {
    "401": (refusal(401, "bad key"), "unauthorised", "bad key", 1),
    "403": (refusal(403, "not yours"), "unauthorised", "not yours", 1),
    "404 model": (refusal(404, "model 'scripted' not found"), "no_model", "no model 'scripted'", 1),
    "404 path": (error(404, {"detail": "Not Found"}), "no_model", "no chat API at", 1),
    "404 page": (page(404), "no_model", "web page", 1),
    "500": (refusal(500, "out of memory", retry_after="0"), "server_fault", "out of memory", 3),
    "503": (refusal(503, "Loading model", retry_after="0"), "server_fault", "loading", 3),
    "429": (refusal(429, "slow down", retry_after="0"), "server_fault", "slow down", 3),
    "400": (refusal(400, "no such thing"), "server_fault", "no such thing", 1),
    "too long": (refusal(400, "maximum context length is 4096 tokens"), "context", "4096", 1),
    "page": (page(), "not_an_api", "web page", 1),
    "not streamed": (error(200, {"choices": [{"message": {"content": "x"}}]}), "not_an_api", "stream", 2),
    "bad JSON": (Reply([b"data: {oops\n\n"]), "not_an_api", "cannot be read", 1),
    "other JSON": (Reply([b"data: [1]\n\n"]), "not_an_api", "something else", 1),
    "deep JSON": (Reply([b"data: " + b"[" * 20_000 + b"\n\n"]), "not_an_api", "something else", 1),
    "an error without its form": (Reply([b'data: {"error": "GPU lost"}\n\n']), "server_fault", "GPU lost", 1),
    "no choices": (Reply([b'data: {"choices": null}\n\n', done()]), "cut_stream", "complete", 1),
    "redirect": (
        Reply([], 307, "text/plain", {"Location": "http://elsewhere.invalid/v1"}),
        "not_an_api",
        "redirects",
        1,
    ),
    "silence": (Reply([60.0]), "timeout", "sent nothing", 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_before_the_first_word_has_a_clear_message(name: str) -> None:
    reply, kind, words, requests = FAULTS[name]
    started = time.monotonic()
    with chat_server(reply) as server:
        pieces, failure = run(server)
        assert failure is not None and failure.kind == kind
        assert words.lower() in str(failure).lower() and failure.hint
        assert text_of(pieces) == "" and len(server.requests) == requests
        server.replies = [says("fine")]
        assert text_of(run(server)[0]) == "fine", "the next turn works"
    assert time.monotonic() - started < 10


def test_an_empty_stream_for_a_long_prompt_is_told_as_such() -> None:
    long = refusal(400, "This model's maximum context length is 4096 tokens.")
    with chat_server(lambda request: Reply([]) if request.body["stream"] else long) as server:
        failure = run(server)[1]
    assert failure is not None and failure.kind == "context" and "4096" in failure.message


LATE: dict[str, tuple[Reply, str]] = {
    "connection closed": (Reply(PART), "cut_stream"),
    "chunk missing": (Reply(PART, chunked=True, cut=True), "cut_stream"),
    "bad JSON": (Reply([*PART, b"data: {oops\n\n"]), "not_an_api"),
    "silence": (Reply([*PART, 60.0]), "timeout"),
    "error event": (Reply([*PART, b'data: {"error": {"message": "out of memory"}}\n\n']), "server_fault"),
}


@pytest.mark.parametrize("name", LATE)
def test_a_fault_in_the_middle_keeps_the_text_and_is_not_retried(name: str) -> None:
    reply, kind = LATE[name]
    with chat_server(reply) as server:
        pieces, failure = run(server)
        assert failure is not None and failure.kind == kind
        assert text_of(pieces) == "half a sen" and len(server.requests) == 1


def test_nothing_listens() -> None:
    with chat_server(says("x")) as server:
        gone = server.base_url
    failure = run(server)[1]
    assert failure is not None and failure.kind == "refused" and gone in failure.message


def test_tls_where_there_is_none() -> None:
    with chat_server(says("x")) as server:
        failure = run(server, base_url=server.base_url.replace("http:", "https:"))[1]
    assert failure is not None and failure.kind == "refused" and "secure" in failure.message


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_retried_visibly_and_when_the_server_says(status: int) -> None:
    with chat_server(refusal(status, "not now", retry_after="0.2"), says("fine")) as server:
        started = time.monotonic()
        pieces, failure = run(server)
        assert failure is None and text_of(pieces) == "fine" and len(server.requests) == 2
    assert time.monotonic() - started >= 0.2
    steps = [piece.message for piece in pieces if isinstance(piece, Step)]
    assert len(steps) == 1 and "0.2 s (attempt 2 of 3)" in steps[0]


@pytest.mark.parametrize("option", ["temperature", "stream_options"])
def test_an_option_that_the_server_refuses_is_left_out(option: str) -> None:
    with chat_server(refusal(400, f"Unsupported value: '{option}'"), says("fine")) as server:
        pieces, failure = run(server)
        assert failure is None and text_of(pieces) == "fine"
        assert option in server.requests[0].body and option not in server.requests[1].body


def test_reasoning_is_kept_apart_from_the_text() -> None:
    with chat_server(says("answer", reasoning="hm")) as server:
        pieces, _ = run(server)
    assert Thought("hm") in pieces and text_of(pieces) == "answer"


def test_slow_words_are_not_silence() -> None:
    slow: list[bytes | float] = []
    for part in events("one two three", size=4):
        slow += [0.2, part]
    with chat_server(Reply(slow)) as server:
        pieces, failure = run(server)
    assert failure is None and text_of(pieces) == "one two three"


def test_a_slow_first_word_is_waited_for_visibly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "SAY_EVERY", 0.2)
    with chat_server(Reply([0.9, *events("late")])) as server:
        pieces, failure = run(server, first_token_seconds=10)
    assert failure is None and text_of(pieces) == "late"
    waits = [piece.message for piece in pieces if isinstance(piece, Step)]
    assert len(waits) >= 2 and "has sent nothing for 0.2 s" in waits[0] and "up to 10 s" in waits[0]


def test_no_more_requests_run_at_once_than_the_server_takes() -> None:
    async def three(server: ChatServer) -> int:
        async def one() -> None:
            async for _ in stream_reply(profile(server, timeout_seconds=60, concurrency=2), [("user", "x")]):
                pass

        tasks = [asyncio.create_task(one()) for _ in range(3)]
        while len(server.requests) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        at_once = len(server.requests)
        server.closing.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        return at_once

    with chat_server(Reply([60.0, *events("x")])) as server:
        assert asyncio.run(asyncio.wait_for(three(server), 10)) == 2
        assert len(server.requests) == 3


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_carries_neither_text_nor_key(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", "secret")
    with chat_server(says("stolen")) as other:
        target = other.base_url.replace("127.0.0.1", "localhost") + "/chat/completions"
        with chat_server(Reply([], status, "text/plain", {"Location": target})) as server:
            failure = run(server, key_env="MY_KEY")[1]
        assert failure is not None and "was not followed" in failure.message
        assert other.requests == []


def test_a_proxy_of_the_environment_reads_no_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.invalid:1")
    named = {"base_url": "http://desk.example/v1", "model": "m", "allow_http": True}
    assert not Profile.model_validate(named).may_use_proxy
    with chat_server(says("x")) as server:
        assert text_of(run(server)[0]) == "x"


def test_a_stream_can_be_abandoned() -> None:
    async def first(server: ChatServer) -> str:
        stream = stream_reply(profile(server), [("user", "x")])
        async for piece in stream:
            if isinstance(piece, Text):
                await stream.aclose()  # type: ignore[attr-defined]
                return piece.text
        return ""

    with chat_server(Reply([event({"content": "first"}), 60.0])) as server:
        assert asyncio.run(asyncio.wait_for(first(server), 5)) == "first"


def test_cancelling_ends_the_wait() -> None:
    async def cancelled(server: ChatServer) -> bool:
        async def wait() -> None:
            async for _ in stream_reply(profile(server, timeout_seconds=60), [("user", "x")]):
                pass

        task = asyncio.create_task(wait())
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            return True
        return False

    with chat_server(Reply([60.0])) as server:
        assert asyncio.run(asyncio.wait_for(cancelled(server), 5))


def test_requests_side_by_side_share_a_client_that_a_closed_connection_does_not_harm() -> None:
    reply = Reply(events(TEXT), chunked=True)  # the server promises to keep the connection, and closes it

    async def ask(server: ChatServer) -> str:
        return text_of([piece async for piece in stream_reply(profile(server), [("user", "question")])])

    async def go(server: ChatServer) -> tuple[list[str], bool, bool]:
        async with shared_clients():
            async with client(profile(server), frozenset()) as first:
                texts = await asyncio.gather(ask(server), ask(server))
                texts += [await ask(server)]
            async with client(profile(server), frozenset()) as second:
                assert second is first
        async with client(profile(server), frozenset()) as apart:
            pass
        assert first.http_async_client is not None and apart.http_async_client is not None
        return texts, first.http_async_client.is_closed, apart is first

    with chat_server(reply) as server:
        texts, closed, same = asyncio.run(go(server))
    assert texts == [TEXT] * 3 and closed and not same

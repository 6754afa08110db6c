"""The search for passages by a model with tools, over HTTP: what it may do, and what happens when it does it badly."""

from __future__ import annotations

import asyncio
import json
import time
from itertools import count

import pytest

from assistant.citation_keys import KeyRing
from assistant.engines.endpoint import ask
from assistant.engines.endpoint.agent import middleware
from assistant.engines.endpoint.agent.plan import read_plan
from assistant.engines.endpoint.agent.written_calls import written_calls
from assistant.events import Done, Event, Failed, Retrieved, Step
from assistant.model import AskResult
from assistant.profile import Profile
from assistant.store import Store
from tests.servers.chat import ChatServer, Reply, chat_server, done, event, events, refusal, says

REPORT = "CERD/C/KAZ/11-14"
LANGUAGES, UZBEK = f"{REPORT}#249", f"{REPORT}#251"
QUESTION = "How many rural schools are being upgraded?"
_models = count()


def key(store: Store, id: str) -> str:
    passage = store.library.get(id)
    assert passage is not None
    return KeyRing().offer(passage)


def calls(*made: tuple[str, object]) -> Reply:
    """A reply that calls tools side by side; arguments that are text are sent as they are."""
    parts = [event({"role": "assistant", "content": None})]
    for index, (name, arguments) in enumerate(made):
        text = arguments if isinstance(arguments, str) else json.dumps(arguments)
        head = {"index": index, "id": f"c{index}", "type": "function", "function": {"name": name, "arguments": ""}}
        parts.append(event({"tool_calls": [head]}))
        parts += [
            event({"tool_calls": [{"index": index, "function": {"arguments": text[at : at + 4]}}]})
            for at in range(0, len(text), 4)
        ]
    return Reply([*parts, event({}, "tool_calls"), done()])


def run(store: Store, server: ChatServer, question: str = QUESTION, **changes: object) -> list[Event]:
    # A model of its own for each run: whether tools work is remembered by model.
    fields = {"base_url": server.base_url, "model": f"model-{next(_models)}", "timeout_seconds": 5.0}
    profile = Profile.model_validate(fields | changes)

    async def collect() -> list[Event]:
        return [event async for event in ask(question, store, profile)]

    return asyncio.run(collect())


def result_of(found: list[Event]) -> AskResult:
    last = found[-1]
    assert isinstance(last, Done) and isinstance(last.result, AskResult), last
    return last.result


def steps(found: list[Event]) -> str:
    return "\n".join(event.message for event in found if isinstance(event, Step))


def tool_results(server: ChatServer) -> list[str]:
    """What the model was told by its tools, by the time of its last call with tools."""
    last = [request.body for request in server.requests if request.body.get("tools")][-1]
    return [message["content"] for message in last["messages"] if message["role"] == "tool"]


def answer(store: Store, id: str = UZBEK) -> Reply:
    return says(f"The State party reports that Uzbek is the language of instruction at 141 schools [{key(store, id)}].")


def test_the_model_looks_and_what_it_chose_is_in_context(store: Store) -> None:
    looks = calls(("search_passages", {"query": "Uzbek language of instruction", "document": "report"}))
    with chat_server(looks, says(f"USE: {key(store, UZBEK)}"), answer(store)) as server:
        found = run(store, server)
        writing = server.requests[-1].body
    result = result_of(found)
    assert result.passages[0] == UZBEK and result.citations == (UZBEK,)
    assert "Searching for “Uzbek language of instruction”" in steps(found)
    assert any(isinstance(one, Retrieved) and one.query.startswith("Uzbek") and UZBEK in one.ids for one in found)
    assert "tools" not in writing and [message["role"] for message in writing["messages"]] == ["system", "user"]
    assert f'<p key="{key(store, UZBEK)}">' in writing["messages"][1]["content"]


def test_every_tool_answers(store: Store) -> None:
    [german, dungan] = [f"{REPORT}#58"] * 2
    made = [
        ("find_figures", {"subject": "number of Germans and Uighurs in the population"}),
        ("read_passages", {"places": [key(store, german), "art. 5 (e) (v)"], "neighbours": 1}),
        ("list_follow_ups", {}),
        ("list_follow_ups", {"observation": "16"}),
        ("compare_figures", {"first_key": key(store, german), "first": "223,200", "second_key": key(store, dungan),
                             "second": "20.3 million"}),
    ]  # fmt: skip
    question = "How many Germans live in Kazakhstan at the beginning of 2025?"
    with chat_server(*(calls(one) for one in made), says("USE: none"), says("NOT FOUND: x")) as server:
        run(store, server, question)
        figures, read, listed, follow_up, compared = tool_results(server)
    assert f"[{key(store, german)}]" in figures and "223,200" in figures
    assert "The right to education" in read or 'from="Convention"' in read
    assert listed.startswith("Concluding observations") and "16:" in listed
    assert 'from="State party"' in follow_up and "answers paragraph 16 in 18 paragraphs" in follow_up
    assert "the first is 1.1 per cent of the second" in compared


def test_parallel_calls_are_all_answered(store: Store) -> None:
    made = calls(
        ("search_passages", {"query": "Uzbek schools"}),
        ("search_passages", {"query": "hate speech online", "document": "report"}),
    )
    with chat_server(made, says("USE: none"), says("NOT FOUND: x")) as server:
        run(store, server)
        assert len(tool_results(server)) == 2


def test_a_loop_is_told_off_and_ended(store: Store) -> None:
    again = calls(("search_passages", {"query": "schools"}))
    with chat_server(*[again] * 6, answer(store)) as server:
        found = run(store, server)
        told = tool_results(server)
        with_tools = sum(bool(request.body.get("tools")) for request in server.requests)
    assert with_tools == 6 and "this very call before" in told[-1]
    assert isinstance(found[-1], Done)


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("send_email", {"to": "x"}, "send_email is not a valid tool"),
        ("search_passages", {"words": "schools"}, "query"),
        ("search_passages", {"query": "schools", "document": "the internet"}, "document"),
        ("read_passages", {"places": ["zzz"]}, "neither a key nor a place"),
        ("read_passages", {"places": ["c9d9"]}, "no key that you were given"),
        ("compare_figures", {"first_key": "c9d9", "first": "1", "second_key": "c9d9", "second": "2"}, "no key"),
        ("list_follow_ups", {"observation": "the weather"}, "names no paragraph"),
    ],
)
def test_a_bad_call_is_explained_to_the_model_and_shown(store: Store, name: str, arguments: object, told: str) -> None:
    with chat_server(calls((name, arguments)), says("USE: none"), answer(store)) as server:
        found = run(store, server)
        [reply] = tool_results(server)
    assert told in reply and f"A call of {name} was turned down" in steps(found)
    assert isinstance(found[-1], Done)


def test_arguments_that_are_no_json_do_not_end_the_turn(store: Store) -> None:
    with chat_server(calls(("search_passages", '{"query": "scho')), says("USE: none"), answer(store)) as server:
        assert isinstance(run(store, server)[-1], Done)


@pytest.mark.parametrize("places", ['["para. 251"]', "para. 251", "para. 251; para. 249"])
def test_a_list_that_comes_as_a_string_is_read(store: Store, places: str) -> None:
    with chat_server(calls(("read_passages", {"places": places})), says("USE: none"), answer(store)) as server:
        run(store, server)
        assert "141 schools" in tool_results(server)[0]


@pytest.mark.parametrize(
    "text",
    [
        '<tool_call>\n{"name": "search_passages", "arguments": {"query": "Uzbek schools"}}\n</tool_call>',
        '```json\n{"name": "search_passages", "parameters": {"query": "Uzbek schools"}}\n```',
        '[TOOL_CALLS][{"name": "search_passages", "arguments": "{\\"query\\": \\"Uzbek schools\\"}"}]',
        '<function=search_passages>{"query": "Uzbek schools"}</function>',
        'I will call search_passages({"query": "Uzbek schools"})',
    ],
)
def test_a_call_written_as_text_is_carried_out(store: Store, text: str) -> None:
    with chat_server(says(text), says(f"USE: {key(store, UZBEK)}"), answer(store)) as server:
        found = run(store, server)
        assert len(tool_results(server)) == 1
    assert "wrote its tool call as text" in steps(found) and UZBEK in result_of(found).passages


def test_words_that_only_speak_of_a_tool_are_no_call() -> None:
    names = {"search_passages"}
    assert written_calls("I would call search_passages with {query}.", names) == []
    assert written_calls('{"name": "rm", "arguments": {"path": "/"}}', names) == []
    assert written_calls('{"name": "search_passages", "arguments": "none"}', names) == []


@pytest.mark.parametrize("status", [400, 422, 501])
def test_a_server_without_tools_plans_the_searches_and_is_not_asked_again(store: Store, status: int) -> None:
    plan = says('1. languages of instruction in schools\n2. "Uzbek schools"\n')
    no_tools = refusal(status, "this model does not support tools")
    with chat_server(no_tools, plan, answer(store)) as server:
        found = run(store, server, model=f"plain-{status}")
        assert "takes no tools" in steps(found) and "tools" not in server.requests[1].body
        assert UZBEK in result_of(found).passages
        server.replies[:] = [plan, answer(store)]
        run(store, server, model=f"plain-{status}")
        assert "tools" not in server.requests[3].body


def test_a_model_that_ignores_its_tools_plans_the_searches(store: Store) -> None:
    with chat_server(says("There are many schools."), says("- Uzbek schools"), answer(store)) as server:
        found = run(store, server)
    assert "called no tool" in steps(found) and "Searching for “Uzbek schools”" in steps(found)
    assert UZBEK in result_of(found).passages


def test_babble_for_a_plan_leaves_what_search_found(store: Store) -> None:
    babble = says("xq zzv " * 40)
    with chat_server(says(""), babble, answer(store, f"{REPORT}#229")) as server:
        found = run(store, server, gathering="plan")
    assert f"{REPORT}#229" in result_of(found).passages if isinstance(found[-1], Done) else False


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_when_it_says(store: Store, status: int) -> None:
    busy = refusal(status, "not now", retry_after="0.2")
    with chat_server(busy, says("USE: none"), answer(store)) as server:
        started = time.monotonic()
        found = run(store, server)
        assert sum(bool(request.body.get("tools")) for request in server.requests) == 2
    assert time.monotonic() - started >= 0.2
    assert "Trying again in 0.2 s (attempt 2 of 3)" in steps(found) and isinstance(found[-1], Done)


@pytest.mark.parametrize(("wait", "requests"), [("0", 3), ("3600", 1)])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_stays_busy_is_not_asked_for_other_things_in_its_place(
    store: Store, status: int, wait: str, requests: int
) -> None:
    with chat_server(refusal(status, "quota used up", retry_after=wait)) as server:
        found = run(store, server)
        assert len(server.requests) == requests
    assert isinstance(found[-1], Failed) and "quota used up" in found[-1].message


def test_a_server_that_fails_with_tools_is_asked_without_them(store: Store) -> None:
    broken = refusal(500, "no parser for tool calls", retry_after="0")
    with chat_server(broken, broken, broken, says("- Uzbek schools"), answer(store)) as server:
        found = run(store, server)
        assert [bool(request.body.get("tools")) for request in server.requests][:5] == [True] * 3 + [False] * 2
    assert "Looking with tools was given up" in steps(found) and UZBEK in result_of(found).passages


def test_a_long_choice_is_waited_for_visibly(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "SAY_EVERY", 0.2)
    with chat_server(Reply([0.9, *events("USE: none")]), answer(store)) as server:
        found = run(store, server, timeout_seconds=30)
    assert "has not made its choice for 0.2 s (waiting up to 180 s)" in steps(found) and isinstance(found[-1], Done)


@pytest.mark.parametrize("usage", [{"prompt_tokens": "12", "completion_tokens": "1", "total_tokens": "13"}, None])
def test_counts_of_any_kind_end_no_turn(store: Store, usage: dict[str, object] | None) -> None:
    chosen = Reply([event({"content": "USE: none"}), event({}, "stop", usage=usage), done()])
    with chat_server(chosen, answer(store)) as server:
        assert isinstance(run(store, server)[-1], Done)


def test_a_query_with_half_a_character_ends_no_turn(store: Store) -> None:
    made = calls(("search_passages", '{"query": "Uzbek \\ud83d schools"}'))
    with chat_server(made, says("USE: none"), answer(store)) as server:
        found = run(store, server)
    assert "Searching for “Uzbek  schools”" in steps(found) and isinstance(found[-1], Done)


def test_a_server_that_refuses_the_key_ends_the_turn(store: Store) -> None:
    with chat_server(refusal(401, "bad key")) as server:
        found = run(store, server)
        assert len(server.requests) == 1
    assert isinstance(found[-1], Failed) and found[-1].details == {"kind": "unauthorised"}


def test_silence_while_looking_ends_the_turn_with_the_setting_to_change(store: Store) -> None:
    with chat_server(Reply([5.0])) as server:
        found = run(store, server, timeout_seconds=0.2, first_token_seconds=0.2)
    assert isinstance(found[-1], Failed) and "gathering" in found[-1].hint


def test_a_small_context_has_no_room_for_tools(store: Store) -> None:
    with chat_server(says("Uzbek schools"), answer(store)) as server:
        found = run(store, server, context_tokens=3000)
        assert not any(request.body.get("tools") for request in server.requests)
    assert "no room for tools" in steps(found)


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("rural schools\nnumber of pupils", ("rural schools", "number of pupils")),
        ("1. rural schools\n2) “number of pupils”", ("rural schools", "number of pupils")),
        ('```json\n["rural schools", "number of pupils"]\n```', ("rural schools", "number of pupils")),
        ("Here are the searches:\n- rural schools", ("rural schools",)),
        ("[]", ()),
        ("", ()),
    ],
)
def test_a_plan_is_read_in_whatever_form(text: str, queries: tuple[str, ...]) -> None:
    assert read_plan(text) == queries

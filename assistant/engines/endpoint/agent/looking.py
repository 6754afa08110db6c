"""Looks for passages: with tools where they are known or found to work, else by a plan, beside search alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence

from langchain.agents import create_agent
from langchain_core.messages import BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.errors import GraphRecursionError

from assistant.citation_keys import KEY, KeyRing
from assistant.engines.endpoint.again import RequestFailed
from assistant.engines.endpoint.agent.middleware import MODEL_CALLS, agent_middleware
from assistant.engines.endpoint.agent.plan import read_plan
from assistant.engines.endpoint.agent.toolbox import Toolbox
from assistant.engines.endpoint.agent.tools import SCHEMAS, make_tools
from assistant.engines.endpoint.client import client
from assistant.engines.endpoint.faults import OPTIONAL
from assistant.engines.endpoint.fitting import cost, estimate_tokens
from assistant.engines.endpoint.streaming import usage_of
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError, EndpointErrorKind
from assistant.events import Event, Retrieved, Step, Usage
from assistant.profile import Profile
from assistant.prompting import harmless, load_prompt, show_passages, speakers_of
from assistant.store import Store
from vectorstore.model import Passage

_TOOLS_AND_REPLIES = 2200  # tokens that the tools' descriptions and the model's own calls take
_LEAST_ROOM = 800
_SHOWN_SHARE = 0.6  # of the room, for what was found before
_PLAN_WORDS = 60
_PER_QUERY = 4
_ON_TOPIC = 0.33  # a search score below which a passage does not speak of what a planned search asks
_SURE = 8  # of the passages found at first that no plan may displace
_STEPS = 8 * MODEL_CALLS  # of the graph; the limits of calls end it before
_USE = re.compile(r"\bUSE\b\W*(?P<keys>.*)", re.DOTALL)
# Faults at which looking on without tools may still go well.
_PASSING: frozenset[EndpointErrorKind] = frozenset({"server_fault", "not_an_api", "cut_stream", "context"})
# Whether tools were seen to work in this process, by server and model.
_seen: dict[tuple[str, str], bool] = {}


class _NoTools(Exception):
    """The server or the model cannot call tools; the message says why it seems so."""


class Looking:
    """One search for passages. After `run`, `found` holds what should be in context, best first.

    `task` says what will be written; `known` is what search found for it, and is never lost.
    """

    def __init__(
        self, store: Store, profile: Profile, task: str, known: Sequence[Passage], conversation: str = ""
    ) -> None:
        self._store, self._profile, self._task = store, profile, task
        self._known, self._conversation = tuple(known), conversation
        self._ring = store.ring(known)
        self.found: tuple[Passage, ...] = tuple(known)

    async def run(self, tools: bool | None = None) -> AsyncGenerator[Event, None]:
        """The events of looking. `tools` says whether tools were seen to work; None if that is not known.

        Raises EndpointError if the server cannot be reached at all, SettingsError if the key is missing.
        """
        way = self._profile.gathering
        if way == "search":
            return
        model = (self._profile.base_url, self._profile.model)
        tools = _seen.get(model, tools)
        if way == "tools" or (way == "auto" and tools is not False):
            try:
                async for event in self._with_tools():
                    yield event
                _seen[model] = True
                return
            except _NoTools as reason:
                _seen[model] = False
                yield Step(f"{reason} The searches are planned without tools.")
            except RequestFailed as failed:
                # A server that has too much to do is not asked for other things in its place.
                if failed.fault.passing or failed.fault.error.kind not in _PASSING:
                    raise failed.fault.error from failed
                yield Step(f"Looking with tools was given up: {failed}")
            except EndpointError as error:
                if error.kind not in _PASSING:
                    raise
                yield Step(f"Looking with tools was given up: {error.message}")
        async for event in self._planned():
            yield event

    async def _with_tools(self) -> AsyncGenerator[Event, None]:
        """Let the agent look. Raises _NoTools or EndpointError."""
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[Event | None] = asyncio.Queue()

        def tell(event: Event | None) -> None:  # tools run in threads
            loop.call_soon_threadsafe(events.put_nowait, event)

        looking = asyncio.create_task(self._agent(tell))
        looking.add_done_callback(lambda _: tell(None))
        try:
            while (event := await events.get()) is not None:
                yield event
            self.found = looking.result()
        finally:
            looking.cancel()
            await asyncio.wait({looking})

    async def _agent(self, tell: Callable[[Event], None]) -> tuple[Passage, ...]:
        prompt = load_prompt("agent")
        room = self._profile.context_tokens - estimate_tokens(prompt.system + self._task + self._conversation)
        room -= _TOOLS_AND_REPLIES
        if room < _LEAST_ROOM:
            raise _NoTools(f"A context of {self._profile.context_tokens} tokens has no room for tools.")
        shown, left, seen = self._shown(room)
        [(_, system), user] = prompt.messages(
            report=self._store.state_report, conversation=self._conversation, passages=shown, task=self._task
        )
        tell(Step(f"{self._profile.model} looks for passages (prompt {prompt.name} {prompt.hash})."))
        toolbox = Toolbox(self._store, self._ring, left, tell, seen)
        refused: frozenset[str] = frozenset()
        while True:
            try:
                messages = await self._invoke(toolbox, system, user, tell, refused)
                return self._chosen(messages, toolbox)
            except GraphRecursionError:
                return self._ranked([], toolbox)
            except RequestFailed as failed:
                option = failed.fault.refused_option
                if option not in set(OPTIONAL) - refused:
                    if _takes_no_tools(failed, toolbox):
                        raise _NoTools(f"The server takes no tools: {failed}") from failed
                    raise
                refused |= {option}
                tell(Step(f"{self._profile.host} does not take {option}; asking again without it."))

    def _shown(self, room: int) -> tuple[str, int, frozenset[str]]:
        """What was found before, whole where there is room, else by its first words; the room left; what is whole."""
        if cost(self._known) <= room * _SHOWN_SHARE:
            shown = show_passages(self._known, self._ring, speakers_of(self._store))
            return shown, room - cost(self._known), frozenset(passage.id for passage in self._known)
        lines = [f"[{self._ring.offer(one)}] {harmless(' '.join(one.text.split()[:12]))} …" for one in self._known]
        while lines and estimate_tokens("\n".join(lines)) > room * _SHOWN_SHARE:
            lines.pop()
        return "\n".join(lines), room - estimate_tokens("\n".join(lines)), frozenset()

    async def _invoke(
        self,
        toolbox: Toolbox,
        system: str,
        user: tuple[str, str],
        tell: Callable[[Event], None],
        refused: frozenset[str],
    ) -> list[BaseMessage]:
        async with client(self._profile, refused) as chat:
            chat.streaming = True  # the client reads streams alone
            agent = create_agent(
                chat,
                make_tools(toolbox),
                system_prompt=system,
                middleware=agent_middleware(self._profile, frozenset(SCHEMAS), tell),
            )
            state = await agent.ainvoke({"messages": [HumanMessage(user[1])]}, RunnableConfig(recursion_limit=_STEPS))
        messages: list[BaseMessage] = state["messages"]
        for usage in map(usage_of, messages):
            if usage is not None:
                tell(usage)
        return messages

    def _chosen(self, messages: Sequence[BaseMessage], toolbox: Toolbox) -> tuple[Passage, ...]:
        """The passages that the model's last line names, then the rest. Raises _NoTools if it did nothing of use."""
        last = messages[-1].content
        use = _USE.search(last) if isinstance(last, str) else None
        if use is None and not toolbox.calls:
            raise _NoTools(f"{self._profile.model} called no tool.")
        keys = KEY.findall(use["keys"]) if use else []
        named = [passage for key in keys if (passage := self._ring.passage(key)) is not None]
        return self._ranked(named, toolbox)

    def _ranked(self, named: Sequence[Passage], toolbox: Toolbox) -> tuple[Passage, ...]:
        """What was named, then what search found at first, then what the tools showed if nothing was named."""
        rest = () if named else toolbox.offered.values()
        return tuple(dict.fromkeys([*named, *self._known, *rest]))

    async def _planned(self) -> AsyncGenerator[Event, None]:
        """Have the searches planned in one call, and make them."""
        prompt = load_prompt("plan")
        writing = Writing(self._profile, KeyRing(), "", _PLAN_WORDS)
        messages = prompt.messages(report=self._store.state_report, conversation=self._conversation, task=self._task)
        yield Step(f"{self._profile.model} plans the searches (prompt {prompt.name} {prompt.hash}).")
        try:
            async for event in writing.stream(messages):
                if isinstance(event, Step | Usage):
                    yield event
        except EndpointError as error:
            if error.kind not in _PASSING:
                raise
            yield Step(f"No searches were planned: {error.message}")
        found: list[Passage] = []
        for query in read_plan(writing.raw):
            hits = await asyncio.to_thread(self._store.search.search, query, _PER_QUERY)
            passages = [hit.passage for hit in hits if hit.score >= _ON_TOPIC]
            yield Step(f"Searching for “{query}”")
            yield Retrieved(query, tuple(passage.id for passage in passages))
            found += passages
        self.found = tuple(dict.fromkeys([*self._known[:_SURE], *found, *self._known]))


def _takes_no_tools(failed: RequestFailed, toolbox: Toolbox) -> bool:
    """Whether the server turned the very first call with tools down."""
    return failed.fault.error.kind == "server_fault" and not failed.fault.retry and not toolbox.calls

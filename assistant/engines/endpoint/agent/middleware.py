"""What stands between the agent and its model: limits, retries that are seen, time limits, and calls read from text."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents.middleware import (
    AgentMiddleware,
    ModelCallLimitMiddleware,
    ModelRequest,
    ModelResponse,
    ToolCallLimitMiddleware,
    ToolErrorMiddleware,
)
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.types import Command

from assistant.engines.endpoint.again import Attempts, RequestFailed
from assistant.engines.endpoint.agent.toolbox import ToolError
from assistant.engines.endpoint.agent.written_calls import written_calls
from assistant.engines.endpoint.faults import CLIENT_ERRORS, fault_of
from assistant.engines.endpoint.streaming import SAY_EVERY, may_wait, place
from assistant.errors import AddressError, EndpointError, UsageError
from assistant.events import Event, Step
from assistant.pacing import ASKER
from assistant.profile import Profile

MODEL_CALLS = 6
TOOL_CALLS = 12


def agent_middleware(
    profile: Profile, names: frozenset[str], tell: Callable[[Event], None]
) -> list[AgentMiddleware[Any, Any, Any]]:
    """The middleware of the agent, outermost first. `names` are the tools; `tell` receives what a person should see."""
    return [
        ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="end"),
        ToolCallLimitMiddleware(run_limit=TOOL_CALLS, exit_behavior="continue"),
        WrittenCalls(names, tell),
        Retries(tell),
        Calls(profile, tell),
        SeenFaults(names, tell),
        ToolErrorMiddleware(_tool_error),
    ]


class Retries(AgentMiddleware[Any, Any, Any]):
    """Makes a call again that may succeed later, and says so."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        super().__init__()
        self._tell = tell

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """Raises RequestFailed once there is no use in another attempt."""
        attempts = Attempts()
        while True:
            try:
                return await handler(request)
            except RequestFailed as failed:
                pause = attempts.again(failed.fault)
                if pause is None:
                    raise
            seconds, step = pause
            self._tell(step)
            await asyncio.sleep(seconds)


class Calls(AgentMiddleware[Any, Any, Any]):
    """Makes a call in its turn, ends it if it takes longer than the profile allows, and names what went wrong."""

    def __init__(self, profile: Profile, tell: Callable[[Event], None]) -> None:
        super().__init__()
        self._profile, self._tell = profile, tell

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """Raises EndpointError or RequestFailed."""
        seconds = self._profile.first_wait + self._profile.timeout_seconds
        asker = ASKER.get()
        while True:
            try:
                async with asker.turn() if asker else place(self._profile), asyncio.timeout(seconds):
                    response = await self._awaited(handler(request), seconds)
                if asker:
                    asker.pace.went_well()
                return response
            except TimeoutError as error:
                message = f"{self._profile.host} did not finish its choice of passages in {seconds:g} s."
                hint = 'Raise timeout_seconds in its profile, or set gathering = "search" there.'
                raise EndpointError("timeout", message, hint=hint) from error
            except CLIENT_ERRORS as error:
                fault = fault_of(error, self._profile)
                if not (asker and fault.passing):
                    raise RequestFailed(fault) from error
                if not may_wait(asker, fault):
                    raise fault.error from error

    async def _awaited(self, call: Awaitable[ModelResponse[Any]], limit: float) -> ModelResponse[Any]:
        """The call's response; while it is waited for, word that it is."""
        waiting = asyncio.ensure_future(call)
        waited = 0.0
        try:
            while not (await asyncio.wait({waiting}, timeout=SAY_EVERY))[0]:
                waited += SAY_EVERY
                told = f"{self._profile.host} has not made its choice for {waited:g} s (waiting up to {limit:g} s)."
                self._tell(Step(told))
            return waiting.result()
        finally:
            waiting.cancel()
            # Awaited, since the client cannot be closed while it still reads.
            await asyncio.wait({waiting})


class WrittenCalls(AgentMiddleware[Any, Any, Any]):
    """Turns a tool call that came as text into a call, and a reply that is only thinking into an empty one."""

    def __init__(self, names: frozenset[str], tell: Callable[[Event], None]) -> None:
        super().__init__()
        self._names, self._tell = names, tell

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """The response with its calls in their place."""
        response = await handler(request)
        message = response.result[-1] if response.result else None
        if not isinstance(message, AIMessage) or message.tool_calls or not isinstance(message.content, str):
            return response
        calls = written_calls(message.content, self._names)
        if not calls:
            return response
        self._tell(Step("The model wrote its tool call as text; it was read and carried out."))
        made = [
            {"name": call.name, "args": call.arguments, "id": f"written_{uuid.uuid4().hex[:8]}", "type": "tool_call"}
            for call in calls
        ]
        return ModelResponse(result=[AIMessage(content="", tool_calls=made)])


class SeenFaults(AgentMiddleware[Any, Any, Any]):
    """Tells of calls that failed: an unknown tool, or arguments that do not fit."""

    def __init__(self, names: frozenset[str], tell: Callable[[Event], None]) -> None:
        super().__init__()
        self._names, self._tell = names, tell

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]]
    ) -> ToolMessage | Command[Any]:
        """The tool's reply."""
        reply = await handler(request)
        if isinstance(reply, ToolMessage) and reply.status == "error":
            name = str(request.tool_call["name"])[:40]
            why = "there is no such tool" if name not in self._names else "it cannot be carried out so"
            self._tell(Step(f"A call of {name} was turned down: {why}."))
        return reply


def _tool_error(error: Exception, _: ToolCallRequest) -> str | None:
    """What the model is told of an error that it can mend; others end the search for passages."""
    return str(error) if isinstance(error, ToolError | AddressError | UsageError) else None

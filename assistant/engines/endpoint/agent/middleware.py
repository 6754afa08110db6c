"""What stands between the agent and its model: limits, retries that are seen, time limits, and calls read from text."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import openai
from langchain.agents.middleware import (
    AgentMiddleware,
    ModelCallLimitMiddleware,
    ModelRequest,
    ModelResponse,
    ModelRetryMiddleware,
    ToolCallLimitMiddleware,
    ToolErrorMiddleware,
)
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.types import Command

from assistant.engines.endpoint.agent.toolbox import ToolError
from assistant.engines.endpoint.agent.written_calls import written_calls
from assistant.engines.endpoint.faults import Fault, fault_of
from assistant.engines.endpoint.streaming import may_wait, place
from assistant.errors import AddressError, EndpointError, UsageError
from assistant.events import Event, Step
from assistant.pacing import ASKER
from assistant.profile import Profile

MODEL_CALLS = 6
TOOL_CALLS = 12
_RETRIES = 2
_FIRST_WAIT = 1.0
_CLIENT_ERRORS = (openai.OpenAIError, ValueError, TypeError, KeyError, AttributeError)


def agent_middleware(
    profile: Profile, names: frozenset[str], tell: Callable[[Event], None]
) -> list[AgentMiddleware[Any, Any, Any]]:
    """The middleware of the agent, outermost first. `names` are the tools; `tell` receives what a person should see."""
    return [
        ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="end"),
        ToolCallLimitMiddleware(run_limit=TOOL_CALLS, exit_behavior="continue"),
        WrittenCalls(names, tell),
        ModelRetryMiddleware(
            max_retries=_RETRIES,
            retry_on=_Retry(tell),
            on_failure="error",
            initial_delay=_FIRST_WAIT,
            jitter=False,
        ),
        Calls(profile),
        SeenFaults(names, tell),
        ToolErrorMiddleware(_tool_error),
    ]


class ModelFault(Exception):
    """A call of the model that failed; `fault` says how and what may be done."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.error.message)
        self.fault = fault


class _Retry:
    """Whether a failed call may succeed later; says so."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell

    def __call__(self, error: Exception) -> bool:
        retry = isinstance(error, ModelFault) and error.fault.retry
        if retry:
            self._tell(Step(f"{error} Trying again."))
        return retry


class Calls(AgentMiddleware[Any, Any, Any]):
    """Makes a call in its turn, ends it if it takes longer than the profile allows, and names what went wrong."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """Raises EndpointError or ModelFault."""
        seconds = self._profile.first_wait + self._profile.timeout_seconds
        asker = ASKER.get()
        while True:
            try:
                async with asker.turn() if asker else place(self._profile), asyncio.timeout(seconds):
                    return await handler(request)
            except TimeoutError as error:
                message = f"{self._profile.host} did not finish its choice of passages in {seconds:g} s."
                hint = 'Raise timeout_seconds in its profile, or set gathering = "search" there.'
                raise EndpointError("timeout", message, hint=hint) from error
            except _CLIENT_ERRORS as error:
                fault = fault_of(error, self._profile)
                if not (asker and may_wait(asker, fault)):
                    raise ModelFault(fault) from error


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

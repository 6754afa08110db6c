"""The tools as a model is offered them: names, descriptions and arguments, forgiving in form and strict in meaning."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Annotated, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, BeforeValidator, Field

from assistant.console import clean
from assistant.engines.endpoint.agent.toolbox import Toolbox


def _as_list(value: object) -> object:
    """A list that came as a string, as JSON or separated by semicolons or lines."""
    if not isinstance(value, str):
        return value
    try:
        parsed = json.loads(value)
    except ValueError:
        parsed = None
    if isinstance(parsed, list):
        return parsed
    return [part.strip() for part in re.split(r"[;\n]|,(?![^(]*\))", value) if part.strip()]


class SearchPassages(BaseModel):
    """Find the passages nearest to some words."""

    query: str = Field(description="what to look for, in a few words, such as: complaints of discrimination at work")
    document: Literal["all", "report", "convention"] = Field("all", description="where to look")


class ReadPassages(BaseModel):
    """Read passages by key, or by an address that the user or a passage names, with the paragraphs around them."""

    places: Annotated[list[str], BeforeValidator(_as_list)] = Field(
        description='keys or addresses, such as ["k7f3"] or ["para. 155", "art. 5 (e)"]', min_length=1, max_length=6
    )
    neighbours: int = Field(0, description="how many paragraphs before and after each, 0 to 3")


class ListFollowUps(BaseModel):
    """List which earlier concluding observations the State party answers; or, for one, what it says to it and where."""

    observation: str = Field("", description='a paragraph of the concluding observations, such as "16"; empty for all')


class FindFigures(BaseModel):
    """Find the sentences with figures on a subject."""

    subject: str = Field(description="a few words, such as: unemployment by ethnic group")


class CompareFigures(BaseModel):
    """Compute the difference, ratio and change between two figures, each copied from a passage that you were shown."""

    first_key: str = Field(description="the key of the passage with the first figure")
    first: str = Field(description='the first figure as it is written there, such as "223,200" or "1.2 per cent"')
    second_key: str = Field(description="the key of the passage with the second figure")
    second: str = Field(description="the second figure as it is written there")


SCHEMAS: dict[str, type[BaseModel]] = {
    "search_passages": SearchPassages,
    "read_passages": ReadPassages,
    "list_follow_ups": ListFollowUps,
    "find_figures": FindFigures,
    "compare_figures": CompareFigures,
}


def make_tools(toolbox: Toolbox) -> list[BaseTool]:
    """The five tools over a toolbox. Calls made side by side are carried out one after another."""
    lock = asyncio.Lock()
    return [_tool(name, schema, getattr(toolbox, name), lock) for name, schema in SCHEMAS.items()]


def _tool(name: str, schema: type[BaseModel], call: Callable[..., str], lock: asyncio.Lock) -> BaseTool:
    async def run(**arguments: object) -> str:
        given = {name: _plain(value) for name, value in arguments.items()}
        async with lock:
            return await asyncio.to_thread(call, **given)

    return StructuredTool(name=name, description=schema.__doc__ or name, args_schema=schema, coroutine=run)


def _plain(value: object) -> object:
    """An argument without control characters and halves of characters, which no search could take."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return clean(value) if isinstance(value, str) else value

"""The options that choose an engine and its endpoint, and the loop that turns an engine's events into a result."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace, _ArgumentGroup
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from assistant.console import say
from assistant.errors import EngineError

if TYPE_CHECKING:
    from assistant.engines.writer import Writer
    from assistant.events import Event
    from assistant.model import AskResult, DraftResult
    from assistant.profile import Profile


def add_engine_options(parser: ArgumentParser) -> None:
    """Declare --engine and what an endpoint needs."""
    group = parser.add_argument_group("engine")
    group.add_argument("--engine", choices=("extractive", "endpoint"), help="default: extractive, until one is set up")
    add_endpoint_options(group)


def add_judge_options(parser: ArgumentParser) -> None:
    """Declare --judge and what its endpoint needs."""
    group = parser.add_argument_group("judge")
    group.add_argument("--judge", action="store_true", help="ask a model about each doubtful sentence")
    add_endpoint_options(group)


def add_endpoint_options(group: _ArgumentGroup) -> None:
    """Declare what chooses an endpoint."""
    group.add_argument(
        "--base-url", metavar="URL", help="an OpenAI-compatible server, such as http://127.0.0.1:11434/v1"
    )
    group.add_argument("--model", metavar="NAME", help="the model's name as the server knows it")
    group.add_argument("--profile", metavar="NAME", help="a profile of the settings file")


def chosen_writer(arguments: Namespace) -> Writer:
    """The writer that the options and settings choose. Says where text will go if it leaves the machine."""
    from assistant.engines.writer import choose_writer

    writer = choose_writer({name: getattr(arguments, name) for name in ("base_url", "model", "profile", "engine")})
    if writer.remote_host:
        say(f"The text goes to a remote server: {writer.remote_host}.")
    return writer


def judge_profile(arguments: Namespace) -> Profile:
    """The endpoint of the judge. Says where text will go if it leaves the machine. Raises SettingsError without one."""
    given = {name: getattr(arguments, name) for name in ("base_url", "model", "profile")}
    from assistant.engines.writer import choose_writer

    writer = choose_writer({**given, "engine": "endpoint"})
    assert writer.profile is not None  # or choosing it has raised
    say(f"The judge is {writer.profile.model} on {writer.profile.place}.")
    return writer.profile


def finish(events: AsyncIterator[Event]) -> DraftResult | AskResult:
    """Run an engine to its end, telling its steps on standard error. Raises EngineError if it failed."""
    return asyncio.run(_finish(events))


async def _finish(events: AsyncIterator[Event]) -> DraftResult | AskResult:
    from assistant.events import CitationBlocked, Done, Failed, SentenceRevised, Step

    async for event in events:
        match event:
            case Step(message=message):
                say(f"{message} …")
            case CitationBlocked(key=key, reason=reason):
                say(f"Blocked citation [{key}]: {reason}")
            case SentenceRevised(old=old, new=new, why=why):
                say(f"Rewritten ({why}):\n  - {old}\n  + {new}")
            case Failed(message=message, kept=kept, hint=hint):
                if kept:
                    say(f"Kept, not checked:\n{kept}")
                raise EngineError(message, hint=hint)
            case Done(result=result):
                return result
            case _:
                pass
    raise EngineError("The engine ended without a result.", hint="Run the command again with --debug.")

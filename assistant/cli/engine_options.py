"""The options that choose an engine and its endpoint, and the loop that turns an engine's events into a result."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from assistant.console import say
from assistant.errors import EngineError, SettingsError

if TYPE_CHECKING:
    from assistant.brief import Brief
    from assistant.events import Event
    from assistant.model import AskResult, DraftResult
    from assistant.profile import Profile
    from assistant.store import Store


def add_engine_options(parser: ArgumentParser) -> None:
    """Declare --engine and what an endpoint needs."""
    group = parser.add_argument_group("engine")
    group.add_argument("--engine", choices=("extractive", "endpoint"), help="default: extractive, until one is set up")
    group.add_argument(
        "--base-url", metavar="URL", help="an OpenAI-compatible server, such as http://127.0.0.1:11434/v1"
    )
    group.add_argument("--model", metavar="NAME", help="the model's name as the server knows it")
    group.add_argument("--profile", metavar="NAME", help="a profile of the settings file")


def draft_events(arguments: Namespace, brief: Brief, store: Store) -> AsyncIterator[Event]:
    """The events of the chosen engine writing a draft."""
    profile = _endpoint(arguments)
    if profile is None:
        from assistant.engines import extractive

        return extractive.draft(brief, store)
    from assistant.engines import endpoint

    return endpoint.draft(brief, store, profile)


def ask_events(arguments: Namespace, question: str, store: Store) -> AsyncIterator[Event]:
    """The events of the chosen engine answering a question."""
    profile = _endpoint(arguments)
    if profile is None:
        from assistant.engines import extractive

        return extractive.ask(question, store)
    from assistant.engines import endpoint

    return endpoint.ask(question, store, profile)


def _endpoint(arguments: Namespace) -> Profile | None:
    """The endpoint to use, or None for the extractive engine. Says where text will go if it leaves the machine."""
    if arguments.engine == "extractive":
        return None
    from assistant.settings import load_configuration

    flags = {name: getattr(arguments, name) for name in ("base_url", "model", "profile", "engine")}
    configuration = load_configuration(flags)
    if configuration.engine != "endpoint":
        return None
    profile = configuration.endpoint
    if profile is None:
        hint = "Give --base-url and --model, or set up a profile; see `shadow-report config path`."
        raise SettingsError("No endpoint is set up; nothing was sent.", hint=hint)
    if not profile.is_local:
        say(f"The text goes to a remote server: {profile.host}.")
    return profile


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

"""Runs tasks against an endpoint, all at once, and keeps what each came to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from assistant.engines import endpoint
from assistant.errors import AssistantError
from assistant.events import CitationBlocked, Done, Event, Failed, SentenceRevised, Step
from assistant.files import write_text
from assistant.model import AskResult, DraftResult
from assistant.store import Store
from evals.recorded.tasks import Task


def events_of(task: Task, store: Store, base_url: str, wait: float) -> AsyncIterator[Event]:
    """The events of one task."""
    profile = task.profile(base_url, wait)
    if task.kind == "draft":
        return endpoint.draft(task.brief, store, profile)
    return endpoint.ask(task.question, store, profile, task.conversation)


async def run_task(task: Task, store: Store, base_url: str, wait: float) -> AskResult | DraftResult | str:
    """The result of one task, or the message of the fault that ended it."""
    try:
        async for event in events_of(task, store, base_url, wait):
            match event:
                case Done(result=result):
                    return result
                case Failed(message=message):
                    return message
                case Step(message=text):
                    print(f"{task.id}: {text}", flush=True)
                case CitationBlocked(key=key):
                    print(f"{task.id}: blocked [{key}]", flush=True)
                case SentenceRevised(old=old, new=new):
                    print(f"{task.id}: - {old}\n{task.id}: + {new}", flush=True)
                case _:
                    pass
    except AssistantError as error:
        return str(error)
    return "The engine ended without a result."


async def run_all(tasks: Sequence[Task], store: Store, base_url: str, wait: float, folder: Path | None) -> list[str]:
    """Run the tasks side by side, write each result to FOLDER/ID.json, and return the ids of those that failed."""
    failed: list[str] = []

    async def one(task: Task) -> None:
        result = await run_task(task, store, base_url, wait)
        if isinstance(result, str):
            failed.append(task.id)
            print(f"{task.id}: FAILED: {result}", flush=True)
            return
        print(f"{task.id}: done, {result.accused} sentences fall short", flush=True)
        if folder is not None:
            write_text(folder / f"{task.id}.json", result.model_dump_json(indent=1) + "\n")

    await asyncio.gather(*(one(task) for task in tasks))
    return sorted(failed)

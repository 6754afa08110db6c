"""Writes one job: runs its engine to the end within a time limit, and makes an Outcome of whatever happened."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from assistant.batch.job import Fault, Identity, Job, Outcome
from assistant.error_log import write_error_log
from assistant.errors import AssistantError, EndpointError
from assistant.events import CitationBlocked, Done, Event, Failed, Retrieved, SentenceRevised, Step, TextDelta, Usage
from assistant.model import AskResult, DraftResult
from assistant.pacing import ASKER, Asker, Pace, PaceClosed
from assistant.store import Store

STOPPED = "stopped"
_TRIED_TWICE = frozenset({"cut_stream", "server_fault"})
ENDPOINT_AMISS = frozenset({"refused", "unauthorised", "no_model", "not_an_api", "SettingsError"})


@dataclass
class Trail:
    """What an engine's events told, gathered as they pass."""

    began: float = field(default_factory=time.monotonic)
    passages: tuple[str, ...] = ()
    first_text: float | None = None
    tokens: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    result: DraftResult | AskResult | None = None
    failure: Failed | None = None

    def take(self, event: Event) -> None:
        """Note one event."""
        match event:
            case Retrieved(ids=ids):
                self.passages = tuple(dict.fromkeys([*self.passages, *ids]))
            case TextDelta() if self.first_text is None:
                self.first_text = time.monotonic() - self.began
            case Usage():
                self._count(event)
            case Step(message=message):
                self.notes.append(message)
            case CitationBlocked(key=key, reason=reason):
                self.notes.append(f"Blocked citation [{key}]: {reason}")
            case SentenceRevised(old=old, new=new, why=why):
                self.notes.append(f"Rewritten ({why}): {old} → {new}")
            case Done(result=result):
                self.result = result
            case Failed():
                self.failure = event
            case _:
                pass

    def _count(self, usage: Usage) -> None:
        for name, count in (("prompt", usage.prompt_tokens), ("completion", usage.completion_tokens)):
            if count is not None:
                self.tokens[name] = self.tokens.get(name, 0) + count


async def write_job(
    job: Job, store: Store, identity: Identity, pace: Pace, time_limit: float | None
) -> Outcome | Fault:
    """The outcome of one job, or why it was not tried in earnest: the endpoint is amiss, or the batch was stopped.

    Never raises for what goes wrong with a job: that is an Outcome too. What a server broke off is tried twice.
    """
    for attempt in (1, 2):
        trail, asker = Trail(), Asker(pace)
        fault = await _run(job, store, trail, asker, time_limit)
        if fault and _untried(fault, job, pace):
            return fault
        if fault is None or attempt == 2 or fault.kind not in _TRIED_TWICE:
            break
    return _outcome(job, identity, trail, fault, asker)


def _untried(fault: Fault, job: Job, pace: Pace) -> bool:
    amiss = pace.gave_up or fault.kind in ENDPOINT_AMISS
    return fault.kind == STOPPED or (amiss and job.writer.profile is not None)


async def _run(job: Job, store: Store, trail: Trail, asker: Asker, time_limit: float | None) -> Fault | None:
    """Run the engine to its end, noting everything in `trail`; the fault that it ended with, if any."""
    mine = ASKER.set(asker)
    try:
        async with asyncio.timeout(time_limit) as asker.limit:
            async for event in _events(job, store):
                trail.take(event)
    except TimeoutError:
        hint = "Raise --time-limit, or ask for fewer words."
        return Fault(kind="time_limit", message=f"It took longer than {time_limit:g} s.", hint=hint)
    except PaceClosed:
        return Fault(kind=STOPPED, message="The batch was stopped before this brief was begun.")
    except AssistantError as error:
        kind = error.kind if isinstance(error, EndpointError) else type(error).__name__
        return Fault(kind=kind, message=error.message, hint=error.hint)
    except Exception as error:  # a worker's edge: one job's fault never stops the others
        return Fault(kind="unexpected", message=f"{type(error).__name__}: {error}", hint=write_error_log(error))
    finally:
        ASKER.reset(mine)
    if (failed := trail.failure) is not None:
        kind = failed.details.get("kind", "engine")
        return Fault(kind=kind, message=failed.message, hint=failed.hint, kept=failed.kept)
    return None if trail.result else Fault(kind="engine", message="The engine ended without a result.")


def _events(job: Job, store: Store) -> AsyncIterator[Event]:
    if job.brief is not None:
        return job.writer.draft(job.brief, store)
    return job.writer.ask(job.question or "", store)


def _outcome(job: Job, identity: Identity, trail: Trail, fault: Fault | None, asker: Asker) -> Outcome:
    result = trail.result if fault is None else None
    timings = {"seconds": time.monotonic() - trail.began - asker.waited, "waited": asker.waited}
    if trail.first_text is not None:
        timings["first_text"] = trail.first_text
    profile = job.writer.profile
    return Outcome(
        id=job.id,
        status="error" if fault else "accused" if result and result.accused else "done",
        brief=dict(job.row),
        engine=job.writer.engine,
        model=profile.model if profile else None,
        prompts=job.prompts,
        identity=identity,
        passages=trail.passages,
        result=result,
        error=fault,
        timings={name: round(seconds, 3) for name, seconds in timings.items()},
        tokens=trail.tokens,
        notes=tuple(trail.notes),
    )

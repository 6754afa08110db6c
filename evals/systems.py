"""Ours: search, the checker, and the engines that answer and draft, as the command line runs them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

from assistant.engines.writer import Writer
from assistant.errors import AssistantError, EndpointError
from assistant.events import Done, Failed, Usage
from assistant.model import AskResult
from assistant.store import Store
from evals.cases import Case
from evals.checker_sentences import unit
from evals.outputs import Output
from evals.ranking import DEPTH


class EndpointGone(Exception):
    """The server does not answer, so that going on with other cases is no use."""


class System(Protocol):
    """What is measured. `at_once`: how many cases it takes in one call; `jobs`: how many calls it bears at a time."""

    name: str
    at_once: int
    jobs: int

    async def produce(self, cases: Sequence[Case]) -> list[Output]:
        """One output a case, in order. Raises EndpointGone."""


class Search:
    """Our search, for cases of `retrieval`."""

    name = "ours"
    at_once = 1
    jobs = 1

    def __init__(self, store: Store) -> None:
        self._store = store

    async def produce(self, cases: Sequence[Case]) -> list[Output]:
        """The ids of the ten best passages."""
        outputs = []
        for case in cases:
            started = time.perf_counter()
            hits = self._store.search.search(case.prompt, DEPTH)
            seconds = time.perf_counter() - started
            outputs.append(Output(key=case.key, ids=tuple(hit.passage.id for hit in hits), seconds=seconds))
        return outputs


class SentenceChecker:
    """Our checker, for cases of `checker`; many sentences at once, as in a draft."""

    name = "ours"
    at_once = 64
    jobs = 1

    def __init__(self, store: Store) -> None:
        self._store = store

    async def produce(self, cases: Sequence[Case]) -> list[Output]:
        """The verdict on each sentence, with its first finding."""
        started = time.perf_counter()
        sentences = self._store.checker.check([unit(case.prompt) for case in cases])
        seconds = (time.perf_counter() - started) / len(cases)
        outputs = []
        for case, sentence in zip(cases, sentences, strict=True):
            finding = f": {sentence.findings[0].message}" if sentence.findings else ""
            outputs.append(Output(key=case.key, text=f"{sentence.verdict}{finding}", seconds=seconds))
        return outputs


class Ours:
    """One of our engines, for questions and briefs."""

    at_once = 1

    def __init__(self, store: Store, writer: Writer, jobs: int) -> None:
        self.name = "ours"
        self._store, self._writer = store, writer
        # The extractive engine is bound to the processor: more at a time are not faster.
        self.jobs = jobs if writer.profile is not None else 1

    async def produce(self, cases: Sequence[Case]) -> list[Output]:
        """The answer or the draft; an engine that fails is an error of that case."""
        return [await self._write(case) for case in cases]

    async def _write(self, case: Case) -> Output:
        started = time.perf_counter()
        events = (
            self._writer.ask(case.prompt, self._store)
            if case.part == "answers"
            else self._writer.draft(case.brief, self._store)
        )
        prompt_tokens = completion_tokens = None
        try:
            async for event in events:
                match event:
                    case Usage(prompt_tokens=read, completion_tokens=written):
                        prompt_tokens = _plus(prompt_tokens, read)
                        completion_tokens = _plus(completion_tokens, written)
                    case Failed(message=message, details=details):
                        if details.get("kind") in {"refused", "unauthorised", "no_model", "not_an_api"}:
                            raise EndpointGone(message)
                        return Output(key=case.key, status="error", error=message)
                    case Done(result=result):
                        return Output(
                            key=case.key,
                            text=result.answer if isinstance(result, AskResult) else result.markdown,
                            answered=result.answered if isinstance(result, AskResult) else None,
                            seconds=time.perf_counter() - started,
                            prompt_tokens=prompt_tokens,
                            completion_tokens=completion_tokens,
                        )
        except EndpointError as error:
            raise EndpointGone(error.message) from error
        except AssistantError as error:
            return Output(key=case.key, status="error", error=error.message)
        return Output(key=case.key, status="error", error="the engine ended without a result")


def _plus(so_far: int | None, more: int | None) -> int | None:
    return so_far if more is None else (so_far or 0) + more

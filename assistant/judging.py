"""The judge: for doubtful sentences alone, one call each to the configured endpoint, held to the labels offered.

It can only add a finding to a sentence that the other checks cleared. An answer that is none of the labels, and no
answer at all, leave the sentence `not_checked` by the judge and its verdict as it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from assistant.checks import verdict
from assistant.checks.doubtful import Doubtful
from assistant.engines.endpoint.streaming import Text, stream_reply
from assistant.engines.endpoint.thinking import ThinkFilter
from assistant.errors import EndpointError
from assistant.events import Step
from assistant.model import Finding, Sentence
from assistant.profile import Profile
from assistant.prompting import load_prompt, show_passages, speakers_of
from assistant.store import Store

_LABELS = ("SUPPORTED", "CONTRADICTED", "NOT_STATED", "UNSURE")
_MOST_LETTERS = 40  # of an answer, beyond which it is no label


@dataclass(frozen=True, slots=True)
class Judged:
    """The sentences with the judge's findings; `asked` sentences went out and `answered` of them got a label."""

    sentences: tuple[Sentence, ...]
    asked: int
    answered: int


async def judge(
    sentences: Sequence[Sentence], doubtful: Sequence[Doubtful], store: Store, profile: Profile
) -> AsyncGenerator[Step | Judged, None]:
    """Ask about each doubtful sentence, telling how far it is; the last thing given is the result.

    The first fault of the server ends the asking: what is left goes unjudged, and the fault is told as a step.
    Raises SettingsError if the key is missing.
    """
    judged = list(sentences)
    answered = 0
    fault: EndpointError | None = None
    for number, one in enumerate(doubtful, start=1):
        label = None
        if fault is None:
            yield Step(f"The judge reads sentence {number} of {len(doubtful)}", number, len(doubtful))
            try:
                label = await _label(one, store, profile)
            except EndpointError as error:
                fault = error
                yield Step(f"{error.message} The sentences left are not judged.")
        answered += label is not None
        judged[one.place] = _with(judged[one.place], _finding(label, profile.model))
    yield Judged(tuple(judged), len(doubtful), answered)


async def _label(one: Doubtful, store: Store, profile: Profile) -> str | None:
    """The label that the model answers with; None for anything else."""
    shown = show_passages(one.passages, store.ring(), speakers_of(store))
    messages = load_prompt("judge").messages(report=store.state_report, passages=shown, sentence=one.told)
    thinking, reply = ThinkFilter(), ""
    async with aclosing(stream_reply(profile, messages)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Text):
                more = thinking.feed(piece.text)
                reply = more if thinking.restarted else reply + more
                thinking.restarted = False
            if len(reply) > _MOST_LETTERS:
                break
    return read_label(reply + thinking.finish())


def read_label(reply: str) -> str | None:
    """The label that a reply consists of, in any letters and marks of emphasis; None if it is none or has more."""
    word = reply.strip(" \t\r\n.*_`\"'“”").upper().replace(" ", "_").replace("-", "_")
    return word if len(reply) <= _MOST_LETTERS and word in _LABELS else None


def _finding(label: str | None, model: str) -> Finding | None:
    by = f"by the judge {model}"
    match label:
        case "SUPPORTED":
            return None
        case "CONTRADICTED":
            return Finding(kind="contradiction", message=f"The cited passage says otherwise, {by}.", suggestion=_READ)
        case "NOT_STATED":
            return Finding(
                kind="not_in_source", message=f"The cited passage does not say this, {by}.", suggestion=_READ
            )
        case "UNSURE":
            return Finding(kind="not_checked", message=f"Left open {by}.", suggestion=_READ)
        case _:
            return Finding(kind="not_checked", message=f"No usable answer {by}.", suggestion=_READ)


_READ = "Read the passage beside the sentence."


def _with(sentence: Sentence, finding: Finding | None) -> Sentence:
    if finding is None:
        return sentence
    findings = (*sentence.findings, finding)
    accused = finding.kind not in verdict.ADVICE
    decided = verdict.decide(findings, verdict.Grounds()) if accused else sentence.verdict
    return sentence.model_copy(update={"findings": findings, "verdict": decided})


def judge_now(
    sentences: Sequence[Sentence],
    doubtful: Sequence[Doubtful],
    store: Store,
    profile: Profile,
    tell: Callable[[str], None],
) -> Judged:
    """As `judge`, to its end, each step told as a sentence."""

    async def run() -> Judged:
        async for piece in judge(sentences, doubtful, store, profile):
            if isinstance(piece, Judged):
                return piece
            tell(piece.message)
        raise AssertionError("the judge ends with a result")

    return asyncio.run(run())

"""The engine that needs no model, no network and no key: it composes text from the passages themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from assistant.brief import Brief
from assistant.engines.extractive.writing import write_section
from assistant.events import Done, Event, Retrieved, SentenceChecked, Step, TextDelta
from assistant.gathering import gather
from assistant.model import AskResult, DraftResult, count_verdicts
from assistant.reading.units import read_units
from assistant.store import Store


async def draft(brief: Brief, store: Store) -> AsyncIterator[Event]:
    """Write a section on a brief. Raises AddressError if its article does not exist."""
    yield Step("Gathering paragraphs")
    gathered = await asyncio.to_thread(gather, brief, store)
    yield Retrieved(gathered.query, tuple(passage.id for passage in (*gathered.convention, *gathered.report)))
    yield Step("Writing")
    title, markdown = await asyncio.to_thread(write_section, brief, gathered, store)
    yield TextDelta(markdown)
    yield Step("Checking every sentence")
    checker = store.checker
    sentences = await asyncio.to_thread(checker.check, read_units(markdown))
    for sentence in sentences:
        yield SentenceChecked(sentence)
    yield Done(
        DraftResult(
            title=title,
            markdown=markdown,
            sentences=sentences,
            summary=count_verdicts(sentences),
            engine="extractive",
            checks=checker.checks,
        )
    )


async def ask(question: str, store: Store) -> AsyncIterator[Event]:
    """Answer a question from the passages, or say that the documents do not hold the answer."""
    from assistant.engines.extractive.answering import answer

    found = await asyncio.to_thread(answer, question, store)
    yield Retrieved(question, found.searched)
    yield TextDelta(found.text)
    checker = store.checker
    # A refusal claims nothing that a passage could support.
    units = read_units(found.text) if found.answered else []
    sentences = await asyncio.to_thread(checker.check, units)
    for sentence in sentences:
        yield SentenceChecked(sentence)
    yield Done(
        AskResult(
            question=question,
            answered=found.answered,
            answer=found.text,
            sentences=sentences,
            summary=count_verdicts(sentences),
            citations=found.cited,
            engine="extractive",
            checks=checker.checks,
        )
    )

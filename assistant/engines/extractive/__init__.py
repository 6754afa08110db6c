"""The engine that needs no model, no network and no key: it composes text from the passages themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from assistant.brief import Brief
from assistant.conversation import NOTHING_SAID, Conversation, search_query
from assistant.engines.extractive.writing import write_section
from assistant.events import Done, Event, Retrieved, SentenceChecked, Step, TextDelta
from assistant.gathering import gather
from assistant.model import AskResult, DraftResult, cited_ids, count_verdicts
from assistant.reading.units import read_units
from assistant.store import Store

if TYPE_CHECKING:
    from assistant.engines.extractive.answering import Answer


async def draft(brief: Brief, store: Store) -> AsyncGenerator[Event, None]:
    """Write a section on a brief. Raises AddressError if its article does not exist."""
    yield Step("Gathering paragraphs")
    gathered = await asyncio.to_thread(gather, brief, store, wide=True)
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
            passages=tuple(passage.id for passage in (*gathered.convention, *gathered.report)),
            checks=checker.checks,
        )
    )


async def ask(
    question: str, store: Store, conversation: Conversation = NOTHING_SAID, *, begun: str = ""
) -> AsyncGenerator[Event, None]:
    """Answer a question from the passages, or say that the documents do not hold the answer.

    A question that leans on those before it is read together with them. What has `begun` is kept, and followed by what
    it does not say yet.
    """
    query, found = await asyncio.to_thread(_find_answer, question, store, conversation)
    yield Retrieved(query, found.searched)
    text = _after(begun, found.text) if begun else found.text
    yield TextDelta(text)
    checker = store.checker
    # A refusal claims nothing that a passage could support.
    units = read_units(text) if found.answered or begun else []
    sentences = await asyncio.to_thread(checker.check, units)
    for sentence in sentences:
        yield SentenceChecked(sentence)
    yield Done(
        AskResult(
            question=question,
            answered=found.answered,
            answer=text,
            sentences=sentences,
            summary=count_verdicts(sentences),
            citations=cited_ids(sentences) if begun else found.cited,
            searched=(query,),
            needed=found.needed,
            engine="extractive",
            passages=found.searched,
            checks=checker.checks,
        )
    )


def _find_answer(question: str, store: Store, conversation: Conversation) -> tuple[str, Answer]:
    """The question that was searched for, and its answer."""
    from assistant.engines.extractive.answering import answer
    from assistant.engines.extractive.spelled_out import spelled_out

    query = search_query(question, conversation)
    found = answer(query, store)
    if not conversation.turns or query == question or found.answered:
        return query, found
    for other in dict.fromkeys((spelled_out(question, conversation.turns[-1].question), question)):
        again = answer(other, store)
        if again.answered:
            return other, again
    return query, found


def _after(begun: str, text: str) -> str:
    """A text that begins as given and goes on with the sentences of another that it does not hold."""
    said = " ".join(begun.split())
    new = [unit.text for unit in read_units(text) if " ".join(unit.text.split()) not in said]
    return " ".join([begun.rstrip(), *new])

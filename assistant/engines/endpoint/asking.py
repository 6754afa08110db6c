"""Answers a question against an endpoint, or says what the documents do not hold."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from assistant.conversation import NOTHING_SAID, Conversation, search_query
from assistant.engines.endpoint.agent import Looking
from assistant.engines.endpoint.drafting import announcement, unverified, unverified_mark
from assistant.engines.endpoint.fitting import fit, room_for_passages, with_openings
from assistant.engines.endpoint.keys_in_text import with_keys
from assistant.engines.endpoint.recalling import Recall, cited_passages, conversation_text
from assistant.engines.endpoint.refusing import Refusal, read_refusal, refusal_at, refuses_in_its_own_words
from assistant.engines.endpoint.repairing import ROUNDS, Repair
from assistant.engines.endpoint.seen import as_seen, context_note, tools_seen
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Done, Event, Failed, Retrieved, Step, TextDelta
from assistant.gathering import Gathered
from assistant.model import AskResult, cited_ids, count_verdicts
from assistant.profile import Profile
from assistant.prompting import load_prompt, show_passages, speakers_of
from assistant.store import Store
from vectorstore.address_grammar import find_citations
from vectorstore.model import Passage

_PASSAGES = 12
_ANSWER_WORDS = 200
_MOST = 18
_BEGUN = "The answer is begun below. Write what comes after it and nothing of it again."


async def ask(
    question: str, store: Store, profile: Profile, conversation: Conversation = NOTHING_SAID, *, begun: str = ""
) -> AsyncGenerator[Event, None]:
    """The events of an answer, which goes on from what has `begun`.

    A fault of the endpoint ends it with Failed. Raises SettingsError if the key is missing.
    """
    asking = _Asking(question, store, as_seen(profile), conversation, begun)
    for note in context_note(profile):
        yield note
    try:
        async for event in asking.run():
            yield event
    except EndpointError as error:
        yield Failed(error.message, unverified(asking.text, error), error.hint, {"kind": error.kind})


class _Asking:
    def __init__(self, question: str, store: Store, profile: Profile, said: Conversation, begun: str) -> None:
        self.question, self.store, self.profile, self.said, self.begun = question, store, profile, said, begun
        self.prompt = load_prompt("ask")
        self.ring = store.ring()
        self.found: tuple[Passage, ...] = ()
        self.offered: tuple[str, ...] = ()
        self.searched: list[str] = []
        self.needed = ""
        self.text = begun
        self.answered = True
        self.warnings: tuple[str, ...] = ()

    async def run(self) -> AsyncGenerator[Event, None]:
        """Recall, retrieve, look further, write, check."""
        recall = Recall(self.store, self.profile, self.said)
        async for event in recall.run():
            yield event
        yield await asyncio.to_thread(self._retrieve)
        self.said = recall.said
        cited = cited_passages(self.said, self.store)
        told = conversation_text(self.said, self.store.ring([*cited, *self.found]), self.store)
        looking = Looking(self.store, self.profile, f"an answer to: {self.question}", self.found, told)
        async for event in looking.run(tools_seen(self.profile)):
            if isinstance(event, Retrieved):
                self.searched.append(event.query)
            yield event
        self.found = with_openings([*looking.found[:_MOST], *cited], self.store)
        async for event in self._write():
            yield event
        async for event in self._check():
            yield event

    def _retrieve(self) -> Retrieved:
        """Search for the question, with those before it where it only makes sense after them."""
        query = search_query(self.question, self.said)
        hits = [hit.passage for hit in self.store.search.search(query, _PASSAGES)]
        self.found = tuple(dict.fromkeys([*self._named(), *hits]))
        self.searched.append(query)
        return Retrieved(query, tuple(passage.id for passage in self.found))

    def _named(self) -> list[Passage]:
        """What the question's own addresses name: they are looked up, never searched for."""
        citations = find_citations(self.question, default_symbol=self.store.state_report, treaty=self.store.treaty)
        addresses = [address for citation in citations for address in citation.addresses]
        return [passage for address in addresses for passage in self.store.library.resolve(address).passages]

    async def _write(self) -> AsyncGenerator[Event, None]:
        """Stream the answer; a refusal is held back until it is whole, and then worded by code."""
        prompt = self.prompt
        passages = self._fitting(prompt.system + prompt.user)
        self.offered = tuple(passage.id for passage in passages)
        for passage in passages:
            self.ring.offer(passage)
        messages = prompt.messages(
            report=self.store.state_report,
            conversation=conversation_text(self.said, self.ring, self.store),
            passages=show_passages(passages, self.ring, speakers_of(self.store)),
            question=self.question,
            begun=self._beginning(),
        )
        yield announcement("Asking", self.profile, prompt)
        if left_out := len(self.found) - len(passages):
            yield Step(f"{left_out} of {len(self.found)} passages were left out: they do not fit in the context.")
        writing = Writing(self.profile, self.ring, self.store.state_report, _ANSWER_WORDS)
        if self.begun:
            yield TextDelta(f"{self.begun.rstrip()} ")
        shown = 0
        try:
            async for event in writing.stream(messages):
                if not isinstance(event, TextDelta):
                    yield event
                    continue
                shown = shown if shown <= len(writing.text) else 0  # what was shown turned out to be thinking
                certain = max(shown, refusal_at(writing.text, shown))
                if certain > shown:
                    yield TextDelta(writing.text[shown:certain])
                    shown = certain
        finally:
            self.text = f"{self.begun.rstrip()} {writing.text.strip()}".strip()
        self.warnings = tuple(writing.warnings)
        yield TextDelta(self._finish(writing.text, shown))

    def _finish(self, written: str, shown: int) -> str:
        """Settle whether the text refuses, and return what is to be shown after the first `shown` of its characters."""
        store = self.store
        at = refusal_at(written, whole=True)
        before = f"{self.begun.rstrip()} {written[:at]}" if self.begun else written[:at]
        added: list[str] = []
        if at < len(written):
            added = self._worded(read_refusal(written[at:]), before)
        elif refuses_in_its_own_words(before, store.state_report, store.treaty):
            self.answered = False
            added = [self._what_was_searched()]
        if self.warnings:
            added.append(unverified_mark(self.warnings))
        newlines = len(before) - len(before.rstrip("\n"))
        gap = "\n" * max(0, 2 - newlines) if added and before.strip() else ""
        end = gap + "\n\n".join(added)
        self.text = f"{before}{end}".strip()
        return written[shown:at] + end

    def _worded(self, refusal: Refusal, before: str) -> list[str]:
        """A refusal in words of our own. It is only of a part of the question where what stands `before` it cites."""
        self.answered = bool(find_citations(before, default_symbol=self.store.state_report, treaty=self.store.treaty))
        self.needed = refusal.needed
        sentences = [f"No paragraph found in {self.store.state_report} that {refusal.missing}."]
        if not self.answered:
            sentences.append(self._what_was_searched())
        elif self.needed:
            sentences.append(f"[Needed to answer: {self.needed}.]")
        return [*sentences, *([f"{refusal.related}."] if refusal.related else [])]

    def _what_was_searched(self) -> str:
        searched = "; ".join(f"“{query}”" for query in dict.fromkeys(self.searched))
        needed = f" Needed to answer: {self.needed}." if self.needed else ""
        return f"[Searched for: {searched}.{needed}]"

    def _fitting(self, frame: str) -> tuple[Passage, ...]:
        relevance = {passage.id: 1.0 / (rank + 1) for rank, passage in enumerate(self.found)}
        room = room_for_passages(
            self.profile, frame + self.question + conversation_text(self.said, self.ring, self.store), _ANSWER_WORDS
        )
        return fit(Gathered((), self.found, self.question, relevance=relevance), room, self.profile)

    def _beginning(self) -> str:
        if not self.begun:
            return ""
        return f"{_BEGUN}\n\n{with_keys(self.begun, self.ring, self.store)}"

    async def _check(self) -> AsyncGenerator[Event, None]:
        """Check the answer, repair what falls short, and hand it over."""
        repair = Repair(self.store, self.profile, self.ring, self.text, f"an answer to the question: {self.question}")
        async for event in repair.run(ROUNDS if self.answered else 0):
            yield event
        self.text = repair.text
        yield Done(
            AskResult(
                question=self.question,
                answered=self.answered,
                answer=repair.text,
                sentences=repair.sentences,
                summary=count_verdicts(repair.sentences),
                citations=cited_ids(repair.sentences),
                searched=tuple(dict.fromkeys(self.searched)),
                needed=self.needed,
                checks=repair.checks,
                engine="endpoint",
                model=self.profile.model,
                prompt=self.prompt.hash,
                passages=self.offered,
                warnings=self.warnings,
            )
        )

"""What a model is told of the conversation: its turns as they were, and the oldest of them in short once it is long."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from assistant.citation_keys import KeyRing
from assistant.conversation import Conversation, Turn
from assistant.engines.endpoint.fitting import estimate_tokens
from assistant.engines.endpoint.keys_in_text import with_keys
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Event, Step, Summarised, Usage
from assistant.profile import Profile
from assistant.prompting import harmless, load_prompt
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.address_grammar import find_citations
from vectorstore.model import Passage

_SHARE = 5  # the conversation may take a fifth of the context
_KEPT = 2  # turns that stay as they were
_SUMMARY_WORDS = 200


class Recall:
    """Shortens a conversation where it must be. After `run`, `said` is what fits."""

    def __init__(self, store: Store, profile: Profile, said: Conversation) -> None:
        self._store, self._profile = store, profile
        self.said = said
        self._limit = profile.context_tokens // _SHARE

    async def run(self) -> AsyncGenerator[Event, None]:
        """The events of shortening; none if all fits. A fault of the endpoint leaves the oldest turns out instead."""
        if self._tokens(self.said) <= self._limit or len(self.said.turns) <= _KEPT:
            self.said = self._within_limit(self.said)
            return
        old, recent = self.said.turns[:-_KEPT], self.said.turns[-_KEPT:]
        yield Step(f"The conversation is long: its first {len(old)} questions are summarised.")
        earlier = Conversation(old, self.said.summary, self.said.summary_cited)
        ring = self._store.ring(cited_passages(earlier, self._store))
        prompt = load_prompt("summary")
        writing = Writing(self._profile, ring, self._store.state_report, _SUMMARY_WORDS)
        shown = conversation_text(self._newest(earlier), ring, self._store)
        try:
            async for event in writing.stream(prompt.messages(report=self._store.state_report, conversation=shown)):
                if isinstance(event, Step | Usage):
                    yield event
        except EndpointError as error:
            yield Step(f"The summary failed: {error.message} The oldest questions are left out.")
            self.said = self._within_limit(self.said)
            return
        cited = tuple(passage.id for passage in cited_passages(earlier, self._store))
        summary = self._with_all_addresses(writing.text.strip(), cited)
        yield Summarised(summary, cited, len(old))
        self.said = self._within_limit(Conversation(recent, summary, cited))

    def _with_all_addresses(self, summary: str, cited: tuple[str, ...]) -> str:
        """The summary, followed by the addresses that it lost."""
        home, treaty = self._store.state_report, self._store.treaty
        kept = {
            address.id
            for citation in find_citations(summary, default_symbol=home, treaty=treaty)
            for address in citation.addresses
        }
        lost = [Address.from_id(id) for id in cited if id not in kept]
        return f"{summary} Also cited: {format_citation(lost)}." if lost else summary

    def _tokens(self, said: Conversation) -> int:
        return estimate_tokens(conversation_text(said, KeyRing(), self._store))

    def _newest(self, said: Conversation) -> Conversation:
        """As many of the newest turns as half the context holds, for the call that shortens them."""
        turns = list(said.turns)
        while (
            len(turns) > 1
            and self._tokens(Conversation(tuple(turns), said.summary)) > self._profile.context_tokens // 2
        ):
            turns.pop(0)
        return Conversation(tuple(turns), said.summary, said.summary_cited)

    def _within_limit(self, said: Conversation) -> Conversation:
        """The newest turns that fit; a single one that is too long is cut between its paragraphs or words."""
        turns = list(said.turns)
        while len(turns) > 1 and self._tokens(Conversation(tuple(turns), said.summary)) > self._limit:
            turns.pop(0)
        if turns and self._tokens(Conversation(tuple(turns), said.summary)) > self._limit:
            words = turns[0].answer.split()
            kept = " ".join(words[: self._limit // 3])
            turns[0] = Turn(turns[0].question, f"{kept} … (shortened)", turns[0].cited)
        return Conversation(tuple(turns), said.summary, said.summary_cited)


def cited_passages(said: Conversation, store: Store) -> list[Passage]:
    """The passages that a conversation cites, those of its newest turn first; one that is gone is left out."""
    ids = [id for turn in reversed(said.turns) for id in turn.cited] + list(said.summary_cited)
    found = (store.library.get(id) for id in dict.fromkeys(ids))
    return [passage for passage in found if passage is not None]


def conversation_text(said: Conversation, ring: KeyRing, store: Store) -> str:
    """The conversation as a prompt shows it, with the keys of the passages on the ring; "" if nothing was said."""
    if not said:
        return ""
    parts = ["The conversation so far:"]
    if said.summary:
        parts.append(f"In short: {with_keys(said.summary, ring, store)}")
    parts += [f"Question: {turn.question}\nAnswer: {with_keys(turn.answer, ring, store)}" for turn in said.turns]
    return harmless("\n\n".join(parts))

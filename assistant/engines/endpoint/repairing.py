"""Repairs the sentences that a check accuses: asks for each anew, at most twice, and keeps what is no worse."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence

from assistant.checking import Checker
from assistant.citation_keys import KeyRing
from assistant.engines.endpoint.fitting import cost, room_for_passages
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Event, SentenceChecked, SentenceRevised, Step, TextDelta
from assistant.model import Sentence, Verdict
from assistant.profile import Profile
from assistant.prompting import load_prompt, show_passages
from assistant.reading.units import read_units
from assistant.store import Store
from vectorstore.address_grammar import find_citations
from vectorstore.model import Passage

ROUNDS = 2
_AT_ONCE = 8
_SENTENCE_WORDS = 60
_BADNESS: dict[Verdict, int] = {
    "partly_supported": 1,
    "uncited": 2,
    "unsupported": 3,
    "contradicted": 3,
    "unresolved": 3,
}
_ANSWER = re.compile(r"^\W*S(?P<number>\d+)\W*[:.]\s*(?P<text>\S.*)$", re.MULTILINE)


class Repair:
    """The repair of a text. `text` and `sentences` always belong together."""

    def __init__(self, store: Store, profile: Profile, ring: KeyRing, checker: Checker, text: str) -> None:
        self.store, self.profile, self.ring, self.checker = store, profile, ring, checker
        self.text = text
        self.sentences = self._check(text)

    async def run(self) -> AsyncIterator[Event]:
        """At most two rounds. A fault of the endpoint ends the repair and not the draft: the text stands as checked."""
        for number in range(ROUNDS):
            accused = [sentence for sentence in self.sentences if sentence.accused]
            if not accused:
                return
            noun = "sentence" if len(accused) == 1 else "sentences"
            yield Step(f"Repairing {len(accused)} {noun} that fell short.", number, ROUNDS)
            try:
                for start in range(0, len(accused), _AT_ONCE):
                    async for event in self._round(accused[start : start + _AT_ONCE]):
                        yield event
            except EndpointError as error:
                yield Step(f"The repair was given up: {error.message} The sentences stay as they are, marked.")
                return

    async def _round(self, accused: Sequence[Sentence]) -> AsyncIterator[Event]:
        accused = [sentence for sentence in accused if sentence in self.sentences]
        proposed: dict[str, str] = {}
        writing = Writing(self.profile, self.ring, "", _SENTENCE_WORDS * len(accused))
        async for event in writing.stream(self._messages(accused)):
            if not isinstance(event, TextDelta):
                yield event
        for match in _ANSWER.finditer(writing.text):
            number, text = int(match["number"]), match["text"].strip()
            if 0 < number <= len(accused) and text.strip(".").upper() != "KEEP":
                proposed[accused[number - 1].id] = text
        for sentence in accused:
            new = proposed.get(sentence.id, "")
            if new and new != sentence.text:
                for event in self._adopt(sentence, new):
                    yield event

    def _adopt(self, old: Sentence, new: str) -> list[Event]:
        """Put the new sentence in the old one's place, unless it fares worse in the checks."""
        standing = next((sentence for sentence in self.sentences if sentence.id == old.id), None)
        if standing is None:
            return []
        start, end = standing.span
        text = self.text[:start] + new + self.text[end:]
        sentences = self._check(text)
        replaced = [one for one in sentences if start <= one.span[0] < start + len(new)]
        if not replaced or max(_badness(one) for one in replaced) > _badness(standing):
            return []
        self.text, self.sentences = text, sentences
        why = " ".join(dict.fromkeys(finding.message for finding in standing.findings))
        revised = SentenceRevised(standing.id, standing.text, new, why or standing.verdict)
        return [revised, *(SentenceChecked(one) for one in replaced)]

    def _messages(self, accused: Sequence[Sentence]) -> list[tuple[str, str]]:
        prompt = load_prompt("repair")
        listed = "\n\n".join(
            f"S{number}: {self._with_keys(sentence)}\nWrong with it: {_reproach(sentence)}"
            for number, sentence in enumerate(accused, start=1)
        )
        words = _SENTENCE_WORDS * len(accused)
        room = room_for_passages(self.profile, prompt.system + prompt.user + listed, words)
        passages = self._passages(accused, room)
        shown = show_passages(passages, self.ring, self.store.treaty)
        return prompt.messages(report=self.store.state_report, passages=shown, sentences=listed)

    def _passages(self, accused: Sequence[Sentence], room: int) -> list[Passage]:
        """What the sentences cite and what a search for each finds, as much as fits."""
        ids: dict[str, Passage] = {}
        for sentence in accused:
            for citation in sentence.citations:
                passage = self.store.library.get(citation.id) if citation.id else None
                if passage is not None:
                    ids[passage.id] = passage
        for sentence in accused:
            for hit in self.store.search.search(sentence.text, 3):
                ids.setdefault(hit.passage.id, hit.passage)
        kept: list[Passage] = []
        for passage in ids.values():
            if cost([*kept, passage]) <= room:
                kept.append(passage)
        return kept

    def _with_keys(self, sentence: Sentence) -> str:
        return with_keys(sentence.text, self.ring, self.store)

    def _check(self, text: str) -> tuple[Sentence, ...]:
        return self.checker.check(read_units(text))


def with_keys(text: str, ring: KeyRing, store: Store) -> str:
    """A text with keys in place of its citations, so that a model sees the form in which it must cite.

    A citation of a passage that was not offered stays as it is.
    """
    pieces: list[str] = []
    at = 0
    keys: list[str] = []
    for citation in find_citations(text, default_symbol=store.state_report, treaty=store.treaty):
        offered = [key for address in citation.addresses if (key := ring.key(address.id))]
        if not citation.addresses or len(offered) != len(citation.addresses):
            continue
        start, end = citation.span
        pieces.append(text[at:start])
        keys = offered
        pieces.append(f"[{', '.join(keys)}]")
        at = end
    joined = "".join([*pieces, text[at:]])
    return re.sub(r"\((\[[^()\[\]]*\](?:[;,]\s*\[[^()\[\]]*\])*)\)", r"\1", joined)


def _badness(sentence: Sentence) -> int:
    return _BADNESS.get(sentence.verdict, 0)


def _reproach(sentence: Sentence) -> str:
    return " ".join(dict.fromkeys(finding.message for finding in sentence.findings)) or "It is not supported."

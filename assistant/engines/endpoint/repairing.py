"""Repairs the sentences that a check accuses: asks for each anew, at most twice, and keeps what is no worse."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence

from assistant.citation_keys import KeyRing
from assistant.engines.endpoint.fitting import cost, room_for_passages
from assistant.engines.endpoint.keys_in_text import with_keys
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Event, SentenceChecked, SentenceRevised, Step, TextDelta
from assistant.model import Sentence, Verdict
from assistant.profile import Profile
from assistant.prompting import harmless, load_prompt, show_passages, speakers_of
from assistant.reading.units import read_units
from assistant.store import Store
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
_Change = tuple[Sentence, str]
# "S1: …" as asked for, "**S1:** …", "Sentence 1: …" or "1. …"; a figure that opens a line is followed by no space.
_ANSWER = re.compile(
    r"^\W*(?:S(?:entence\s*)?(?P<number>\d+)\W*?[:.)](?:\*\*|__)?\s*|(?P<bare>\d{1,2})[:.)](?:\*\*|__)?[ \t]+)"
    r"(?P<text>\S.*)$",
    re.MULTILINE | re.IGNORECASE,
)
# How a reply ended whose last line may lack its end.
_CUT_SHORT = frozenset({"length", "runaway", "content_filter"})


class Repair:
    """The check and the repair of a text. `text`, `sentences` and `checks` belong together once `run` is through.

    `task` says what the text is for: the question that it answers, or the subject of its section.
    """

    def __init__(self, store: Store, profile: Profile, ring: KeyRing, text: str, task: str) -> None:
        self.store, self.profile, self.ring, self.task = store, profile, ring, task
        self.text = text
        self._settled: set[str] = set()  # texts of sentences that the model would not change
        self._tried: dict[str, str] = {}  # a sentence's text, and the correction that fared worse
        self.sentences: tuple[Sentence, ...] = ()
        self.checks: tuple[str, ...] = ()

    async def run(self, rounds: int = ROUNDS) -> AsyncIterator[Event]:
        """Check every sentence, then at most so many rounds of repair.

        A fault of the endpoint ends the repair and not the draft: the text stands as it was checked.
        """
        self.sentences = await self._check(self.text)
        for sentence in self.sentences:
            yield SentenceChecked(sentence)
        for number in range(rounds):
            accused = [sentence for sentence in self.sentences if self._open(sentence)]
            if not accused:
                return
            noun = "sentence" if len(accused) == 1 else "sentences"
            yield Step(f"Repairing {len(accused)} {noun} that fell short.", number, rounds)
            try:
                for start in range(0, len(accused), _AT_ONCE):
                    async for event in self._round(accused[start : start + _AT_ONCE]):
                        yield event
            except EndpointError as error:
                yield Step(f"The repair was given up: {error.message} The sentences stay as they are, marked.")
                return

    def _open(self, sentence: Sentence) -> bool:
        """Whether a repair may help: not where a heading is accused, nor what the model has chosen to keep."""
        line = self.text[self.text.rfind("\n", 0, sentence.span[0]) + 1 : sentence.span[0]]
        heading = line.lstrip().startswith("#") or sentence.text.startswith("#")
        return sentence.accused and not heading and sentence.text not in self._settled

    async def _round(self, accused: Sequence[Sentence]) -> AsyncIterator[Event]:
        ids = {sentence.id for sentence in accused}
        standing = [sentence for sentence in self.sentences if sentence.id in ids]
        if not standing:
            return
        writing = Writing(self.profile, self.ring, "", _SENTENCE_WORDS * len(standing))
        messages = await asyncio.to_thread(self._messages, standing)
        async for event in writing.stream(messages):
            if not isinstance(event, TextDelta):
                yield event
        changes: dict[int, str] = {}
        for number, answer in _answers(writing):
            if not 0 <= number < len(standing):
                continue
            new, old = self._as_in_place(answer, standing[number]), standing[number].text
            if new.strip(".* ").upper() == "KEEP" or new == old:
                self._settled.add(old)
            else:
                changes[number] = new
        for event in await self._adopt([(standing[number], changes[number]) for number in sorted(changes)]):
            yield event

    def _as_in_place(self, new: str, old: Sentence) -> str:
        """The new sentence without the State report's symbol where its section has named it before."""
        home = self.store.state_report
        section = re.split(r"^## ", self.text[: old.span[0]], flags=re.MULTILINE)[-1]
        return new.replace(f"{home}, para", "para") if f"{home}, para" in section else new

    async def _adopt(self, changes: Sequence[_Change]) -> list[Event]:
        """Put new sentences in the place of the old ones, save those that fare worse in the checks."""
        text, places = _replace(self.text, changes)
        sentences = await self._check(text)
        kept = [
            change
            for change, place in zip(changes, places, strict=True)
            if _worst(sentences, place) <= _BADNESS.get(change[0].verdict, 0)
        ]
        self._tried |= {old.text: new for old, new in changes if (old, new) not in kept}
        if len(kept) < len(changes):
            text, places = _replace(self.text, kept)
            sentences = await self._check(text)
        self.text, self.sentences = text, sentences
        events: list[Event] = []
        for (old, new), place in zip(kept, places, strict=True):
            why = " ".join(dict.fromkeys(finding.message for finding in old.findings)) or old.verdict
            events.append(SentenceRevised(old.id, old.text, new, why))
            events += [SentenceChecked(sentence) for sentence in _within(sentences, place)]
        return events

    def _messages(self, accused: Sequence[Sentence]) -> list[tuple[str, str]]:
        prompt = load_prompt("repair")
        listed = "\n\n".join(
            f"S{number}: {self._with_keys(sentence.text)}\nWrong with it: {_reproach(sentence)}{self._failed(sentence)}"
            for number, sentence in enumerate(accused, start=1)
        )
        words = _SENTENCE_WORDS * len(accused)
        room = room_for_passages(self.profile, prompt.system + prompt.user + self.task + listed, words)
        passages = self._passages(accused, room)
        shown = show_passages(passages, self.ring, speakers_of(self.store))
        return prompt.messages(
            report=self.store.state_report, passages=shown, task=harmless(self.task), sentences=harmless(listed)
        )

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

    def _failed(self, sentence: Sentence) -> str:
        """The correction that was tried, so that it is not tried again."""
        tried = self._tried.get(sentence.text)
        return f"\nTried, and no better: {self._with_keys(tried)}" if tried else ""

    def _with_keys(self, text: str) -> str:
        return with_keys(text, self.ring, self.store)

    async def _check(self, text: str) -> tuple[Sentence, ...]:
        return await asyncio.to_thread(self._check_now, text)

    def _check_now(self, text: str) -> tuple[Sentence, ...]:
        checker = self.store.checker
        self.checks = checker.checks
        return checker.check(read_units(text))


def _answers(writing: Writing) -> list[tuple[int, str]]:
    """The corrected sentences with their places from 0, without one that the end of the reply may have cut."""
    found = [
        (int(match["number"] or match["bare"]) - 1, match["text"].strip()) for match in _ANSWER.finditer(writing.text)
    ]
    return found[:-1] if writing.ended in _CUT_SHORT else found


def _replace(text: str, changes: Sequence[_Change]) -> tuple[str, list[tuple[int, int]]]:
    """The text with each change made, and the half-open span of each new sentence in it. Changes are in text order."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for old, new in changes:
        before = text[at : old.span[0]]
        pieces += [before, new]
        places.append((length + len(before), length + len(before) + len(new)))
        length, at = places[-1][1], old.span[1]
    return "".join([*pieces, text[at:]]), places


def _within(sentences: Sequence[Sentence], place: tuple[int, int]) -> list[Sentence]:
    return [sentence for sentence in sentences if place[0] <= sentence.span[0] < place[1]]


def _worst(sentences: Sequence[Sentence], place: tuple[int, int]) -> int:
    """How badly the sentences in a place fare; worst of all if the place holds none."""
    return max(
        (_BADNESS.get(sentence.verdict, 0) for sentence in _within(sentences, place)),
        default=max(_BADNESS.values()) + 1,
    )


def _reproach(sentence: Sentence) -> str:
    return " ".join(dict.fromkeys(finding.message for finding in sentence.findings)) or "It is not supported."

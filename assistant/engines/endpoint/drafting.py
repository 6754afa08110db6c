"""Drafts a section against an endpoint: gather, write in one streamed call, check, and repair what falls short."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable, Sequence

from assistant.brief import Brief
from assistant.engines.endpoint.agent import Looking
from assistant.engines.endpoint.beyond import beyond, subjects
from assistant.engines.endpoint.duties import with_duties
from assistant.engines.endpoint.fitting import fit, room_for_passages, split_by_subtopic, with_openings
from assistant.engines.endpoint.layout import SectionLayout
from assistant.engines.endpoint.repairing import ROUNDS, Repair
from assistant.engines.endpoint.seen import as_seen, context_note, tools_seen
from assistant.engines.endpoint.writing import Writing
from assistant.errors import EndpointError
from assistant.events import Done, Event, Failed, Retrieved, Step, TextDelta
from assistant.gathering import Gathered, gather
from assistant.languages import language_wish, only_addresses
from assistant.model import DraftResult, count_verdicts
from assistant.profile import Profile
from assistant.prompting import Prompt, load_prompt, show_passages, speakers_of
from assistant.store import Store
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

_FEWEST_WORDS = 250
_MORE = 8  # passages that the model may add to what was gathered
_MORE_RELEVANCE = 0.5


async def draft(brief: Brief, store: Store, profile: Profile) -> AsyncGenerator[Event, None]:
    """The events of a draft, from what was found to the checked section.

    A fault of the endpoint ends it with Failed, which keeps the text so far, marked unverified. Raises AddressError for
    an article or paragraph that does not exist, SettingsError if the key is missing.
    """
    drafting = _Drafting(brief, store, as_seen(profile), load_prompt("draft"))
    gathered = await asyncio.to_thread(drafting.gather)
    yield Retrieved(gathered.query, tuple(passage.id for passage in (*gathered.convention, *gathered.report)))
    for note in context_note(profile):
        yield note
    try:
        async for event in drafting.look(gathered):
            yield event
        async for event in drafting.write():
            yield event
        async for event in drafting.check():
            yield event
    except EndpointError as error:
        yield Failed(error.message, unverified(drafting.text, error), error.hint, {"kind": error.kind})


def unverified(text: str, error: EndpointError) -> str:
    """A text that was cut off, marked as such; "" if there is none beside headings."""
    if not re.sub(r"^#.*$", "", text, flags=re.MULTILINE).strip():
        return ""
    return f"[Unverified: no sentence below was checked, and the text may be incomplete. {error.message}]\n\n{text}"


def unverified_mark(warnings: Iterable[str]) -> str:
    """The mark under a text that is not to be taken as whole."""
    return f"[Unverified: {' '.join(warnings)}]"


def announcement(doing: str, profile: Profile, prompt: Prompt) -> Step:
    """Which model is asked, where it runs, and with which wording; a server elsewhere is named as such."""
    where = "this machine" if profile.is_local else f"{profile.host}, which is not this machine"
    return Step(f"{doing} {profile.model} on {where} (prompt {prompt.name} {prompt.hash}).")


class _Drafting:
    def __init__(self, brief: Brief, store: Store, profile: Profile, prompt: Prompt) -> None:
        self.brief, self.store, self.profile, self.prompt = brief, store, profile, prompt
        self.ring = store.ring()
        self.gathered = Gathered((), (), "")
        self.offered: dict[str, None] = {}
        self.title = self._title()
        self.text = ""
        self.warnings: dict[str, None] = {}
        self.under = ""  # the headings of the section that is answered

    def gather(self) -> Gathered:
        """The material, with the duties that it falls under. Raises AddressError."""
        gathered = gather(self.brief, self.store)
        own = [passage for passage in gathered.report if passage.id not in gathered.elsewhere]
        if self.brief.follow_up:
            self.under = "; ".join(dict.fromkeys(subjects([one])[0] for one in own if subjects([one])))
            known = {passage.id for passage in gathered.report}
            gathered = _with_more(gathered, [one for one in beyond(own, self.store) if one.id not in known], self.store)
        return with_duties(gathered, self.brief, self.store, self._room(self.brief.max_words))

    def _room(self, words: int) -> int:
        """The tokens for passages in a call that writes so many words."""
        return room_for_passages(self.profile, self.prompt.system + self.prompt.user, words)

    async def look(self, gathered: Gathered) -> AsyncGenerator[Event, None]:
        """Have the model look for what bears on the section elsewhere in the documents."""
        known = (*gathered.convention, *gathered.report)
        wish = f" The NGO asks: {self.brief.instructions}" if self.brief.instructions else ""
        task = (
            f"a section on {self._subject()}: the duty, the State party's measures and figures, and what is missing, "
            f"postponed or at odds with another part of the report.{wish}"
        )
        looking = Looking(self.store, self.profile, task, known)
        async for event in looking.run(tools_seen(self.profile)):
            yield event
        more = [one for one in looking.found if one not in known][:_MORE]
        self.gathered = _with_more(gathered, more, self.store)

    async def write(self) -> AsyncGenerator[Event, None]:
        """Stream the section: in one call, or in one for each sub-topic where the material is long."""
        gathered = self.gathered
        room = self._room(self.brief.max_words)
        parts = split_by_subtopic(gathered, room)
        words = self.brief.max_words if len(parts) == 1 else max(_FEWEST_WORDS, self.brief.max_words // len(parts))
        yield announcement("Writing with", self.profile, self.prompt)
        if len(parts) == 1:
            yield self._add(f"## {self.title}\n\n")
        layout = SectionLayout()
        for number, part in enumerate(parts):
            subject = self._subject()
            if len(parts) > 1:
                subtopic = _subtopic(part)
                subject = f"{subject}: {subtopic}"
                yield Step(f"Part {number + 1} of {len(parts)}: {subtopic}", number, len(parts))
                above = "\n" if number else ""
                yield self._add(f"{above}## {self.title}: {subtopic}\n\n")
            layout = SectionLayout(layout.number)
            async for event in self._write_part(part, subject, words, layout):
                yield event
        if self.warnings:
            yield self._add(f"\n\n{unverified_mark(self.warnings)}\n")

    async def _write_part(
        self, part: Gathered, subject: str, words: int, layout: SectionLayout
    ) -> AsyncGenerator[Event, None]:
        report = fit(part, self._room(words), self.profile)
        if left_out := len(part.report) - len(report):
            message = f"{left_out} of {len(part.report)} paragraphs were left out: they do not fit in the context of"
            yield Step(f"{message} {self.profile.context_tokens} tokens. The least relevant went first.")
        self.offered |= dict.fromkeys(passage.id for passage in (*part.convention, *report))
        messages = self.prompt.messages(
            report=self.store.state_report,
            subject=subject,
            wish=self._wish(),
            passages=show_passages((*part.convention, *report), self.ring, speakers_of(self.store)),
            max_words=words,
        )
        writing = Writing(self.profile, self.ring, self.store.state_report, words, lambda: layout)
        before = self.text
        try:
            async for event in writing.stream(messages):
                yield event
        finally:
            self.text = before + writing.text
            self.warnings |= dict.fromkeys(writing.warnings)

    async def check(self) -> AsyncGenerator[Event, None]:
        """Check every sentence, repair at most twice those that fall short, and hand the section over."""
        in_english = self.brief.language == "en"
        repair = Repair(self.store, self.profile, self.ring, self.text, f"a section on {self._subject()}")
        async for event in repair.run(ROUNDS if in_english else 0):
            yield event
        self.text = repair.text
        sentences = repair.sentences if in_english else only_addresses(repair.sentences)
        yield Done(
            DraftResult(
                title=self.title,
                markdown=repair.text,
                sentences=sentences,
                summary=count_verdicts(sentences),
                checks=repair.checks,
                engine="endpoint",
                model=self.profile.model,
                prompt=self.prompt.hash,
                passages=tuple(self.offered),
                warnings=tuple(self.warnings),
            )
        )

    def _add(self, text: str) -> TextDelta:
        self.text += text
        return TextDelta(text)

    def _wish(self) -> str:
        asked = f"The NGO asks: {self.brief.instructions}" if self.brief.instructions else ""
        return "\n\n".join(part for part in (asked, language_wish(self.brief.language)) if part)

    def _title(self) -> str:
        if self.brief.article is not None:
            return format_citation([self.brief.article], with_symbol=False).replace("art.", "Article")
        if self.brief.follow_up:
            return f"Follow-up to concluding observations {' and '.join(self.brief.follow_up)}"  # no address to check
        topic = (self.brief.topic or "").strip()
        return topic[:1].upper() + topic[1:]

    def _subject(self) -> str:
        if self.brief.article is not None:
            return f"{self._title()} of the Convention"
        if self.brief.follow_up:
            named = f"what the State party reports on the concluding observations, {_paragraphs(self.brief.follow_up)}"
            return f"{named} ({self.under})" if self.under else named
        return self.brief.topic or ""


def _with_more(gathered: Gathered, more: Sequence[Passage], store: Store) -> Gathered:
    """What was gathered with what the model found: duties with the Convention's, the rest as found elsewhere."""
    duties = [passage for passage in more if passage.symbol == store.treaty]
    others = [passage for passage in more if passage.symbol != store.treaty]
    worth = {passage.id: _MORE_RELEVANCE for passage in others}
    return Gathered(
        with_openings([*gathered.convention, *duties], store),
        (*gathered.report, *others),
        gathered.query,
        gathered.elsewhere | worth.keys(),
        gathered.relevance | worth,
    )


def _paragraphs(numbers: Sequence[str]) -> str:
    return f"para{'s' if len(numbers) > 1 else ''}. {' and '.join(numbers)}"


def _subtopic(part: Gathered) -> str:
    """The headings that the part's own paragraphs stand under."""
    own = [passage for passage in part.report if passage.id not in part.elsewhere]
    titles = dict.fromkeys(passage.headings[min(1, len(passage.headings) - 1)].partition(". ")[2] for passage in own)
    return "; ".join(titles)

"""A sentence made ready for checking: what it cites, what it quotes, and what is left of it to be held against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

from assistant.checks.figure_roles import Role, read_roles
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.quotations import Quotation, find_pieces, normal, quoted_pieces, read_quotations
from assistant.checks.source import Source
from assistant.checks.words import FRAME, Word, read_words
from assistant.model import CitedPassage, Finding, Speaker
from vectorstore.model import Passage

UnitRole = Literal["prose", "heading", "placeholder", "question", "recommendation", "list_lead"]


class Unit(Protocol):
    """A sentence as a reader of drafts hands it over; `assistant.reading.units.DraftSentence` is one."""

    @property
    def text(self) -> str:
        """As it stands, citations included."""

    @property
    def line(self) -> int:
        """From 1."""

    @property
    def span(self) -> tuple[int, int]:
        """In the whole text."""

    @property
    def role(self) -> UnitRole:
        """What the layout tells of it."""

    @property
    def heading(self) -> str:
        """The nearest heading above."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Texts of the footnotes whose mark stands in it."""


_FEWEST_WORDS = 3  # of a part of a sentence that says something by itself
MARKS = " .,;:()"  # what is left of a sentence that says nothing


@dataclass(frozen=True)
class Claim:
    """What a sentence says and of which passages it says so.

    `text` is the sentence with its citations blanked, `asserted` also without what the author says of the source's
    silence and without reporting phrases; both keep every place, so spans fit the sentence. `passages` count as cited
    also where a footnote cites them. `placed` are the passages cited in brackets, each with its citation's range.
    """

    written: str
    text: str
    asserted: str
    source: Source
    citations: tuple[CitedPassage, ...] = ()
    speaker: Speaker = "state"
    silences: tuple[tuple[int, int], ...] = field(default=())
    placed: tuple[tuple[tuple[int, int], Passage], ...] = field(default=())

    @property
    def asserts(self) -> bool:
        """Whether more than marks is left of it beside its citations, what is said to be missing, and phrases."""
        return bool(self.asserted.strip(MARKS))

    @cached_property
    def parts(self) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
        """What it asserts, taken apart where parts have citations of their own; nothing if there is but one."""
        found: list[tuple[str, tuple[Passage, ...]]] = []
        start = 0
        for (first, end), passage in self.placed:
            told = self.asserted[start:first] if first >= start else ""
            start = max(start, end)
            if len(told.split()) >= _FEWEST_WORDS or not found:
                found.append((" ".join(told.split()).strip(MARKS), (passage,)))
            else:
                found[-1] = (found[-1][0], (*found[-1][1], passage))
        after = len(self.asserted[start:].strip(MARKS).split())
        apart = len(found) > 1 and not after and all(len(told.split()) >= _FEWEST_WORDS for told, _ in found)
        return tuple(found) if apart else ()

    @cached_property
    def words(self) -> list[Word]:
        """The words of what it asserts."""
        return read_words(self.asserted)

    @cached_property
    def content(self) -> list[Word]:
        """Those words that can be looked for in a passage."""
        return [word for word in self.words if word.content]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(word.stem for word in self.content)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The figures of what it asserts."""
        return read_quantities(self.asserted)

    @cached_property
    def roles(self) -> list[Role]:
        """What those figures stand for."""
        return read_roles(self.asserted, self.quantities)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """What it puts in quotation marks."""
        return read_quotations(self.text)

    @cached_property
    def exact_quotations(self) -> list[Quotation]:
        """Those that stand as they are in one cited passage, or in the headings and opening words above it."""
        texts = [normal(passage.text) for passage in self.source.passages]
        texts += [normal(sentence.text) for sentence in self.source.context]
        return [
            quotation
            for quotation in self.quotations
            if any(find_pieces(quoted_pieces(quotation.text), text) for text in texts)
        ]

    @cached_property
    def is_quotation(self) -> bool:
        """Whether an exact quotation is all that it says: hardly a word of content stands outside."""
        spans = [quotation.span for quotation in self.exact_quotations]
        outside = [word for word in self.content if not any(a <= word.start < b for a, b in spans)]
        return bool(spans) and sum(word.lower not in FRAME for word in outside) <= 1


class Check(Protocol):
    """One kind of comparison between a claim and the passages it cites."""

    name: str

    def check(self, claim: Claim) -> Sequence[Finding]:
        """What falls short; nothing where the check cannot tell."""

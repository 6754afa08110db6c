"""Passages as a reader follows them: what stands before and after, what the Convention says to it, what cites it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.export.notes import CitationReader
from assistant.opening import WorkspaceStore
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import DocumentKind, Passage
from vectorstore.sentences import split_sentences

_ARTICLE_HEADING = re.compile(r"\bArticles? (\d+)")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTED = re.compile(r"[“«\"]([^”»\"]{3,})[”»\"]")
_NUMBER = re.compile(r"\d{1,4}[.)]")
_BRACKETED = re.compile(r"\(.*\)\.?", re.DOTALL)
_LONGEST_QUOTATION = 400  # words, beyond which no quotation is looked for

MarkKind = Literal["quoted", "figure", "year"]


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A citation in a text: its half-open span, the ids that it stands for, and how it is written."""

    span: tuple[int, int]
    ids: tuple[str, ...]
    as_written: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with all that a reader wants around it. `place` counts from 1 within the document's `total`."""

    passage: Passage
    citation: str
    document: str
    kind: DocumentKind
    place: int
    total: int


class PassageReader:
    """Reads a workspace's documents passage by passage. It needs the library alone and is quick enough for a screen."""

    def __init__(self, store: WorkspaceStore) -> None:
        self.store = store

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        library = self.store.library
        return {
            unit.id: (symbol, place) for symbol in library.documents for place, unit in enumerate(library.units(symbol))
        }

    def view(self, id: str) -> PassageView | None:
        """The passage with this id, or the first one below an address without text of its own."""
        passage = self.store.library.get(id) or self._first_below(id)
        if passage is None:
            return None
        document = self.store.library.documents[passage.symbol]
        _, place = self._places.get(passage.parent or passage.id, (passage.symbol, 0))
        citation = format_citation([Address.from_id(passage.id)])
        total = len(self.store.library.units(passage.symbol))
        return PassageView(passage, citation, document.title, document.kind, place + 1, total)

    def beside(self, id: str, step: int) -> str | None:
        """The id of the passage `step` places further on in the same document; None past its ends."""
        passage = self.store.library.get(id)
        found = self._places.get((passage.parent or id) if passage else id)
        if found is None:
            return None
        units = self.store.library.units(found[0])
        place = found[1] + step
        return units[place].id if 0 <= place < len(units) else None

    def provisions(self, id: str) -> tuple[Passage, ...]:
        """What the Convention says to the section that a paragraph of the State report stands in; empty if unknown."""
        passage = self.store.library.get(id)
        if passage is None or passage.symbol == self.store.treaty:
            return ()
        articles = [number for heading in passage.headings[:1] for number in _ARTICLE_HEADING.findall(heading)]
        library = self.store.library
        addresses = [Address(self.store.treaty, (number,)) for number in articles]
        return tuple(found for address in addresses for found in library.resolve(address).passages)

    def paragraphs_on(self, id: str) -> tuple[Passage, ...]:
        """The State report's section on the article that a provision of the Convention belongs to."""
        address = Address.from_id(id)
        if address.symbol != self.store.treaty:
            return ()
        units = self.store.library.units(self.store.state_report)
        return tuple(unit for unit in units if address.path[0] in _ARTICLE_HEADING.findall(" ".join(unit.headings[:1])))

    def citations(self, text: str) -> list[CitedPlace]:
        """The citations in a text that lead to passages, in order; "para. 59" alone is of the document cited last."""
        reader = CitationReader(self.store.state_report, self.store.treaty)
        found = []
        for citation in reader.read(text):
            ids = self._ids(citation.addresses)
            if ids:
                found.append(CitedPlace(citation.span, ids, citation.as_written))
        return found

    def without_citations(self, text: str) -> str:
        """A text without the brackets that hold nothing but citations."""
        reader = CitationReader(self.store.state_report, self.store.treaty)
        pieces, at = [], 0
        for note in reader.notes(text):
            pieces.append(text[at : note.span[0]])
            at = note.span[1]
        return "".join([*pieces, text[at:]])

    def cited_form(self, id: str) -> str:
        """How a passage is cited in a draft: its citation in brackets."""
        return f"({format_citation([Address.from_id(id)])})"

    def _ids(self, addresses: Iterable[Address]) -> tuple[str, ...]:
        resolved = (self.store.library.resolve(address).passages for address in addresses)
        return tuple(dict.fromkeys(passage.id for passages in resolved for passage in passages))

    def _first_below(self, id: str) -> Passage | None:
        try:
            found = self.store.library.resolve(Address.from_id(id)).passages
        except ValueError:
            return None
        return found[0] if found else None


def label_of(ids: Iterable[str]) -> str:
    """The citation of some passages without the symbol where it is understood: "paras. 155 and 156", "art. 4 (a)"."""
    return format_citation([Address.from_id(id) for id in ids], with_symbol=False)


def matches(sentence: str, passage: str, cited: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int, MarkKind]]:
    """Where a passage holds what a sentence quotes, and its figures: half-open spans in the passage, in order.

    `cited` are the spans of the sentence's citations, whose numbers are no figures.
    """
    for start, end in cited:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    found: list[tuple[int, int, MarkKind]] = []
    for quotation in _QUOTED.finditer(sentence):
        found += [(*span, "quoted") for span in _spans_of(quotation[1], passage)]
    for figure in dict.fromkeys(_FIGURE.findall(sentence)):
        same = re.compile(rf"(?<![\w.,]){re.escape(figure)}(?![\w]|[.,]\d)")
        kind: MarkKind = "year" if _YEAR.fullmatch(figure) else "figure"
        found += [(*match.span(), kind) for match in same.finditer(passage)]
    return sorted(found)


def _spans_of(quotation: str, passage: str) -> list[tuple[int, int]]:
    words = re.findall(r"\w+", quotation)
    if not words or len(words) > _LONGEST_QUOTATION:
        return []
    pattern = r"\W+".join(map(re.escape, words))
    return [match.span() for match in re.finditer(rf"\b{pattern}\b", passage, re.IGNORECASE)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The half-open spans of the sentences in a line of prose, with a number before and a bracket behind them."""
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        if spans and (_BRACKETED.fullmatch(text[start:end]) or _NUMBER.fullmatch(text[slice(*spans[-1])])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def sentence_at(text: str, position: int) -> str:
    """The sentence that stands at a character's position in a line of prose."""
    for start, end in sentence_spans(text):
        if start <= position < end:
            return text[start:end]
    return text

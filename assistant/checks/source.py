"""What the checks know of a passage: its sentences, words and figures, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from assistant.checks.figure_roles import Role, read_roles
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.words import Word, read_words
from vectorstore.address import Address
from vectorstore.library import Library
from vectorstore.model import Passage
from vectorstore.sentences import split_sentences


@dataclass(frozen=True)
class SourceSentence:
    """One sentence of a passage, or of what stands above it, and where in the passage's text it begins."""

    passage: str
    text: str
    start: int = 0

    @cached_property
    def words(self) -> list[Word]:
        """Its words in order."""
        return read_words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(word.stem for word in self.words if word.content)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Its figures in order."""
        return read_quantities(self.text)

    @cached_property
    def roles(self) -> list[Role]:
        """What its figures stand for."""
        return read_roles(self.text, self.quantities)


@dataclass(frozen=True)
class Source:
    """The passages that a sentence cites, together, and what gives them their meaning.

    `passages` are the cited ones, items and descendants included. `context` holds the opening words above a treaty's
    sub-item and the heading lines; `section` the other paragraphs under the same headings, read for article numbers.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[SourceSentence, ...]
    context: tuple[SourceSentence, ...] = ()
    section: tuple[SourceSentence, ...] = field(default=(), repr=False)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the content words of the passages."""
        return frozenset().union(*(sentence.stems for sentence in self.sentences))

    @cached_property
    def context_stems(self) -> frozenset[str]:
        """The stems of the content words of headings and opening words."""
        return frozenset().union(*(sentence.stems for sentence in self.context))

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The figures of the passages."""
        return [quantity for sentence in self.sentences for quantity in sentence.quantities]

    @cached_property
    def roles(self) -> list[Role]:
        """What those figures stand for."""
        return [role for sentence in self.sentences for role in sentence.roles]

    @cached_property
    def of_treaty(self) -> bool:
        """Whether a treaty alone is cited."""
        return all(Address.from_id(passage.id).in_treaty for passage in self.passages)

    @property
    def text(self) -> str:
        """The cited passages, one a line."""
        return "\n".join(passage.text for passage in self.passages)


class SourceReader:
    """Reads passages of a library into sources; every passage is taken apart once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sentences: dict[str, tuple[SourceSentence, ...]] = {}
        self._sections: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
        for symbol in library.documents:
            for passage in library.units(symbol):
                self._sections.setdefault((symbol, passage.headings[:2]), []).append(passage)

    def read(self, passages: Iterable[Passage]) -> Source:
        """The source that cited passages make up together."""
        cited = tuple({passage.id: passage for passage in passages}.values())
        sentences = tuple(sentence for passage in cited for sentence in self.sentences(passage))
        context = tuple(self._context(cited))
        return Source(cited, sentences, context, tuple(self._section(cited)))

    def sentences(self, passage: Passage) -> tuple[SourceSentence, ...]:
        """The sentences of one passage."""
        if passage.id not in self._sentences:
            spans = split_sentences(passage.text)
            self._sentences[passage.id] = tuple(SourceSentence(passage.id, passage.text[a:b], a) for a, b in spans)
        return self._sentences[passage.id]

    def opening_words(self, passage: Passage) -> list[Passage]:
        """The passages above a treaty's sub-item, such as the opening words of article 5 for article 5 (d) (iii)."""
        above = []
        address = Address.from_id(passage.id).parent
        while address is not None:
            parent = self._library.get(address.id)
            if parent is not None and address.in_treaty:
                above.append(parent)
            address = address.parent
        return above[::-1]

    def _context(self, cited: tuple[Passage, ...]) -> Iterable[SourceSentence]:
        seen: set[str] = set()
        for passage in cited:
            for above in self.opening_words(passage):
                if above.id not in seen:
                    seen.add(above.id)
                    yield from self.sentences(above)
            for heading in passage.headings:
                if heading not in seen:
                    seen.add(heading)
                    yield SourceSentence(passage.id, heading)

    def _section(self, cited: tuple[Passage, ...]) -> Iterable[SourceSentence]:
        keys = dict.fromkeys((passage.symbol, passage.headings[:2]) for passage in cited)
        for key in keys:
            for passage in self._sections.get(key, ()):
                yield from self.sentences(passage)

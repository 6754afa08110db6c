"""Citations in brackets, as the footnotes that they become, each with its document's symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.address_grammar import Citation, find_citations
from vectorstore.sentences import split_sentences

# What may stand beside citations in brackets that become a footnote.
_JOINING = re.compile(r"(?:[\s,;]|\b(?:see|also|and|cf|with|e\.g|in particular)\b\.?)*", re.IGNORECASE)
_BRACKET = re.compile(r"[()]")


@dataclass(frozen=True, slots=True)
class Note:
    """A citation in brackets. `span` covers the white space before it and the brackets."""

    span: tuple[int, int]
    citations: str

    @property
    def text(self) -> str:
        """The footnote's text."""
        return f"{self.citations[:1].upper()}{self.citations[1:]}."


@dataclass
class CitationReader:
    """Reads citations through a draft, in order: "para. 59" alone is of the document cited last."""

    state_report: str
    treaty: str = "ICERD"
    previous: Address | None = None

    def read(self, text: str) -> list[Citation]:
        """The citations in the next piece of the draft, sentence by sentence, as the checker reads them."""
        found: list[Citation] = []
        for start, end in split_sentences(text):
            for citation in _of_sentence(text[start:end], self.state_report, self.treaty, self.previous):
                self.previous = citation.addresses[-1] if citation.addresses else self.previous
                span = (citation.span[0] + start, citation.span[1] + start)
                found.append(replace(citation, span=span))
        return found

    def notes(self, text: str) -> list[Note]:
        """The brackets in the next piece of the draft that hold nothing but citations that can be read."""
        citations = self.read(text)
        return [note for start, end in _brackets(text) if (note := _note(text, start, end, citations)) is not None]

    def in_full(self, text: str) -> str:
        """The next piece of the draft with every citation in its full form."""
        return _in_full(text, 0, len(text), self.read(text))

    def brackets_in_full(self, text: str) -> str:
        """The next piece of the draft with the citations in its brackets in full; its running text as it stands."""
        pieces: list[str] = []
        at = 0
        for note in self.notes(text):
            start = text.index("(", note.span[0]) + 1
            pieces += [text[at:start], note.citations]
            at = note.span[1] - 1
        return "".join([*pieces, text[at:]])


@lru_cache(maxsize=2048)  # a screen reads a text again and again while it grows
def _of_sentence(sentence: str, state_report: str, treaty: str, previous: Address | None) -> tuple[Citation, ...]:
    return tuple(find_citations(sentence, default_symbol=state_report, treaty=treaty, previous=previous))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of round brackets. One that is never closed is passed over."""
    open_at: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] == "(":
            open_at.append(mark.start())
        elif open_at:
            start = open_at.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, mark.end()))
    yield from pairs


def _note(text: str, start: int, end: int, citations: list[Citation]) -> Note | None:
    inside = [one for one in citations if start < one.span[0] and one.span[1] < end]
    if not inside or any(citation.problem == "malformed" for citation in inside):
        return None
    at = start + 1
    for citation in inside:
        if not _JOINING.fullmatch(text, at, citation.span[0]):
            return None
        at = citation.span[1]
    if not _JOINING.fullmatch(text, at, end - 1):
        return None
    while start > 0 and text[start - 1].isspace():
        start -= 1
    words = _in_full(text, text.index("(", start) + 1, end - 1, inside).strip(" \t\n,;.")
    return Note((start, end), words)


def _in_full(text: str, start: int, end: int, citations: list[Citation]) -> str:
    pieces: list[str] = []
    at = start
    for citation in citations:
        if not citation.addresses:
            continue
        pieces += [text[at : citation.span[0]], format_citation(citation.addresses)]
        at = citation.span[1]
    return "".join([*pieces, text[at:end]])

"""Addresses: every citation of a sentence, and of its footnotes, looked up item by item."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.checks.quotations import normal, read_quotations
from assistant.model import CitationStatus, CitedPassage, Finding
from vectorstore.address import TREATIES, Address
from vectorstore.address_format import format_citation
from vectorstore.address_grammar import Citation, find_citations
from vectorstore.library import Library
from vectorstore.model import Passage

# A United Nations symbol without a paragraph, such as "(CERD/C/KAZ/CO/8-10)".
_SYMBOL = re.compile(r"\b[A-Z]{1,6}(?:/[A-Z0-9][\w.-]*){2,}")
# In brackets inside a sentence: a source of the author's own.
_OWN_SOURCE = re.compile(
    r"""
    \binterview(?:s|ed)?\s+(?:with|by|of|on|in)\b|\bon\s+file\b|https?:|\bwww\.|\baccessed\b|\bcase\s+(?:no|file
    |number)\b|\bcourt\s+file\b|\bpers(?:onal|\.)\s+comm|\btestimon(?:y|ies)\s+(?:of|by|from)\b|\bfield\s+(?:visit
    |notes)\b|\bannex\s+to\s+this\b|\bNGO\s+evidence\b|\bavailable\s+at\b|\bpp?\.\s*\d
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETED = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_FILLER = re.compile(r"[\s(),;.–-]*(?:(?:see|see\s+also|cf\.?|and|also|e\.g\.)[\s(),;.]*)*", re.IGNORECASE)


@dataclass
class Resolved:
    """The citations of a sentence.

    `passages` are those that the sentence rests on, `placed` those of them that are cited in brackets in its text, with
    the citation's range. `blanks` are the ranges of its text that are citations.
    `bad` holds a finding for each citation, as written, that does not resolve. `external`: it names a source of the
    author's own. `whole_document`: it cites a document without a place. `last` is the last address, for "ibid.".
    """

    citations: list[CitedPassage] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    placed: list[tuple[tuple[int, int], Passage]] = field(default_factory=list)
    blanks: list[tuple[int, int]] = field(default_factory=list)
    bad: dict[str, Finding] = field(default_factory=dict)
    external: bool = False
    whole_document: bool = False
    last: Address | None = None

    @property
    def symbols(self) -> frozenset[str]:
        """The documents that it rests on."""
        return frozenset(passage.symbol for passage in self.passages)


class Resolve:
    """Looks citations up in a library."""

    name = "resolve"

    def __init__(self, library: Library, state_report: str, treaty: str) -> None:
        self._library = library
        self._state_report = state_report
        self._treaty = treaty

    def resolve(self, text: str, notes: Sequence[str], previous: Address | None) -> Resolved:
        """All citations of a sentence and its notes."""
        found = self._find(text, previous)
        brackets = _brackets(text)
        resolved = Resolved(last=previous)
        bracketed = [_inside(citation.span, brackets) for citation in found]
        sourced = bool(any(bracketed) or self._symbols(text, found, brackets))
        for note in notes:
            sourced = self._read_note(note, resolved) or sourced
        for citation, in_brackets in zip(found, bracketed, strict=True):
            rests_on = in_brackets or not sourced or _is_paragraph(citation)
            before = len(resolved.passages)
            self._take(citation, resolved, rests_on=rests_on, in_prose=not in_brackets and sourced)
            if in_brackets:
                resolved.placed += [(citation.span, passage) for passage in resolved.passages[before:]]
        self._take_symbols(self._symbols(text, found, brackets), resolved)
        _forgive_own_references(resolved)
        own = [text[a:b] for a, b in _uncited_brackets(found, brackets) if _OWN_SOURCE.search(text[a:b])]
        resolved.external |= any(not _is_quoted(bracket, resolved.passages) for bracket in own)
        resolved.blanks = _blanks(text, found, brackets)
        return resolved

    def _find(self, text: str, previous: Address | None) -> list[Citation]:
        """The author's citations; what a quotation cites is the source's own business."""
        found = find_citations(text, default_symbol=self._state_report, treaty=self._treaty, previous=previous)
        quoted = [quotation.span for quotation in read_quotations(text)]
        outside = [citation for citation in found if not _inside(citation.span, quoted)]
        return outside or found

    def _read_note(self, note: str, resolved: Resolved) -> bool:
        """Take a footnote's citations; True if it has any that a library can hold."""
        found = self._find(note, resolved.last)
        for citation in found:
            self._take(citation, resolved, rests_on=True, in_prose=False)
        resolved.external |= bool(found) and _OWN_SOURCE.search(note) is not None
        symbols = self._symbols(note, found, [(0, len(note))])
        self._take_symbols(symbols, resolved)
        if not found and not symbols and note.strip():
            resolved.citations.append(CitedPassage(as_written=note.strip(), id=None, status="external"))
            resolved.external = True
        return bool(found or symbols)

    def _take(self, citation: Citation, resolved: Resolved, *, rests_on: bool, in_prose: bool) -> None:
        if citation.problem is not None:
            self._take_problem(citation, resolved, in_prose)
            return
        missing: list[Address] = []
        for address in citation.addresses:
            resolved.last = address
            resolution = self._library.resolve(self._printed_inline(address))
            if resolution.status == "resolved":
                resolved.citations += [
                    CitedPassage(as_written=citation.as_written, id=passage.id, status="resolved")
                    for passage in resolution.passages
                ]
                if rests_on:
                    resolved.passages += resolution.passages
                continue
            if in_prose and resolution.status == "no_such_document":
                continue
            message, suggestion = resolution.message, None
            if resolution.status == "no_such_passage":
                missing.append(address)
                message = _of_all(message, missing)
            if resolution.status == "no_such_document":
                suggestion = f"Add the document: shadow-report library add FILE ({address.symbol})."
            self._reject(citation, address.id, resolution.status, message, suggestion, resolved)

    def _printed_inline(self, address: Address) -> Address:
        """Article 9 (1) for its item (a), which is printed inside the paragraph and is no passage of its own."""
        above = address.parent
        if not address.in_treaty or above is None or self._library.resolve(address).status == "resolved":
            return address
        passage = self._library.get(above.id)
        return above if passage is not None and f"({address.path[-1]})" in passage.text else address

    def _take_problem(self, citation: Citation, resolved: Resolved, in_prose: bool) -> None:
        if citation.problem == "malformed":
            message = f"“{citation.as_written}” cannot be read as a place in a document."
            self._reject(
                citation, None, "malformed", message, "Write it as “para. 155” or “art. 5 (d) (iii)”.", resolved
            )
        elif not in_prose:
            message = f"“{citation.as_written}” is of a treaty that the library does not have."
            self._reject(
                citation,
                None,
                "no_such_document",
                message,
                "Add the document: shadow-report library add FILE.",
                resolved,
            )

    def _reject(
        self,
        citation: Citation,
        id: str | None,
        status: CitationStatus,
        message: str,
        suggestion: str | None,
        resolved: Resolved,
    ) -> None:
        resolved.citations.append(CitedPassage(as_written=citation.as_written, id=id, status=status))
        resolved.bad[citation.as_written] = Finding(
            kind="bad_address", message=message, suggestion=suggestion, span=citation.span
        )

    def _symbols(
        self, text: str, found: Sequence[Citation], brackets: Sequence[tuple[int, int]]
    ) -> list[tuple[str, tuple[int, int]]]:
        """Documents cited whole: symbols, or a treaty's short name, in brackets without a place."""
        spots = [
            (match[0], match.span())
            for match in _SYMBOL.finditer(text)
            if _inside(match.span(), brackets) and not _inside(match.span(), [citation.span for citation in found])
        ]
        for a, b in brackets:
            word = text[a:b].strip("() ")
            if word in TREATIES and not any(a <= citation.span[0] < b for citation in found):
                spots.append((word, (a, b)))
        return spots

    def _take_symbols(self, symbols: Sequence[tuple[str, tuple[int, int]]], resolved: Resolved) -> None:
        for symbol, span in symbols:
            if symbol in self._library.documents:
                resolved.whole_document = True
                continue
            resolved.citations.append(CitedPassage(as_written=symbol, id=None, status="no_such_document"))
            message = f"{symbol} is not in the library."
            suggestion = "Add the document: shadow-report library add FILE."
            resolved.bad[symbol] = Finding(kind="bad_address", message=message, suggestion=suggestion, span=span)


def _is_quoted(bracket: str, passages: Sequence[Passage]) -> bool:
    return any(normal(bracket) in normal(passage.text) for passage in passages)


def _of_all(message: str, missing: Sequence[Address]) -> str:
    """What is said of the last of several addresses of a citation that do not exist, said of them all."""
    one = f"{format_citation(missing[-1:])} does not exist"
    if len(missing) == 1 or not message.startswith(one):
        return message
    return f"{format_citation(missing)} do not exist{message.removeprefix(one)}"


def _forgive_own_references(resolved: Resolved) -> None:
    """Drop what the cited passage itself refers to in the same words: "(see para. 6.1)" is then no citation of ours."""
    if not resolved.passages or not resolved.bad:
        return
    passages = normal(" ".join(passage.text for passage in resolved.passages))
    forgiven = {
        citation.as_written
        for citation in resolved.citations
        if citation.status != "resolved" and normal(citation.as_written) in passages
    }
    resolved.bad = {written: finding for written, finding in resolved.bad.items() if written not in forgiven}
    resolved.citations = [citation for citation in resolved.citations if citation.as_written not in forgiven]


def _brackets(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _BRACKETED.finditer(text)]


def _inside(span: tuple[int, int], ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a range lies in one of several ranges, which are in order and do not overlap."""
    at = bisect_right(ranges, span[0], key=lambda each: each[0]) - 1
    return at >= 0 and span[1] <= ranges[at][1]


def _is_paragraph(citation: Citation) -> bool:
    return bool(citation.addresses) and not citation.addresses[0].in_treaty


def _uncited_brackets(found: Sequence[Citation], brackets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    starts = sorted(citation.span[0] for citation in found)
    return [(a, b) for a, b in brackets if bisect_left(starts, a) == bisect_left(starts, b)]


def _blanks(text: str, found: Sequence[Citation], brackets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The citations; with their brackets where nothing else stands inside these."""
    spans = sorted(citation.span for citation in found)
    blanks = list(spans)
    for a, b in brackets:
        held = spans[bisect_left(spans, (a, a)) : bisect_left(spans, (b, b))]
        inner = text[a:b]
        for start, end in reversed(held):
            inner = inner[: start - a] + inner[min(end, b) - a :]
        if held and _FILLER.fullmatch(inner):
            blanks.append((a, b))
    return blanks

"""What a question itself names: addresses to look up, articles of any law, and documents that the library lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.address_grammar import find_citations
from vectorstore.model import Passage

_ARTICLES = re.compile(
    r"\b(?:articles?|arts?\.?)\s+((?:\d+(?:[-‑]\d+)?(?:\s*\(\w+\))*)(?:(?:,|,? and|,? or)\s+\d+(?:[-‑]\d+)?)*)", re.I
)
_OBSERVATIONS = (
    r"concluding observations|(?:last|previous|earlier|past) (?:review|cycle|examination)"
    r"|recommendations? of 20\d\d|20\d\d recommendations?"
)
_THEIR_TEXT = re.compile(
    rf"(?:{_OBSERVATIONS})"
    r"(?=.*(?:\bpara(?:graph|s|graphs)?\b|quote|wording|text|verbatim))|(?:\bpara(?:graph|s|graphs)?\b|quote|"
    r"wording|verbatim|exact)"
    rf".*(?:{_OBSERVATIONS})|\bwhat (?:did|does|do) the committee (?:recommend|conclude|write|request|urge)",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\bannex(?:es)?\b(?:\s+(?:No\.?\s*)?(\d+))?", re.IGNORECASE)
# What is done to an article or under it, which its own text does not tell.
_DONE_TO_IT = re.compile(
    r"\b(?:amend\w*|changes?|reservations?|declarations?) (?:of \d{4} )?(?:to|under) (?:articles?|arts?\.)",
    re.IGNORECASE,
)
_GENERAL = re.compile(r"\bgeneral recommendation (?:No\.? ?)?(\d+)", re.IGNORECASE)
_VERBATIM = re.compile(r"\bword for word\b|\bverbatim\b|\b(?:exact|full) (?:words|wording|text)\b", re.IGNORECASE)
_LAW = re.compile(r"\b(?:Code|Act|Law|Constitution)\b(?: (?:of|on|in|and|the|[A-Z]\w+))*")
_IN_REPORT = re.compile(r"\breport\b", re.IGNORECASE)
_WHICH_ANNEX = re.compile(r"\b(?:which|what|any|an|how many) annex", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """`addresses` are to be looked up; `articles` are numbers of articles that may be of any law."""

    addresses: tuple[Address, ...] = ()
    as_written: str = ""
    articles: tuple[str, ...] = ()


def places_in(question: str, store: Store, *, only: bool) -> Places:
    """The places that a question names. `only`: it says nothing but the place, so a bare article is the treaty's."""
    if not only and _DONE_TO_IT.search(question):
        return Places(articles=articles_in(question))
    addresses: list[Address] = []
    written: list[str] = []
    for citation in find_citations(question, default_symbol=store.state_report, treaty=store.treaty):
        sure = citation.symbol_written or only or any(len(address.path) > 1 for address in citation.addresses)
        if citation.addresses and (sure or not citation.addresses[0].in_treaty):
            addresses += citation.addresses
            written.append(citation.as_written)
    if addresses:
        return Places(tuple(addresses), " and ".join(written))
    return Places(articles=articles_in(question))


def articles_in(text: str) -> tuple[str, ...]:
    """The numbers of the articles that a text names, whatever their law."""
    numbers = [number for match in _ARTICLES.finditer(text) for number in re.findall(r"\d+(?:[-‑]\d+)?", match[1])]
    return tuple(dict.fromkeys(number.replace("‑", "-") for number in numbers))


def naming(articles: Sequence[str], passages: Sequence[Passage]) -> list[Passage]:
    """The passages that name one of these articles."""
    wanted = set(articles)
    return [passage for passage in passages if wanted & set(articles_in(passage.text.replace("\u00a0", " ")))]


def missing_document(question: str, store: Store) -> str:
    """The document that a question asks the text of and that the library lacks, in words, or ""."""
    observations = next((s for s in _observation_symbols(store) if s not in store.library.documents), "")
    if observations and _THEIR_TEXT.search(question):
        return f"the concluding observations of 2022 ({observations})"
    annex = _ANNEX.search(question)
    if annex and not _WHICH_ANNEX.search(question):
        return f"annex {annex[1]} to the report" if annex[1] else "the annexes to the report"
    return "" if _IN_REPORT.search(question) else _missing_text(question, store)


def _missing_text(question: str, store: Store) -> str:
    """The general recommendation, or the law word for word, that a question asks for and the library lacks, or ""."""
    general = _GENERAL.search(question)
    if general and f"CERD/GC/{general[1]}" not in store.library.documents:
        return f"general recommendation No. {general[1]} (CERD/GC/{general[1]})"
    law = _LAW.search(question) if _VERBATIM.search(question) else None
    return f"the text of the {law[0].strip()}" if law else ""


def unknown_symbol(addresses: Sequence[Address], store: Store) -> str:
    """The first address whose document the library lacks, as a citation, or ""."""
    absent = [address for address in addresses if address.symbol not in store.library.documents]
    return format_citation(absent[:1]) if absent else ""


def _observation_symbols(store: Store) -> list[str]:
    """The symbols of concluding observations that the State report names."""
    found: list[str] = []
    for unit in store.library.units(store.state_report):
        found += re.findall(r"CERD/C/[A-Z]{3}/CO/[\d-]+", unit.text)
        if found:
            break
    return found

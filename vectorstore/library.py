"""The library: every document's passages, looked up by address. JSON Lines files are the truth; indexes are caches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Literal

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Document, Passage
from vectorstore.parse_report import parse_report
from vectorstore.parse_treaty import parse_treaty

ResolutionStatus = Literal["resolved", "no_such_passage", "no_such_document"]

STATE_REPORT = Document(
    "CERD/C/KAZ/11-14",
    "Combined eleventh to fourteenth periodic reports submitted by Kazakhstan under article 9 of the Convention",
    "state_report",
)
CONVENTION = Document(
    "ICERD", "International Convention on the Elimination of All Forms of Racial Discrimination", "treaty"
)
_SHIPPED = ((STATE_REPORT, "cerd_c_kaz_11-14.txt"), (CONVENTION, "icerd.txt"))
_FORMAT = 1


class LibraryError(Exception):
    """A stored document cannot be read; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an address stands for. `message` is empty, or a sentence with the valid range or the sibling items."""

    status: ResolutionStatus
    passages: tuple[Passage, ...] = ()
    message: str = ""


@dataclass
class Library:
    """Documents by symbol, in order, with their passages."""

    documents: dict[str, Document] = field(default_factory=dict)
    _passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    _by_id: dict[str, Passage] = field(default_factory=dict)
    _hashes: dict[str, str] = field(default_factory=dict)
    _shipped: set[str] = field(default_factory=set)

    def add(self, document: Document, passages: Iterable[Passage], *, shipped: bool = False) -> None:
        """Take a document in, in place of one with the same symbol. `shipped`: whether it came with the program."""
        for old in self._passages.get(document.symbol, ()):
            del self._by_id[old.id]
        self.documents[document.symbol] = document
        self._passages[document.symbol] = tuple(passages)
        self._by_id.update((passage.id, passage) for passage in self._passages[document.symbol])
        self._hashes.pop(document.symbol, None)
        (self._shipped.add if shipped else self._shipped.discard)(document.symbol)

    def is_shipped(self, symbol: str) -> bool:
        """Whether a document came with the program, and no other has taken its place."""
        return symbol in self._shipped

    def passages(self, symbol: str) -> tuple[Passage, ...]:
        """All passages of a document in document order, lettered items after their paragraph. KeyError if unknown."""
        return self._passages[symbol]

    def units(self, symbol: str) -> tuple[Passage, ...]:
        """What search ranks: whole paragraphs of a report, never an item beside its parent; every unit of a treaty."""
        treaty = self.documents[symbol].kind == "treaty"
        return tuple(passage for passage in self._passages[symbol] if treaty or passage.parent is None)

    def get(self, id: str) -> Passage | None:
        """The passage with this id, if there is one."""
        return self._by_id.get(id)

    def document_hash(self, symbol: str) -> str:
        """SHA-256, as hex, of the document as it is stored. KeyError if unknown."""
        if symbol not in self._hashes:
            text = dump_document(self.documents[symbol], self._passages[symbol])
            self._hashes[symbol] = hashlib.sha256(text.encode()).hexdigest()
        return self._hashes[symbol]

    def document_hashes(self) -> dict[str, str]:
        """The hash of each document, by symbol."""
        return {symbol: self.document_hash(symbol) for symbol in self.documents}

    @property
    def hash(self) -> str:
        """SHA-256, as hex, of all documents in order."""
        joined = "\n".join(self.document_hash(symbol) for symbol in self.documents)
        return hashlib.sha256(joined.encode()).hexdigest()

    def resolve(self, address: Address) -> Resolution:
        """The passages that an address stands for: the passage itself, or a parent's descendants in order."""
        if address.symbol not in self.documents:
            known = ", ".join(self.documents)
            return Resolution("no_such_document", message=f"{address.symbol} is not in the library ({known} are).")
        whole = self._by_id.get(address.id)
        if whole is not None and not address.in_treaty:
            return Resolution("resolved", (whole,))
        below = tuple(
            passage for passage in self._passages[address.symbol] if address.covers(Address.from_id(passage.id))
        )
        if below:
            return Resolution("resolved", below)
        return Resolution("no_such_passage", message=self._what_exists(address))

    def _what_exists(self, address: Address) -> str:
        siblings = self._children(address.symbol, address.path[:-1])
        wanted = format_citation([address])
        if len(address.path) > 1 and not siblings:
            parent = Address(address.symbol, address.path[:-1])
            if parent.id in self._by_id:
                return f"{wanted} does not exist: {format_citation([parent], with_symbol=False)} has no items."
            return self._what_exists(parent)
        if len(address.path) > 1:
            names = format_citation([Address(address.symbol, (*address.path[:-1], s)) for s in siblings])
            return f"{wanted} does not exist; there are {names}."
        heads = [head for head in siblings if head.isdecimal()]
        noun = "articles" if address.in_treaty else "paras."
        if not heads:
            return f"{wanted} does not exist: {address.symbol} has no numbered passages."
        return f"{wanted} does not exist: {address.symbol} has {noun} {heads[0]}–{heads[-1]}."

    def _children(self, symbol: str, path: tuple[str, ...]) -> list[str]:
        depth = len(path)
        steps = (Address.from_id(passage.id).path for passage in self._passages[symbol])
        return list(dict.fromkeys(step[depth] for step in steps if len(step) > depth and step[:depth] == path))


def dump_document(document: Document, passages: Sequence[Passage]) -> str:
    """A document as JSON Lines: a header with its fields, then one line a passage."""
    header = {"format": _FORMAT, **asdict(document)}
    rows = [header, *(asdict(passage) for passage in passages)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def load_document(path: Path) -> tuple[Document, tuple[Passage, ...]]:
    """The document in a JSON Lines file. Raises LibraryError if it is not one."""
    try:
        header, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        if header.pop("format") != _FORMAT:
            raise LibraryError(f"{path} was written by another version of this program; add the document again.")
        passages = tuple(_passage(row) for row in rows)
        return Document(**header), passages
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"{path} is not a document of this library ({error}); remove the file and add the document again."
        raise LibraryError(message) from error


def _passage(row: Mapping[str, object]) -> Passage:
    lists = {"headings", "answers", "lines"}
    return Passage(**{key: tuple(value) if key in lists else value for key, value in row.items()})  # type: ignore[arg-type]


def shipped_text(file_name: str) -> str:
    """A shipped source file, byte for byte as text."""
    return (files("vectorstore") / "corpus" / file_name).read_bytes().decode("utf-8")


def open_library(*folders: Path) -> Library:
    """The two shipped documents and the `*.jsonl` in the folders. Raises LibraryError for one that cannot be read."""
    library = Library()
    for document, file_name in _SHIPPED:
        parse = parse_treaty if document.kind == "treaty" else parse_report
        library.add(document, parse(shipped_text(file_name), document.symbol).passages, shipped=True)
    for path in (path for folder in folders for path in sorted(folder.glob("*.jsonl"))):
        library.add(*load_document(path))
    return library

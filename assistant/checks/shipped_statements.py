"""The statements that come with the program, held beside what claims say: the whole of it, and each part."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

from assistant.checks.by_claim import ByClaim
from assistant.checks.claim import Claim
from assistant.checks.joined import asked_of
from assistant.checks.known_statements import FILE, Known, KnownStatements, load, of_all
from assistant.checks.passage_index import PassageIndex
from assistant.checks.statement_network import StatementNetwork, read_with
from assistant.checks.told_parts import told_parts
from vectorstore.embedding import FloatArray
from vectorstore.library import Library
from vectorstore.onnx_session import threads

_KEPT = 8_000  # vectors of claims and of their parts
_BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile)  # what a missing or broken file raises


class ShippedStatements:
    """Those that come with the program, loaded when first asked for. Not safe among threads."""

    def __init__(
        self,
        library: Library,
        index: PassageIndex,
        open_statements: Callable[[], StatementNetwork | None],
        file: Path = FILE,
    ) -> None:
        self._library = library
        self._file = file
        self._index = index
        self._open = open_statements
        self._vectors: OrderedDict[str, FloatArray] = OrderedDict()
        self._whole = ByClaim(self._read_whole)

    def prepare(self, claims: Sequence[Claim]) -> None:
        """Read many claims and their parts, side by side."""
        if self._known is None or self._network is None:
            return
        told = {asked_of(claim).text for claim in claims if self._known.has(claim.source.passages)}
        texts = told.union(*(told_parts(text) for text in told))
        new = [text for text in texts if text and text not in self._vectors]
        self._index.read_ahead(new)
        half_way = [(text, states) for text in new if (states := self._index.half_way(text)) is not None]
        with ThreadPoolExecutor(threads()) as readers:
            found = readers.map(self._network.vector, [states for _, states in half_way])
            self._keep(dict(zip([text for text, _ in half_way], found, strict=True)))

    def of(self, claim: Claim) -> Known | None:
        """What they say of a claim; None without a model, and where there are none on all that it cites."""
        read = self._whole(claim)
        return of_all(read) if read else None

    def of_parts(self, claim: Claim) -> list[Known]:
        """What they say of each part of a claim, as of the passage that has statements nearest to it."""
        parts = told_parts(asked_of(claim).text)
        read = [self._whole(claim)] if len(parts) < 2 else [self._read(part, claim) for part in parts]
        return [max(of_each, key=lambda one: one.near) for of_each in read if of_each]

    def _read_whole(self, claim: Claim) -> list[Known]:
        return self._read(asked_of(claim).text, claim)

    def _read(self, text: str, claim: Claim) -> list[Known]:
        """What they say of a text as of each passage that a claim cites; nothing as for `of`."""
        if self._known is None or not text or not self._known.has(claim.source.passages):
            return []
        meant, learnt = self._index.vector(text), self._learnt(text)
        if meant is None or learnt is None:
            return []
        return self._known.of_each(text, meant, learnt, claim.source.passages)

    def _learnt(self, text: str) -> FloatArray | None:
        states = self._index.half_way(text) if text not in self._vectors else None
        if states is not None and self._network is not None:
            self._keep({text: self._network.vector(states, alone=True)})
        return self._vectors.get(text)

    def _keep(self, found: dict[str, FloatArray]) -> None:
        self._vectors.update(found)
        while len(self._vectors) > _KEPT:
            self._vectors.popitem(last=False)

    @cached_property
    def _network(self) -> StatementNetwork | None:
        try:
            return self._open()
        except _BROKEN:
            return None  # the checker does without

    @cached_property
    def _known(self) -> KnownStatements | None:
        try:
            made_with, known, _ = load(self._file)
            own = read_with(self._index.embedder or "")
        except _BROKEN:
            return None  # the checker does without
        return known.on(self._library) if made_with == own else None

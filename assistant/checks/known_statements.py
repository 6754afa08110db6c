"""Statements written beforehand of each paragraph of the shipped documents, right ones and wrong ones, beside a claim.

A claim that says what a wrong one says is likely wrong, whatever words it shares with the paragraph.
`python -m evals.known_fit --write` makes `known_statements.npz`: for each paragraph two ridge regressions in their dual
form (Saunders et al. 1998) from its statements to whether they are false, both over runs of words, one over nearness in
meaning and one over nearness as a network sees it that was trained for this end (deep kernel learning, Wilson et al.
2016): `python -m evals.statement_fit`, its weights in `statement_vectors.npz`.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from assistant.checks.claim import Claim
from assistant.checks.joined import MOST_TOLD, asked_of
from assistant.checks.kept_network import open_network
from assistant.checks.passage_index import PassageIndex
from assistant.checks.words import stem
from vectorstore.embedding import FloatArray, HalfWay
from vectorstore.library import Library
from vectorstore.model import Passage
from vectorstore.onnx_session import Session, threads
from vectorstore.projection import Bytes, Projection, from_bytes

KINDS = ("meant", "learnt")  # of nearness, as the arrays of the file are named
REACH = 0.2  # how fast a statement counts for less the further it is, in cosine
WORDS = 0.5  # of shared runs of words beside nearness in meaning
BUCKETS = 1 << 18  # that runs of words are hashed to
RARITY_STEPS = 70.0
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+(?:[.,]\d+)*")
FILE = Path(str(files("assistant.checks") / "known_statements.npz"))
WEIGHTS = files("assistant.checks") / "statement_vectors.npz"
_FILE_VERSION = 1  # raise it when statement_graph builds a different file
_KEPT = 8_000  # vectors of claims
_BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile)  # what a missing or broken file raises

IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the statements on the cited paragraphs say of a claim, by one of the two kinds of vectors.

    `falseness` is above 0 where it is more like the wrong ones, some -1 to 1; `wrong` and `right` are the cosines of
    the nearest of either.
    """

    falseness: float
    wrong: float
    right: float


@dataclass(frozen=True, slots=True)
class Known:
    """The same by nearness in meaning, and by nearness as it was learnt."""

    meant: Nearness
    learnt: Nearness


@dataclass(frozen=True, slots=True)
class Worth:
    """What each statement on a passage is worth, and each of their runs of words, both float16."""

    statements: npt.NDArray[np.float16]
    runs: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class OfPassage:
    """The statements on one passage and on its items.

    `rows` says which of all statements they are, `runs` are buckets of runs of words in ascending order.
    """

    rows: IntArray
    runs: IntArray
    meant: Worth
    learnt: Worth


@dataclass(frozen=True, slots=True)
class Told:
    """A claim ready to be held beside statements: both unit vectors, its runs of words and what each of them weighs."""

    meant: FloatArray
    learnt: FloatArray
    runs: IntArray
    weights: FloatArray


def word_runs(text: str) -> IntArray:
    """The buckets of the words of a text, as stems, and of each two that follow each other; ascending, each once."""
    stems = [stem(match[0].lower().replace("’", "'")) for match in _WORD.finditer(text)]
    runs = {*stems, *(f"{first} {second}" for first, second in zip(stems, stems[1:], strict=False))}
    return np.array(sorted({zlib.crc32(run.encode()) % BUCKETS for run in runs}), np.int32)


def told_of(claim: Claim) -> str:
    """What of a claim is held beside statements: what it asserts, or the whole of it where it tells of a silence."""
    return " ".join(claim.text.split()) if claim.silences else asked_of(claim).text


def levels(id: str) -> tuple[str, ...]:
    """The id of a passage and of what it is an item of, the nearest first: 5(e)(v), 5(e), 5."""
    whole, *items = id.split("(")
    return tuple("(".join([whole, *items[:depth]]) for depth in range(len(items), -1, -1))


@dataclass(frozen=True, slots=True)
class StatementVectors:
    """All statements: vectors of either kind as they are kept, int8 (statements, dimension), and which are false."""

    meant: Bytes
    learnt: Bytes
    false: npt.NDArray[np.bool_]


class KnownStatements:
    """The statements on the passages of some documents, by passage; `documents` has the hash of each one's text."""

    def __init__(
        self,
        projections: tuple[Projection, Projection],
        rarity: FloatArray,
        statements: StatementVectors,
        passages: dict[str, OfPassage],
        documents: dict[str, str],
    ) -> None:
        self._projections = projections
        self._rarity = rarity
        self._statements = statements
        self._passages = passages
        self._documents = documents

    def on(self, library: Library) -> KnownStatements:
        """Those on documents that the library holds with the same text."""
        held = {
            symbol: text
            for symbol, text in self._documents.items()
            if symbol in library.documents and library.document_hash(symbol) == text
        }
        own = {id: found for id, found in self._passages.items() if id.partition("#")[0] in held}
        return KnownStatements(self._projections, self._rarity, self._statements, own, held)

    def has(self, passages: Iterable[Passage]) -> bool:
        """Whether there are statements on all of some passages."""
        found = [self._nearest(passage.id) for passage in passages]
        return bool(found) and None not in found

    def of(self, text: str, meant: FloatArray, learnt: FloatArray, passages: Iterable[Passage]) -> Known | None:
        """What they say of a text with these vectors, as of the passages; None where on one of these there are none.

        For several passages the mean counts, and the nearest statement on any of them.
        """
        found = [self._nearest(passage.id) for passage in passages]
        known = list({id(one): one for one in found if one is not None}.values())
        if not known or None in found:
            return None
        runs = word_runs(text)
        weights = self._rarity[runs]
        of_meaning, of_learning = self._projections
        told = Told(of_meaning(meant), of_learning(learnt), runs, weights / (np.linalg.norm(weights) or 1.0))
        read = [self._read(one, told) for one in known]
        return Known(_of_all([one.meant for one in read]), _of_all([one.learnt for one in read]))

    def _read(self, one: OfPassage, told: Told) -> Known:
        every = self._statements
        false = every.false[one.rows]
        _, own, theirs = np.intersect1d(told.runs, one.runs, assume_unique=True, return_indices=True)
        weights = told.weights[own]
        return Known(
            _nearness(from_bytes(every.meant[one.rows]) @ told.meant, false, one.meant, weights, theirs),
            _nearness(from_bytes(every.learnt[one.rows]) @ told.learnt, false, one.learnt, weights, theirs),
        )

    def _nearest(self, id: str) -> OfPassage | None:
        """The statements on a passage, or where there are too few, on what it is an item of."""
        return next((self._passages[level] for level in levels(id) if level in self._passages), None)


def _nearness(
    cosines: FloatArray,
    false: npt.NDArray[np.bool_],
    worth: Worth,
    weights: FloatArray,
    runs: npt.NDArray[np.intp],
) -> Nearness:
    """What statements with these cosines to a claim, and with the `runs` that both have, say of it."""
    falseness = float(np.exp((cosines - 1) / REACH) @ worth.statements.astype(np.float32))
    falseness += float(weights @ worth.runs[runs].astype(np.float32))
    return Nearness(falseness, float(cosines[false].max()), float(cosines[~false].max()))


def _of_all(read: Sequence[Nearness]) -> Nearness:
    falseness = sum(one.falseness for one in read) / len(read)
    return Nearness(falseness, max(one.wrong for one in read), max(one.right for one in read))


class StatementNetwork:
    """The network of `statement_graph`. Safe among threads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vector(self, told: HalfWay, *, alone: bool = False) -> FloatArray:
        """The unit vector of a text half way read, float32 (384,). `alone`: nothing else is read meanwhile."""
        states = told.states[:MOST_TOLD].astype(np.float32)
        found: FloatArray = self._session.run({"states": states[None]}, alone=alone)[0]
        return found / np.float32(np.linalg.norm(found) or 1.0)


def open_statement_network(cache_dir: Path) -> StatementNetwork | None:
    """The network that comes with the program; None without the package that has the model's published weights."""

    def build(weights: Path, trained: Mapping[str, np.ndarray]) -> bytes:
        from assistant.checks.statement_graph import build_statement_vectors

        return build_statement_vectors(weights, trained)

    session = open_network(cache_dir, WEIGHTS, _FILE_VERSION, build)
    return StatementNetwork(session) if session is not None else None


def read_with(embedder: str) -> str:
    """Names the embedder and the network that statements are read with, so that no other vectors meet theirs."""
    return f"{embedder}, {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]}"


class ShippedStatements:
    """Those that come with the program, loaded when first asked for. Not safe among threads."""

    def __init__(
        self, library: Library, index: PassageIndex, open_statements: Callable[[], StatementNetwork | None]
    ) -> None:
        self._library = library
        self._index = index
        self._open = open_statements
        self._vectors: OrderedDict[str, FloatArray] = OrderedDict()

    def prepare(self, claims: Sequence[Claim]) -> None:
        """Read many claims, side by side."""
        if self._known is None or self._network is None:
            return
        texts = {told_of(claim) for claim in claims if self._known.has(claim.source.passages)}
        new = [text for text in texts if text and text not in self._vectors]
        self._index.read_ahead(new)
        half_way = [(text, states) for text in new if (states := self._index.half_way(text)) is not None]
        with ThreadPoolExecutor(threads()) as readers:
            found = readers.map(self._network.vector, [states for _, states in half_way])
            self._keep(dict(zip([text for text, _ in half_way], found, strict=True)))

    def of(self, claim: Claim) -> Known | None:
        """What they say of a claim; None without a model, and where there are none on all that it cites."""
        if self._known is None or not self._known.has(claim.source.passages):
            return None
        text = told_of(claim)
        meant, learnt = self._index.vector(text), self._learnt(text)
        if meant is None or learnt is None:
            return None
        return self._known.of(text, meant, learnt, claim.source.passages)

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
            made_with, known, _ = load(FILE)
            own = read_with(self._index.embedder or "")
        except _BROKEN:
            return None  # the checker does without
        return known.on(self._library) if made_with == own else None


@cache
def load(file: Path) -> tuple[str, KnownStatements, str]:
    """What the texts of a file were read with, its statements, and the digest of what they were made from.

    Raises OSError, ValueError, KeyError, EOFError or BadZipFile.
    """
    with np.load(file, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    bounds = (arrays[name].tolist() for name in ("passages", "starts", "ends", "run_starts", "run_ends"))
    passages = {
        id: OfPassage(
            arrays["rows"][start:end],
            arrays["runs"][run_start:run_end],
            *(
                Worth(arrays[f"{kind}_worth"][start:end], arrays[f"{kind}_run_worth"][run_start:run_end])
                for kind in KINDS
            ),
        )
        for id, start, end, run_start, run_end in zip(*bounds, strict=True)
    }
    meant, learnt = (Projection(arrays[f"{kind}_middle"], arrays[f"{kind}_axes"]) for kind in KINDS)
    statements = StatementVectors(arrays["meant_vectors"], arrays["learnt_vectors"], arrays["false"])
    rarity = arrays["rarity"].astype(np.float32) / RARITY_STEPS
    documents = dict(zip(arrays["documents"].tolist(), arrays["hashes"].tolist(), strict=True))
    known = KnownStatements((meant, learnt), rarity, statements, passages, documents)
    return str(arrays["embedder"]), known, str(arrays["made_from"])

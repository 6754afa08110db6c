"""Statements written beforehand of each paragraph of the shipped documents, right ones and wrong ones, beside a claim.

A claim that says what a wrong one says is likely wrong, whatever words it shares with the paragraph.
`python -m evals.known_fit --write` makes `known_statements.npz`: for each paragraph a ridge regression in its dual form
(Saunders et al. 1998) from its statements to whether they are false, over nearness in meaning and runs of words.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from assistant.checks.claim import Claim
from assistant.checks.passage_index import PassageIndex
from assistant.checks.words import stem
from vectorstore.embedding import FloatArray
from vectorstore.library import Library
from vectorstore.model import Passage
from vectorstore.projection import Bytes, Projection, from_bytes

REACH = 0.2  # how fast a statement counts for less the further it is, in cosine
WORDS = 0.5  # of shared runs of words beside nearness in meaning
BUCKETS = 1 << 18  # that runs of words are hashed to
RARITY_STEPS = 70.0
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+(?:[.,]\d+)*")
FILE = Path(str(files("assistant.checks") / "known_statements.npz"))

IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Known:
    """What the statements on the cited paragraphs say of a claim.

    `falseness` is above 0 where it is more like the wrong ones, some -1 to 1; `wrong` and `right` are the cosines of
    the nearest of either.
    """

    falseness: float
    wrong: float
    right: float


@dataclass(frozen=True, slots=True)
class OfPassage:
    """The statements on one passage and on its items.

    `vectors` are as they are kept, int8 (statements, dimension); `counts` what each is worth, float16, and `false`
    which are wrong. `runs` are buckets in ascending order and `run_counts` what each of them is worth, float16.
    """

    vectors: Bytes
    false: npt.NDArray[np.bool_]
    counts: npt.NDArray[np.float16]
    runs: IntArray
    run_counts: npt.NDArray[np.float16]

    def read(self, vector: FloatArray, runs: IntArray, rarity: FloatArray) -> Known:
        """What they say of a text: its unit vector, its runs of words and what each of these weighs."""
        cosines = from_bytes(self.vectors) @ vector
        falseness = float(np.exp((cosines - 1) / REACH) @ self.counts.astype(np.float32))
        _, own, theirs = np.intersect1d(runs, self.runs, assume_unique=True, return_indices=True)
        falseness += float(rarity[own] @ self.run_counts[theirs].astype(np.float32))
        return Known(falseness, float(cosines[self.false].max()), float(cosines[~self.false].max()))


def word_runs(text: str) -> IntArray:
    """The buckets of the words of a text, as stems, and of each two that follow each other; ascending, each once."""
    stems = [stem(match[0].lower().replace("’", "'")) for match in _WORD.finditer(text)]
    runs = {*stems, *(f"{first} {second}" for first, second in zip(stems, stems[1:], strict=False))}
    return np.array(sorted({zlib.crc32(run.encode()) % BUCKETS for run in runs}), np.int32)


def levels(id: str) -> tuple[str, ...]:
    """The id of a passage and of what it is an item of, the nearest first: 5(e)(v), 5(e), 5."""
    whole, *items = id.split("(")
    return tuple("(".join([whole, *items[:depth]]) for depth in range(len(items), -1, -1))


class KnownStatements:
    """The statements on the passages of some documents, by passage; `documents` has the hash of each one's text."""

    def __init__(
        self, projection: Projection, rarity: FloatArray, passages: dict[str, OfPassage], documents: dict[str, str]
    ) -> None:
        self._projection = projection
        self._rarity = rarity
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
        return KnownStatements(self._projection, self._rarity, own, held)

    def of(self, text: str, vector: FloatArray, passages: Iterable[Passage]) -> Known | None:
        """What they say of a text with this unit vector, as of the passages; None where on one of these there are none.

        For several passages the mean counts, and the nearest statement on any of them.
        """
        found = [self._nearest(passage.id) for passage in passages]
        known = list({id(one): one for one in found if one is not None}.values())
        if not known or None in found:
            return None
        own, runs = self._projection(vector), word_runs(text)
        rarity = self._rarity[runs]
        rarity = rarity / (np.linalg.norm(rarity) or 1.0)
        read = [one.read(own, runs, rarity) for one in known]
        falseness = sum(one.falseness for one in read) / len(read)
        return Known(falseness, max(one.wrong for one in read), max(one.right for one in read))

    def _nearest(self, id: str) -> OfPassage | None:
        """The statements on a passage, or where there are too few, on what it is an item of."""
        return next((self._passages[level] for level in levels(id) if level in self._passages), None)


class ShippedStatements:
    """Those that come with the program, loaded when first asked for."""

    def __init__(self, library: Library, index: PassageIndex) -> None:
        self._library = library
        self._index = index

    def of(self, claim: Claim) -> Known | None:
        """What they say of a claim; None without a model, and where there are none on all that it cites."""
        text = " ".join(claim.asserted.split())
        vector = self._index.vector(text)
        return self._known.of(text, vector, claim.source.passages) if vector is not None and self._known else None

    @cached_property
    def _known(self) -> KnownStatements | None:
        try:
            embedder, known, _ = load(FILE)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None  # the checker does without
        return known.on(self._library) if embedder == self._index.embedder else None


@cache
def load(file: Path) -> tuple[str, KnownStatements, str]:
    """The embedder's name, the statements of a file, and the digest of what they were made from.

    Raises OSError, ValueError, KeyError, EOFError or BadZipFile.
    """
    with np.load(file, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    bounds = (arrays[name].tolist() for name in ("passages", "starts", "ends", "run_starts", "run_ends"))
    passages = {
        id: OfPassage(
            *(arrays[name][start:end] for name in ("vectors", "false", "counts")),
            *(arrays[name][run_start:run_end] for name in ("runs", "run_counts")),
        )
        for id, start, end, run_start, run_end in zip(*bounds, strict=True)
    }
    projection = Projection(arrays["middle"], arrays["axes"])
    rarity = arrays["rarity"].astype(np.float32) / RARITY_STEPS
    documents = dict(zip(arrays["documents"].tolist(), arrays["hashes"].tolist(), strict=True))
    known = KnownStatements(projection, rarity, passages, documents)
    return str(arrays["embedder"]), known, str(arrays["made_from"])

"""Statements written beforehand of each paragraph of the shipped documents, right ones and wrong ones, beside a claim.

A claim that says what a wrong one says is likely wrong, whatever words it shares with the paragraph.
`python -m evals.known_fit --write` makes `known_statements.npz`: for each paragraph two ridge regressions in their dual
form (Saunders et al. 1998) from its statements to whether they are false, both over runs of words, one over nearness in
meaning and one over nearness as a network sees it that was trained for this end (deep kernel learning, Wilson et al.
2016), `statement_network`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.checks.lexicon import word_set
from assistant.checks.words import stem
from vectorstore.embedding import FloatArray
from vectorstore.library import Library
from vectorstore.model import Passage
from vectorstore.projection import Bytes, Projection, from_bytes

KINDS = ("meant", "learnt")  # of nearness, as the arrays of the file are named
REACH = 0.2  # how fast a statement counts for less the further it is, in cosine
WORDS = 0.5  # of shared runs of words beside nearness in meaning
BUCKETS = 1 << 20  # that runs of words are hashed to
_WITHIN = 3  # words of content, that two which are told in order stand from each other
_AROUND = 4  # words of content before and behind a number, that it may be of
RARITY_STEPS = 70.0
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SMALL_WORDS = word_set("small")
FILE = Path(str(files("assistant.checks") / "known_statements.npz"))

IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the statements on the cited paragraphs say of a text, by one of the two kinds of vectors.

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

    @property
    def near(self) -> float:
        """How near the nearest statements are, right or wrong, by both kinds together."""
        return sum(max(one.wrong, one.right) for one in (self.meant, self.learnt))


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
    """The buckets of what words of a text stand together; ascending, each once.

    That is each word as a stem, each two that follow each other, two words of content near each other in their order,
    which tells who does what to whom, and a number with the words of content around it, which tells what it is of.
    """
    stems = [stem(match[0].lower().replace("’", "'")) for match in _WORD.finditer(text)]
    runs = {*stems, *(f"{first} {second}" for first, second in zip(stems, stems[1:], strict=False))}
    content = [word for word in stems if word not in _SMALL_WORDS]
    for place, word in enumerate(content):
        behind = content[place + 1 : place + 1 + _AROUND]
        runs.update(f"{word}>{other}" for other in behind[:_WITHIN])
        if word[0].isdigit():
            runs.update(f"{word}~{other}" for other in (*content[max(0, place - _AROUND) : place], *behind))
    return np.array(sorted({zlib.crc32(run.encode()) % BUCKETS for run in runs}), np.int32)


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

    def of_each(self, text: str, meant: FloatArray, learnt: FloatArray, passages: Iterable[Passage]) -> list[Known]:
        """What they say of a text with these vectors as of each passage; nothing where on one there are none."""
        found = [self._nearest(passage.id) for passage in passages]
        known = list({id(one): one for one in found if one is not None}.values())
        if None in found:
            return []
        runs = word_runs(text)
        weights = self._rarity[runs]
        of_meaning, of_learning = self._projections
        told = Told(of_meaning(meant), of_learning(learnt), runs, weights / (np.linalg.norm(weights) or 1.0))
        return [self._read(one, told) for one in known]

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


def of_all(read: Sequence[Known]) -> Known:
    """What was read as of some passages, as of them all: the mean, and the nearest statement on any of them."""
    return Known(_of_all([one.meant for one in read]), _of_all([one.learnt for one in read]))


def _of_all(read: Sequence[Nearness]) -> Nearness:
    falseness = sum(one.falseness for one in read) / len(read)
    return Nearness(falseness, max(one.wrong for one in read), max(one.right for one in read))


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

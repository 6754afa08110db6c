"""Search by meaning and by words at once, over every document of a library."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.asked import AskedQuestions, shipped_questions
from vectorstore.asked_vectors import AskedVectorsError, shipped_vectors
from vectorstore.beside import beside
from vectorstore.chroma_index import BrokenIndex, load_chroma
from vectorstore.document_vectors import cached_vectors
from vectorstore.embedding import Embedder, FloatArray, TextStates, may_embed, open_embedder
from vectorstore.everyday_words import shipped_everyday_words
from vectorstore.heading_vectors import cached_headings
from vectorstore.index import IndexRows, open_index
from vectorstore.lexical import LexicalIndex
from vectorstore.library import Library
from vectorstore.meaning import MeaningScores
from vectorstore.model import Passage
from vectorstore.spelling import Spelling

CANDIDATES = 20  # units read word by word; with 25, 40, or all 558, the dev questions are answered as well
DEEP_CANDIDATES = 250  # of those that a statement is checked against
ASKED_CANDIDATES = 15  # units read word by word because of the questions that they answer
WHOLE = 1.5  # what the first three weights and everyday words add up to; keeps a score comparable between queries
LEVEL = 0.12  # by which questions match better than passages do that are as relevant

Progress = Callable[[str, int, int], None]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a score counts for; 0 leaves a part out.

    Chosen on the dev questions of evals/data/retrieval_*.jsonl, in the middle of a plateau. `asked` is the share of the
    known questions in the score of a unit that has some, and `asked_by_words` the same where words alone are searched.
    `python -m evals.retrieval --ablation` shows what each adds; `words` finds figures and numbers of laws.
    """

    late: float = 1.0
    vector: float = 0.3
    words: float = 0.1
    official: float = 0.2
    official_heading: float = 0.1
    feedback: float = 0.1
    asked: float = 1 / 3
    asked_words: float = 0.25
    asked_by_words: float = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with a score within 0..1 that can be compared between queries."""

    passage: Passage
    score: float


class HybridSearch:
    """Ranks `units`, the searchable passages of all documents, numbered through in the library's order.

    A score is the weighted mean of three parts, each of which means the same for every query: how well the words of
    the query are matched in context, the cosine of its vector, and the share of its words' weight that is found.
    Official terms for its everyday words add to that, and unlikeness to the best passages takes from it. A unit that
    is known to answer some questions is scored by their likeness to the query as well, on the same scale, so that
    units without such questions stand no lower. Without `meaning` the words alone count. Safe among threads.
    """

    def __init__(self, library: Library, meaning: MeaningScores | None, asked: AskedQuestions | None = None) -> None:
        self.units = tuple(unit for symbol in library.documents for unit in library.units(symbol))
        self._row_of = {unit.id: row for row, unit in enumerate(self.units)}
        self._documents = tuple(library.documents)
        owners = [unit.symbol for unit in self.units]
        self._inside = {symbol: np.array([owner == symbol for owner in owners], bool) for symbol in self._documents}
        texts = [f"{'. '.join(unit.headings)}. {unit.text}" for unit in self.units]
        self._words = LexicalIndex(texts)
        self._meaning = meaning
        self._asked = asked or AskedQuestions((), None, [unit.id for unit in self.units])
        self._weights = Weights()
        self._spelling = Spelling(texts, meaning.embedder.knows) if meaning else None

    @cached_property
    def _headings(self) -> LexicalIndex:
        return LexicalIndex([". ".join(unit.headings) for unit in self.units])

    def asked_of(self, id: str) -> tuple[str, ...]:
        """What people ask that the unit of this id is known to answer; nothing for documents that do not ship."""
        row = self._row_of.get(id)
        return () if row is None else self._asked.texts(row)

    def weighted(self, weights: Weights) -> HybridSearch:
        """The same search with other weights, to measure what its parts add."""
        other = copy(self)
        other._weights = weights
        return other

    @property
    def by_meaning(self) -> bool:
        """Whether passages are found that say the same in other words."""
        return self._meaning is not None

    @property
    def embedder(self) -> Embedder | None:
        """The embedder loaded here, for others who read text by meaning; None where words alone are searched."""
        return self._meaning.embedder if self._meaning else None

    @property
    def basis(self) -> str:
        """Names what a score rests on beside the library: the model that reads, and what each part counts for."""
        return f"{self._meaning.embedder.name if self._meaning else 'words alone'}, {self._weights}"

    def search(self, query: str, k: int = 10, symbols: Collection[str] | None = None) -> list[Hit]:
        """The best `k` passages, best first, of all documents or of those with these symbols.

        A word that neither the library nor the model knows is read as the likeliest one that is a slip away. Raises
        ValueError for an empty query, a `k` below 1 or an unknown symbol.
        """
        if k < 1:
            raise ValueError(f"Cannot search for {k} passages: ask for at least one.")
        corrected = self._spelling.correct(query) if self._spelling else query
        scores = self._scores(corrected, symbols, max(k, CANDIDATES))
        best = np.argsort(-scores, kind="stable")[:k]
        return [Hit(self.units[row], float(scores[row])) for row in best if scores[row] > 0]

    def passage_scores(self, query: str, symbols: Collection[str] | None = None) -> FloatArray:
        """The score of every unit, float32 (units,) in the order of `units`; 0 for those of other documents.

        Made for statements: nothing is corrected, and more units are read word by word than `search` reads; those
        further off keep a score of two fifths at most. Raises ValueError as `search` does.
        """
        return self._scores(query, symbols, DEEP_CANDIDATES)

    def _scores(self, query: str, symbols: Collection[str] | None, candidates: int) -> FloatArray:
        if not query.strip():
            raise ValueError("The query is empty: write a question, or some words to look for.")
        inside = np.zeros(len(self.units), bool)
        for symbol in self._known(symbols):
            inside |= self._inside[symbol]
        scores = (
            self._by_words(query)
            if self._meaning is None
            else self._by_meaning(self._meaning, query, inside, candidates)
        )
        clipped: FloatArray = np.clip(scores, 0, 1) * inside
        return clipped

    def _by_words(self, query: str) -> FloatArray:
        scores = self._words.scores(query) + self._official(query)
        return self._with_asked(scores, self._asked.words(query), self._weights.asked_by_words)

    def _official(self, query: str) -> FloatArray:
        """What the official terms for the everyday words of the query add, in passages and in their headings."""
        terms = shipped_everyday_words().official_terms(query)
        if not terms:
            return np.zeros(len(self.units), np.float32)
        in_texts, in_headings = self._words.alternatives(terms), self._headings.alternatives(terms)
        return self._weights.official * in_texts + self._weights.official_heading * in_headings

    def _with_asked(self, scores: FloatArray, asked: FloatArray, share: float) -> FloatArray:
        """`scores`, mixed with those of the known questions where there are any."""
        mixed: FloatArray = np.where(self._asked.known, scores + np.float32(share) * (asked - scores), scores)
        return mixed

    def _by_meaning(self, meaning: MeaningScores, query: str, inside: BoolArray, candidates: int) -> FloatArray:
        """Scores in all documents: none depends on which of them are searched."""
        weights = self._weights
        read = meaning.read(query)
        nearest = beside().submit(meaning.cosines, read, candidates * len(self._documents))
        scores, asked = self._by_words_alone(query)  # meanwhile Chroma looks for the nearest
        asked = asked + self._asked.cosines(read.vector)
        answering = _best(asked, inside & self._asked.known, ASKED_CANDIDATES)
        late = np.zeros(len(self.units), np.float32)
        _fill(late, answering, meaning, read)
        scores = scores + weights.vector * nearest.result()
        chosen = _best(scores, inside, candidates)
        _fill(late, chosen & ~answering, meaning, read)
        rows = np.flatnonzero(chosen | answering).astype(np.int32)
        scores += weights.late * late
        scores = self._with_asked(scores / np.float32(WHOLE), asked, weights.asked)
        scores[rows] += weights.feedback * meaning.likeness_to_best(scores, rows)
        return scores

    def _by_words_alone(self, query: str) -> tuple[FloatArray, FloatArray]:
        """What the words of a query add to the scores of passages, and to those of the questions they answer."""
        weights = self._weights
        asked = np.float32(weights.asked_words) * self._asked.words(query) - np.float32(LEVEL)
        return weights.words * self._words.scores(query) + self._official(query), asked

    def _known(self, symbols: Collection[str] | None) -> tuple[str, ...]:
        if symbols is None:
            return self._documents
        unknown = [symbol for symbol in symbols if symbol not in self._documents]
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is not in the library: it holds {', '.join(self._documents)}.")
        return tuple(symbol for symbol in self._documents if symbol in symbols)


def _best(scores: FloatArray, inside: BoolArray, count: int) -> BoolArray:
    """Marks the `count` best units of all, and the `count` best `inside`, bool (units,)."""
    chosen = np.zeros(len(scores), bool)
    ranked = np.argsort(-scores, kind="stable")
    chosen[ranked[:count]] = True
    chosen[ranked[inside[ranked]][:count]] = True
    return chosen


def _fill(late: FloatArray, chosen: BoolArray, meaning: MeaningScores, read: TextStates) -> None:
    """Put into `late` how well the words of a query are matched in the units that are `chosen`."""
    rows = np.flatnonzero(chosen).astype(np.int32)
    late[rows] = meaning.late(read, rows)


def open_search(
    library: Library,
    cache_dir: Path,
    *,
    notify: Callable[[str], None],
    progress: Progress | None = None,
    shared_cache: Path | None = None,
) -> HybridSearch:
    """Search over a library, with its index in `cache_dir`, which is built or rebuilt there as needed.

    The model's file and the documents' vectors, good for every workspace, are kept in `shared_cache`, or in
    `cache_dir` too. `notify` gets a sentence for whatever was not as wanted; `progress` is told what is being read, how
    many of its units are done, and of how many.
    """
    shared = shared_cache or cache_dir
    embedder = _open_embedder(shared / "models", notify)
    asked = _open_asked(library, embedder, notify)
    if embedder is None:
        return HybridSearch(library, None, asked)
    units = {symbol: library.units(symbol) for symbol in library.documents}
    documents = {
        symbol: cached_vectors(passages, embedder, shared / "vectors", notify, _progress_on(symbol, progress))
        for symbol, passages in units.items()
    }
    headings = {symbol: cached_headings(units[symbol], embedder, shared / "vectors") for symbol in units}
    no_vectors = np.zeros((0, embedder.dimension), np.float32)
    rows = IndexRows(
        [passage.id for passages in units.values() for passage in passages],
        np.concatenate([no_vectors, *(document.vectors for document in documents.values())]),
    )
    index = open_index(cache_dir / "index", rows, library.hash, embedder.name, notify)
    return HybridSearch(library, MeaningScores(embedder, documents, headings, rows, index, notify), asked)


def _open_embedder(folder: Path, notify: Callable[[str], None]) -> Embedder | None:
    """The embedder, whose network is loaded beside Chroma: onnxruntime leaves the interpreter to others meanwhile."""
    if not may_embed():
        return open_embedder(folder, notify)
    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(open_embedder, folder, notify)
        with suppress(BrokenIndex):  # said when the index is opened
            load_chroma()
        return opening.result()


def _open_asked(library: Library, embedder: Embedder | None, notify: Callable[[str], None]) -> AskedQuestions | None:
    """The shipped questions that the library's documents answer; none if their vectors are wanted and do not fit."""
    questions = shipped_questions()
    try:
        vectors = shipped_vectors(questions, embedder) if embedder else None
    except AskedVectorsError as error:
        notify(f"The vectors of the questions that passages answer are left out: {error}. Search finds a little less.")
        return None
    own = [n for n, question in enumerate(questions) if library.is_shipped(question.passage.partition("#")[0])]
    ids = [unit.id for symbol in library.documents for unit in library.units(symbol)]
    return AskedQuestions([questions[n] for n in own], None if vectors is None else vectors[own], ids)


def _progress_on(symbol: str, progress: Progress | None) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        if progress is not None:
            progress(f"Reading {symbol}", done, of)

    return tell

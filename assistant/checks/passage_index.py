"""How well passages fit a sentence: words they share, rare ones counting more, and nearness in meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from assistant.checks.number_words import SMALL
from assistant.checks.sentence_vectors import SentenceVectors
from assistant.checks.source import SourceReader, SourceSentence
from assistant.checks.words import FRAME, Word, read_words
from vectorstore.embedding import FloatArray, HalfWay
from vectorstore.library import Library
from vectorstore.model import Passage

_NUMBER = re.compile(r"(?<![\w/])\d{1,3}(?:[,\u00a0]\d{3})+|\d+(?:\.\d+)?")
LEXICAL_WEIGHT = 0.5  # of shared words beside nearness in meaning (0–1 each)
_FEW_WORDS = 2  # a claim with fewer words of its own than these is compared with its frame words too


def terms(text: str, *, framed: bool = False) -> list[str]:
    """The stems of the content words of a text and its numbers as "#321"; `framed` leaves reporting words out."""
    found = []
    for word in read_words(text):
        if word.lower in SMALL and SMALL[word.lower] > 2:
            found.append(f"#{SMALL[word.lower]}")
        elif word.content and not (framed and word.lower in FRAME):
            found.append(word.stem)
    found += ["#" + number.replace(",", "").replace("\u00a0", "") for number in _NUMBER.findall(text)]
    return found


class PassageIndex:
    """Scores every passage of a library against a sentence."""

    def __init__(
        self, library: Library, reader: SourceReader, open_vectors: Callable[[], SentenceVectors | None]
    ) -> None:
        self.units = tuple(passage for symbol in library.documents for passage in library.passages(symbol))
        self.rows = {unit.id: row for row, unit in enumerate(self.units)}
        whole = {unit.id for symbol in library.documents for unit in library.units(symbol)}
        # Items of a report's paragraph are found through the paragraph, unless one of them is cited.
        self.ranked = np.asarray([unit.id in whole for unit in self.units])
        self._reader = reader
        self._open_vectors = open_vectors

    @cached_property
    def _vectors(self) -> SentenceVectors | None:
        return self._open_vectors()

    @property
    def by_meaning(self) -> bool:
        """Whether nearness in meaning is known, not shared words alone."""
        return self._vectors is not None

    @property
    def embedder(self) -> str | None:
        """The name of the model that vectors are of."""
        return self._vectors.embedder if self._vectors is not None else None

    @cached_property
    def _terms(self) -> list[frozenset[str]]:
        return [frozenset(terms(" ".join([*unit.headings, unit.text]))) for unit in self.units]

    @cached_property
    def _above(self) -> list[frozenset[str]]:
        """For a treaty's sub-item the words of the passages above it."""
        return [frozenset(terms(" ".join(p.text for p in self._reader.opening_words(unit)))) for unit in self.units]

    @cached_property
    def _holders(self) -> dict[str, FloatArray]:
        """For each term a 1 in the row of each unit that has it."""
        rows: dict[str, list[int]] = {}
        for row, held in enumerate(self._terms):
            for term in held:
                rows.setdefault(term, []).append(row)
        return {term: np.asarray(of_term, np.int32) for term, of_term in rows.items()}

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter({term: len(rows) for term, rows in self._holders.items()})

    def weight(self, term: str) -> float:
        """How rare a term is, as the logarithm of its inverse frequency."""
        return float(np.log((len(self.units) + 1) / (self._frequency.get(term, 0) + 0.5)))

    def claim_terms(self, text: str, *, of_treaty: bool) -> dict[str, float]:
        """The terms of a claim with their weights. What a treaty says of its committee and States is content."""
        wanted = dict.fromkeys(terms(text, framed=not of_treaty))
        if len(wanted) < _FEW_WORDS:
            wanted = dict.fromkeys(terms(text))
        return {term: self.weight(term) for term in wanted}

    def shares(self, wanted: dict[str, float]) -> FloatArray:
        """For each unit the share of the claim's weight that its words hold, 0–1, float32 (units,)."""
        held = np.zeros(len(self.units), np.float32)
        for term, weight in wanted.items():
            rows = self._holders.get(term)
            if rows is not None:
                held[rows] += weight
        return np.where(self.ranked, held / np.float32(sum(wanted.values()) or 1), np.float32(0))

    def share(self, wanted: dict[str, float], rows: Iterable[int]) -> float:
        """The share that some units hold together; words of a treaty's opening words count for none of its items."""
        rows = list(rows)
        above = frozenset[str]().union(*(self._above[row] for row in rows))
        held = frozenset[str]().union(*(self._terms[row] for row in rows))
        own = {term: weight for term, weight in wanted.items() if term not in above or term in held}
        if not any(term not in above for term in own):
            own = wanted
            held |= above
        return sum(weight for term, weight in own.items() if term in held) / (sum(own.values()) or 1.0)

    def nearness(self, vector: FloatArray | None, rows: Iterable[int]) -> float:
        """The greatest cosine between a sentence and a sentence, or the whole, of some units; 0 without an embedder."""
        if vector is None or self._vectors is None:
            return 0.0
        return max((float((self._vectors.of(self.units[row]) @ vector).max()) for row in rows), default=0.0)

    def sentence_cosines(self, vector: FloatArray, passage: Passage) -> list[tuple[float, SourceSentence]]:
        """The cosine of a claim with each sentence of a passage."""
        if self._vectors is None:
            return []
        sentences = self._reader.sentences(passage)
        cosines = self._vectors.of(passage)[: len(sentences)] @ vector
        return [(float(cosine), sentence) for cosine, sentence in zip(cosines, sentences, strict=True)]

    def nearest_sentences(self, text: str, passages: Sequence[Passage]) -> list[tuple[float, int, SourceSentence]]:
        """The sentences of passages, nearest to a text first: cosine, which passage, sentence; none without a model."""
        vector = self.vector(text)
        if vector is None:
            return []
        scored = [
            (cosine, place, sentence)
            for place, passage in enumerate(passages)
            for cosine, sentence in self.sentence_cosines(vector, passage)
        ]
        return sorted(scored, key=lambda each: -each[0])

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Turn many sentences into vectors at once."""
        if self._vectors is not None:
            self._vectors.read_claims(texts)

    def half_way(self, text: str) -> HalfWay | None:
        """The states half way up of a claim, or of a sentence read by `read_half_way`; None without a model."""
        return self._vectors.half_way(text) if self._vectors is not None and text.strip() else None

    def read_half_way(self, sentences: Sequence[str]) -> None:
        """Read sentences of passages half way, many at once."""
        if self._vectors is not None:
            self._vectors.read_half_way(sentences)

    def vector(self, text: str) -> FloatArray | None:
        """The sentence's vector, or None without an embedder."""
        return self._vectors.encode(text) if self._vectors is not None and text.strip() else None

    def word_matches(self, text: str, passages: Sequence[Passage]) -> list[tuple[Word, float]]:
        """Each word of a claim with its nearness to the nearest of the passages, in context; none without a model."""
        if self._vectors is None or not text.strip():
            return []
        told = self._vectors.claim_words(text)
        nearest = np.max([told.matches(self._vectors.words_of(passage)) for passage in passages], axis=0)
        return list(zip(told.words, nearest.tolist(), strict=True))

    def known_rows(self, passages: Sequence[Passage]) -> list[int]:
        """The rows of passages, each once, in order."""
        return list(dict.fromkeys(self.rows[passage.id] for passage in passages if passage.id in self.rows))

    @cached_property
    def _families(self) -> dict[str, list[int]]:
        families: dict[str, list[int]] = {}
        for row, unit in enumerate(self.units):
            if unit.parent is not None:
                families.setdefault(unit.parent, []).append(row)
        return families

    def family(self, row: int) -> set[int]:
        """The rows of a passage's siblings, its items and what it is an item of."""
        unit = self.units[row]
        kin = {*self._families.get(unit.parent or "", ()), *self._families.get(unit.id, ()), row}
        return kin | ({self.rows[unit.parent]} if unit.parent in self.rows else set())

"""What others do to tell whether a citation supports a sentence: a cosine threshold, and exact n-gram overlap."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from assistant.checks.frames import blank
from assistant.checks.resolve import Resolve
from assistant.checks.words import read_words
from assistant.store import Store
from vectorstore.embedding import Embedder, FloatArray
from vectorstore.model import Passage

_N = 2  # ALCE's exact match is too strict for paraphrase; two words in a row are the kindest n for it


class Baseline(ABC):
    """Scores how well the cited passages carry a sentence; an address that does not exist scores -1."""

    name = ""

    def __init__(self, store: Store) -> None:
        self._resolve = Resolve(store.library, store.state_report, store.treaty)

    def scores(self, sentences: Sequence[str]) -> list[float]:
        """One score a sentence, the higher the better supported."""
        found = []
        for sentence in sentences:
            resolved = self._resolve.resolve(sentence, (), None)
            text = " ".join(blank(sentence, resolved.blanks).split())
            found.append(self.score(text, resolved.passages) if resolved.passages and not resolved.bad else -1.0)
        return found

    @abstractmethod
    def score(self, text: str, passages: Sequence[Passage]) -> float:
        """The score of one sentence, without its citation, against the passages that it cites."""


class Cosine(Baseline):
    """The cosine of sentence and passage, as RAGFlow and its like threshold it."""

    name = "cosine threshold"

    def __init__(self, store: Store, embedder: Embedder) -> None:
        super().__init__(store)
        self._embedder = embedder
        self._known: dict[str, FloatArray] = {}

    def score(self, text: str, passages: Sequence[Passage]) -> float:
        """The greatest cosine over the passages."""
        new = [each for each in [text, *(passage.text for passage in passages)] if each not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.encode(new), strict=True))
        return max(float(np.dot(self._known[text], self._known[passage.text])) for passage in passages)


class NGrams(Baseline):
    """The share of the sentence's word pairs that stand in the passages, in the manner of ALCE's exact match."""

    name = "n-gram overlap"

    def score(self, text: str, passages: Sequence[Passage]) -> float:
        """0 to 1."""
        wanted = _grams(text)
        given = set().union(*(_grams(passage.text) for passage in passages))
        return len(wanted & given) / (len(wanted) or 1)


def _grams(text: str) -> set[tuple[str, ...]]:
    words = [word.lower for word in read_words(text)]
    return {tuple(words[i : i + _N]) for i in range(len(words) - _N + 1)}


def best_threshold(true_scores: Sequence[float], false_scores: Sequence[float]) -> float:
    """The threshold with the best mean of detection and clearance on a development set: kind to the baseline."""
    candidates = sorted({*true_scores, *false_scores})
    return max(
        candidates,
        key=lambda t: (
            sum(f < t for f in false_scores) / len(false_scores) + sum(s >= t for s in true_scores) / len(true_scores)
        ),
    )

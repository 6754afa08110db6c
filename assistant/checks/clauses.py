"""Cuts sentences into clauses and finds the clause of the passages that says most nearly the same as one of a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from assistant.checks.claim import Claim
from assistant.checks.source import SourceSentence
from assistant.checks.words import FRAME, Word, read_words

_CUT = re.compile(
    r"""
    [;.:]\s|\n|,\s(?=(?:and|but|while|whereas|although|though|which|with|so|or)\s)|\s(?=(?:but|while|whereas
    |although|though)\s)|\s[–—]\s|,\s(?=\w+ing\b)
    """,
    re.VERBOSE,
)
Weigh = Callable[[str], float]


class Likeness(Protocol):
    """Weighs words by rarity, and knows which sentence of the passages is nearest to a claim in meaning."""

    def __call__(self, stem: str) -> float:
        """The weight of a word, the greater the rarer."""

    def nearest(self, claim: Claim) -> tuple[float, SourceSentence] | None:
        """The nearest sentence and its cosine; None without a model."""


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence with its words; `sentence` is the whole, `passage` its id ("" for a claim)."""

    text: str
    sentence: str
    passage: str = ""

    @cached_property
    def words(self) -> list[Word]:
        """Its words in order."""
        return read_words(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words, reporting words left out."""
        return frozenset(word.stem for word in self.words if word.content and word.lower not in FRAME)


@lru_cache(maxsize=20_000)
def clauses(sentence: str, passage: str = "") -> tuple[Clause, ...]:
    """The clauses of a sentence. What stands before a colon belongs to each item of the list after it."""
    head, colon, tail = sentence.partition(": ")
    if colon and ";" in tail:
        return tuple(Clause(f"{head}: {part}", sentence, passage) for part in re.split(r";\s", tail) if part.strip())
    edges = [0, *(match.start() for match in _CUT.finditer(sentence)), len(sentence)]
    parts = [sentence[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    return tuple(Clause(part, sentence, passage) for part in parts if any(char.isalpha() for char in part))


def source_clauses(claim: Claim) -> list[Clause]:
    """The clauses of the cited passages in order."""
    return [clause for sentence in claim.source.sentences for clause in clauses(sentence.text, sentence.passage)]


def likeness(claim: Iterable[str], source: frozenset[str], weigh: Weigh) -> float:
    """The share of a claim's words, weighed, that a source has, 0–1."""
    wanted = {stem: weigh(stem) for stem in claim}
    return sum(weight for stem, weight in wanted.items() if stem in source) / (sum(wanted.values()) or 1.0)


def most_like(claim: Clause, sources: Sequence[Clause], weigh: Weigh) -> tuple[float, Clause] | None:
    """The clause of the source that shares most with the claim's, and how much, 0–1; the shorter one where two tie."""
    if not sources or not claim.stems:
        return None
    scored = [(likeness(claim.stems, source.stems, weigh), -len(source.stems), i) for i, source in enumerate(sources)]
    best = max(scored)
    return best[0], sources[best[2]]

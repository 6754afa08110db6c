"""What the embedder makes of a document's headings, each chain of them read once however many units it heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vectorstore.document_vectors import DocumentVectors, cached_vectors
from vectorstore.embedding import Embedder, IntArray
from vectorstore.model import Passage


@dataclass(frozen=True, slots=True)
class HeadingVectors:
    """The distinct chains of headings, and the number of each unit's chain, int32 (units,)."""

    chains: DocumentVectors
    of_unit: IntArray


def cached_headings(units: Sequence[Passage], embedder: Embedder, folder: Path) -> HeadingVectors:
    """The headings' vectors kept in `folder`, or else computed (0.1 s) and kept there.

    Says nothing: a folder that cannot be used is reported with the units' own vectors.
    """
    numbers = {headings: number for number, headings in enumerate(dict.fromkeys(unit.headings for unit in units))}
    chains = [Passage(f"HEADINGS#{number}", ". ".join(headings)) for headings, number in numbers.items()]
    vectors = cached_vectors(chains, embedder, folder, lambda _: None, lambda done, of: None)
    return HeadingVectors(vectors, np.array([numbers[unit.headings] for unit in units], np.int32))

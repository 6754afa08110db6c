"""Runs the network of all-MiniLM-L6-v2 over one text's tokens: whole, or in two halves."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np

from vectorstore.embedding import FloatArray
from vectorstore.onnx_session import Session, open_session

Model = Path | bytes  # an ONNX file, or its bytes


class Network(Protocol):
    """Gives the states of a text's tokens. `alone`: no other text is read meanwhile."""

    def half_way(self, tokens: list[int], *, alone: bool) -> FloatArray | None:
        """The states after half of the layers, float32 (tokens, 384); None where they cannot be had."""

    def run(self, tokens: list[int], *, alone: bool) -> tuple[FloatArray, FloatArray | None]:
        """The last states, float32 (tokens, 384), and those half way up."""


class WholeNetwork:
    """An export in one file, such as Chroma's. Raises an error of onnxruntime's own if it cannot be loaded."""

    def __init__(self, model: Model) -> None:
        self._session: Any = open_session(model)
        self._inputs = {node.name for node in self._session.get_inputs()}

    def half_way(self, tokens: list[int], *, alone: bool) -> FloatArray | None:
        """None: the file does not give them."""
        return None

    def run(self, tokens: list[int], *, alone: bool) -> tuple[FloatArray, FloatArray | None]:
        """The last states alone."""
        ids = np.array([tokens], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: FloatArray = self._session.run(None, {name: feeds[name] for name in self._inputs})[0][0]
        return states, None


class HalvedNetwork:
    """Our own files: what the lower half gives goes into the upper one. Raises as `WholeNetwork` does.

    `words` are the vectors of the vocabulary, float32 (vocabulary, 384).
    """

    def __init__(self, words: FloatArray, lower: Model, upper: Model) -> None:
        self._words = words
        self._lower, self._upper = Session(lower), Session(upper)

    def half_way(self, tokens: list[int], *, alone: bool) -> FloatArray:
        """The states after three layers, at half the cost of all six."""
        states: FloatArray = self._lower.run({"words": self._words[tokens][None]}, alone=alone)[0]
        return states

    def run(self, tokens: list[int], *, alone: bool) -> tuple[FloatArray, FloatArray | None]:
        """The last states, and those half way up."""
        half_way = self.half_way(tokens, alone=alone)
        last: FloatArray = self._upper.run({"half_way_state": half_way[None]}, alone=alone)[0]
        return last, half_way

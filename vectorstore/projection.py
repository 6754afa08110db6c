"""Vectors of many texts kept in few bytes: in fewer dimensions, one byte each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vectorstore.embedding import FloatArray

Bytes = npt.NDArray[np.int8]

_STEPS = 180.0  # the numbers lie within ±0.7
_LEAST = 1e-9  # of a length that is divided by


class Projection:
    """Takes the vector of a text to fewer dimensions: `middle` is taken off (dimension,), `axes` (dimension, fewer)."""

    def __init__(self, middle: FloatArray, axes: npt.NDArray[np.floating]) -> None:
        self._middle = middle
        self._axes = axes.astype(np.float32)

    def __call__(self, vectors: FloatArray) -> FloatArray:
        """Unit rows, float32 (texts, fewer), or one of them."""
        fewer = (vectors - self._middle) @ self._axes
        unit: FloatArray = fewer / np.maximum(np.linalg.norm(fewer, axis=-1, keepdims=True), _LEAST)
        return unit


def to_bytes(vectors: FloatArray) -> Bytes:
    """Unit rows as they are kept."""
    kept: Bytes = np.clip(np.rint(vectors * _STEPS), -127, 127).astype(np.int8)
    return kept


def from_bytes(kept: Bytes) -> FloatArray:
    """Kept rows as unit rows, float32."""
    rows = kept.astype(np.float32)
    unit: FloatArray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _LEAST)
    return unit


def principal_axes(
    vectors: FloatArray, dimension: int, *, centred: bool = True
) -> tuple[FloatArray, npt.NDArray[np.float16]]:
    """What a `Projection` is made of: the mean of some vectors, and the axes along which they differ most.

    Unless `centred` the mean is left at nothing, so that the cosines of unit vectors are kept as they are.
    """
    middle = vectors.mean(axis=0) if centred else np.zeros(vectors.shape[1])
    apart = vectors - middle
    axes, _, _ = np.linalg.svd(apart.T @ apart / len(vectors))
    return middle.astype(np.float32), axes[:, :dimension].astype(np.float16)

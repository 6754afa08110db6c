"""Relevance feedback without asking: what the best passages have in common speaks for others like them.

Rocchio (1971), "Relevance feedback in information retrieval", with the best passages taken for relevant.
"""

from __future__ import annotations

import numpy as np

from vectorstore.embedding import FloatArray, IntArray

BEST = 10  # passages that may count as relevant
STEP = 0.033  # a passage whose score is that much lower than another's counts for 1/e of it


def likeness_to_best(vectors: FloatArray, scores: FloatArray, rows: IntArray) -> FloatArray:
    """How like the best of `rows` each of them is, float32 (rows,), 0 for the very best one.

    `vectors` are unit rows, float32 (units, dimension), `scores` float32 (units,).
    """
    if not len(rows):
        return np.zeros(0, np.float32)
    best = rows[np.argsort(-scores[rows], kind="stable")[:BEST]]
    shares = np.exp((scores[best] - scores[best[0]]) / STEP)
    direction = (shares / shares.sum()) @ vectors[best]
    # not by BLAS, whose threads wait for each other on a busy machine
    likeness: FloatArray = np.einsum("rd,d->r", vectors[rows], direction) - vectors[best[0]] @ direction
    return likeness

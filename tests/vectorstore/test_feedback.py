from __future__ import annotations

import numpy as np

from vectorstore.feedback import likeness_to_best

VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1], [-1, 0]], np.float32)
ROWS = np.arange(4, dtype=np.int32)


def test_what_is_like_the_best_is_nearer_than_what_is_not() -> None:
    likeness = likeness_to_best(VECTORS, np.array([0.9, 0.1, 0.1, 0.1], np.float32), ROWS)
    assert likeness.dtype == np.float32
    assert likeness[0] == 0 > likeness[1] > likeness[2] > likeness[3]


def test_several_good_passages_share_the_say() -> None:
    likeness = likeness_to_best(VECTORS, np.array([0.9, 0.1, 0.9, 0.1], np.float32), ROWS)
    assert likeness[1] > likeness[0] == 0


def test_only_the_rows_named_are_looked_at() -> None:
    scores = np.array([0.9, 0.5, 0.1, 0.4], np.float32)
    np.testing.assert_allclose(likeness_to_best(VECTORS, scores, np.array([1, 2], np.int32)), [0, -0.2], atol=0.01)
    assert likeness_to_best(VECTORS, scores, np.zeros(0, np.int32)).shape == (0,)

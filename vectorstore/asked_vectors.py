"""The vectors of the shipped questions, made once and shipped too, which saves 5 s on the first start.

`python -m vectorstore.asked_vectors` (`make asked`) makes them anew, to be run after a change of the questions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from vectorstore.asked import Question, shipped_questions
from vectorstore.embedding import Embedder, FloatArray, open_embedder

STEPS = 127 / 0.3  # the vectors' numbers lie within ±0.3; as one byte each they rank passages as floats do
SAME_MODEL = 0.97  # cosine of a vector with the one that the same model makes elsewhere, at the least; 0.99 is usual
_FILE = files("vectorstore") / "data" / "asked_minilm.npz"


class AskedVectorsError(Exception):
    """The shipped vectors are not those of the shipped questions, or of this model; the message says which."""


def shipped_vectors(questions: Sequence[Question], embedder: Embedder) -> FloatArray:
    """A unit row for each of the shipped `questions`, float32 (questions, dimension). Raises AskedVectorsError."""
    try:
        with _FILE.open("rb") as file, np.load(file) as stored:
            hash, rows = str(stored["hash"]), stored["rows"]
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise AskedVectorsError(f"they cannot be read ({error})") from error
    if hash != _hash(questions) or len(rows) != len(questions):
        raise AskedVectorsError("they belong to other questions")
    vectors: FloatArray = rows.astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    (first,) = embedder.read([questions[0].text])
    if first.vector.shape != vectors[0].shape or first.vector @ vectors[0] < SAME_MODEL:
        raise AskedVectorsError("they belong to another embedding model")
    return vectors


def compute_rows(questions: Sequence[Question], embedder: Embedder) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """The vectors as they are shipped, times `STEPS`, int8 (questions, dimension)."""
    vectors = np.array([read.vector for read in embedder.read([question.text for question in questions])])
    rounded: FloatArray = np.clip(np.rint(vectors * STEPS), -127, 127)
    return rounded.astype(np.int8)


def _hash(questions: Sequence[Question]) -> str:
    return hashlib.sha256("\n".join(question.text for question in questions).encode()).hexdigest()


def main() -> None:
    """Make the file anew. Needs the package with the model's weights."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        embedder = open_embedder(Path(folder), print)
    if embedder is None:
        raise SystemExit(1)
    questions = shipped_questions()
    np.savez(Path(str(_FILE)), hash=np.array(_hash(questions)), rows=compute_rows(questions, embedder))


if __name__ == "__main__":
    main()

"""The vectors of the shipped documents' sentences, made once and shipped too, so that no first check waits for them.

`python -m assistant.checks.shipped_sentences` (`make sentences`) makes them anew, to be run after a change of those
documents or of how they are cut into sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from vectorstore.embedding import FloatArray

STEPS = 127 / 0.3  # the vectors' numbers lie within ±0.3; one byte each changes no cosine by more than 0.003
_FILE = files("assistant.checks") / "sentences_minilm.npz"


def shipped_sentences(embedder: str) -> dict[str, FloatArray]:
    """Unit rows by the key of what was read, float32 (rows, dimension); none for another embedder's name."""
    try:
        with _FILE.open("rb") as file, np.load(file) as stored:
            if str(stored["embedder"]) != embedder:
                return {}
            keys, counts, rows = stored["keys"].tolist(), stored["counts"], stored["rows"].astype(np.float32)
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}  # they are read again
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(keys, np.split(rows, np.cumsum(counts)[:-1]), strict=True))


def write(file: Path, embedder: str, kept: Mapping[str, FloatArray]) -> None:
    """Keep vectors as they are shipped, in the order of their keys."""
    keys = sorted(kept)
    rows = np.clip(np.rint(np.concatenate([kept[key] for key in keys]) * STEPS), -127, 127).astype(np.int8)
    counts = np.array([len(kept[key]) for key in keys], np.int32)
    np.savez(file, embedder=np.array(embedder), keys=np.array(keys), counts=counts, rows=rows)


def main() -> None:
    """Make the file anew. Needs the package with the model's weights."""
    import tempfile

    from assistant.checks.sentence_vectors import SentenceVectors
    from assistant.checks.source import SourceReader
    from vectorstore.embedding import open_embedder
    from vectorstore.library import open_library

    with tempfile.TemporaryDirectory() as folder:
        embedder = open_embedder(Path(folder), print)
    if embedder is None:
        raise SystemExit(1)
    library = open_library()
    vectors = SentenceVectors(embedder, SourceReader(library), shipped={})
    read = dict(vectors.keyed(passage) for symbol in library.documents for passage in library.passages(symbol))
    write(Path(str(_FILE)), embedder.name, read)


if __name__ == "__main__":
    main()

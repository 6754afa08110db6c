"""Makes `known_questions.npz` from the questions written passage by passage: `python -m evals.known_questions --write`.

Whether the documents answer each of them stands in `passage_questions_*.jsonl`; what that counts for is fitted by
`python -m evals.answer_weights`. Run both after a change of those files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.engines.extractive.known_questions import FILE, KnownQuestions
from assistant.store import Store
from evals.echoes import benchmark_questions, echoes
from evals.opening import benchmark_store
from vectorstore.embedding import Embedder, FloatArray
from vectorstore.projection import Projection, from_bytes, principal_axes, to_bytes

_DIMENSION = 128  # of the vectors kept; with half as many the areas fall by half a hundredth
_DATA = Path(str(files("evals") / "data"))


@dataclass(frozen=True)
class Questions:
    """Questions, whether the documents answer each, and the number of the file that each is of."""

    texts: list[str]
    answered: list[bool]
    file: list[int]


def read_known(folder: Path = _DATA) -> Questions:
    """The questions of all files, in the order of their numbers, but those that echo a question of a benchmark."""
    found = Questions([], [], [])
    for path in sorted(folder.glob("passage_questions_*.jsonl"), key=_number):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                row = json.loads(line)
                found.texts.append(row["question"])
                found.answered.append(bool(row["answers"] or row["answered_elsewhere"]))
                found.file.append(_number(path))
    echoing = set(echoes(found.texts, benchmark_questions()))
    kept = [row for row, text in enumerate(found.texts) if text not in echoing]
    texts, answered, file = found.texts, found.answered, found.file
    return Questions([texts[row] for row in kept], [answered[row] for row in kept], [file[row] for row in kept])


def _number(path: Path) -> int:
    return int(path.stem.rpartition("_")[2])


def made_from(questions: Questions) -> str:
    """A digest of questions and their labels."""
    return hashlib.sha256(json.dumps([questions.texts, questions.answered]).encode()).hexdigest()


class KnownFiles:
    """All questions read, from which those of one file can be left out: none may be known when it is asked itself."""

    def __init__(self, store: Store) -> None:
        if store.search.embedder is None:
            raise SystemExit(1)
        self.embedder: Embedder = store.search.embedder
        self.questions = read_known()
        vectors = self.embedder.encode(self.questions.texts)
        self.middle, self.axes = principal_axes(vectors, _DIMENSION)
        self._projection = Projection(self.middle, self.axes)
        self.kept = to_bytes(self._projection(vectors))
        self.documents = store.library.document_hashes()
        self._vectors: FloatArray = from_bytes(self.kept)

    def without(self, number: int | None) -> KnownQuestions:
        """All questions but those of a file."""
        rows = np.array(self.questions.file) != number
        answered = np.array(self.questions.answered)[rows]
        return KnownQuestions(self._projection, self._vectors[rows], answered, self.documents)

    def write(self, target: Path) -> None:
        """Keep them where the program finds them."""
        np.savez(
            target,
            embedder=np.array(self.embedder.name),
            made_from=np.array(made_from(self.questions)),
            documents=np.array([*self.documents]),
            hashes=np.array([*self.documents.values()]),
            middle=self.middle,
            axes=self.axes,
            vectors=self.kept,
            answered=np.array(self.questions.answered),
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the file, and with `--write` keep it where the program finds it."""
    parser = argparse.ArgumentParser(prog="python -m evals.known_questions", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write assistant/engines/extractive/known_questions.npz")
    options = parser.parse_args(arguments)
    with benchmark_store() as store:
        known = KnownFiles(store)
    print(f"{len(known.questions.texts)} questions, {sum(known.questions.answered)} of them answered")
    if options.write:
        known.write(FILE)


if __name__ == "__main__":
    main()

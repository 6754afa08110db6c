"""Questions written beforehand that the shipped documents are known to answer, or not to answer, beside one asked.

`python -m evals.known_questions --write` makes `known_questions.npz` from the questions written passage by passage.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from vectorstore.embedding import FloatArray
from vectorstore.library import Library
from vectorstore.projection import Projection, from_bytes

KNOWN_SIGNS = ("like_answered", "like_unanswered", "nearest_answered", "near_answered")
FILE = Path(str(files(__package__) / "known_questions.npz"))
_NEAREST, _NEAR = 0.02, 0.04  # in cosine, how fast a question counts for less the further it is


class KnownQuestions:
    """Questions of which it is known whether some documents answer them.

    `vectors` are unit rows, float32 (questions, dimension); `answered` says which the documents answer. `documents` has
    the hash of each document's text by its symbol.
    """

    def __init__(
        self, projection: Projection, vectors: FloatArray, answered: npt.NDArray[np.bool_], documents: dict[str, str]
    ) -> None:
        self._projection = projection
        self._vectors = vectors
        self._answered = answered
        self._documents = documents

    def fits(self, library: Library) -> bool:
        """Whether a library holds these documents and no other, which might answer what these do not."""
        return library.document_hashes() == self._documents

    def signs(self, vector: FloatArray) -> FloatArray:
        """The values of `KNOWN_SIGNS` for a question with this unit vector, float32 (signs,).

        `like_answered`, `like_unanswered`: the cosine of the nearest question of either kind. `nearest_answered`,
        `near_answered`: the share of answered ones among the nearest, less and more of them, each counting by nearness.
        """
        cosines = self._vectors @ self._projection(vector)
        shares = [self._share(cosines, reach) for reach in (_NEAREST, _NEAR)]
        nearest = [float(cosines[kind].max()) for kind in (self._answered, ~self._answered)]
        return np.array([*nearest, *shares], np.float32)

    def _share(self, cosines: FloatArray, reach: float) -> float:
        weights = np.exp((cosines - cosines.max()) / reach)
        return float(weights[self._answered].sum() / weights.sum())


def load_known(file: Path) -> tuple[str, KnownQuestions]:
    """The embedder's name and the questions of a file. Raises OSError, ValueError, KeyError, EOFError or BadZipFile."""
    with np.load(file, allow_pickle=False) as stored:
        documents = dict(zip(stored["documents"].tolist(), stored["hashes"].tolist(), strict=True))
        projection = Projection(stored["middle"], stored["axes"])
        known = KnownQuestions(projection, from_bytes(stored["vectors"]), stored["answered"], documents)
        return str(stored["embedder"]), known


@cache
def shipped_known(embedder: str) -> KnownQuestions | None:
    """Those that come with the program; None for another embedder's name."""
    try:
        name, known = load_known(FILE)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None  # answers do without
    return known if name == embedder else None

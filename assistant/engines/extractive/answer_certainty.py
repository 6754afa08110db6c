"""Whether the sentences found answer a question, or merely stand near it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from assistant.engines.extractive.answer_candidates import Candidates
from assistant.engines.extractive.answer_signs import SIGNS, Reader, read_signs
from assistant.engines.extractive.known_questions import KNOWN_SIGNS, KnownQuestions
from vectorstore.embedding import FloatArray

WEIGHTS_FILE = "answer_signs.toml"


@dataclass(frozen=True)
class Weights:
    """A logistic regression over the signs: `weights` float32 (signs,), `bias`; 0 is the border between the two."""

    weights: FloatArray
    bias: float

    def certainty(self, signs: FloatArray) -> float:
        """How sure it is that the sentences answer, in log-odds shifted so that 0 is the border."""
        return float(signs @ self.weights) + self.bias


@cache
def shipped_weights(*, known: bool) -> Weights:
    """The weights that come with the program; `python -m evals.answer_weights` makes them from the dev questions.

    `known`: those that count what is known of other questions too.
    """
    read = tomllib.loads((files(__package__) / WEIGHTS_FILE).read_text(encoding="utf-8"))
    table = read["known" if known else "unknown"]
    signs = (*SIGNS, *KNOWN_SIGNS) if known else SIGNS
    return Weights(np.array([table["weights"][sign] for sign in signs], np.float32), table["bias"])


def is_answered(
    candidates: Candidates, against: Sequence[int], reader: Reader, known: KnownQuestions | None = None
) -> bool:
    """Whether the best sentences answer; `against` are those that refute what it takes for granted.

    `known` are questions of which it is known whether the same documents answer them.
    """
    if not candidates.fit.size or not len(candidates.weights):
        return False
    signs = read_signs(candidates, against, reader)
    if known is None or candidates.vector is None:
        return shipped_weights(known=False).certainty(signs) >= 0
    beside = np.concatenate([signs, known.signs(candidates.vector)])
    return shipped_weights(known=True).certainty(beside) >= 0

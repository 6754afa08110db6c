"""Whether the sentences found answer a question, or merely stand near it."""

from __future__ import annotations

import numpy as np

from assistant.engines.extractive.answer_choice import Candidates

# A logistic regression over the dev questions and 70 more that were written for it, half of them unanswerable; in
# cross-validation it refuses nine in ten of the unanswerable and one in ten of the answerable.
_FULLNESS, _SCORE, _DEFINITE, _MISSING_NAMES, _BIAS = 4.8, 12.0, -2.4, -7.0, -7.3
_LEAST_FULLNESS = 0.3
_MET = 0.2  # a word met less than this is missing
_OPEN = frozenset({"text", "yes_no"})


def is_answered(candidates: Candidates, best_score: float) -> bool:
    """Whether the best sentences answer. `best_score` is the search score of the best passage."""
    if not candidates.fit.size:
        return False
    wanted = candidates.question.wanted
    if candidates.fullness < _LEAST_FULLNESS:
        return False
    definite = sum(one not in _OPEN for one in wanted) / len(wanted)
    certainty = (
        _FULLNESS * candidates.fullness
        + _SCORE * best_score
        + _DEFINITE * definite
        + _MISSING_NAMES * _missing_names(candidates)
        + _BIAS
    )
    return certainty >= 0


def _missing_names(candidates: Candidates) -> float:
    """The weight of the names and years of the question that the best sentences do not meet, 0..1."""
    best = candidates.fit.argmax(axis=1)
    missing = candidates.met[best].max(axis=0) < _MET
    names = np.array([word.is_name or word.year is not None for word in candidates.question.words], bool)
    return float(candidates.weights[missing & names].sum())

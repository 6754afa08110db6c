"""Signs by which one can tell whether the sentences found answer a question or merely stand near it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.engines.extractive.answer_candidates import FIGURES, Candidates
from assistant.engines.extractive.answer_choice import best_rows
from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_details import (
    asks_beyond,
    asks_event,
    asks_number,
    asks_reason,
    asks_some_of,
    asks_words_of_others,
    lacks_names,
    lacks_person,
    lacks_reason,
    lacks_statistic,
    lacks_sum,
)
from assistant.engines.extractive.answer_question import Question
from assistant.engines.extractive.statements import Statement
from vectorstore.embedding import FloatArray
from vectorstore.model import Passage

SIGNS = (
    "fullness",
    "likeness",
    "own_words",
    "missing_names",
    "figure_apart",
    "unbound",
    "weakest_part",
    "other_kind",
    "contradicts",
    "length",
    "known",
    "several_parts",
    "no_person",
    "no_names",
    "no_statistic",
    "no_sum",
    "no_reason",
    "some_of",
    "asks_number",
    "asks_reason",
    "asks_words",
    "asks_beyond",
    "of_treaty",
    "treaty_event",
    "read_together",
    "read_surely",
)
Reader = Callable[[str, Sequence[Passage]], float | None]
"""How likely passages do not answer a question, read with it: above 0 if so; None where that cannot be told."""

_READ = 3  # passages
_LEAST = 0.01  # nearer to 0 or 1 than this, one reading is as sure as another
_MOST_SURE = 2 * np.log(1 / _LEAST - 1)
_MET = 0.2  # a word met less than this is missing
_FOUND = 0.35  # … and is named as missing, where it counts for something
_MOST_MISSING = 3
_LONGEST = 10  # words


def read_signs(candidates: Candidates, against: Sequence[int], reader: Reader) -> FloatArray:
    """The value of each of `SIGNS`, float32 (signs,), within 0..1; for candidates with at least one sentence and word.

    `against` holds the rows of sentences that refute what the question takes for granted: they are the answer then,
    beside the best. `fullness`, `likeness`, `own_words`: how fully the best sentences meet the question, with their
    passages, as a whole, and by themselves. `missing_names`: the weight of names and years not met. `figure_apart`: how
    far the figures of the best sentences stand from the question's words. `unbound`: how far they are from being of the
    thing counted, the group and the year asked at once: a number near the words is often of something else.
    `weakest_part`: how fully the part is met that is met least; where one is not, the rest is no answer to it.
    `other_kind`: parts whose best sentence lacks the kind of answer wanted. `known`: likeness to the questions that
    their passages are known to answer. `no_person`, `no_names`, `no_statistic`, `no_sum`, `no_reason`, `some_of`,
    `asks_number`, `asks_reason`, `asks_words`, `asks_beyond`: details asked for in some part, see `answer_details.py`.
    `of_treaty`: it asks about the Convention, and the best sentences are the Convention's. `treaty_event`: they are the
    Convention's, and it asks what has happened or how things stand today, which no treaty tells. `read_together`: how
    likely one of the passages told answers, read with the question, and `read_surely` the same in log-odds, in which
    the least chances differ.
    """
    question = candidates.question
    best = best_rows(candidates)
    told = [*best, *against]
    fits = np.array([candidates.fit[part, row] for part, row in enumerate(best)])
    met, own = candidates.met[told].max(axis=0), candidates.own[told].max(axis=0)
    weights = candidates.weights
    statements = candidates.statements
    texts = [statements[row].text for row in best]
    names = np.array([word.is_name or word.year is not None for word in question.words], bool)
    wants_figure = any(one in FIGURES for one in question.wanted)
    kinds = [holds(wanted, text, question.text) for wanted, text in zip(question.wanted, texts, strict=True)]
    of_treaty = all(statements[row].address.in_treaty for row in best)
    read = _read_together(question.told, [statements[row].passage for row in told], reader)
    sure = np.clip(read, _LEAST, 1 - _LEAST)
    values = {
        "fullness": float(fits.mean()),
        "likeness": float(candidates.cosines[told].max()),
        "own_words": float(own @ weights),
        "missing_names": float(weights[(met < _MET) & names].sum()),
        "figure_apart": 1 - max(candidates.beside_figure(row) for row in best) if wants_figure else 0.0,
        "unbound": 1 - candidates.bound(told),
        "weakest_part": float(fits.min()),
        "other_kind": 1 - sum(kinds) / len(kinds),
        "contradicts": float(bool(against)),
        "length": min(sum(not word.background for word in question.words), _LONGEST) / _LONGEST,
        "known": float(candidates.known[told].max()),
        "several_parts": float(len(question.wanted) > 1),
        **_details(question, [statements[row] for row in told]),
        "of_treaty": float(of_treaty and "Convention" in question.text and not asks_event(question.asked)),
        "treaty_event": float(of_treaty and asks_event(question.asked)),
        "read_together": read,
        "read_surely": 0.5 + np.log(sure / (1 - sure)) / _MOST_SURE,
    }
    return np.array([values[name] for name in SIGNS], np.float32)


def _read_together(question: str, passages: Sequence[Passage], reader: Reader) -> float:
    """0..1, and one half where nothing can be read."""
    distinct = list({passage.id: passage for passage in passages}.values())[:_READ]
    doubts = [doubt for passage in distinct if (doubt := reader(question, [passage])) is not None]
    return float(1 / (1 + np.exp(min(doubts)))) if doubts else 0.5


def _details(question: Question, told: Sequence[Statement]) -> dict[str, float]:
    """The signs of details asked for, and whether what is told, or its passages, lack them."""
    text = " ".join(one.text for one in told)
    parts = question.parts
    return {
        "no_person": float(any(lacks_person(part, text) for part in parts)),
        "no_names": float(any(lacks_names(part, text) for part in parts)),
        "no_statistic": float(any(lacks_statistic(part, text) for part in parts)),
        "no_sum": float(any(lacks_sum(part, text) for part in parts)),
        "no_reason": float(any(lacks_reason(part, text) for part in parts)),
        "some_of": float(any(map(asks_some_of, parts))),
        "asks_number": float(any(map(asks_number, parts))),
        "asks_reason": float(any(map(asks_reason, parts))),
        "asks_words": float(any(map(asks_words_of_others, parts))),
        "asks_beyond": float(any(map(asks_beyond, parts))),
    }


def missing_words(candidates: Candidates) -> list[str]:
    """The words of what is asked that its best sentences do not meet, at most three, in their order."""
    if not candidates.fit.size or not len(candidates.weights):
        return []
    met = candidates.met[best_rows(candidates)].max(axis=0)
    words = candidates.question.words
    open_words = (column for column, word in enumerate(words) if met[column] < _FOUND and not word.background)
    lost = sorted(open_words, key=lambda column: -candidates.weights[column])
    kept = sorted(lost[:_MOST_MISSING])
    return list(dict.fromkeys(words[column].text for column in kept))

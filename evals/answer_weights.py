"""Learns by which signs a question counts as answered: `python -m evals.answer_weights [--write]`.

A logistic regression (L2, Newton's method) over the signs of `answer_signs.py`, on all dev questions and on
those of passage_questions_2, 5, 6 and 7 (sets p2 to p7, every third one of the last three), with
and without what is known of other questions (`evals.known_questions`). Printed: the area
under the curve and the refusal recall for each set of questions, learnt from the others, and for all sets so found. A
set has its writer's style, which a random cross-validation would not hold out. The border is put where a share of the
answerable questions is refused in the sets held out. The test questions and the sets kept apart (`python -m
evals.answers --apart`) are never read.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.engines import extractive
from assistant.engines.extractive.answer_certainty import WEIGHTS_FILE
from assistant.engines.extractive.answer_premise import contradictions
from assistant.engines.extractive.answer_signs import SIGNS, read_signs
from assistant.engines.extractive.answering import candidates_for
from assistant.engines.extractive.known_questions import KNOWN_SIGNS
from evals.answers import questions
from evals.known_questions import KnownFiles
from evals.logistic import Array, fit, standardised
from evals.opening import benchmark_store
from evals.proportions import area_under_curve

_RIDGE = 4.0
_REFUSED = 0.12  # of the answerable questions of people, each set held out in turn; room to both aims, 0.15 and 0.80
_OF_PASSAGES = {2: 1, 5: 3, 6: 3, 7: 3}  # files of questions written passage by passage, and one of how many is read


@dataclass(frozen=True)
class Cases:
    """One row a question: `signs` (questions, signs), whether it is answerable (questions,), and its set.

    The last signs are those of the questions known beforehand, without those of the set's own file.
    """

    signs: Array
    answerable: npt.NDArray[np.bool_]
    sets: npt.NDArray[np.str_]


def read_cases() -> Cases:
    """The signs of the dev questions that are searched for."""
    signs, answerable, sets = [], [], []
    with benchmark_store() as store:
        files_known = KnownFiles(store)
        known = {number: files_known.without(number) for number in (None, *_OF_PASSAGES)}
        for row in [*questions("dev"), *_passage_questions()]:
            candidates = candidates_for(row["question"], store)
            if candidates is None or not len(candidates.weights) or not candidates.fit.size:
                continue
            own = read_signs(candidates, contradictions(candidates), store.checker.read_together)
            assert candidates.vector is not None
            number = int(row["id"][1:]) if row["id"][0] == "p" else None
            signs.append(np.concatenate([own, known[number].signs(candidates.vector)]))
            answerable.append(row["answerable"])
            sets.append(row["id"] if row["id"][0] == "p" else row["id"][0])
    return Cases(np.array(signs, np.float64), np.array(answerable), np.array(sets))


def _passage_questions() -> list[dict[str, Any]]:
    """Questions written passage by passage, on which no sign was shaped; those that are answered nowhere, or there."""
    found = []
    for number, step in _OF_PASSAGES.items():
        text = (files("evals") / "data" / f"passage_questions_{number}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in text.split("\n") if line]
        found += [
            {"id": f"p{number}", "question": row["question"], "answerable": row["answers"]}
            for row in rows[::step]
            if not row["answered_elsewhere"]
        ]
    return found


def learn(signs: Array, answerable: npt.NDArray[np.bool_]) -> Array:
    """The weights of the signs, and last the bias."""
    rows, middle, spread = standardised(signs)
    weights = fit(rows, answerable, _RIDGE)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - middle @ plain)


def certainties(weights: Array, signs: Array) -> Array:
    """The log-odds of each row."""
    return np.asarray(signs @ weights[:-1] + weights[-1])


def held_out(cases: Cases) -> Array:
    """The certainty of each question, learnt from the other sets."""
    found = np.zeros(len(cases.signs))
    for name in dict.fromkeys(cases.sets.tolist()):
        own = cases.sets == name
        found[own] = certainties(learn(cases.signs[~own], cases.answerable[~own]), cases.signs[own])
    return found


def _tell(name: str, found: Array, answerable: npt.NDArray[np.bool_], border: float) -> None:
    area = area_under_curve(found[answerable].tolist(), found[~answerable].tolist())
    refused, recall = (float((found[rows] < border).mean()) for rows in (answerable, ~answerable))
    print(f"{name:10} area {area:.3f}, refusal recall {recall:.2f}, answerable refused {refused:.2f}")


def _table(name: str, count: int, cases: Cases) -> str:
    """A table of the file: the weights of the first `count` signs; how well they do is printed."""
    cases = replace(cases, signs=cases.signs[:, :count])
    found = held_out(cases)
    border = float(np.quantile(found[cases.answerable & ~np.char.startswith(cases.sets, "p")], _REFUSED))
    print(f"\n{name}")
    _tell("all sets", found, cases.answerable, border)
    for one in dict.fromkeys(cases.sets.tolist()):
        own = cases.sets == one
        _tell(f"set {one}", found[own], cases.answerable[own], border)
    weights = learn(cases.signs, cases.answerable)
    lines = zip((*SIGNS, *KNOWN_SIGNS)[:count], weights[:-1], strict=True)
    text = "".join(f"{sign} = {weight:.4f}\n" for sign, weight in lines)
    return f"[{name}]\nbias = {weights[-1] - border:.4f}\n\n[{name}.weights]\n{text}\n"


def main() -> None:
    """Print how well it does, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights into the program")
    arguments = parser.parse_args()
    cases = read_cases()
    text = "".join(
        _table(name, count, cases) for name, count in (("unknown", len(SIGNS)), ("known", cases.signs.shape[1]))
    )
    print(text)
    if arguments.write:
        Path(str(files(extractive) / WEIGHTS_FILE)).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Scores answers to questions: `python -m evals.answers [--apart | --test] [--misses] [--json FILE]`.

Each measure is a mean over questions or facts with a 95% interval from 2,000 bootstrap samples of the questions
(Efron 1979). Refusal: an unanswerable question refused is right. A fact is a list of strings that must all stand in the
answer, "|" parting alternatives. Citations are compared as whole paragraphs: an item counts as its paragraph, a passage
in `also` neither for nor against. `--apart` scores the open sets that nothing is fitted on (questions_dev6.jsonl and
questions_dev9.jsonl). The parts apart and test print rates only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from assistant.engines.extractive.answering import Answer, answer
from assistant.store import Store
from vectorstore.address_grammar import parse_address
from vectorstore.library import open_library

_SAMPLES = 2_000
_OPEN = (2, 3, 4, 5, 7, 8, 10, 11, 12)
_FILES = ("questions.jsonl", *(f"questions_dev{number}.jsonl" for number in _OPEN), "questions_test2.jsonl")
Part = Literal["dev", "apart", "test"]
_APART = ("questions_dev6.jsonl", "questions_dev9.jsonl")  # never fitted on; scored at the end of a round of work
_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "‑": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"'}
)  # noqa: RUF001  # signs that people type in many ways
_SHORT = 3  # digits; numbers of up to this many must stand alone


@dataclass(frozen=True, slots=True)
class Scored:
    """One question and what its answer was worth. Citation measures are None where the question has no gold."""

    id: str
    kind: str
    answerable: bool
    answered: bool
    facts: tuple[bool, ...]
    precision: float | None
    recall: float | None
    ms: float
    text: str

    @property
    def f1(self) -> float | None:
        """The harmonic mean of citation precision and recall; an answer without citations is worth 0."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def normalise(text: str) -> str:
    """Text for comparison: plain spaces, dashes and quotation marks, in lower case."""
    return re.sub(r"\s+", " ", text.translate(_PLAIN)).lower()


def holds_fact(fact: Sequence[str], answer_text: str) -> bool:
    """Whether each string of a fact, or an alternative of it, stands in the answer; short numbers as whole numbers."""
    text = normalise(answer_text)
    return all(any(_stands(one, text) for one in strings.split("|")) for strings in fact)


def _stands(string: str, text: str) -> bool:
    wanted = normalise(string)
    if wanted.isdecimal() and len(wanted) <= _SHORT:
        return re.search(rf"(?<![\d.,]){wanted}(?!\d|[.,]\d)", text) is not None
    return wanted in text


def whole(citation: str) -> str:
    """A citation or id as the id of the unit that is compared: a report's whole paragraph, a treaty's exact unit."""
    address = parse_address(citation).addresses[0]
    return address.id if address.in_treaty else f"{address.symbol}#{address.path[0]}"


def score(row: dict[str, Any], given: Answer, ms: float) -> Scored:
    """The worth of one answer."""
    gold, also = ({whole(one) for one in row[key]} for key in ("gold", "also"))
    cited = {whole(one) for one in given.cited}
    counted = cited - (also - gold)
    right = len(cited & gold)
    return Scored(
        id=row["id"],
        kind=row["kind"],
        answerable=row["answerable"],
        answered=given.answered,
        facts=tuple(given.answered and holds_fact(fact, given.text) for fact in row["facts"]),
        precision=(right / len(counted) if counted else float(bool(cited) and not right)) if gold else None,
        recall=right / len(gold) if gold else None,
        ms=ms,
        text=given.text,
    )


def questions(part: Part) -> list[dict[str, Any]]:
    """The questions of a part: "dev" is the dev part of the first set and all of the others but those kept apart."""
    data = files("evals") / "data"
    names = _APART if part == "apart" else _FILES
    text = "\n".join((data / name).read_text(encoding="utf-8") for name in names)
    rows = [json.loads(line) for line in text.split("\n") if line]
    return [row for row in rows if row["split"] == ("test" if part == "test" else "dev")]


def run(part: Part) -> tuple[list[Scored], float]:
    """Every question of a part, answered twice and timed the second time; and the mean milliseconds of the first."""
    rows = questions(part)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        store = Store(open_library(), Path(cache), notify=print)
        answer("Which documents are these?", store)
        started = time.perf_counter()
        for row in rows:
            answer(row["question"], store)
        first = (time.perf_counter() - started) * 1000 / len(rows)
        scored = []
        for row in rows:
            started = time.perf_counter()
            given = answer(row["question"], store)
            scored.append(score(row, given, (time.perf_counter() - started) * 1000))
    return scored, first


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


Measure = Callable[[Sequence[Scored]], float | None]


def _present(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


MEASURES: dict[str, Measure] = {
    "refusal precision": lambda some: _mean([not one.answerable for one in some if not one.answered]),
    "refusal recall": lambda some: _mean([not one.answered for one in some if not one.answerable]),
    "answerable refused": lambda some: _mean([not one.answered for one in some if one.answerable]),
    "fact recall": lambda some: _mean([fact for one in some for fact in one.facts]),
    "citation precision": lambda some: _mean(_present([one.precision for one in some if one.answered])),
    "citation recall": lambda some: _mean(_present([one.recall for one in some])),
    "citation F1": lambda some: _mean(_present([one.f1 for one in some])),
    "ms a question": lambda some: _mean([one.ms for one in some]),
}


def interval(measure: Measure, some: Sequence[Scored], seed: int = 7) -> tuple[float, float] | None:
    """The 2.5th and 97.5th percentiles of a measure over bootstrap samples of the questions."""
    rng = random.Random(seed)
    values = sorted(_present([measure(rng.choices(some, k=len(some))) for _ in range(_SAMPLES)]))
    if not values:
        return None
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def table(scored: Sequence[Scored]) -> str:
    """The measures over all questions with their intervals, then fact recall and citations by kind."""
    lines = []
    for name, measure in MEASURES.items():
        value, spread = measure(scored), interval(measure, scored)
        if value is None or spread is None:
            lines.append(f"{name:20} not run")
        else:
            lines.append(f"{name:20} {value:6.2f}   {spread[0]:.2f}–{spread[1]:.2f}")
    lines.append(f"\n{'kind':14} {'n':>3} {'refused':>8} {'facts':>12} {'precision':>12} {'recall':>12} {'F1':>12}")
    for kind in dict.fromkeys(one.kind for one in scored):
        own = [one for one in scored if one.kind == kind]
        refused = sum(not one.answered for one in own)
        cells = [_cell(MEASURES[name], own) for name in list(MEASURES)[3:7]]
        lines.append(f"{kind:14} {len(own):3} {refused:8} " + " ".join(f"{cell:>12}" for cell in cells))
    return "\n".join(lines)


def _cell(measure: Measure, some: Sequence[Scored]) -> str:
    value, spread = measure(some), interval(measure, some)
    return f"{value:.2f} {spread[0]:.2f}–{spread[1]:.2f}" if value is not None and spread is not None else "–"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--test", action="store_const", dest="part", const="test", help="score the test part")
    chosen.add_argument("--apart", action="store_const", dest="part", const="apart", help="score the sets kept apart")
    parser.set_defaults(part="dev")
    parser.add_argument("--misses", action="store_true", help="print each answer that falls short (dev part only)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures, and on dev the answers, as JSON")
    arguments = parser.parse_args()
    part: Part = arguments.part
    scored, first = run(part)
    print(f"{part}: {len(scored)} questions, {first:.0f} ms a question the first time\n{table(scored)}")
    for one in scored if arguments.misses and part == "dev" else ():
        if one.answered != one.answerable or not all(one.facts) or (one.f1 or 1) < 1:
            print(f"\n{one.id} {one.kind} answered={one.answered} facts={one.facts} F1={one.f1}\n  {one.text}")
    if arguments.json:
        measures = {name: [measure(scored), interval(measure, scored)] for name, measure in MEASURES.items()}
        report = {"part": part, "measures": measures, "answers": [asdict(s) for s in scored] if part == "dev" else []}
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

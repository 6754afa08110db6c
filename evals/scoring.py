"""Scores the outputs of a run folder: reads every text with the checker, marks each case, takes the measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.errors import EvalError
from assistant.store import Store
from evals.cases import Case
from evals.faults import faults_of
from evals.measures import Measure, mark_case, measure
from evals.metrics.metric import Graded
from evals.outputs import Output
from evals.reading import TextReader
from evals.run_folder import RunFolder, Score

if TYPE_CHECKING:
    from evals.workers import Workers

Progress = Callable[[str, int, int], None]
NO_JUDGE = "no judge was asked: name one with --judge"


def read_texts(folder: RunFolder, store: Store, progress: Progress, workers: Workers | None = None) -> list[Graded]:
    """Each output with its case and, where it claims something, its sentences. Raises EvalError if there is none.

    The `workers` read them, or without any this process.
    """
    cases = {case.key: case for case in folder.cases()}
    outputs = folder.outputs()
    strange = [key for key, _ in outputs if key not in cases]
    if strange:
        raise EvalError(
            f"{folder.path / 'outputs.jsonl'} has an output for {strange[0]!r}, which is no case of the run."
        )
    done = [output for output in _in_order(outputs, cases) if output.status == "done"]
    if not done:
        raise EvalError(f"The run in {folder.path} has no output that could be scored.")
    bare = [Graded(cases[output.key], output) for output in done]
    texts = [one.output.text for one in bare if one.written]
    readings = workers.read(texts) if workers else map(TextReader(store, store.checker).read, texts)
    graded = []
    for number, one in enumerate(bare, 1):
        graded.append(Graded(one.case, one.output, next(readings)) if one.written else one)
        progress("Scoring", number, len(done))
    return graded


def score(folder: RunFolder, graded: Sequence[Graded], *, judge_fault: str = NO_JUDGE) -> list[Measure]:
    """Write the scores and the measures of a run, and return the measures."""
    config = folder.config()
    scores = [Score(marked=mark_case(one), faults=faults_of(one), readings=one.readings) for one in graded]
    measures = measure([one.marked for one in scores], seed=config.seed, judge=judge_fault)
    folder.save_scores(scores, measures)
    return measures


def _in_order(outputs: Mapping[tuple[str, int], Output], cases: Mapping[str, Case]) -> list[Output]:
    place = {key: number for number, key in enumerate(cases)}
    return sorted(outputs.values(), key=lambda output: (output.repeat, place[output.key]))

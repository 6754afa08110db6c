"""The questions as a task of Inspect: `inspect eval evals/inspect_task.py@answers --model …`.

Needs the extra: `uv sync --extra inspect`. Each question is put to the model with the passages that our search finds
for it, in the peers' prompt; the text is scored by the same metrics as `shadow-report eval run`, each a value of its
own. `-T split=test` asks the test split, `-T passages=6` shows fewer passages.
"""

from __future__ import annotations

from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
from inspect_ai.solver import TaskState, generate

from assistant.store import Store
from evals.baselines.peers import PASSAGES, question_prompt
from evals.cases import Case, chosen, load_cases
from evals.faults import faults_of
from evals.measures import METRICS, mark_case
from evals.metrics.metric import Graded
from evals.opening import eval_store
from evals.outputs import Output
from evals.reading import TextReader
from evals.refusing import refuses

_SHOWN = {
    name: [mean(), stderr()] for name, metric in METRICS.items() if "answers" in metric.parts and metric.unit == "share"
}


@task
def answers(split: str = "dev", passages: int = PASSAGES) -> Task:
    """The questions, answered from the passages found for each."""
    store = eval_store(None)
    cases = chosen(load_cases("answers"), [f"split={split}"])
    samples = [_sample(case, store, passages) for case in cases]
    return Task(dataset=MemoryDataset(samples, name="answers"), solver=generate(), scorer=citations(store))


def _sample(case: Case, store: Store, passages: int) -> Sample:
    found = [hit.passage for hit in store.search.search(case.prompt, passages)]
    return Sample(
        id=case.id, input=question_prompt(found, case.prompt), metadata={"case": case.model_dump(mode="json")}
    )


@scorer(metrics=_SHOWN)
def citations(store: Store) -> Scorer:
    """Our metrics of one text. Means are over cases, where ours are over sentences, citations or facts."""
    reader = TextReader(store, store.checker)

    async def score(state: TaskState, target: Target) -> Score:
        case = Case.model_validate(state.metadata["case"])
        text = state.output.completion
        bare = Graded(case, Output(key=case.key, text=text, answered=bool(text.strip()) and not refuses(text)))
        graded = Graded(case, bare.output, reader.read(text) if bare.written else ())
        marks = mark_case(graded).marks
        # Inspect leaves NaN out of a mean: the metric does not bear on the case.
        value: dict[str, Any] = {
            name: marks[name].got / marks[name].of if name in marks else float("nan") for name in _SHOWN
        }
        return Score(value=value, answer=text, explanation="; ".join(faults_of(graded)) or "fine")

    return score

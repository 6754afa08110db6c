"""Scores a run with the judge, if one is asked for and answers."""

from __future__ import annotations

from assistant.console import progress
from assistant.store import Store
from evals.measures import Measure
from evals.run_folder import RunFolder
from evals.scoring import NO_JUDGE, read_texts, score


def score_run(folder: RunFolder, store: Store, judge: str | None) -> list[Measure]:
    """Read every text, let the judge read it too, write scores and measures."""
    with progress() as advance:
        graded = read_texts(folder, store, advance)
    return score(folder, graded, judge_fault=NO_JUDGE)

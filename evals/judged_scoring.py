"""Scores a run, and has a judge read its texts too if one is asked for and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.console import progress, say
from assistant.errors import EvalError
from assistant.store import Store
from evals.cases import labelled_sentences
from evals.judging import Judge, open_judge, record_of
from evals.measures import Measure
from evals.metrics.metric import Graded
from evals.reading import Grades, Reading
from evals.run_folder import JudgeRecord, RunFolder
from evals.scoring import NO_JUDGE, read_texts, score

if TYPE_CHECKING:
    from evals.workers import Workers


def score_run(
    folder: RunFolder, store: Store, judge: str | None, jobs: int = 1, workers: Workers | None = None
) -> list[Measure]:
    """Read every text, let the judge read it too, write scores and measures. Raises SettingsError or UsageError."""
    asked = open_judge(judge, folder.config(), folder, store, jobs) if judge else None
    with progress() as advance:
        graded = read_texts(folder, store, advance, workers)
    record: JudgeRecord | None = None
    if asked is not None:
        graded, record = _judged(asked, graded, folder.config().seed)
        if record.fault:
            say(f"The judge did not run: {record.fault} Its measures say so; the others are there.")
    folder.save_config(folder.config().model_copy(update={"judge": record}))
    return score(folder, graded, judge_fault=NO_JUDGE if record is None else record.fault)


def judge_failed(folder: RunFolder) -> bool:
    """Whether a judge was asked for and could not judge."""
    record = folder.config().judge
    return record is not None and bool(record.fault)


def _judged(judge: Judge, graded: list[Graded], seed: int) -> tuple[list[Graded], JudgeRecord]:
    """The texts with the judge's grades, and the record of the judge; the texts as they were if it failed."""

    async def ask() -> tuple[list[Graded], JudgeRecord]:
        agreed = await judge.agreement(labelled_sentences(), seed)
        judged = await asyncio.gather(*(_with_grades(judge, one) for one in graded))
        return judged, record_of(judge, agreed)

    try:
        return asyncio.run(ask())
    except EvalError as error:
        return graded, record_of(judge, None, error.message)


async def _with_grades(judge: Judge, graded: Graded) -> Graded:
    readings = await asyncio.gather(*(_grade(judge, reading) for reading in graded.readings))
    return replace(graded, readings=tuple(readings))


async def _grade(judge: Judge, reading: Reading) -> Reading:
    """The sentence with the judge's grades; without them where it states nothing or the judge gave no verdict."""
    if not reading.states:
        return reading
    if not reading.resolves:
        return reading.model_copy(update={"judged": Grades(whole=0.0)})
    grades = await judge.entails(_pairs(reading))
    if any(grade is None for grade in grades):
        return reading
    known = [grade or 0.0 for grade in grades]
    count = len(reading.cited) if len(reading.cited) > 1 else 0
    judged = Grades(whole=known[0], alone=tuple(known[1 : 1 + count]), without=tuple(known[1 + count :]))
    return reading.model_copy(update={"judged": judged})


def _pairs(reading: Reading) -> Sequence[tuple[str, tuple[str, ...]]]:
    everything = tuple(id for ids in reading.cited for id in ids)
    pairs = [(reading.plain, everything)]
    if len(reading.cited) > 1:
        pairs += [(reading.plain, ids) for ids in reading.cited]
        pairs += [
            (reading.plain, tuple(id for i, ids in enumerate(reading.cited) if i != left_out for id in ids))
            for left_out in range(len(reading.cited))
        ]
    return pairs

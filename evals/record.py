"""Records a run of the offline suite as the committed baseline: `python -m evals.record RUN`, or `make baseline`.

Kept are the measures, and the outputs and marks of what is searched, answered and drafted. The checker's sentences are
left out for their number, and the sentences of texts because a score gives them again; cases are kept as hashes, for
they stand in `evals/data`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.console import say
from assistant.errors import AssistantError, EvalError
from assistant.files import make_folder, write_text
from evals.run_folder import BASELINE, RunFolder, Score, open_run


def main() -> int:
    """Record; 1 if the run is not whole."""
    parser = argparse.ArgumentParser(prog="python -m evals.record", description=__doc__.split("\n")[0])
    parser.add_argument("run", help="the folder of a finished run of the suite offline")
    parser.add_argument("-o", "--output", type=Path, default=BASELINE, help="default: evals/baseline/offline")
    options = parser.parse_args()
    try:
        record(open_run(options.run), RunFolder(options.output))
    except AssistantError as error:
        say(str(error))
        return error.exit_code
    say(f"Recorded in {options.output}.")
    return 0


def record(run: RunFolder, baseline: RunFolder) -> None:
    """Write what is kept of a run. Raises EvalError if it is not the whole of the suite, done once."""
    config = run.config()
    if config.suite != "offline" or config.filters or config.repeat != 1 or run.missing:
        raise EvalError(f"{run.path} is not one whole run of the suite offline; nothing was recorded.")
    measures, cases = run.measures(), [case for case in run.cases() if case.part != "checker"]
    kept = {case.key for case in cases}
    make_folder(baseline.path)
    write_text(baseline.path / "digests.json", json.dumps({case.key: case.digest for case in cases}, indent=0) + "\n")
    baseline.write_outputs(
        output.model_copy(update={"seconds": None}) for output in run.outputs().values() if output.key in kept
    )
    scores = [_bare(score) for score in run.scores() if score.marked.key in kept]
    baseline.save_scores(scores, [measure for measure in measures if measure.metric != "seconds"])
    baseline.save_config(config)


def _bare(score: Score) -> Score:
    """Without its sentences, and without its time: that is the machine's."""
    marks = {name: mark for name, mark in score.marked.marks.items() if name != "seconds"}
    return score.model_copy(update={"readings": (), "marked": score.marked.model_copy(update={"marks": marks})})


if __name__ == "__main__":
    raise SystemExit(main())

"""Scores the classification of sentences by act: `python -m evals.acts [--test] [--misses]`.

The 200 test sentences were labelled before the rules were written; their hash is in `evals/data/locked.sha256`. An act
that the labeller marked "maybe" counts neither for nor against. Precision and recall per act and over all acts.
"""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from typing import Any

from assistant.acts import classify

ACTS = ("measure", "figure", "plan", "postponement", "denial", "self_assessment", "law")


def score(rows: list[dict[str, Any]], *, misses: bool = False) -> dict[str, tuple[int, int, int]]:
    """Per act: right, given and wanted counts."""
    counts = {act: [0, 0, 0] for act in ACTS}
    for row in rows:
        given = set(classify(str(row["text"])))
        wanted, maybe = set(row["acts"]), set(row["maybe"])
        for act in ACTS:
            counts[act][0] += act in given and act in wanted
            counts[act][1] += act in given and act not in maybe
            counts[act][2] += act in wanted
        wrong = {f"+{act}" for act in given - wanted - maybe} | {f"-{act}" for act in wanted - given}
        if misses and wrong:
            print(row["para"], sorted(wrong), row["text"])
    return {act: (right, given, wanted) for act, (right, given, wanted) in counts.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="score the locked test part")
    parser.add_argument("--misses", action="store_true", help="print each wrong sentence (dev part only)")
    arguments = parser.parse_args()
    part = "test" if arguments.test else "dev"
    text = (files("evals") / "data" / f"acts_{part}.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    counts = score(rows, misses=arguments.misses and not arguments.test)
    six = [counts[act] for act in ACTS[:-1]]
    right, given, wanted = (sum(each) for each in zip(*six, strict=True))
    counts["all six"] = (right, given, wanted)
    print(f"{part}: {len(rows)} sentences\n{'act':16} precision  recall   given  wanted")
    for act, (right, given, wanted) in counts.items():
        print(f"{act:16} {right / max(given, 1):9.2f} {right / max(wanted, 1):7.2f} {given:7} {wanted:7}")


if __name__ == "__main__":
    main()

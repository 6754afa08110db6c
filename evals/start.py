"""Measures starts as whole processes: `python -m evals.start [--runs N] [--json FILE]`.

A first run in a fresh cache to a draft, a warm search, a warm draft, and `--help`; each beside a process that only
imports chromadb or nothing, in the same round. Prints the median of N runs and the ratio; nothing fails.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = [sys.executable, "-m", "assistant.cli.main"]


def seconds(command: list[str], folder: Path) -> float:
    """How long a command takes, with all its folders under `folder`."""
    folders = {f"SHADOW_REPORT_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    started = time.perf_counter()
    environment = {**os.environ, **folders}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        fresh, warm = Path(name) / "fresh", Path(name) / "warm"
        figures["first draft, fresh machine"] = seconds([*PROGRAM, "draft", "--article", "4"], fresh)
        seconds([*PROGRAM, "search", "warm up"], warm)
        cases = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import chromadb": [sys.executable, "-c", "import chromadb"],
            "--help": [*PROGRAM, "--help"],
            "warm search": [*PROGRAM, "search", "rural schools"],
            "warm draft": [*PROGRAM, "draft", "--article", "4"],
        }
        for label, command in cases.items():
            figures[label] = statistics.median(seconds(command, warm) for _ in range(arguments.runs))
    base = figures["import chromadb"]
    for label, value in figures.items():
        print(f"{label:28} {value:6.2f} s   {value / base:5.2f} × import chromadb")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

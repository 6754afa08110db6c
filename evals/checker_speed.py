"""How fast the checker is: a long draft, one sentence, and the memory it takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.checking import Checker
from assistant.reading.units import read_units
from assistant.store import Store
from evals.checker_pairs import Pair
from evals.checker_sentences import unit

CITATIONS, WORDS = 1_200, 30_000
# Runs the command and prints last what its own memory came to at most; `resource` would count this process's as well.
_COMMAND = """
import resource, sys
from pathlib import Path
from assistant.cli.main import main
main(["check", sys.argv[1], "--json"])
status = Path("/proc/self/status")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if status.exists():
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
print(f"\\n{peak}")
"""
_FILLER = "Civil society has followed these matters for many years, and it welcomes every occasion to discuss them."


def measure_speed(store: Store, pairs: Sequence[Pair], written: Sequence[str]) -> dict[str, float]:
    """Seconds for a draft of 30,000 words with 1,200 citations, read and checked cold, and for a longer one.

    Two of three cited sentences of the first are of `written`, which people wrote by hand; those of the longer draft
    are all printed ones, which run to a third more words. Milliseconds a sentence edited; MiB at most that the command
    takes for the first.
    """
    printed = [sentence for pair in pairs for sentence in (pair.true, pair.false)]
    third = CITATIONS // 3
    threes = zip(written[:third], printed[:third], written[third : 2 * third], strict=True)
    both = [sentence for three in threes for sentence in three]
    figures: dict[str, float] = {"peak_mib": command_peak(long_draft(both))}
    for name, cited in (("", both), ("longer_", printed[:CITATIONS])):
        text = long_draft(cited)
        seconds = _seconds(store, text)
        figures |= {f"{name}words": len(text.split()), f"{name}draft_seconds": round(seconds, 1)}
    each = sorted(_edited(Checker(store), pairs))
    return figures | {
        "sentence_ms_median": round(each[50] * 1000, 1),
        "sentence_ms_p95": round(each[95] * 1000, 1),
    }


def command_peak(text: str) -> int:
    """The memory that `shadow-report check` takes at most for a draft, by a process of its own, MiB."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.md"
        draft.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", _COMMAND, str(draft)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return round(int(printed.rstrip().rpartition("\n")[2]) / 1024)


def _seconds(store: Store, text: str) -> float:
    started = time.perf_counter()
    Checker(store).check(read_units(text))
    return time.perf_counter() - started


def _edited(checker: Checker, pairs: Sequence[Pair]) -> list[float]:
    """Seconds for each of a hundred edited sentences, the model loaded."""
    checker.check_one(unit(pairs[0].true))
    each = []
    for pair in pairs[:100]:
        sentence = unit(pair.true.replace(" the ", " this ", 1))
        started = time.perf_counter()
        checker.check_one(sentence)
        each.append(time.perf_counter() - started)
    return each


def long_draft(cited: Sequence[str]) -> str:
    """A draft of these sentences, brought to the length asked for with paragraphs of filler between them."""
    words = sum(len(sentence.split()) for sentence in cited)
    fillers = max(0, WORDS - words) // len(_FILLER.split())
    lines = []
    for number, sentence in enumerate(cited):
        lines.append(sentence)
        share = fillers * (number + 1) // len(cited) - fillers * number // len(cited)
        lines += [_FILLER] * share
    return "\n\n".join(lines) + "\n"

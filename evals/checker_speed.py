"""How fast the checker is: a long draft, one sentence, and the memory it takes."""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence

from assistant.checking import Checker
from assistant.reading.units import read_units
from assistant.store import Store
from evals.checker_pairs import Pair
from evals.checker_sentences import unit

CITATIONS, WORDS = 1_200, 30_000
_FILLER = "Civil society has followed these matters for many years, and it welcomes every occasion to discuss them."


def measure_speed(store: Store, pairs: Sequence[Pair]) -> dict[str, float]:
    """Seconds for a draft of 30,000 words and 1,200 citations, read and checked cold; milliseconds a sentence; MiB."""
    text = long_draft(pairs)
    started = time.perf_counter()
    checker = Checker(store)
    checker.check(read_units(text))
    draft = time.perf_counter() - started
    checker.check_one(unit(pairs[0].true))
    each = []
    for pair in pairs[:100]:
        edited = unit(pair.true.replace(" the ", " this ", 1))
        started = time.perf_counter()
        checker.check_one(edited)
        each.append(time.perf_counter() - started)
    each.sort()
    return {
        "words": len(text.split()),
        "draft_seconds": round(draft, 1),
        "sentence_ms_median": round(each[50] * 1000, 1),
        "sentence_ms_p95": round(each[95] * 1000, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def long_draft(pairs: Sequence[Pair]) -> str:
    """A draft of the length asked for, with a paragraph of filler between cited sentences."""
    cited = [sentence for pair in pairs for sentence in (pair.true, pair.false)][:CITATIONS]
    words = sum(len(sentence.split()) for sentence in cited)
    fillers = max(0, WORDS - words) // len(_FILLER.split())
    lines = []
    for number, sentence in enumerate(cited):
        lines.append(sentence)
        share = fillers * (number + 1) // len(cited) - fillers * number // len(cited)
        lines += [_FILLER] * share
    return "\n\n".join(lines) + "\n"

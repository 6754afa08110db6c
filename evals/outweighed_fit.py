"""From which doubt on what rests on words alone accuses: `python -m evals.outweighed_fit [--write]`.

Of the newest sentences by themselves, held against the statements without these, all that words alone speak against are
taken. For each kind of finding the border is drawn where more true ones than false ones fall below it by most.
Needs `known_statements.npz` of today (`python -m evals.known_fit --write`), and takes some ten minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.checking import Checker
from assistant.checks.doubt import HARDLY
from assistant.checks.doubt_counts import shipped_counts, table_of
from assistant.checks.known_statements import FILE, KINDS
from assistant.checks.outweighed import BY_WORDS, may_be_outweighed
from assistant.checks.verdict import ADVICE
from assistant.model import FindingKind
from assistant.store import Store
from evals.checker_sentences import FRESH_SINGLES, load_labelled, unit
from evals.known_fit import Statements, known_arrays, known_file, made_from, read_statements
from evals.opening import benchmark_store

FEWEST = 2  # true ones more than false ones, or all findings of a kind stand
STEPS = np.arange(-8.0, -0.99, 0.25)  # words that speak against a sentence count for something


@dataclass(frozen=True)
class Row:
    """A sentence that one or more findings of words alone speak against."""

    kinds: frozenset[FindingKind]
    silent: bool
    false: bool
    score: float


def write_without(store: Store, names: Sequence[str], target: Path, file: Path = FILE) -> None:
    """A file of statements as `file`, without some sets. Raises SystemExit where that one is not of today's sets."""
    with np.load(file, allow_pickle=False) as stored:
        if str(stored["made_from"]) != made_from():
            raise SystemExit(
                "known_statements.npz is not of today's sets: run python -m evals.known_fit --write first."
            )
        embedder = str(stored["embedder"])
        vectors = {f"{kind}_{of}": stored[f"{kind}_{of}"] for kind in KINDS for of in ("vectors", "middle", "axes")}
    statements = read_statements(store)
    kept = [row for row, group in enumerate(statements.groups) if group.split()[0] not in names]
    some = Statements(*([of_all[row] for row in kept] for of_all in vars(statements).values()))
    own = vectors | {f"{kind}_vectors": vectors[f"{kind}_vectors"][kept] for kind in KINDS}
    documents = store.library.document_hashes()
    target.write_bytes(known_file(embedder, documents, known_arrays(some, own), "without"))


def read_rows(checker: Checker, names: Sequence[str]) -> Iterator[Row]:
    """Those of the sets that words alone speak against."""
    for name in names:
        labelled = load_labelled(name)
        units = [unit(each.text) for each in labelled]
        for each, own, sentence in zip(labelled, units, checker.check(units), strict=True):
            found = [finding for finding in sentence.findings if not finding.message.startswith(HARDLY)]
            signs = checker.signs_of_doubt(own) if may_be_outweighed(checker.claim(own), found) else None
            table = table_of(signs[0]) if signs is not None else "unknown"
            if signs is not None and table != "unknown":
                kinds = frozenset(finding.kind for finding in found) - ADVICE
                yield Row(kinds, table == "silent", each.false, shipped_counts(table).score(*signs))
        print(f"{name} read", file=sys.stderr)


def border(true: Sequence[float], false: Sequence[float]) -> float | None:
    """The doubt from which on findings stand; None where all do."""
    gains = [sum(one < step for one in true) - sum(one < step for one in false) for step in STEPS]
    best = int(np.argmax(gains))
    return float(STEPS[best]) if gains[best] >= FEWEST else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and with `--write` keep the borders."""
    parser = argparse.ArgumentParser(prog="python -m evals.outweighed_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write assistant/checks/outweighed.toml")
    options = parser.parse_args(arguments)
    with benchmark_store() as store, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / FILE.name
        write_without(store, FRESH_SINGLES, target)
        rows = list(read_rows(Checker(store, target, weighed=False), FRESH_SINGLES))
    lines = [
        "# From which doubt on, in log-odds, findings by words alone accuse; made by `evals.outweighed_fit --write`."
    ]
    for silent, name in ((False, "told"), (True, "silent")):
        lines.append(f"[{name}]")
        for kind in sorted(BY_WORDS):
            own = [row for row in rows if row.silent == silent and kind in row.kinds]
            true, false = ([row.score for row in own if row.false == label] for label in (False, True))
            drawn = border(true, false)
            if drawn is not None:
                right, wrong = (f"{sum(one < drawn for one in each)} of {len(each)}" for each in (true, false))
                lines.append(f"{kind} = {drawn:.2f}  # below it {right} true ones, {wrong} false ones")
    print("\n".join(lines))
    if options.write:
        Path(str(files("assistant.checks") / "outweighed.toml")).write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Makes `known_statements.npz` from the labelled statements on the shipped documents: `python -m evals.known_fit`.

All pairs, contrast pairs, singles and older hand sets, and the passages' own sentences; none of the hand sets of
`LEFT_OUT`, on which what the statements count for is fitted (`python -m evals.doubt_fit`), none of the locked one, and
nothing that echoes one of these. Takes some minutes: each statement is read once.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.checks.joined import Asked
from assistant.checks.known_statements import (
    BUCKETS,
    FILE,
    RARITY_STEPS,
    REACH,
    WORDS,
    IntArray,
    OfPassage,
    levels,
    word_runs,
)
from assistant.checks.source import SourceReader
from assistant.store import Store
from evals.checker_sentences import DATA, HAND_DEV, HAND_TEST, PAIRS, SINGLES
from evals.echoes import ECHO, most_shared, stems
from evals.joined_fit import LEFT_OUT
from evals.joined_rows import CONTRAST, sentence_texts
from evals.opening import benchmark_store
from vectorstore.embedding import FloatArray
from vectorstore.library import Library
from vectorstore.projection import Bytes, Projection, from_bytes, principal_axes, to_bytes

DIMENSION = 128  # that vectors are kept in: the first principal axes; fewer tell less apart, more tell no more
_PENALTY = 0.3  # of the regression
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FEWEST = 8  # statements on a paragraph, of each kind at least one
SETS = (*(name for name in HAND_DEV if name not in LEFT_OUT), *SINGLES, *PAIRS, *CONTRAST)


@dataclass(frozen=True)
class Statements:
    """Labelled statements: their texts, whether each is false, and the passages that each is on, with those above."""

    texts: list[str]
    false: list[bool]
    passages: list[set[str]]


def read_statements(store: Store, names: Sequence[str] = SETS) -> Statements:
    """The statements of the sets as the checker reads a claim, but those that echo a sentence it is measured on.

    The sentences of the passages are among them. Wrong statements with a number that the passages do not have are not:
    vectors hardly tell numbers apart, so that a right sentence would be doubted beside them, and figures are checked by
    other means.
    """
    measured: dict[str, list[frozenset[str]]] = {}
    for name in (*LEFT_OUT, HAND_TEST):
        for _, _, asked in sentence_texts(store.checker, name):
            for id in {levels(passage.id)[-1] for passage in asked.passages}:
                measured.setdefault(id, []).append(stems(asked.text))
    found = Statements([], [], [])
    for name in names:
        for _, false, asked in sentence_texts(store.checker, name):
            if false and _misnumbered(asked):
                continue
            on = {level for passage in asked.passages for level in levels(passage.id)}
            if most_shared(stems(asked.text), [one for id in on for one in measured.get(id, ())]) < ECHO:
                found.texts.append(asked.text)
                found.false.append(false)
                found.passages.append(on)
    _add_own(found, store.library)
    return found


def _misnumbered(asked: Asked) -> bool:
    given = set(_NUMBER.findall(" ".join(passage.text for passage in asked.passages)))
    return not given.issuperset(_NUMBER.findall(asked.text))


def _add_own(found: Statements, library: Library) -> None:
    """The sentences of the passages themselves, which are right of them."""
    reader = SourceReader(library)
    for symbol in library.documents:
        for unit in library.units(symbol):
            for sentence in reader.sentences(unit):
                found.texts.append(" ".join(sentence.text.split()))
                found.false.append(False)
                found.passages.append(set(levels(unit.id)))


def made_from(names: Sequence[str] = SETS) -> str:
    """A digest of the files that statements are read from, and of the names of the sets that they may not echo."""
    digest = hashlib.sha256(" ".join([*LEFT_OUT, HAND_TEST]).encode())
    for name in names:
        digest.update((DATA / f"{name}.jsonl").read_bytes())
    return digest.hexdigest()


def known_arrays(statements: Statements, vectors: FloatArray) -> dict[str, Any]:
    """The arrays of the file but for what names its making; `vectors` float32 (statements, dimension)."""
    middle, axes = principal_axes(vectors, DIMENSION)
    kept = to_bytes(Projection(middle, axes)(vectors))
    runs = [word_runs(text) for text in statements.texts]
    rarity = _rarity(runs)
    false = np.array(statements.false)
    parts: dict[str, OfPassage] = {}
    for id, rows in sorted(_by_passage(statements).items()):
        if len(rows) >= _FEWEST and 0 < false[rows].sum() < len(rows):
            parts[id] = _regression(kept[rows], [runs[row] for row in rows], rarity, false[rows])
    ends = np.cumsum([len(one.false) for one in parts.values()], dtype=np.int32)
    run_ends = np.cumsum([len(one.runs) for one in parts.values()], dtype=np.int32)
    names = ("vectors", "false", "counts", "runs", "run_counts")
    return {
        "passages": np.array([*parts]),
        "starts": ends - [len(one.false) for one in parts.values()],
        "ends": ends,
        "run_starts": run_ends - [len(one.runs) for one in parts.values()],
        "run_ends": run_ends,
        **{name: np.concatenate([getattr(one, name) for one in parts.values()]) for name in names},
        "middle": middle,
        "axes": axes,
        "rarity": np.rint(rarity * RARITY_STEPS).astype(np.uint8),
    }


def _by_passage(statements: Statements) -> dict[str, list[int]]:
    """The rows of the statements on each passage."""
    found: dict[str, list[int]] = {}
    for row, passages in enumerate(statements.passages):
        for id in passages:
            found.setdefault(id, []).append(row)
    return found


def _rarity(runs: Sequence[IntArray]) -> FloatArray:
    """What each run of words weighs, by how few statements have it, as it is kept; 0 for one that stands in one."""
    having = np.bincount(np.concatenate(runs), minlength=BUCKETS)
    weight = np.sqrt(np.log(len(runs) / np.maximum(having, 1)))
    return (np.rint(np.where(having > 1, weight, 0) * RARITY_STEPS) / RARITY_STEPS).astype(np.float32)


def _regression(
    vectors: Bytes, runs: Sequence[IntArray], rarity: FloatArray, false: npt.NDArray[np.bool_]
) -> OfPassage:
    """The statements on one passage with what each of them and each of their runs of words is worth."""
    every = np.unique(np.concatenate(runs))
    held = np.zeros((len(runs), len(every)), np.float32)
    for row, own in enumerate(runs):
        weights = rarity[own]
        held[row, np.searchsorted(every, own)] = weights / (np.linalg.norm(weights) or 1.0)
    exact = from_bytes(vectors)
    near = np.exp((exact @ exact.T - 1) / REACH) + WORDS * held @ held.T
    counts = np.linalg.solve(near + _PENALTY * np.eye(len(runs)), np.where(false, 1.0, -1.0))
    run_counts = WORDS * counts @ held
    told = np.abs(run_counts) > 0
    kept_runs, worth = every[told].astype(np.int32), run_counts[told].astype(np.float16)
    return OfPassage(vectors, false, counts.astype(np.float16), kept_runs, worth)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the file, and with `--write` keep it where the program finds it."""
    parser = argparse.ArgumentParser(prog="python -m evals.known_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write assistant/checks/known_statements.npz")
    options = parser.parse_args(arguments)
    with benchmark_store() as store:
        statements = read_statements(store)
        embedder = store.search.embedder
        if embedder is None:
            raise SystemExit(1)
        arrays = known_arrays(statements, embedder.encode(statements.texts))
        documents = {symbol: store.library.document_hash(symbol) for symbol in store.library.documents}
    print(f"{len(statements.texts)} statements on {len(arrays['passages'])} passages")
    if options.write:
        FILE.write_bytes(known_file(embedder.name, documents, arrays))


def known_file(embedder: str, documents: Mapping[str, str], arrays: Mapping[str, Any], digest: str = "") -> bytes:
    """The file: `arrays` with the embedder's name, the hash of each document's text, and what it was made from."""
    with io.BytesIO() as file:
        np.savez(
            file,
            embedder=np.array(embedder),
            made_from=np.array(digest or made_from()),
            documents=np.array([*documents]),
            hashes=np.array([*documents.values()]),
            **arrays,
        )
        return file.getvalue()


if __name__ == "__main__":
    main()

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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.checks.joined import Asked
from assistant.checks.known_statements import (
    BUCKETS,
    FILE,
    KINDS,
    RARITY_STEPS,
    REACH,
    WORDS,
    IntArray,
    OfPassage,
    Worth,
    levels,
    word_runs,
)
from assistant.checks.source import SourceReader
from assistant.checks.statement_network import WEIGHTS, StatementNetwork, open_statement_network, read_with
from assistant.store import Store
from evals.checker_sentences import DATA, HAND_DEV, HAND_TEST, PAIRS, SINGLES
from evals.echoes import ECHO, most_shared, stems
from evals.joined_fit import LEFT_OUT
from evals.joined_rows import CONTRAST, sentence_texts
from evals.opening import benchmark_store
from vectorstore.embedding import Embedder, FloatArray, HalfWay
from vectorstore.library import Library
from vectorstore.onnx_session import threads
from vectorstore.projection import Projection, from_bytes, principal_axes, to_bytes

# That vectors are kept in: the first principal axes. More tell no more; the learnt ones tell most, and lose by fewer.
DIMENSIONS = {"meant": 96, "learnt": 128}
PENALTY = 0.3  # of the regression
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
OWN = "own"  # how the groups of the passages' own sentences begin
_AT_ONCE = 1_000  # texts
_FEWEST = 8  # statements on a paragraph, of each kind at least one
SETS = (*(name for name in HAND_DEV if name not in LEFT_OUT), *SINGLES, *PAIRS, *CONTRAST)


@dataclass(frozen=True)
class Statements:
    """Labelled statements: their texts, whether each is false, and the passages that each is on, with those above.

    `groups` tells which of them were written together, as the pairs were; it begins with the name of the set.
    """

    texts: list[str]
    false: list[bool]
    passages: list[set[str]]
    groups: list[str]


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
    found = Statements([], [], [], [])
    for name in names:
        for pair, false, asked in sentence_texts(store.checker, name):
            if false and _misnumbered(asked):
                continue
            on = {level for passage in asked.passages for level in levels(passage.id)}
            if most_shared(stems(asked.text), [one for id in on for one in measured.get(id, ())]) < ECHO:
                found.texts.append(asked.text)
                found.false.append(false)
                found.passages.append(on)
                found.groups.append(pair)
    _add_own(found, store.library)
    return found


def _misnumbered(asked: Asked) -> bool:
    given = set(_NUMBER.findall(" ".join(passage.text for passage in asked.passages)))
    return not given.issuperset(_NUMBER.findall(asked.text))


def _add_own(found: Statements, library: Library) -> None:
    """The sentences of the passages themselves, which are right of them."""
    reader = SourceReader(library)
    for symbol in library.documents:
        for passage in library.units(symbol):
            for sentence in reader.sentences(passage):
                found.texts.append(" ".join(sentence.text.split()))
                found.false.append(False)
                found.passages.append(set(levels(passage.id)))
                found.groups.append(f"{OWN} {len(found.texts)}")


def made_from(names: Sequence[str] = SETS) -> str:
    """A digest of the files and the network that statements are read with, and of the sets that they may not echo."""
    digest = hashlib.sha256(" ".join([*LEFT_OUT, HAND_TEST]).encode())
    digest.update(WEIGHTS.read_bytes())
    for name in names:
        digest.update((DATA / f"{name}.jsonl").read_bytes())
    return digest.hexdigest()


def kept_vectors(meant: FloatArray, learnt: FloatArray) -> dict[str, Any]:
    """The arrays of the file that hold the vectors of all statements; of either kind float32 (statements, 384)."""
    arrays: dict[str, Any] = {}
    for kind, vectors in zip(KINDS, (meant, learnt), strict=True):
        middle, axes = principal_axes(vectors, DIMENSIONS[kind], centred=kind == "meant")
        kept = to_bytes(Projection(middle, axes)(vectors))
        arrays |= {f"{kind}_vectors": kept, f"{kind}_middle": middle, f"{kind}_axes": axes}
    return arrays


def known_arrays(statements: Statements, vectors: Mapping[str, Any]) -> dict[str, Any]:
    """The arrays of the file but for what names its making, from those of the vectors."""
    every_false = np.array(statements.false)
    exact = [from_bytes(vectors[f"{kind}_vectors"]) for kind in KINDS]
    runs = [word_runs(text) for text in statements.texts]
    rarity = rarities(runs)
    parts: dict[str, OfPassage] = {}
    for id, rows in sorted(by_passage(statements).items()):
        false = every_false[rows]
        if len(rows) >= _FEWEST and 0 < false.sum() < len(rows):
            parts[id] = _of_passage(
                rows, [of_kind[rows] for of_kind in exact], [runs[row] for row in rows], rarity, false
            )
    ends = np.cumsum([len(one.rows) for one in parts.values()], dtype=np.int32)
    run_ends = np.cumsum([len(one.runs) for one in parts.values()], dtype=np.int32)
    arrays = {**vectors, "false": every_false}
    for kind in KINDS:
        worth: list[Worth] = [getattr(one, kind) for one in parts.values()]
        arrays[f"{kind}_worth"] = np.concatenate([one.statements for one in worth])
        arrays[f"{kind}_run_worth"] = np.concatenate([one.runs for one in worth])
    return arrays | {
        "passages": np.array([*parts]),
        "starts": ends - [len(one.rows) for one in parts.values()],
        "ends": ends,
        "run_starts": run_ends - [len(one.runs) for one in parts.values()],
        "run_ends": run_ends,
        "rows": np.concatenate([one.rows for one in parts.values()]),
        "runs": np.concatenate([one.runs for one in parts.values()]),
        "rarity": np.rint(rarity * RARITY_STEPS).astype(np.uint8),
    }


def by_passage(statements: Statements) -> dict[str, list[int]]:
    """The rows of the statements on each passage."""
    found: dict[str, list[int]] = {}
    for row, passages in enumerate(statements.passages):
        for id in passages:
            found.setdefault(id, []).append(row)
    return found


def rarities(runs: Sequence[IntArray]) -> FloatArray:
    """What each run of words weighs, by how few statements have it, as it is kept; 0 for one that stands in one."""
    having = np.bincount(np.concatenate(runs), minlength=BUCKETS)
    weight = np.sqrt(np.log(len(runs) / np.maximum(having, 1)))
    return (np.rint(np.where(having > 1, weight, 0) * RARITY_STEPS) / RARITY_STEPS).astype(np.float32)


def _of_passage(
    rows: Sequence[int],
    vectors: Sequence[FloatArray],
    runs: Sequence[IntArray],
    rarity: FloatArray,
    false: npt.NDArray[np.bool_],
) -> OfPassage:
    """The statements on one passage with what each of them and each of their runs of words is worth, of either kind."""
    held, every = shared_runs(runs, rarity)
    labels = np.where(false, 1.0, -1.0)
    found = []
    for exact in vectors:
        near = np.exp((exact @ exact.T - 1) / REACH) + WORDS * held @ held.T
        counts = np.linalg.solve(near + PENALTY * np.eye(len(runs)), labels)
        found.append((counts.astype(np.float16), WORDS * counts @ held))
    told = np.any([np.abs(of_runs) > 0 for _, of_runs in found], axis=0)
    meant, learnt = (Worth(counts, of_runs[told].astype(np.float16)) for counts, of_runs in found)
    return OfPassage(np.array(rows, np.int32), every[told].astype(np.int32), meant, learnt)


def shared_runs(runs: Sequence[IntArray], rarity: FloatArray) -> tuple[FloatArray, IntArray]:
    """What each run of words weighs in each text, float32 (texts, runs), and which runs these are: those of several.

    The weights of all runs of a text make a unit vector, those that it shares with none among them.
    """
    every, having = np.unique(np.concatenate(runs), return_counts=True)
    every = every[(having > 1) & (rarity[every] > 0)]
    held = np.zeros((len(runs), len(every)), np.float32)
    for row, own in enumerate(runs):
        weights = rarity[own] / (np.linalg.norm(rarity[own]) or 1.0)
        _, mine, places = np.intersect1d(own, every, assume_unique=True, return_indices=True)
        held[row, places] = weights[mine]
    return held, every


def vectors_of(embedder: Embedder, network: StatementNetwork, texts: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """Vectors of either kind, float32 (texts, 384)."""
    meant: list[FloatArray] = []
    learnt: list[FloatArray] = []
    with ThreadPoolExecutor(threads()) as readers:
        for vectors, half_way in read_texts(embedder, texts):
            meant += vectors
            learnt += readers.map(network.vector, half_way)
    return np.array(meant, np.float32), np.array(learnt, np.float32)


def read_texts(embedder: Embedder, texts: Sequence[str]) -> Iterator[tuple[list[FloatArray], list[HalfWay]]]:
    """The vectors of texts and their states half way up, some at once. Raises SystemExit where there are no states."""
    for start in range(0, len(texts), _AT_ONCE):
        read = embedder.read(texts[start : start + _AT_ONCE])
        half_way = [one.half_way for one in read if one.half_way is not None]
        if len(half_way) < len(read):
            raise SystemExit("The model's states half way up are not at hand.")
        yield [one.vector for one in read], half_way


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
        network = open_statement_network(store.shared_cache / "models")
        if network is None:
            raise SystemExit(1)
        vectors = kept_vectors(*vectors_of(embedder, network, statements.texts))
        arrays = known_arrays(statements, vectors)
        documents = store.library.document_hashes()
    print(f"{len(statements.texts)} statements on {len(arrays['passages'])} passages")
    if options.write:
        FILE.write_bytes(known_file(read_with(embedder.name), documents, arrays))


def known_file(embedder: str, documents: Mapping[str, str], arrays: Mapping[str, Any], digest: str = "") -> bytes:
    """The file: `arrays` with what texts were read with, the hash of each document, and what it was made from."""
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

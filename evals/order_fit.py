"""Fits what tells a sentence from words in a row: `python -m evals.order_fit [--write]`.

Sentences are those of the open sets, true and false alike, for either is well formed. Words in a row are drawn from the
passage that they cite, from the whole corpus, or from both, in any order; or a few of them are said again and again.
Some sets, and half of what is drawn, are left out to see what the model makes of them; then it is fitted on all.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from assistant.checking import Checker
from assistant.checks.claim import Claim
from assistant.checks.word_order import END, OTHER, START, OrderModel, features, kinds_of, packed
from assistant.store import Store
from evals.checker_pairs import cited
from evals.checker_sentences import HAND_DEV, PAIRS, load_labelled, unit
from vectorstore.embedding import FloatArray
from vectorstore.library import open_library
from vectorstore.model import Passage

HELD_OUT = frozenset({"checker_pairs_4", "checker_pairs_5", "checker_hand_dev10", "checker_hand_test3"})
SEED = 20_251_126
_DRAWS = 1500
_SELDOM = 15  # times: a kind seen less often is read as any other word
_SHORT, _SHORT_COUNTS = 8, 5.0  # words; authors write few short sentences, and those are to be read as well
_MAY_HOLD_BACK = 0.025  # of the sentences: they are said to be unchecked, never accused


@dataclass(frozen=True)
class Row:
    """A sentence of a set, or words in a row and how they were drawn."""

    name: str
    sentence: bool
    claim: Claim
    held_out: bool


def word_rows(passages: Sequence[Passage], chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Words in a row by how they were drawn, each with a citation: nine for each of `count` passages."""
    every = [word for passage in passages for word in passage.text.split()]
    for _ in range(count):
        passage = chance.choice(passages)
        own = passage.text.split()
        for least, most in ((3, 6), (6, 10), (10, 25)):
            size = min(chance.randrange(least, most), len(own))
            yield f"passage {least}+", _put(chance.sample(own, size), passage)
            mixed = [*chance.sample(own, size // 2), *chance.sample(every, size - size // 2)]
            yield f"half {least}+", _put(mixed, passage)
        yield "corpus", _put(chance.sample(every, chance.randrange(6, 20)), passage)
        yield "again", _put(chance.sample(own, 3) * chance.randrange(2, 4), passage)
        long = [word for word in own if len(word) > 4] or own
        yield "long words", _put(chance.sample(long, min(len(long), chance.randrange(3, 12))), passage)


def _put(words: Sequence[str], passage: Passage) -> str:
    return cited(" ".join(word.strip(".,;:()“”") for word in words), passage.id)


def passages_of(store: Store) -> list[Passage]:
    """The passages long enough to draw words from."""
    library = store.library
    return [p for symbol in library.documents for p in library.units(symbol) if len(p.text.split()) >= 12]


def read_rows(store: Store) -> list[Row]:
    """The sentences of the open sets, and as many words in a row."""
    checker, rows = Checker(store), []
    for name in (*HAND_DEV, *PAIRS):
        for labelled in load_labelled(name):
            rows.append(Row(name, True, checker.claim(unit(labelled.text)), name in HELD_OUT))
    for number, (name, text) in enumerate(word_rows(passages_of(store), random.Random(SEED), _DRAWS)):
        rows.append(Row(name, False, checker.claim(unit(text)), number % 18 < 9))
    return [row for row in rows if row.claim.source.passages and not row.claim.silences]


def fit(rows: Sequence[Row]) -> OrderModel:
    """The tables of the sentences, and the weights by logistic regression; its threshold is put at 0."""
    texts = [kinds_of(row.claim.asserted) for row in rows if row.sentence]
    counts = Counter(kind for text in texts for kind in text)
    often = sorted({kind for kind, count in counts.items() if count >= _SELDOM} | {START, END, OTHER})
    kinds = {kind: place for place, kind in enumerate(often)}
    placed = [[kinds.get(kind, kinds[OTHER]) for kind in text] for text in texts]
    beside, apart = _table(placed, 1, len(kinds)), _table(placed, 2, len(kinds))
    values = np.stack([features(row.claim, kinds, beside, apart) for row in rows])
    centre, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    wanted = np.array([row.sentence for row in rows], np.float64)
    short = np.array([len(row.claim.words) < _SHORT for row in rows])
    weights = _regression((values - centre) / spread, wanted, np.where((wanted == 1) & short, _SHORT_COUNTS, 1.0))
    scores = (values - centre) / spread @ weights[:-1]
    bias = -float(np.quantile(scores[wanted == 1], _MAY_HOLD_BACK))
    return OrderModel(kinds, beside, apart, centre, spread, weights[:-1].astype(np.float32), bias)


def _table(texts: Sequence[Sequence[int]], step: int, size: int) -> FloatArray:
    """How much oftener each kind stands `step` after another than chance would have it, as a logarithm."""
    seen = np.zeros((size, size))
    for text in texts:
        for first, second in zip(text, text[step:], strict=False):
            seen[first, second] += 1
    chance = seen.sum(axis=1, keepdims=True) * seen.sum(axis=0, keepdims=True) / max(1.0, seen.sum())
    held = np.minimum(chance, 1.0) + 0.1
    table: FloatArray = np.log((seen + held) / (chance + held)).astype(np.float32)
    return table


def _regression(values: FloatArray, wanted: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression by Newton's method, each row counting so much; the constant last."""
    given = np.column_stack([values, np.ones(len(values))]).astype(np.float64)
    weights = np.zeros(given.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (counts * (wanted - likely)) - 0.1 * weights
        bend = (given * (counts * likely * (1 - likely))[:, None]).T @ given + 0.1 * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def _print_rates(model: OrderModel, rows: Sequence[Row]) -> None:
    for name in dict.fromkeys(row.name for row in rows):
        scores = [model.score(row.claim) for row in rows if row.name == name]
        share = sum(score >= 0 for score in scores) / len(scores)
        print(f"{name:20} n {len(scores):4}  read as sentences {share:.3f}")


def main() -> int:
    """Print what the model makes of what was left out; with --write fit on all and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        rows = read_rows(Store(open_library(), Path(folder), lambda message: print(message, file=sys.stderr)))
    _print_rates(fit([row for row in rows if not row.held_out]), [row for row in rows if row.held_out])
    if write:
        file = Path(str(files("assistant.checks") / "word_order.npz"))
        np.savez_compressed(file, allow_pickle=False, **packed(fit(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

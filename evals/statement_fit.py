"""Trains the network in whose vectors right and wrong statements lie apart: `python -m evals.statement_fit [--write]`.

Needs torch, which the program itself never does: `uv run --with torch python -m evals.statement_fit --minutes 12`.
Each step takes statements on one passage, of which `known_fit` makes its regressions, and asks what the regression over
all others says of each of them: the network learns to place them so that this is right (deep kernel learning, Wilson
et al. 2016; left out in closed form as in Rasmussen and Williams 2006, 5.4.2). The two sentences of a pair are left out
together: one would give away the other. `--further` goes on from the shipped weights, which were made in
stages with ever more statements.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.checks.joined import MOST_TOLD
from assistant.checks.known_statements import REACH, WORDS, IntArray, word_runs
from assistant.checks.statement_network import WEIGHTS
from evals.known_fit import OWN, PENALTY, Statements, by_passage, rarities, read_statements, read_texts, shared_runs
from evals.opening import benchmark_store
from evals.upper_layers import go_on_from, load_torch, packed_layers, padded, upper_half
from vectorstore.embedding import Embedder, FloatArray, HalfWay

TOGETHER = 192  # statements a step
RATE, WARM_UP = 1e-4, 50
MORE_OFTEN = 0.75  # the power of the number of its statements that a passage is drawn by
LIKE_DRAFTS = ("checker_singles", "checker_hand")  # sets of sentences as in drafts
_LARGEST = 2  # statements left out together; some notes of older pairs name more
_ALIKE = 48  # texts of like length that are read at once
COUNTS = 3.0  # what each of those counts for beside a sentence of a pair

torch: Any = None  # loaded by `main`, so that the module can be read without it


def network() -> Any:
    """The upper layers with the published weights, with what a leaning to the wrong ones is worth in log-odds."""
    nn, F = torch.nn, torch.nn.functional

    class Placing(upper_half(torch)):  # type: ignore[misc]  # torch is loaded at run time
        def __init__(self) -> None:
            super().__init__()
            self.scale, self.bias = nn.Parameter(torch.tensor(3.0)), nn.Parameter(torch.tensor(0.0))

        def forward(self, texts: Sequence[HalfWay]) -> Any:
            states, valid = padded(torch, texts, MOST_TOLD)
            told = valid[..., None]
            return F.normalize((self.read(states, valid) * told).sum(1) / told.sum(1), dim=1)

    return Placing()


class Episodes:
    """Draws statements on one passage, in whole groups."""

    def __init__(self, statements: Statements, seed: int) -> None:
        self._statements = statements
        self._chance = np.random.default_rng(seed)
        of_passage = by_passage(statements).values()
        self._pools = [rows for rows in of_passage if len({statements.false[row] for row in rows}) == 2]
        share = np.array([len(rows) for rows in self._pools], float) ** MORE_OFTEN
        self._share = share / share.sum()

    def draw(self) -> list[list[int]]:
        """Groups of rows, `TOGETHER` rows at most."""
        pool = self._pools[self._chance.choice(len(self._pools), p=self._share)]
        groups: dict[str, list[int]] = {}
        for row in pool:
            groups.setdefault(self._statements.groups[row], []).append(row)
        every = [rows[start : start + _LARGEST] for rows in groups.values() for start in range(0, len(rows), _LARGEST)]
        drawn: list[list[int]] = []
        for n in self._chance.permutation(len(every)):
            if sum(map(len, drawn)) + len(every[n]) <= TOGETHER:
                drawn.append(every[n])
        return drawn


def left_out(near: Any, labels: Any, groups: Sequence[Sequence[int]]) -> Any:
    """What the regression over all other groups says of each statement, float32 (statements,).

    `near` is the kernel with the penalty on its diagonal, `groups` the places of one or two statements each.
    """
    inverse = torch.linalg.inv(near)
    worth = inverse @ labels
    said = torch.zeros_like(labels)
    for size in (1, _LARGEST):
        places = torch.tensor([list(group) for group in groups if len(group) == size], dtype=torch.long)
        if len(places):
            blocks = inverse[places[:, :, None], places[:, None, :]]
            off = torch.linalg.solve(blocks, worth[places][..., None])[..., 0]
            said = said.index_put((places,), labels[places] - off)
    return said


def train(net: Any, statements: Statements, texts: Sequence[HalfWay], minutes: float) -> None:
    """Train for so long, with a rate that falls to nothing at the end; what is left out is told right is printed."""
    F = torch.nn.functional
    episodes = Episodes(statements, seed=0)
    runs = [word_runs(text) for text in statements.texts]
    rarity = rarities(runs)
    counts = [_counts(group) for group in statements.groups]
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01, fused=True)
    began, step, share, right = time.time(), 0, 0.0, 0.5
    while share < 1:
        step += 1
        share = (time.time() - began) / (60 * minutes)
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, step / WARM_UP) * max(0.01, min(1.0, 1.25 * (1 - share)))
        drawn = episodes.draw()
        rows = [row for rows in drawn for row in rows]
        labels = torch.tensor([1.0 if statements.false[row] else -1.0 for row in rows])
        vectors = _vectors(net, [texts[row] for row in rows])
        near = torch.exp((vectors @ vectors.T - 1) / REACH) + torch.from_numpy(
            _words([runs[row] for row in rows], rarity)
        )
        said = left_out(near + PENALTY * torch.eye(len(rows)), labels, _places(drawn))
        weights = torch.tensor([counts[row] for row in rows])
        losses = F.binary_cross_entropy_with_logits(net.scale * said + net.bias, (labels > 0).float(), reduction="none")
        optimizer.zero_grad()
        ((losses * weights).sum() / weights.sum().clamp(min=1)).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        right += 0.02 * (float(((said > 0) == (labels > 0)).float().mean()) - right)
        if step % 100 == 0:
            print(f"{share:4.0%}, step {step}: {right:.3f} of those left out told right", flush=True)


def _vectors(net: Any, texts: Sequence[HalfWay]) -> Any:
    """The vectors of texts, float32 (texts, 384); those of like length are read together, so that little is padding."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place].tokens))
    read = [net([texts[place] for place in order[start : start + _ALIKE]]) for start in range(0, len(order), _ALIKE)]
    return torch.cat(read)[torch.tensor(np.argsort(order))]


def _counts(group: str) -> float:
    return 0.0 if group.startswith(OWN) else COUNTS if group.startswith(LIKE_DRAFTS) else 1.0


def _places(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The places of the rows of groups, one group after another."""
    ends = np.cumsum([len(group) for group in groups]).tolist()
    return [list(range(end - len(group), end)) for group, end in zip(groups, ends, strict=True)]


def _words(runs: Sequence[IntArray], rarity: FloatArray) -> FloatArray:
    held, _ = shared_runs(runs, rarity)
    near: FloatArray = (WORDS * held @ held.T).astype(np.float32)
    return near


def read_half_way(embedder: Embedder, texts: Sequence[str]) -> list[HalfWay]:
    """The states of texts half way up, in half precision: some 20 kB each."""
    return [
        HalfWay(one.tokens[:MOST_TOLD], one.states[:MOST_TOLD].astype(np.float16))
        for _, half_way in read_texts(embedder, texts)
        for one in half_way
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print, and with `--write` keep the network; `known_fit` and `doubt_fit` are to be run after that."""
    global torch
    parser = argparse.ArgumentParser(prog="python -m evals.statement_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=12.0, help="how long to train (default: %(default)s)")
    parser.add_argument("--further", action="store_true", help="go on from the weights that are shipped")
    parser.add_argument("--write", action="store_true", help="write assistant/checks/statement_vectors.npz")
    options = parser.parse_args(arguments)
    torch = load_torch("evals.statement_fit")
    torch.manual_seed(0)
    with benchmark_store() as store:
        statements = read_statements(store)
        embedder = store.search.embedder
        if embedder is None:
            raise SystemExit(1)
        texts = read_half_way(embedder, statements.texts)
    print(f"{len(texts)} statements", flush=True)
    net = network()
    if options.further:
        go_on_from(torch, net, Path(str(WEIGHTS)))
    train(net, statements, texts, options.minutes)
    if options.write:
        with Path(str(WEIGHTS)).open("wb") as file:
            np.savez_compressed(file, **packed_layers(net))  # type: ignore[arg-type]  # savez's stub takes its keywords for flags


if __name__ == "__main__":
    main()

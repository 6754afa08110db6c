"""Trains the network that reads a sentence and its passages together: `python -m evals.joined_fit [--write]`.

Needs torch, which the program itself never does: `uv run --with torch python -m evals.joined_fit --minutes 60`.
The upper three layers of the published model are trained on all contrast pairs, on the shipped documents and invented
passages, on sentences by themselves (`LEARNT_SINGLES`), on questions with passages that do or do not answer them, and
on open sets but those of `LEFT_OUT`, without a tenth of the paragraphs; what it makes of those is printed after each
round. A pair counts twice: each sentence by its label, and the false one against the true one. `--further` goes on from
the shipped weights, which were trained in stages with ever more sentences.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from assistant.checks.joined import joined_inputs
from assistant.checks.joined_graph import MARKS
from evals.checker_sentences import HAND_DEV, LEARNT_SINGLES, PAIRS
from evals.joined_rows import CONTRAST, INVENTED, QUESTIONS, JoinedRow, read_joined_rows
from evals.opening import benchmark_store
from evals.proportions import area_under_curve
from evals.upper_layers import go_on_from, load_torch, packed_layers, upper_half
from vectorstore.minilm_graph import WIDTH

WEIGHTS = Path(str(files("assistant.checks") / "joined.npz"))
BABBLE = "checker_babble"  # words in a row; nothing says them
# Written without sight of the rules: they show what it makes of another hand, and the signs are fitted on them.
LEFT_OUT = (
    *(f"checker_hand_dev{n}" for n in (7, 10, 13, 14, 15, 16, 17, 18, 19, 20, 21)),
    *(f"checker_hand_test{n}" for n in (3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)),
)
SETS = (*HAND_DEV, *LEARNT_SINGLES, *PAIRS, *CONTRAST, *INVENTED, *QUESTIONS, BABBLE)
HELD_PARAGRAPHS = 10  # one of so many
SHOWN = 4_000  # sentences on paragraphs held back by which it is told how well the network does there
BATCH, SORTED = 32, 1024  # sentences a step; pairs that are sorted by length together
RATE, HEAD_RATE, WARM_UP = 1e-4, 2e-3, 30
HEAD_DROPPED, HEAD_WIDTH = 0.2, 64

torch: Any = None  # loaded by `main`, so that the module can be read without it


def network() -> Any:
    """The upper layers with the published weights, and a head on top that knows nothing yet."""
    nn, F = torch.nn, torch.nn.functional

    class Joint(upper_half(torch)):  # type: ignore[misc]  # torch is loaded at run time
        def __init__(self) -> None:
            super().__init__()
            self.marks = nn.Embedding(MARKS, WIDTH)
            nn.init.zeros_(self.marks.weight)
            self.first, self.last = nn.Linear(4 * WIDTH, HEAD_WIDTH), nn.Linear(HEAD_WIDTH, 1)

        def forward(self, rows: Sequence[JoinedRow]) -> Any:
            inputs = [joined_inputs(*row.sides) for row in rows]
            longest = max(len(marks) for _, marks, _ in inputs)
            x = torch.zeros(len(rows), longest, WIDTH)
            marks = torch.zeros(len(rows), longest, dtype=torch.long)
            told = torch.zeros(len(rows), longest, 1, dtype=torch.bool)
            given = torch.zeros(len(rows), longest, 1, dtype=torch.bool)
            for n, (states, own, count) in enumerate(inputs):
                x[n, : len(own)], marks[n, : len(own)] = torch.from_numpy(states), torch.from_numpy(own)
                told[n, :count], given[n, count : len(own)] = True, True
            x = self.read(x + self.marks(marks), (told | given)[..., 0])
            most = x.masked_fill(~told, -30).amax(1)
            pooled = torch.cat([(x * told).sum(1) / told.sum(1), most, (x * given).sum(1) / given.sum(1), x[:, 0]], 1)
            pooled = F.dropout(F.layer_norm(pooled, (4 * WIDTH,)), HEAD_DROPPED, self.training)
            return self.last(F.dropout(F.relu(self.first(pooled)), HEAD_DROPPED, self.training))[:, 0]

    return Joint()


def batches(rows: Sequence[JoinedRow], chance: np.random.Generator) -> Iterator[list[JoinedRow]]:
    """One round: pairs stay together, and sentences of like length come together."""
    pairs: dict[str, list[JoinedRow]] = {}
    for row in rows:
        pairs.setdefault(row.pair, []).append(row)
    every = list(pairs.values())
    order = [every[n] for n in chance.permutation(len(every))]
    found: list[list[JoinedRow]] = []
    for start in range(0, len(order), SORTED):
        batch: list[JoinedRow] = []
        for pair in sorted(order[start : start + SORTED], key=lambda pair: _length(pair[0])):
            batch += pair
            if len(batch) >= BATCH:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    return (found[n] for n in chance.permutation(len(found)))


def _length(row: JoinedRow) -> int:
    return sum(len(part.tokens) for part in (row.sides[0], *row.sides[1]))


def train(net: Any, rows: Sequence[JoinedRow], left: Sequence[JoinedRow], minutes: float) -> None:
    """Train for so long, with a rate that falls to nothing at the end."""
    chance = np.random.default_rng(0)
    head = [*net.first.parameters(), *net.last.parameters()]
    rest = [parameter for name, parameter in net.named_parameters() if not name.startswith(("first", "last"))]
    optimizer = torch.optim.AdamW([{"params": rest}, {"params": head}], lr=RATE, weight_decay=0.01)
    began, step, share = time.time(), 0, 0.0
    while share < 1:
        for batch in batches(rows, chance):
            step += 1
            share = (time.time() - began) / (60 * minutes)
            slower = min(1.0, step / WARM_UP) * max(0.02, min(1.0, 1.6 * (1 - share)))
            for group, rate in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
                group["lr"] = rate * slower
            optimizer.zero_grad()
            _loss(net(batch), batch).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            if share >= 1:
                break
        print(f"{share:4.0%}, step {step}: {_report(net, left)}", flush=True)


def _loss(logits: Any, batch: Sequence[JoinedRow]) -> Any:
    """Each sentence by its label, and the false one of a pair against the true one."""
    F = torch.nn.functional
    labels = torch.tensor([float(row.false) for row in batch])
    loss = F.binary_cross_entropy_with_logits(logits, labels)
    places: dict[tuple[str, bool], int] = {(row.pair, row.false): n for n, row in enumerate(batch)}
    both = [(n, places[pair, False]) for (pair, false), n in places.items() if false and (pair, False) in places]
    if both:
        wrong, right = (logits[list(of)] for of in zip(*both, strict=True))
        loss = loss + F.softplus(right - wrong).mean()
    return loss


def doubts(net: Any, rows: Sequence[JoinedRow]) -> list[float]:
    """What the network makes of sentences, in their order."""
    net.eval()
    order = sorted(range(len(rows)), key=lambda n: _length(rows[n]))
    found = [0.0] * len(rows)
    with torch.no_grad():
        for start in range(0, len(order), 2 * BATCH):
            some = order[start : start + 2 * BATCH]
            for n, doubt in zip(some, net([rows[n] for n in some]).tolist(), strict=True):
                found[n] = doubt
    net.train()
    return found


def _report(net: Any, left: Sequence[JoinedRow]) -> str:
    """The area under the curve for each set left out, and for the paragraphs held back from the others."""
    found = doubts(net, left)
    parts = []
    for name in (*LEFT_OUT, "other paragraphs"):
        own = [
            (row.false, doubt)
            for row, doubt in zip(left, found, strict=True)
            if row.set == name or (name not in LEFT_OUT and row.set not in LEFT_OUT)
        ]
        wrong, right = ([doubt for false, doubt in own if false == label] for label in (True, False))
        parts.append(f"{name} {area_under_curve(wrong, right):.3f}")
    return ", ".join(parts)


def packed(net: Any) -> dict[str, np.ndarray]:
    """The arrays of `joined.npz`: the dense layers rounded as `joined_graph` runs them, the rest in half precision."""
    arrays = {"marks": net.marks.weight.detach().numpy().astype(np.float16), **packed_layers(net)}
    for name, layer in (("first", net.first), ("last", net.last)):
        arrays[f"{name}.weight"] = layer.weight.detach().numpy().astype(np.float16)
        arrays[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float16)
    return arrays


def unpack(net: Any, path: Path) -> None:
    """Give the network what `packed` wrote to a file, to be trained further."""
    go_on_from(torch, net, path)
    with np.load(path, allow_pickle=False) as kept:
        net.marks.weight.data = torch.from_numpy(kept["marks"].astype(np.float32))
        for name, layer in (("first", net.first), ("last", net.last)):
            layer.weight.data = torch.from_numpy(kept[f"{name}.weight"].astype(np.float32))
            layer.bias.data = torch.from_numpy(kept[f"{name}.bias"].astype(np.float32))


def is_held_back(row: JoinedRow) -> bool:
    """Whether a sentence is kept out of training: a set of `LEFT_OUT`, or a paragraph held back."""
    return row.set in LEFT_OUT or zlib.crc32(row.paragraph.encode()) % HELD_PARAGRAPHS == 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print, and with `--write` keep the network."""
    global torch
    parser = argparse.ArgumentParser(prog="python -m evals.joined_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to train (default: %(default)s)")
    parser.add_argument("--further", action="store_true", help="go on from the weights that are shipped")
    parser.add_argument("--write", action="store_true", help="write assistant/checks/joined.npz")
    options = parser.parse_args(arguments)
    torch = load_torch("evals.joined_fit")
    torch.manual_seed(0)
    with benchmark_store() as store:
        rows = read_joined_rows(store, SETS)
    held_back = [row for row in rows if is_held_back(row)]
    kept = [row for row in rows if not is_held_back(row)]
    others = [row for row in held_back if row.set not in LEFT_OUT]
    left = [row for row in held_back if row.set in LEFT_OUT] + others[:: 1 + len(others) // SHOWN]
    print(f"{len(kept)} sentences to train on, {len(held_back)} held back", flush=True)
    net = network()
    if options.further:
        unpack(net, WEIGHTS)
        print(_report(net, left), flush=True)
    train(net, kept, left, options.minutes)
    if options.write:
        with WEIGHTS.open("wb") as file:
            np.savez_compressed(file, **packed(net))  # type: ignore[arg-type]  # savez's stub takes its keywords for flags


if __name__ == "__main__":
    main()

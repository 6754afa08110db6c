"""Trains the networks of the check `doubt` in NumPy: Adam, dropout, backpropagation by hand; the same at every run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.checks.doubt_net import Parameters, Scaling
from vectorstore.embedding import FloatArray

EPOCHS = 8
BATCH = 32
RATE, LAST_RATE = 1e-3, 1e-4
DECAY = 0.01
WIDTH, AGREEMENT_WIDTH, JOINED_WIDTH = 48, 16, 32
DROPPED = {"word": 0.2, "beside": 0.3, "agreement": 0.5, "joined": 0.3, "out": 0.3}
_BETAS, _TINY = (0.9, 0.999), 1e-8


@dataclass(frozen=True)
class Example:
    """A pair made ready: rows of the words of either side, agreement and signs scaled, and whether it is false."""

    told: FloatArray
    given: FloatArray
    agreement: FloatArray
    signs: FloatArray
    false: bool


@dataclass
class _Step:
    """One pass over a batch: what the layers were given, for the way back, and the gradients."""

    member: Parameters
    chance: np.random.Generator
    seen: dict[str, FloatArray] = field(default_factory=dict)
    slopes: Parameters = field(default_factory=dict)

    def drop(self, name: str, kind: str, x: FloatArray) -> FloatArray:
        kept = 1 - DROPPED[kind]
        mask = (self.chance.random(x.shape, np.float32) < kept).astype(np.float32) / np.float32(kept)
        self.seen[f"{name}.mask"] = mask
        return x * mask

    def layer(self, name: str, kind: str, x: FloatArray, *, squeezed: bool = True) -> FloatArray:
        x = self.drop(name, kind, x)
        out = x @ self.member[f"{name}.weight"] + self.member[f"{name}.bias"]
        out = np.maximum(out, 0) if squeezed else out
        self.seen[f"{name}.in"], self.seen[f"{name}.out"] = x, out
        return out

    def layer_back(self, name: str, slope: FloatArray, *, squeezed: bool = True, onward: bool = True) -> FloatArray:
        if squeezed:
            slope = slope * (self.seen[f"{name}.out"] > 0)
        self.slopes[f"{name}.weight"] = self.seen[f"{name}.in"].T @ slope
        self.slopes[f"{name}.bias"] = slope.sum(axis=0)
        return (slope @ self.member[f"{name}.weight"].T) * self.seen[f"{name}.mask"] if onward else slope


def new_member(chance: np.random.Generator, scaling: Scaling, dimension: int) -> Parameters:
    """Weights to begin with."""
    words = 4 * scaling.axes.shape[1] + 3
    shapes = {
        **{f"{side}.word": (words, WIDTH) for side in ("told", "given")},
        **{f"{side}.beside": (3 * WIDTH, WIDTH) for side in ("told", "given")},
        "agreement": (dimension, AGREEMENT_WIDTH),
        "joined": (4 * WIDTH + AGREEMENT_WIDTH + len(scaling.signs), JOINED_WIDTH),
        "out": (JOINED_WIDTH, 1),
    }
    member: Parameters = {}
    for name, shape in shapes.items():
        member[f"{name}.weight"] = chance.normal(0, 0.7 * np.sqrt(2 / shape[0]), shape).astype(np.float32)
        member[f"{name}.bias"] = np.zeros(shape[1], np.float32)
    return member


def train(examples: Sequence[Example], scaling: Scaling, seed: int) -> Parameters:
    """One network, trained on the examples."""
    chance = np.random.default_rng(seed)
    member = new_member(chance, scaling, len(examples[0].agreement))
    moments = {name: (np.zeros_like(values), np.zeros_like(values)) for name, values in member.items()}
    steps = EPOCHS * (len(examples) // BATCH)
    order = np.concatenate([chance.permutation(len(examples)) for _ in range(EPOCHS + 1)])
    for number in range(steps):
        batch = [examples[i] for i in order[number * BATCH : (number + 1) * BATCH]]
        rate = LAST_RATE + (RATE - LAST_RATE) * (1 + np.cos(np.pi * number / steps)) / 2
        _adam(member, moments, slopes(member, batch, chance), rate, number + 1)
    return member


def _adam(
    member: Parameters, moments: dict[str, tuple[FloatArray, FloatArray]], found: Parameters, rate: float, number: int
) -> None:
    for name, slope in found.items():
        first, second = moments[name]
        first += (1 - _BETAS[0]) * (slope - first)
        second += (1 - _BETAS[1]) * (slope * slope - second)
        step = first / (1 - _BETAS[0] ** number) / (np.sqrt(second / (1 - _BETAS[1] ** number)) + _TINY)
        member[name] -= np.float32(rate) * (step + np.float32(DECAY) * member[name])


def slopes(member: Parameters, batch: Sequence[Example], chance: np.random.Generator) -> Parameters:
    """The gradient of the mean cross-entropy over a batch, for every weight."""
    step = _Step(member, chance)
    told, told_back = _pool(step, "told", [example.told for example in batch])
    given, given_back = _pool(step, "given", [example.given for example in batch])
    agreement = step.layer("agreement", "agreement", np.stack([example.agreement for example in batch]))
    parts = [told, given, agreement, np.stack([example.signs for example in batch])]
    top = step.layer("joined", "joined", np.concatenate(parts, axis=1))
    logits = step.layer("out", "out", top, squeezed=False)[:, 0]
    false = np.array([example.false for example in batch], np.float32)
    slope = ((1 / (1 + np.exp(-logits)) - false) / np.float32(len(batch)))[:, None].astype(np.float32)
    slope = step.layer_back("joined", step.layer_back("out", slope, squeezed=False))
    edges = np.cumsum([part.shape[1] for part in parts])
    told_back(slope[:, : edges[0]])
    given_back(slope[:, edges[0] : edges[1]])
    step.layer_back("agreement", slope[:, edges[1] : edges[2]], onward=False)
    return step.slopes


def _pool(step: _Step, side: str, words: Sequence[FloatArray]) -> tuple[FloatArray, Callable[[FloatArray], None]]:
    lengths = np.array([len(rows) for rows in words])
    starts = np.cumsum(lengths) - lengths
    owner = np.repeat(np.arange(len(words)), lengths)
    ends = starts + lengths - 1
    first = step.layer(f"{side}.word", "word", np.concatenate(words))
    before, after = np.roll(first, 1, axis=0), np.roll(first, -1, axis=0)
    before[starts], after[ends] = 0, 0
    second = step.layer(f"{side}.beside", "beside", np.concatenate([before, first, after], axis=1))
    mean = np.add.reduceat(second, starts) / lengths[:, None].astype(np.float32)
    most = np.maximum.reduceat(second, starts)

    def back(slope: FloatArray) -> None:
        of_mean = (slope[:, :WIDTH] / lengths[:, None].astype(np.float32))[owner]
        of_most = slope[:, WIDTH:][owner] * (second == most[owner])
        inner = step.layer_back(f"{side}.beside", of_mean + of_most)
        left, middle, right = inner[:, :WIDTH], inner[:, WIDTH : 2 * WIDTH], inner[:, 2 * WIDTH :]
        left[starts], right[ends] = 0, 0
        step.layer_back(f"{side}.word", middle + np.roll(left, -1, axis=0) + np.roll(right, 1, axis=0), onward=False)

    return np.concatenate([mean, most], axis=1), back

"""A small network that reads an alignment and the signs of doubt, and says how likely the passage does not say it.

Each word, its answer on the other side and their differences go through two layers, the second with the words beside
it; mean and maximum over either side, the agreement of the two sentences and the signs go through two more. The weights
of several such networks, trained apart, are in `doubt.npz`, which `python -m evals.checker_fit --write` makes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from assistant.checks.aligned import Aligned, Side
from vectorstore.embedding import FloatArray

Parameters = dict[str, FloatArray]
AGREEMENT_SCALE = np.float32(20.0)


@dataclass(frozen=True, slots=True)
class Scaling:
    """What states and signs are turned into before they are read.

    `mean` (dimension,) and `axes` (dimension, kept) of the states; `signs` by name in order, with centre and spread.
    """

    mean: FloatArray
    axes: FloatArray
    signs: tuple[str, ...]
    centre: FloatArray
    spread: FloatArray

    def words(self, side: Side) -> FloatArray:
        """A row a word, float32 (words, 4 * kept + 3)."""
        own, other = (np.asarray((states - self.mean) @ self.axes, np.float32) for states in (side.own, side.other))
        return compared(own, other, side.marks)

    def values(self, signs: dict[str, float]) -> FloatArray:
        """The signs as the network takes them, float32 (signs,)."""
        values: FloatArray = (np.array([signs[name] for name in self.signs], np.float32) - self.centre) / self.spread
        return values


@dataclass(frozen=True, slots=True)
class DoubtNet:
    """Networks with one scaling; the threshold is on the mean of their scores."""

    scaling: Scaling
    members: tuple[Parameters, ...]
    threshold: float
    asked: float

    def score(self, aligned: Aligned, signs: dict[str, float]) -> float:
        """How doubtful, 0–1."""
        told, given = self.scaling.words(aligned.told), self.scaling.words(aligned.given)
        rest = (aligned.agreement * AGREEMENT_SCALE, self.scaling.values(signs))
        logits = [logit(member, told, given, *rest) for member in self.members]
        return float(1 / (1 + np.exp(-np.mean(logits))))


def compared(own: FloatArray, other: FloatArray, marks: FloatArray) -> FloatArray:
    """Words beside their answers, with products and differences."""
    return np.concatenate([own, other, own * other, np.abs(own - other), marks], axis=1)


def logit(member: Parameters, told: FloatArray, given: FloatArray, agreement: FloatArray, signs: FloatArray) -> float:
    """What one network makes of one pair, before it is squeezed to 0–1."""
    parts = [
        pooled(member, "told", told),
        pooled(member, "given", given),
        _layer(member, "agreement", agreement),
        signs,
    ]
    top = _layer(member, "joined", np.concatenate(parts))
    return float((top @ member["out.weight"] + member["out.bias"])[0])


def pooled(member: Parameters, side: str, words: FloatArray) -> FloatArray:
    """Mean and maximum over the words of a side."""
    first = _layer(member, f"{side}.word", words)
    none = np.zeros_like(first[:1])
    beside = np.concatenate([np.concatenate([none, first[:-1]]), first, np.concatenate([first[1:], none])], axis=1)
    second = _layer(member, f"{side}.beside", beside)
    return np.concatenate([second.mean(axis=0), second.max(axis=0)])


def _layer(member: Parameters, name: str, x: FloatArray) -> FloatArray:
    out: FloatArray = np.maximum(x @ member[f"{name}.weight"] + member[f"{name}.bias"], 0)
    return out


def packed(net: DoubtNet) -> dict[str, np.ndarray]:
    """The arrays of a network as `unpacked` reads them; weights in half precision."""
    scaling = net.scaling
    arrays: dict[str, np.ndarray] = {
        "mean": scaling.mean,
        "axes": scaling.axes.astype(np.float16),
        "signs": np.array(scaling.signs),
        "centre": scaling.centre,
        "spread": scaling.spread,
        "limits": np.array([net.threshold, net.asked], np.float32),
    }
    for number, member in enumerate(net.members):
        arrays |= {f"{number}.{name}": values.astype(np.float16) for name, values in member.items()}
    return arrays


def unpacked(arrays: dict[str, np.ndarray]) -> DoubtNet:
    """The network out of its arrays."""
    scaling = Scaling(
        arrays["mean"],
        arrays["axes"].astype(np.float32),
        tuple(arrays["signs"].tolist()),
        arrays["centre"],
        arrays["spread"],
    )
    members: dict[str, Parameters] = {}
    for key, values in arrays.items():
        number, dot, name = key.partition(".")
        if dot:
            members.setdefault(number, {})[name] = values.astype(np.float32)
    threshold, asked = arrays["limits"].tolist()
    return DoubtNet(scaling, tuple(members.values()), threshold, asked)


@cache
def shipped_net() -> DoubtNet:
    """The one that comes with the program."""
    with (files("assistant.checks") / "doubt.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return unpacked({key: arrays[key] for key in arrays.files})

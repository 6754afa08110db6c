"""The network of doubt: what training follows is the slope of what the program computes."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.checks.doubt_net import DoubtNet, Scaling, logit, packed, unpacked
from evals import doubt_training
from evals.doubt_training import Example, new_member, slopes, train

DIMENSION, KEPT, SIGNS = 12, 5, ("far", "near")


def _scaling() -> Scaling:
    chance = np.random.default_rng(1)
    axes = chance.normal(size=(DIMENSION, KEPT)).astype(np.float32)
    return Scaling(np.zeros(DIMENSION, np.float32), axes, SIGNS, np.zeros(2, np.float32), np.ones(2, np.float32))


def _examples(count: int) -> list[Example]:
    """Pairs whose claim has the mark of a word that the passage lacks where they are false."""
    chance = np.random.default_rng(2)
    made = []
    for number in range(count):
        told, given = (chance.normal(size=(int(chance.integers(1, 7)), 4 * KEPT + 3)) for _ in range(2))
        told[0, -3] = 3.0 if number % 2 else -3.0
        rest = chance.normal(size=DIMENSION), chance.normal(size=len(SIGNS))
        made.append(Example(*(part.astype(np.float32) for part in (told, given, *rest)), bool(number % 2)))
    return made


def _loss(member: dict[str, np.ndarray], examples: list[Example]) -> float:
    each = [(logit(member, e.told, e.given, e.agreement, e.signs), e.false) for e in examples]
    return float(np.mean([np.log1p(np.exp(-value if false else value)) for value, false in each]))


def test_the_slopes_are_those_of_the_programs_own_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt_training, "DROPPED", dict.fromkeys(doubt_training.DROPPED, 0.0))
    examples, chance = _examples(6), np.random.default_rng(3)
    member = {name: v.astype(np.float64) for name, v in new_member(chance, _scaling(), DIMENSION).items()}
    found = slopes(member, examples, chance)
    assert found.keys() == member.keys()
    for name, values in member.items():
        place = np.unravel_index(np.abs(found[name]).argmax(), values.shape)
        step = 1e-5
        values[place] += step
        above = _loss(member, examples)
        values[place] -= 2 * step
        below = _loss(member, examples)
        values[place] += step
        assert (above - below) / (2 * step) == pytest.approx(found[name][place], rel=1e-2, abs=1e-6), name


def test_training_learns_what_tells_false_from_true_and_repeats_itself() -> None:
    examples, scaling = _examples(320), _scaling()
    first, again = train(examples, scaling, 4), train(examples, scaling, 4)
    assert all(np.array_equal(first[name], again[name]) for name in first)
    right = [(logit(first, e.told, e.given, e.agreement, e.signs) > 0) == e.false for e in examples]
    assert np.mean(right) > 0.9


def test_a_network_is_kept_and_read_again() -> None:
    scaling = _scaling()
    net = DoubtNet(scaling, (new_member(np.random.default_rng(5), scaling, DIMENSION),), 0.9, 0.4)
    read = unpacked(packed(net))
    assert read.scaling.signs == SIGNS and len(read.members) == 1
    assert (read.threshold, read.asked) == pytest.approx((0.9, 0.4))
    for name, values in net.members[0].items():
        assert read.members[0][name] == pytest.approx(values, abs=1e-3)

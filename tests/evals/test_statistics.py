from __future__ import annotations

import random

from evals.metrics.metric import Mark
from evals.statistics import Difference, Estimate, NotRun, compare, estimate, pooled


def coins(share: float, count: int, seed: int) -> list[Mark]:
    chance = random.Random(seed)
    return [Mark(float(chance.random() < share), 1.0) for _ in range(count)]


def test_a_share_is_of_sums_and_not_a_mean_of_shares() -> None:
    found = estimate([Mark(1, 1), Mark(0, 3)])
    assert isinstance(found, Estimate) and found.value == 0.25 and found.n == 2


def test_a_median_ignores_an_outlier() -> None:
    found = estimate([Mark(1, 1), Mark(2, 1), Mark(900, 1)], "median")
    assert isinstance(found, Estimate) and found.value == 2


def test_nothing_measured_is_no_number() -> None:
    assert isinstance(estimate([]), NotRun)
    assert isinstance(estimate([Mark(0, 0)]), NotRun)
    assert isinstance(compare({"a": Mark(1, 1)}, {"b": Mark(1, 1)}), NotRun)


def test_the_same_seed_gives_the_same_interval_and_another_seed_does_not() -> None:
    chance = random.Random(1)
    marks = [Mark(chance.random(), 1.0) for _ in range(60)]
    assert estimate(marks, seed=3) == estimate(marks, seed=3)
    assert estimate(marks, seed=3) != estimate(marks, seed=4)


def test_the_interval_holds_the_true_share_about_as_often_as_it_says() -> None:
    held = 0
    for seed in range(60):
        found = estimate(coins(0.5, 80, seed))
        assert isinstance(found, Estimate)
        held += found.low <= 0.5 <= found.high
    assert held >= 52  # 57 are expected; fewer than 52 would happen once in a hundred times


def test_a_clear_gain_is_told_from_none() -> None:
    a = {str(i): Mark(float(i % 4 == 0), 1.0) for i in range(80)}
    better = {key: Mark(1.0, 1.0) for key in a}
    gain, none = compare(a, better), compare(a, dict(a))
    assert isinstance(gain, Difference) and isinstance(none, Difference)
    assert gain.value == 0.75 and gain.low > 0 and gain.p < 0.001
    assert (none.value, none.low, none.high, none.p) == (0, 0, 0, 1)


def test_pairing_sees_a_small_gain_that_separate_intervals_would_hide() -> None:
    a = {str(i): Mark(float(i % 2), 1.0) for i in range(100)}
    b = {key: Mark(1.0, 1.0) if key in {"0", "2", "4", "6", "8", "10", "12"} else mark for key, mark in a.items()}
    found = compare(a, b)
    assert isinstance(found, Difference) and found.low > 0 and found.p < 0.05
    alone_a, alone_b = estimate(list(a.values())), estimate(list(b.values()))
    assert isinstance(alone_a, Estimate) and isinstance(alone_b, Estimate) and alone_a.high > alone_b.low


def test_repeats_of_a_case_are_one_draw() -> None:
    assert pooled([Mark(1, 2), Mark(0, 2)]) == Mark(1, 4)

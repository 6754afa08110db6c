from __future__ import annotations

from math import log2

import pytest

from evals.ranking import bootstrap, judge

GOLD = {"a": 2, "b": 1}


def test_a_perfect_ranking_scores_one_throughout() -> None:
    assert judge(["a", "b", "x"], GOLD) == judge(["a", "b"], GOLD)
    quality = judge(["a", "b", "x"], GOLD)
    assert (quality.ndcg, quality.recall, quality.reciprocal_rank) == (1, 1, 1)


def test_ndcg_takes_the_grade_as_gain() -> None:
    assert judge(["b", "a"], GOLD).ndcg == pytest.approx((1 + 2 / log2(3)) / (2 + 1 / log2(3)))


def test_only_the_first_ten_count() -> None:
    quality = judge([*"0123456789", "a"], GOLD)
    assert (quality.ndcg, quality.recall, quality.reciprocal_rank) == (0, 0, 0)


def test_the_first_gold_passage_counts_for_the_reciprocal_rank() -> None:
    quality = judge(["x", "y", "b"], GOLD)
    assert quality.reciprocal_rank == pytest.approx(1 / 3) and quality.recall == 0.5


def test_a_question_without_gold_is_refused() -> None:
    with pytest.raises(ValueError, match="without gold"):
        judge(["a"], {})


def test_an_interval_holds_its_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 0.5, 1.0, 1.0] * 10
    interval = bootstrap(values)
    assert interval == bootstrap(values) and interval.low < interval.mean == 0.625 < interval.high
    assert bootstrap([0.5] * 5).low == bootstrap([0.5] * 5).high == 0.5
    with pytest.raises(ValueError, match="no mean"):
        bootstrap([])

"""Where the border is drawn from which on findings by words alone accuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.checks.doubt import stands_from
from assistant.store import Store
from evals.checker_sentences import SINGLES
from evals.outweighed_fit import border, left_out, write_without


def test_the_border_lies_where_most_true_ones_fall_beside_false_ones() -> None:
    assert border([-5, -5, -4, -4, -2, 2], [-4.5, 1, 1, 1]) == pytest.approx(-1.75)
    assert border([-5, -5, -4, -0.5], []) == pytest.approx(-3.75)
    assert border([-5], [1, 1]) is None  # too few to tell
    assert border([1, 1, 1, 1], [-5, -5, -5]) is None


def test_what_the_network_has_not_learnt_from_is_left_out() -> None:
    assert set(left_out()) < set(SINGLES) and "checker_singles_1" not in left_out()


def test_every_kind_that_is_not_named_stands() -> None:
    assert stands_from("wrong_figure", "known") < -1_000
    assert -8 <= stands_from("cause_not_in_source", "short") == stands_from("cause_not_in_source", "known") <= -1


def test_statements_of_other_sets_are_refused(store: Store, tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", made_from=np.array("another day's sets"))
    with pytest.raises(SystemExit, match="known_fit"):
        write_without(store, left_out(), tmp_path / "some.npz", tmp_path / "other.npz")

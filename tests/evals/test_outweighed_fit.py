"""Where the border is drawn from which on findings by words alone accuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.checks.doubt_counts import stands_from
from assistant.store import Store
from evals.checker_sentences import FRESH_SINGLES, LEARNT_SINGLES, SINGLES
from evals.outweighed_fit import border, write_without


def test_the_border_lies_where_most_true_ones_fall_beside_false_ones() -> None:
    assert border([-5, -5, -4, -4, -2, 2], [-4.5, 1, 1, 1]) == pytest.approx(-1.75)
    assert border([-5, -5, -4, -0.5], []) == pytest.approx(-3.75)
    assert border([-5], [1, 1]) is None  # too few to tell
    assert border([1, 1, 1, 1], [-5, -5, -5]) is None


def test_what_no_network_has_learnt_from_is_apart() -> None:
    assert FRESH_SINGLES and "checker_singles_1" in LEARNT_SINGLES
    assert {*FRESH_SINGLES, *LEARNT_SINGLES} == set(SINGLES) and not {*FRESH_SINGLES} & {*LEARNT_SINGLES}


def test_every_kind_that_is_not_named_stands() -> None:
    assert stands_from("wrong_figure", "known") < -1_000
    assert -8 <= stands_from("cause_not_in_source", "short") == stands_from("cause_not_in_source", "known") <= -1


def test_statements_of_other_sets_are_refused(store: Store, tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", made_from=np.array("another day's sets"))
    with pytest.raises(SystemExit, match="known_fit"):
        write_without(store, FRESH_SINGLES, tmp_path / "some.npz", tmp_path / "other.npz")

"""Sentences by themselves that statements known beforehand are made from: well formed, and none of a hand set."""

from __future__ import annotations

import pytest

from evals.checker_sentences import HAND_DEV, HAND_TEST, SINGLES, load_labelled
from evals.known_fit import SETS


@pytest.mark.parametrize("name", SINGLES)
def test_ids_are_unique_and_about_half_are_false(name: str) -> None:
    found = load_labelled(name)
    assert len({row.id for row in found}) == len(found) > 200
    assert {row.difficulty for row in found} <= {"easy", "hard"}
    assert 0.4 < sum(row.false for row in found) / len(found) < 0.6
    assert all("(CERD/C/KAZ/11-14, para" in row.text or "(ICERD, " in row.text for row in found)


def test_none_stands_in_a_hand_set_or_with_both_labels() -> None:
    measured = {row.text for name in (*HAND_DEV, HAND_TEST) for row in load_labelled(name)}
    labels: dict[str, set[bool]] = {}
    for name in SINGLES:
        for row in load_labelled(name):
            labels.setdefault(row.text, set()).add(row.false)
    assert not measured & labels.keys()
    assert [text for text, found in labels.items() if len(found) > 1] == []


def test_no_locked_set_is_among_what_statements_are_made_from() -> None:
    assert HAND_TEST not in SETS

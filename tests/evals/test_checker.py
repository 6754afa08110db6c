from __future__ import annotations

import pytest

from evals.checker_mutations import mutation_pairs
from evals.checker_pairs import Pair
from evals.checker_sentences import HAND_DEV, PAIRS, load_labelled
from evals.proportions import Share, area_under_curve
from vectorstore.library import open_library


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return mutation_pairs(open_library())


def test_the_mutation_set_is_large_and_the_same_at_every_run(pairs: list[Pair]) -> None:
    assert len(pairs) >= 600 and mutation_pairs(open_library()) == pairs
    assert len({pair.kind for pair in pairs}) == 18


def test_every_pair_differs_and_splits_by_paragraph(pairs: list[Pair]) -> None:
    assert all(pair.true != pair.false for pair in pairs)
    of_paragraph: dict[str, set[str]] = {}
    for pair in pairs:
        of_paragraph.setdefault(pair.passage.partition("(")[0], set()).add(pair.split)
    assert all(len(splits) == 1 for splits in of_paragraph.values())


@pytest.mark.parametrize("name", [*HAND_DEV, *PAIRS])
def test_hand_written_sentences_are_of_both_kinds(name: str) -> None:
    sentences = load_labelled(name)
    assert any(sentence.false for sentence in sentences) and not all(sentence.false for sentence in sentences)


def test_the_wilson_interval_holds_its_rate_and_does_not_collapse_at_one() -> None:
    low, high = Share(20, 20).interval
    assert 0.8 < low < 0.9 and high == pytest.approx(1)
    assert Share(0, 0).interval == (0, 1)


def test_the_area_under_the_curve_is_a_half_for_chance() -> None:
    assert area_under_curve([1, 2], [1, 2]) == 0.5
    assert area_under_curve([3, 4], [1, 2]) == 1

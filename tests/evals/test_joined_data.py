"""The contrast pairs, how they are read, and how the signs of doubt are fitted."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from assistant.store import Store
from evals import doubt_fit, joined_fit, logistic
from evals.checker_sentences import HAND_TEST
from evals.joined_rows import CONTRAST, INVENTED, JoinedRow, contrast_sentences, invented_sentences
from vectorstore.address_grammar import find_citations
from vectorstore.embedding import HalfWay
from vectorstore.library import open_library


@pytest.mark.parametrize("name", CONTRAST)
def test_each_pair_has_two_sentences_on_a_passage_that_exists(name: str) -> None:
    library = open_library()
    sentences = list(contrast_sentences(name))
    assert len(sentences) > 500
    for (pair, true), (other, false) in zip(sentences[::2], sentences[1::2], strict=True):
        assert pair == other and not true.false and false.false and true.text != false.text
    for _, labelled in sentences[::40]:
        citation = find_citations(labelled.text)[-1]
        assert all(library.resolve(address).status == "resolved" for address in citation.addresses)


@pytest.mark.parametrize("name", INVENTED)
def test_invented_passages_carry_pairs_that_are_read_with_them_and_with_nothing_else(name: str, store: Store) -> None:
    sentences = list(invented_sentences(name))
    assert len(sentences) > 1_000
    for (pair, true, asked), (other, false, against) in zip(sentences[::2], sentences[1::2], strict=True):
        assert pair == other and (true, false) == (False, True) and asked.text != against.text
        assert asked.passages == against.passages
    for sides, (_, _, asked) in zip(
        store.checker.joined_sides([one for *_, one in sentences[:20]]), sentences, strict=False
    ):
        assert sides is not None and len(sides[1]) >= 1 and asked.passages[0].symbol not in store.library.documents


def row(name: str, pair: str, paragraph: str, false: bool) -> JoinedRow:
    part = HalfWay(np.array([101, 102], np.int32), np.zeros((2, 384), np.float16))
    return JoinedRow(name, pair, paragraph, false, (part, [part]))


def test_pairs_stay_together_and_every_sentence_is_seen_once_a_round() -> None:
    rows = [row("contrast_01", f"pair {n // 2}", "CERD/C/KAZ/11-14#1", n % 2 == 1) for n in range(70)]
    batches = list(joined_fit.batches(rows, np.random.default_rng(0)))
    assert sorted(one.pair for batch in batches for one in batch) == sorted(one.pair for one in rows)
    assert all(sum(other.pair == one.pair for other in batch) == 2 for batch in batches for one in batch)


def test_the_sets_that_signs_are_fitted_on_are_not_trained_on_and_the_locked_one_is_neither() -> None:
    assert HAND_TEST not in joined_fit.LEFT_OUT
    assert all(joined_fit.is_held_back(row(name, "1", "ICERD#1", False)) for name in joined_fit.LEFT_OUT)
    held = [joined_fit.is_held_back(row("contrast_01", "1", f"CERD/C/KAZ/11-14#{n}", False)) for n in range(1, 438)]
    assert 20 < sum(held) < 70


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed")
def test_training_without_torch_says_how_to_get_it() -> None:
    with pytest.raises(SystemExit, match="uv run --with torch"):
        joined_fit.main([])


def test_a_sign_that_tells_true_from_false_counts_and_noise_hardly_does() -> None:
    chance = np.random.default_rng(0)
    false = chance.random(400) < 0.5
    signs = np.column_stack([false + chance.normal(0, 1, 400), chance.normal(0, 1, 400), np.ones(400)])
    counts = logistic.fit(signs, false.astype(float), doubt_fit.STEADIED)
    assert counts[0] > 0.5 and abs(counts[1]) < 0.3


def test_the_border_leaves_as_many_true_sentences_above_it_as_may_be() -> None:
    scores = np.concatenate([np.arange(100.0), np.arange(100.0) + 50])
    accuse, ask = doubt_fit.borders(scores, np.repeat([0.0, 1.0], 100), 100, 0.03)
    assert (scores[:100] > accuse).sum() == 3
    assert ask < accuse

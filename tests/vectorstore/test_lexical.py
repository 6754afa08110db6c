from __future__ import annotations

import numpy as np
import pytest

from vectorstore.lexical import LexicalIndex

TEXTS = [
    "VI. Article 4. Courts heard 86 cases of incitement.",
    "B. Schools. Teaching in Uighur and Uzbek.",
    "B. Schools. Дунганский язык; Ń ǵ ý.",
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex(TEXTS)


@pytest.mark.parametrize(
    ("query", "best"), [("teaches uighurs", 1), ("incited", 0), ("article 4", 0), ("дунганский", 2), ("86 case", 0)]
)
def test_words_are_found_by_stem_number_and_script(index: LexicalIndex, query: str, best: int) -> None:
    scores = index.scores(query)
    assert scores.dtype == np.float32 and int(scores.argmax()) == best and 0 < scores.max() <= 1


@pytest.mark.parametrize("query", ["", "the of and", "zebra", "?!", "\x00", "🙂", "ы" * 10_000])
def test_queries_without_a_known_word_score_nothing(index: LexicalIndex, query: str) -> None:
    np.testing.assert_array_equal(index.scores(query), np.zeros(3, np.float32))


def test_words_that_nobody_has_lower_the_score(index: LexicalIndex) -> None:
    assert index.scores("uighur zebra")[1] < index.scores("uighur")[1]


def test_the_best_of_terms_that_mean_alike_counts(index: LexicalIndex) -> None:
    alone = index.alternatives([("uzbek",)])
    assert alone.dtype == np.float32 and int(alone.argmax()) == 1 and 0 < alone[1] < 1
    np.testing.assert_array_equal(index.alternatives([("zebra", "uzbek", "the")]), alone)
    assert index.alternatives([("uzbek",), ("teaching",)])[1] > alone[1] > index.alternatives([("schools",)])[1]
    assert index.alternatives([("uzbek uighur teaching",)] * 9)[1] == 1
    assert not index.alternatives([]).any() and not index.alternatives([("zebra",)]).any()


@pytest.mark.parametrize("texts", [[], [""], ["the"]])
def test_texts_without_words_can_be_searched(texts: list[str]) -> None:
    index = LexicalIndex(texts)
    assert index.scores("uighur").tolist() == index.alternatives([("uighur",)]).tolist() == [0.0] * len(texts)

from __future__ import annotations

import bm25s
import numpy as np
import pytest
import Stemmer
from bm25s.stopwords import STOPWORDS_EN

from vectorstore.lexical import K1, STOP_WORDS, B, LexicalIndex
from vectorstore.library import Library

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


def test_it_is_the_bm25_of_others(library: Library) -> None:
    """As bm25s counts it, but for the scale, over the shipped documents and for the words of every fifth passage."""
    assert set(STOPWORDS_EN) == STOP_WORDS
    texts = [unit.text for symbol in library.documents for unit in library.units(symbol)]
    stemmer = Stemmer.Stemmer("english")
    pattern = r"(?u)\b\w+\b"
    corpus = bm25s.tokenize(texts, token_pattern=pattern, stopwords="en", stemmer=stemmer, show_progress=False)
    other = bm25s.BM25(k1=K1, b=B, method="lucene")
    other.index(corpus, show_progress=False)
    index = LexicalIndex(texts)
    for text, numbers in list(zip(texts, corpus.ids, strict=True))[::5]:
        expected = other.get_scores_from_ids(list(set(numbers)))
        found = index.scores(text)
        np.testing.assert_allclose(found / found.max(), expected / expected.max(), atol=1e-5)


@pytest.mark.parametrize("texts", [[], [""], ["the"]])
def test_texts_without_words_can_be_searched(texts: list[str]) -> None:
    index = LexicalIndex(texts)
    assert index.scores("uighur").tolist() == index.alternatives([("uighur",)]).tolist() == [0.0] * len(texts)

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vectorstore.asked import AskedQuestions, Question, shipped_questions
from vectorstore.asked_vectors import STEPS, AskedVectorsError, compute_rows, shipped_vectors
from vectorstore.embedding import Embedder
from vectorstore.library import STATE_REPORT, Library
from vectorstore.search import HybridSearch, open_search

CERD = STATE_REPORT.symbol
QUESTIONS = [
    Question("X#2", "Who can sue a landlord?"),
    Question("X#2", "renting a flat"),
    Question("X#2", "weather tomorrow"),
    Question("X#3", "How much is bread?"),
    Question("X#3", "food prices"),
]


def test_every_passage_has_questions_of_the_right_form(library: Library) -> None:
    units = [unit.id for symbol in library.documents for unit in library.units(symbol)]
    questions = shipped_questions()
    assert list(dict.fromkeys(question.passage for question in questions)) == units
    counts = Counter(question.passage for question in questions)
    assert min(counts.values()) >= 2 and len(questions) > 3800
    texts = [question.text for question in questions]
    assert len({text.lower() for text in texts}) == len(texts)
    assert [text for text in texts if text != " ".join(text.split()) or not text.isprintable()] == []


def test_no_question_is_copied_from_its_passage(library: Library) -> None:
    """A question of many words that stands in the passage would be no other way to find it."""
    passages = {unit.id: unit.text.lower() for symbol in library.documents for unit in library.units(symbol)}
    copied = [one for one in shipped_questions() if one.text.lower() in passages[one.passage]]
    assert [one for one in copied if len(one.text.split()) > 6] == []


def test_shipped_vectors_are_those_that_the_model_makes(embedder: Embedder) -> None:
    questions = shipped_questions()
    vectors = shipped_vectors(questions, embedder)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    some = slice(None, None, 60)
    made = compute_rows(questions[some], embedder) / STEPS
    assert (
        np.sum(made * vectors[some], axis=1) / np.linalg.norm(made, axis=1)
    ).min() > 0.997  # processors round differently


def test_vectors_of_other_questions_or_models_are_refused(embedder: Embedder) -> None:
    questions = shipped_questions()
    with pytest.raises(AskedVectorsError, match="other questions"):
        shipped_vectors([replace(questions[0], text="Who?"), *questions[1:]], embedder)

    class Other:
        name, dimension, encode, knows = "other", embedder.dimension, embedder.encode, embedder.knows

        def read(self, texts: list[str], progress: object = None) -> object:
            return embedder.read([text[::-1] for text in texts])

    with pytest.raises(AskedVectorsError, match="another embedding model"):
        shipped_vectors(questions, Other())  # type: ignore[arg-type]


def test_a_unit_is_scored_by_the_two_questions_most_like_the_query(embedder: Embedder) -> None:
    vectors = embedder.encode([question.text for question in QUESTIONS])
    asked = AskedQuestions(QUESTIONS, vectors, ["X#1", "X#2", "X#3"])
    query = embedder.encode(["renting a flat"])[0]
    expected = np.sort(vectors[:3] @ query)[-2:].mean(), (vectors[3:] @ query).mean()
    np.testing.assert_allclose(asked.cosines(query), [0, *expected], atol=1e-6)
    assert asked.known.tolist() == [False, True, True]
    words = asked.words("bread prices")
    assert words[0] == words[1] == 0 < words[2] <= 1


def test_units_without_questions_are_not_scored(embedder: Embedder) -> None:
    asked = AskedQuestions([], np.zeros((0, 384), np.float32), ["X#1"])
    assert not asked.known.any() and not asked.words("bread").any()
    assert not asked.cosines(embedder.encode(["bread"])[0]).any()


@pytest.fixture(scope="module")
def with_twin(library: Library, shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> HybridSearch:
    """The shipped documents, and the State report once more under another symbol, as a user's document."""
    both = Library()
    for symbol, document in library.documents.items():
        both.add(document, library.passages(symbol), shipped=True)
    twins = [replace(one, id=one.id.replace(CERD, "TWIN"), parent=one.parent) for one in library.passages(CERD)]
    both.add(replace(STATE_REPORT, symbol="TWIN"), twins)
    return open_search(both, tmp_path_factory.mktemp("twin"), notify=pytest.fail, shared_cache=shared_cache)


def test_a_document_without_questions_stands_neither_lower_nor_higher(with_twin: HybridSearch) -> None:
    """Of the same paragraphs with and without questions, about as many are among the first ten."""
    queries = [
        "How many judges belong to ethnic minorities?",
        "cops taught to spot hatred",
        "schools that teach in minority languages",
        "what happens to people who flee to Kazakhstan",
        "Can a foreign worker complain about unpaid wages?",
        "hate speech online",
        "women in public office",
        "Does the ombudsman visit prisons?",
        "compensation for victims of racism",
        "stateless children without papers",
        "funding of ethnic cultural centres",
        "article 174 convictions",
    ]
    first = [hit.passage.symbol for query in queries for hit in with_twin.search(query, 10)]
    assert 0.4 < first.count("TWIN") / (first.count("TWIN") + first.count(CERD)) < 0.6


def test_a_document_in_place_of_a_shipped_one_has_no_questions(
    library: Library, tmp_path: Path, shared_cache: Path
) -> None:
    other = Library()
    other.add(STATE_REPORT, library.passages(CERD)[:20])
    assert not other.is_shipped(CERD) and library.is_shipped(CERD)
    search = open_search(other, tmp_path, notify=pytest.fail, shared_cache=shared_cache)
    assert search._asked is not None and not search._asked.known.any()

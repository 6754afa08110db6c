from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from vectorstore.chroma_index import ChromaIndex
from vectorstore.library import Library
from vectorstore.model import Document, Passage
from vectorstore.search import HybridSearch, open_search

CERD = "CERD/C/KAZ/11-14"


def found(search: HybridSearch, query: str, k: int = 10) -> list[str]:
    return [hit.passage.id for hit in search.search(query, k)]


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("Act No. 322-I of 26 August 1998", f"{CERD}#1"),
        ("86 convictions at courts of first instance", f"{CERD}#155"),
        ("can people gather signatures on the web to make officials react", f"{CERD}#25"),
        ("women in senior posts of companies", f"{CERD}#92"),
        ("definition of racial discrimination in the Convention", "ICERD#1(1)"),
        ("cops taught to spot hatred", f"{CERD}#178"),
        ("Definiton of racial discriminaton in the Convetion", "ICERD#1(1)"),
    ],
)
def test_finds_by_words_by_meaning_and_past_slips(search: HybridSearch, query: str, id: str) -> None:
    assert id in found(search, query, 3)


def test_hits_are_ordered_scored_and_whole_paragraphs(search: HybridSearch, library: Library) -> None:
    hits = search.search("incitement to ethnic discord under article 174", 50)
    scores = [hit.score for hit in hits]
    assert len(hits) == 50 == len({hit.passage.id for hit in hits})
    assert scores == sorted(scores, reverse=True) and 1 >= scores[0] > scores[-1] > 0
    assert {hit.passage for hit in hits} <= set(search.units)
    assert all(hit.passage.parent is None for hit in hits if hit.passage.symbol == CERD)


def test_every_unit_can_be_asked_for(search: HybridSearch) -> None:
    assert len(search.search("education", 10_000)) <= len(search.units) == 558


def test_units_follow_the_library(search: HybridSearch, library: Library) -> None:
    assert search.units == library.units(CERD) + library.units("ICERD")


def test_searches_in_the_documents_named(search: HybridSearch) -> None:
    hits = search.search("freedom of expression", 10, ["ICERD"])
    assert len(hits) == 10 and {hit.passage.symbol for hit in hits} == {"ICERD"}
    assert search.search("freedom of expression", 10, []) == []


def test_scores_do_not_depend_on_the_documents_beside(search: HybridSearch) -> None:
    alone = {hit.passage.id: hit.score for hit in search.search("apartheid and segregation", 3, ["ICERD"])}
    among_all = {hit.passage.id: hit.score for hit in search.search("apartheid and segregation", 30)}
    assert all(among_all[id] == pytest.approx(score, abs=1e-3) for id, score in alone.items() if id in among_all)
    assert alone.keys() & among_all.keys()


@pytest.mark.parametrize("query", ["", " ", "\n\t\u00a0"])
def test_an_empty_query_is_refused(search: HybridSearch, query: str) -> None:
    with pytest.raises(ValueError, match="The query is empty: write a question"):
        search.search(query)
    with pytest.raises(ValueError, match="The query is empty"):
        search.passage_scores(query)


def test_an_unknown_symbol_or_number_of_hits_is_refused(search: HybridSearch) -> None:
    with pytest.raises(ValueError, match="CEDAW is not in the library: it holds CERD/C/KAZ/11-14, ICERD"):
        search.search("women", symbols=["CEDAW"])
    with pytest.raises(ValueError, match="at least one"):
        search.search("women", 0)


@pytest.mark.parametrize(
    "query",
    [
        "казахский язык",
        "Қазақстан",
        "Ńǵý",
        "?",
        "\x00",
        "🙂",
        "the",
        "a" * 5000,
        "право " * 2000,
        "[sic] <redacted> 25.",
    ],
)
def test_no_query_is_too_strange(search: HybridSearch, query: str) -> None:
    assert all(0 < hit.score <= 1 for hit in search.search(query))


def test_a_question_on_nothing_in_the_library_scores_low(search: HybridSearch) -> None:
    assert search.search("recipe for apple pie")[0].score < 0.3 < search.search("hate speech online")[0].score


def test_passage_scores_agree_with_search(search: HybridSearch) -> None:
    query = "221 criminal cases were registered under article 174 of the Criminal Code"
    scores = search.passage_scores(query)
    assert scores.shape == (558,) and scores.dtype == np.float32
    best = search.search(query, 1)[0]
    assert search.units[int(scores.argmax())] == best.passage and scores.max() == pytest.approx(best.score, abs=1e-6)
    in_treaty = search.passage_scores(query, ["ICERD"])
    assert not in_treaty[:437].any() and in_treaty[437:].any()


def test_the_loaded_embedder_can_be_shared(search: HybridSearch) -> None:
    assert search.embedder is not None and search.embedder.encode(["text"]).shape == (1, search.embedder.dimension)


def test_threads_get_the_answers_that_one_gets(search: HybridSearch) -> None:
    queries = [f"discrimination at work in {year}" for year in range(2015, 2025)]
    expected = [found(search, query) for query in queries]
    answers: list[list[str]] = [[] for _ in queries]

    def ask(number: int) -> None:
        answers[number] = found(search, queries[number])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(queries))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == expected


def small_library(*texts: str) -> Library:
    library = Library()
    library.add(
        Document("EVIDENCE/1", "Survey", "evidence"),
        [Passage(f"EVIDENCE/1#{number}", text) for number, text in enumerate(texts, 1)],
    )
    return library


def test_progress_is_told_for_what_was_not_read_before(tmp_path: Path, shared_cache: Path) -> None:
    library = small_library("Landlords turned away Uighur families.", "Bread prices rose.")
    told: list[tuple[str, int, int]] = []

    def open_again() -> HybridSearch:
        return open_search(
            library, tmp_path, notify=pytest.fail, progress=lambda *step: told.append(step), shared_cache=shared_cache
        )

    assert found(open_again(), "who rents homes to minorities?", 1) == ["EVIDENCE/1#1"]
    assert told == [("Reading EVIDENCE/1", 2, 2)]
    open_again()
    assert len(told) == 1


def test_a_changed_library_is_indexed_again(tmp_path: Path, shared_cache: Path) -> None:
    said: list[str] = []
    open_search(small_library("Bread prices rose."), tmp_path, notify=said.append, shared_cache=shared_cache)
    changed = small_library("Bread prices rose.", "Landlords turned away Uighur families.")
    search = open_search(changed, tmp_path, notify=said.append, shared_cache=shared_cache)
    assert said == ["The search index was built from other documents; it is built again."]
    assert found(search, "housing", 1) == ["EVIDENCE/1#2"]


def test_an_empty_library_finds_nothing(tmp_path: Path, shared_cache: Path) -> None:
    search = open_search(Library(), tmp_path, notify=pytest.fail, shared_cache=shared_cache)
    assert search.search("anything") == [] and search.passage_scores("anything").shape == (0,)


def test_without_a_model_words_alone_are_searched_and_that_is_said(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.minilm.packaged_weights", lambda: None)
    monkeypatch.setenv("HOME", str(tmp_path))
    said: list[str] = []
    search = open_search(library, tmp_path, notify=said.append)
    assert len(said) == 1 and "by words alone" in said[0] and not search.by_meaning
    assert search.embedder is None
    assert found(search, "Act No. 322-I of 26 August 1998", 1) == [f"{CERD}#1"]
    assert {hit.passage.symbol for hit in search.search("cops")} == {CERD}
    assert search.search("xylophone") == [] and search.passage_scores("Act No. 322-I").max() <= 1
    assert not (tmp_path / "index").exists()


def test_an_index_that_breaks_in_use_is_replaced_from_memory(
    tmp_path: Path, library: Library, shared_cache: Path
) -> None:
    said: list[str] = []
    search = open_search(library, tmp_path, notify=said.append, shared_cache=shared_cache)
    before = found(search, "freedom of expression")
    assert search.by_meaning and search._meaning is not None and isinstance(search._meaning._index, ChromaIndex)
    search._meaning._index.close()
    shutil.rmtree(tmp_path / "index")
    assert found(search, "freedom of expression") == before
    assert found(search, "freedom of expression") == before
    assert len(said) == 1 and "searching from memory until the next start" in said[0]

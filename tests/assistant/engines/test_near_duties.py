"""What is known of a paragraph's nearest duties beforehand is what search finds today."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.engines.endpoint.near_duties import _shipped, basis_of, near_duties, search_duties
from assistant.store import Store
from vectorstore.library import open_library
from vectorstore.model import Passage

ROUNDED = 0.01  # of a score between 0 and 1; scores of other texts differ by more
SAMPLE = 12  # paragraphs of the report; all 437 take half a minute


def test_the_shipped_duties_are_of_todays_documents_and_search(store: Store) -> None:
    basis, near = _shipped()
    assert basis == basis_of(store), "run `make duties`"
    paragraphs = store.library.units(store.state_report)
    assert list(near) == [paragraph.id for paragraph in paragraphs]
    for paragraph in paragraphs[:: len(paragraphs) // SAMPLE]:
        found = search_duties(paragraph.text, store)
        shipped, today = dict(near_duties(paragraph, store)), dict(found)
        # Processors round differently, and two that are as near as each other change places.
        last = min(today.values())
        for id in shipped.keys() | today.keys():
            assert shipped.get(id, last) == pytest.approx(today.get(id, last), abs=ROUNDED), "run `make duties`"


def test_beside_documents_of_ones_own_duties_are_searched_for(store: Store, tmp_path: Path) -> None:
    library = open_library()
    report = library.documents[store.state_report]
    library.add(report, [Passage(id=f"{report.symbol}#1", text="Housing of migrants.")])
    other = Store(library, tmp_path, store.notify)
    assert basis_of(other) != basis_of(store)
    (passage,) = library.units(store.state_report)
    assert near_duties(passage, other) == search_duties("Housing of migrants.", other)


@pytest.mark.parametrize("k", [1, 4, 12, 40, 80, 90])
def test_what_a_store_remembers_is_what_search_finds(k: int, store: Store) -> None:
    for symbols in (None, [store.treaty], [store.state_report]):
        expected = store.search.search("education in Kazakh", k, symbols)
        assert store.find("education in Kazakh", k, symbols) == expected
        assert store.find("education in Kazakh", k, symbols) == expected

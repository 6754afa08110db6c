"""Looking up addresses, and documents kept as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.address import Address
from vectorstore.library import Library, LibraryError, dump_document, load_document, open_library
from vectorstore.model import Document, Passage


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def ids(library: Library, address: str) -> list[str]:
    return [passage.id for passage in library.resolve(Address.from_id(address)).passages]


def test_a_paragraph_is_whole_and_an_item_its_own(library: Library) -> None:
    assert ids(library, "CERD/C/KAZ/11-14#191") == ["CERD/C/KAZ/11-14#191"]
    assert ids(library, "CERD/C/KAZ/11-14#191(c)") == ["CERD/C/KAZ/11-14#191(c)"]


def test_a_parent_stands_for_its_descendants_in_order(library: Library) -> None:
    assert ids(library, "ICERD#8(5)") == ["ICERD#8(5)(a)", "ICERD#8(5)(b)"]
    found = ids(library, "ICERD#5")
    assert found[0] == "ICERD#5" and found[-1] == "ICERD#5(f)" and len(found) == 22
    assert len(ids(library, "ICERD#preamble")) == 14


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("CERD/C/KAZ/11-14#452", "CERD/C/KAZ/11-14, para. 452 does not exist: CERD/C/KAZ/11-14 has paras. 1–437."),
        ("CERD/C/KAZ/11-14#191(g)", "CERD/C/KAZ/11-14, para. 191 (g) does not exist; there are CERD/C/KAZ/11-14, para"),
        ("CERD/C/KAZ/11-14#155(a)", "para. 155 has no items."),
        ("ICERD#31", "ICERD has articles 1–25."),
        ("ICERD#5(e)(ix)", "there are ICERD, art. 5 (e) (i)"),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(library: Library, address: str, message: str) -> None:
    resolution = library.resolve(Address.from_id(address))
    assert resolution.status == "no_such_passage"
    assert message in resolution.message


def test_an_unknown_document(library: Library) -> None:
    resolution = library.resolve(Address("CERD/C/KAZ/CO/8-10", ("22",)))
    assert resolution.status == "no_such_document"
    assert "CERD/C/KAZ/CO/8-10" in resolution.message


def test_search_units_leave_items_out(library: Library) -> None:
    assert len(library.units("CERD/C/KAZ/11-14")) == 437
    assert len(library.units("ICERD")) == 121


def test_a_document_survives_the_file(tmp_path: Path, library: Library) -> None:
    document = Document("CERD/C/506", "Guidelines", "committee")
    text = "Текст «[sic]»\u00a0<redacted>\nsecond"
    passages = (Passage("CERD/C/506#1", text, ("I. One",), ("22 (a)",), None, (3, 5)),)
    path = tmp_path / "one.jsonl"
    path.write_text(dump_document(document, passages), encoding="utf-8")
    assert load_document(path) == (document, passages)
    opened = open_library(tmp_path)
    assert opened.get("CERD/C/506#1") == passages[0]
    assert opened.hash != library.hash


@pytest.mark.parametrize("content", ["", "{", "[]\n", '{"format": 99}\n', '{"format": 1, "symbol": "X"}\n'])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LibraryError, match="broken.jsonl"):
        open_library(tmp_path)

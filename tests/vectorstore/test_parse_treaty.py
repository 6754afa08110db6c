"""The Convention against its oracle: 121 units, their order, parents and texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.library import shipped_text
from vectorstore.parse_treaty import parse_treaty
from vectorstore.parsing import split_lines

ORACLE = Path(__file__).parents[3] / "shared" / "corpus" / "icerd_units.json"


@pytest.mark.skipif(not ORACLE.exists(), reason="the oracle lies beside the checkout")
def test_every_unit_of_the_oracle() -> None:
    wanted = json.loads(ORACLE.read_text("utf-8"))
    passages = parse_treaty(shipped_text("icerd.txt"), "ICERD").passages
    assert [one.text for one in passages] == [unit["text"] for unit in wanted]
    for passage, unit in zip(passages, wanted, strict=True):
        if "recital" in unit:
            assert passage.id == f"ICERD#preamble({unit['recital'] + 1})"
        else:
            assert format_citation([Address.from_id(passage.id)]) == unit["citation"]


def test_the_lines_give_the_file_back() -> None:
    text = shipped_text("icerd.txt")
    lines = split_lines(text)
    blocks = parse_treaty(text, "ICERD").blocks
    assert "".join("".join(lines[start:end]) for start, end in (block.lines for block in blocks)) == text


def test_items_know_their_parents() -> None:
    parents = {one.id: one.parent for one in parse_treaty(shipped_text("icerd.txt"), "ICERD").passages}
    assert parents["ICERD#5(d)(iii)"] == "ICERD#5(d)"
    assert parents["ICERD#5(e)"] == "ICERD#5"
    assert parents["ICERD#2(1)(c)"] == "ICERD#2(1)"
    assert parents["ICERD#8(5)(a)"] is None


def test_the_closing_formula_is_no_passage() -> None:
    texts = [one.text for one in parse_treaty(shipped_text("icerd.txt"), "ICERD").passages]
    assert not any("IN FAITH" in text for text in texts)

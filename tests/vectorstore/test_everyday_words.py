from __future__ import annotations

from importlib.resources import files

import pytest

from vectorstore.everyday_words import LONGEST, EverydayWords, shipped_everyday_words

LINES = [
    "# everyday words",
    "cop\tpolice | law enforcement",
    "kicked out\texpulsion",
    "kicked out of home\teviction | housing",
    "cops\tpolice | militia",
    "",
]


@pytest.fixture(scope="module")
def words() -> EverydayWords:
    return EverydayWords(LINES)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("Do COPS listen?", [("police", "law enforcement", "militia")]),
        ("kicked out of homes", [("eviction", "housing")]),
        ("kicked out of school by a cop", [("expulsion",), ("police", "law enforcement", "militia")]),
        ("copper kicked", []),
        ("?!", []),
        ("", []),
        ("ы" * 10_000, []),
    ],
)
def test_the_longest_phrase_is_found_by_its_stems(
    words: EverydayWords, query: str, terms: list[tuple[str, ...]]
) -> None:
    assert words.official_terms(query) == terms


@pytest.mark.parametrize("line", ["cop", "cop\tpolice\tmilitia"])
def test_a_line_of_another_shape_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="is not `everyday TAB official"):
        EverydayWords([line])


def test_every_shipped_line_can_be_found() -> None:
    lines = (files("vectorstore") / "data" / "everyday_words.tsv").read_text(encoding="utf-8").split("\n")
    phrases = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    assert len(phrases) > 500
    assert [phrase for phrase in phrases if len(phrase.split()) > LONGEST] == []
    assert [phrase for phrase in phrases if not shipped_everyday_words().official_terms(phrase)] == []


def test_shipped_words_are_read_once() -> None:
    shipped_everyday_words.cache_clear()
    shipped_everyday_words()
    assert shipped_everyday_words() is shipped_everyday_words()

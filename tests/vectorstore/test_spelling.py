from __future__ import annotations

import pytest

from vectorstore.spelling import Spelling

TEXTS = ["Discrimination against minorities, as the Covenant says.", "Discrimination; Қазақстан халқы. Recrimination."]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(TEXTS, {"language", "convenant"}.__contains__)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("discriminaton", "discrimination"),
        ("agianst Minorites", "against minorities"),
        ("қазақстн", "қазақстан"),
        ("discrimination, 2024", "discrimination, 2024"),
        ("covenants and languages", "covenants and languages"),  # known by their stem, or far from any word
        ("convenant", "convenant"),  # a word of the model's
        ("says sayz", "says sayz"),  # too short to be sure
        ("xylophone zzzzzz", "xylophone zzzzzz"),
        ("", ""),
    ],
)
def test_only_words_that_nobody_knows_are_mended(spelling: Spelling, written: str, read: str) -> None:
    assert spelling.correct(written) == read


def test_no_texts_mend_nothing() -> None:
    assert Spelling([], lambda _: False).correct("discriminaton") == "discriminaton"

"""What a question asks, apart from what its author tells before it."""

from __future__ import annotations

import pytest

from assistant.engines.extractive.answer_question import read_question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How many schools are being upgraded?", None),
        ("number of consultants at the migration centres", None),
        ("no. of schools. number of pupils", None),
        ("A nurse sent our family away. Which benefits do refugees receive at clinics?",
         "Which benefits do refugees receive at clinics?"),
        ("Our village burned in 2020. Who was convicted of the riots, and how many police went to jail? Hurry.",
         "Who was convicted of the riots, and how many police went to jail?"),
        ("We would like to know how judges are trained. Which courses are there for them in the Academy?", None),
        ("Tell me about the Assembly of the People. Who chairs its council in the regions today?", None),
        ("We heard that police stop Roma in the street. Is that in the report?", None),
        ("The winter was cold. We heard that eleven people died in the riots. Is that true?",
         "We heard that eleven people died in the riots. Is that true?"),
        ("All the Korday defendants got prison terms. How many years?", None),
        ("The bill was presented under art. 4 of the law. Which public body supervises how its quotas are implemented?",
         "Which public body supervises how its quotas are implemented?"),
        ("Is it true? A Dungan man was told on the phone that the firm takes no people like him.", None),
    ],
)  # fmt: skip
def test_what_is_told_before_a_question_is_not_asked(text: str, asked: str | None) -> None:
    read = read_question(text, {})
    assert read.asked == (asked or text)


def test_words_of_the_background_count_less_and_make_no_part_of_their_own() -> None:
    read = read_question(
        "Many Dungan families left the village after 2020. How many rural schools and libraries were repaired there?",
        {},
    )
    assert read.wanted == ("figure",)
    assert [word.text for word in read.words if word.background] == [
        "Many",
        "Dungan",
        "families",
        "left",
        "village",
        "2020",
    ][1:]
    assert {word.part for word in read.words} == {0}
    assert read.told == (
        "How many rural schools and libraries were repaired there? Many Dungan families left the village after 2020."
    )


def test_each_part_of_what_is_asked_is_a_part() -> None:
    read = read_question("A family was turned away. How many applied for asylum in 2024, and when was it decided?", {})
    assert read.wanted == ("figure", "date")

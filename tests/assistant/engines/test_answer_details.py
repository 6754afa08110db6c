"""Details that a question asks for, and sentences that stand near it without them."""

from __future__ import annotations

import pytest

from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_details import (
    asks_some_of,
    asks_words_of_others,
    lacks_names,
    lacks_outcome,
    lacks_person,
    lacks_statistic,
    lacks_sum,
)
from assistant.engines.extractive.answer_question import read_question
from assistant.engines.extractive.answer_wanted import wanted_by

LAWS = "The bans stand in the Constitution, the Anti-Extremism Act and the Media Act."
ROMA = "Roma associations are active in Almaty (Roma, since 2010) and in Aktobe Oblast (Gypsy Diaspora)."


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("Who is the Commissioner for Children’s Rights?", "The role of the Commissioner was enhanced.", True),
        ("Who is the President?", "The President, Mr. Kassym-Jomart Tokayev, spoke.", False),
        ("Who appoints the Ombudsman?", "The Ombudsman is appointed by the President.", False),
    ],
)
def test_who_somebody_is_needs_a_person(asked: str, text: str, lacks: bool) -> None:
    assert lacks_person(asked, text) is lacks


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("Which organizations were banned as extremist?", LAWS, True),
        ("Which organizations do Roma have?", ROMA, False),
        ("Which law is about bloggers?", "The act was adopted in 2023.", False),
        ("What did employers pay?", "They paid fines.", False),
    ],
)
def test_which_ones_needs_names_that_are_not_of_laws(asked: str, text: str, lacks: bool) -> None:
    assert lacks_names(asked, text) is lacks


def test_an_average_and_a_sum_are_more_than_a_figure_near_them() -> None:
    assert lacks_statistic("What is the average wage of migrants?", "Inspectors uncovered 194 violations.")
    assert lacks_statistic("How much did each family receive?", "In all 230 million tenge were paid.")
    assert not lacks_statistic("How many families were paid?", "In all 92 families were paid.")
    assert lacks_sum("What money do the associations get?", ROMA)
    assert not lacks_sum("How much was paid?", "More than 230 million tenge was paid.")
    assert not lacks_sum("How many fines were there?", "There were 64 cases.")


def test_some_of_a_group_and_the_words_of_others_are_asked_for() -> None:
    assert asks_some_of("How many of those convicted were women?")
    assert not asks_some_of("How many people were convicted?")
    assert asks_words_of_others("What did UNHCR say about airports?")
    assert not asks_words_of_others("What does the report say about airports?")
    assert not asks_words_of_others("What do opinion polls say?")


@pytest.mark.parametrize(
    ("asked", "text", "lacks"),
    [
        ("How many judges failed the training?", "More than 3,000 judges participated.", True),
        ("How many people were denied citizenship?", "Half of them have acquired citizenship.", True),
        ("Who was acquitted?", "The court acquitted 1 defendant.", False),
        ("How many judges were trained?", "More than 3,000 judges participated.", False),
    ],
)
def test_an_outcome_must_be_told_in_its_own_word(asked: str, text: str, lacks: bool) -> None:
    assert lacks_outcome(read_question(asked, {}), [text]) is lacks


def test_a_country_is_a_name_of_a_state_other_than_those_in_the_question() -> None:
    asked = "Which country do most refugees come from?"
    assert wanted_by(asked) == "country"
    assert holds("country", "Of the refugees, 34 are from Afghanistan.", asked)
    assert not holds("country", "A total of 37 refugees were registered.", asked)

"""Details that a question asks for, and sentences that stand near it without them."""

from __future__ import annotations

import pytest

from assistant.engines.extractive.answer_demands import holds
from assistant.engines.extractive.answer_details import (
    asks_beyond,
    asks_event,
    asks_some_of,
    asks_words_of_others,
    lacks_names,
    lacks_person,
    lacks_reason,
    lacks_statistic,
    lacks_sum,
)
from assistant.engines.extractive.answer_matching import exact_match
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


def test_a_reason_is_asked_for_and_given_or_not() -> None:
    bare = "Compared with 6,957 in 2020, there were 6,909 schools."
    assert lacks_reason("and why were there fewer schools", bare)
    assert lacks_reason("What reasons does the State give", bare)
    assert not lacks_reason("Why were there fewer schools?", "The number fell owing to mergers of small schools.")
    assert not lacks_reason("How many schools were there?", bare)


def test_the_parts_of_a_question_are_its_text() -> None:
    read = read_question("How many were acquitted in the Korday trial? Which court heard the appeal?", {})
    assert read.parts == ("How many were acquitted in the Korday trial?", "Which court heard the appeal?")


def test_some_of_a_group_and_the_words_of_others_are_asked_for() -> None:
    assert asks_some_of("How many of those convicted were women?")
    assert not asks_some_of("How many people were convicted?")
    assert asks_words_of_others("What did UNHCR say about airports?")
    assert not asks_words_of_others("What does the report say about airports?")
    assert not asks_words_of_others("What do opinion polls say?")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("Blue-collar manual: printed in which languages", "language"),
        ("name of the Commissioner for Children’s Rights please", "person"),
        ("Who chairs the African Cultural Centre?", "person"),
        ("which courts handed down the decisions", "court"),
        ("sum that UNDP gave for the study", "amount"),
        ("share of minorities among the police officers", "share"),
        ("registered unemployed Uighurs, last quarter?", "figure"),
        ("number of unaccompanied minors in 2024", "figure"),
        ("How long are the prison terms?", "duration"),
        ("when will the seven schools be finished", "date"),
        ("What do unemployed Uighurs get in a quarter?", "text"),
    ],
)
def test_what_is_wanted_is_seen_however_it_is_put(asked: str, wanted: str) -> None:
    read = read_question(asked, {})
    assert read.wanted[-1] == wanted


def test_parts_begin_at_colons_dashes_sentences_and_prepositions() -> None:
    def wants(asked: str) -> tuple[str, ...]:
        return read_question(asked, {}).wanted

    assert wants("32 friendship houses: in which towns?") == ("text", "place")
    assert wants("unaccompanied minors in 2024 - number, and where are they housed?") == ("figure", "text")
    assert wants("It studied countries. Of which ones, and how many laws are compared?") == ("text", "text", "figure")
    assert wants("Who appoints the Ombudsman, and by how much did letters grow?") == ("text", "figure")


def test_a_court_a_language_and_a_person_must_be_named() -> None:
    assert not holds("court", "The courts adopted six judicial decisions.", "which courts?")
    assert holds("court", "The Almaty City Court adopted six decisions.", "which courts?")
    assert not holds("language", "A guidance manual was developed.", "in which languages?")
    assert holds("language", "Laws are published in Kazakh and Russian.", "in which languages?")
    assert not holds("person", "The Centre is a voluntary association.", "Who chairs the Centre?")
    assert holds("person", "The Assembly is headed by the President.", "Who heads the Assembly?")
    assert not holds("date", "It enters into force on the thirtieth day after the date of deposit.", "On what day?")


def test_what_happened_and_how_things_stand_is_no_matter_of_a_treaty() -> None:
    assert asks_event("How many States are bound by the Convention today?")
    assert asks_event("Has the Committee ever found a breach?")
    assert not asks_event("How many experts sit on the Committee?")
    assert not asks_event("What remedy is there after the body has failed to give satisfaction?")
    assert asks_beyond("special status of journalist - what more is he allowed with it")
    assert not asks_beyond("What does the special status of journalists mean?")


def test_a_number_is_one_word_however_its_thousands_are_parted() -> None:
    words = [word for word in read_question("Over what period were the 2,000 events held?", {}).words if word.is_number]
    assert [word.text for word in words] == ["2,000"]
    assert all(exact_match(words[0], text) for text in ("some 2,000 events", "2000 events", "2 000 events"))
    assert not exact_match(words[0], "12,000 events")


def test_a_country_is_a_name_of_a_state_other_than_those_in_the_question() -> None:
    asked = "Which country do most refugees come from?"
    assert wanted_by(asked) == "country"
    assert holds("country", "Of the refugees, 34 are from Afghanistan.", asked)
    assert not holds("country", "A total of 37 refugees were registered.", asked)

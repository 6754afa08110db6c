"""Sentences that say a passage's sense with another turn, each beside a falsehood of the same form that is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checks.silences import find_silences
from assistant.model import Sentence

Check = Callable[..., Sentence]


def kinds(sentence: Sentence) -> set[str]:
    return {finding.kind for finding in sentence.findings}


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        # An article of a national law of which the passage speaks itself.
        ("Article 20 guarantees the right to freedom of expression", "para. 153", "wrong_document"),
        # A denial in another word, the exception told as what is allowed, and a reason that is not denied itself.
        ("Many developed States have remained outside the Convention", "para. 388", "contradiction"),
        ("A court may decide on the loss of citizenship in cases involving terrorism", "para. 293", "contradiction"),
        ("The rights in the legislation of many developed States meet the requirements", "para. 388", "contradiction"),
        # A list after a comma is no second statement.
        (
            "A single situation may come under the labour, the social and the criminal codes",
            "para. 102",
            "contradiction",
        ),
        # Another date than the one asked for, and an aim that is no silence.
        (
            "The year of the next household survey is not given in the paragraph on statistics",
            "para. 57",
            "contradiction",
        ),
        ("Harmony is the policy, so that elements of discrimination do not come up", "para. 106", "contradiction"),
        ("Only part of the children between 2 and 6 years are enrolled in preschool", "para. 225", "contradiction"),
        # What something is compared with, and a number that limits nothing.
        ("The immigrants of 2024 outnumber all those of 2022", "para. 220", "overclaim"),
        # Names that the passage has in other words, or that are told as missing.
        ("Several CIS countries have come under pressure from international NGOs", "para. 308", "wrong_name"),
        ("The code of ethics was supported by the office of the German foundation", "para. 176", "wrong_name"),
        ("Those who read only Polish or German find nothing on the rights of migrants", "para. 269", "wrong_name"),
        ("The paragraph splits off citizens but tells nothing about the number of women", "para. 289", "not_in_source"),
        ("The youth assembly helps to organize educational projects", "para. 144", "not_in_source"),
        # The schools of three years say nothing of the pupils of two school years.
        ("Total enrolment of students rose between the two school years compared", "para. 249", "contradiction"),
        ("For every dual-language school with Uighur there are many schools with Uzbek", "para. 251", "contradiction"),
        # What a thing is not, in a word of the author's, denies nothing of the passage.
        (
            "Public health, medical care, social security and social services are rights, not favours",
            "art. 5 (e) (iv)",
            "contradiction",
        ),
        # What is watched for is not approved of.
        ("Even the media of the State are monitored for “divisive narratives”", "para. 52", "contradiction"),
        # What was done at a date, and what is put off.
        ("It was in January 2019 that the common core document was submitted", "para. 8", "overclaim"),
        ("The revision of 70 per cent of textbooks has been left to 2025–2027", "para. 256", "overclaim"),
    ],
)
def test_another_turn_of_the_same_sense_is_not_accused(check: Check, text: str, cite: str, kind: str) -> None:
    assert kind not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        ("Article 5 of the Convention guarantees the right to freedom of expression", "para. 153", "wrong_document"),
        ("Many developed States have become Parties to the Convention", "para. 388", "contradiction"),
        ("Kazakh citizens may be deprived of citizenship under the Constitution", "para. 293", "contradiction"),
        ("The year of the State Statistics Act is not given in the paragraph", "para. 57", "contradiction"),
        ("Elements of discrimination do not come up in the paragraph", "para. 106", "contradiction"),
        ("Several EU countries have come under pressure from international NGOs", "para. 308", "wrong_name"),
        ("The code of ethics was supported by the office of the French foundation", "para. 176", "wrong_name"),
        ("Information on the rights of migrants is published in Kazakh, Polish and German", "para. 269", "wrong_name"),
        ("The army helps to organize educational projects", "para. 144", "not_in_source"),
        ("The number of general education schools rose from 2020 to 2022", "para. 249", "contradiction"),
        ("There are more dual-language schools with Uighur than schools with Uzbek", "para. 251", "contradiction"),
        (
            "Public health, medical care, social security and social services are not rights",
            "art. 5 (e) (iv)",
            "contradiction",
        ),
        ("The media of the State are known for “divisive narratives”", "para. 52", "contradiction"),
        ("The common core document has been updated", "para. 8", "overclaim"),
        ("Kazakhstan is a Party to all core human rights treaties of the United Nations", "para. 384", "overclaim"),
    ],
)
def test_a_falsehood_of_the_same_form_is_found(check: Check, text: str, cite: str, kind: str) -> None:
    assert kind in kinds(check(text, cite))


@pytest.mark.parametrize(
    "text",
    [
        "The number of teachers who have taken a course on human rights and civic equality is not given",
        "No measurement of the prejudices in the media is offered",
        "The funding of the friendship houses goes unmentioned",
        "Which office registered the stateless persons is left unsaid",
        "The code leaves hate speech undefined",
        "Numbers on emergency care for migrants are missing",
        "One searches in vain for any partner organization in the paragraph",
        "The authors of the State report keep for themselves which groups meet with prejudice",
        "The articles are listed, but the dates of the acts are not",
        "The reader is left to guess who pays for the training",
        "Complaints get no mention",
    ],
)
def test_what_is_not_given_is_read_as_a_silence(text: str) -> None:
    assert find_silences(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Roma associations have applied in vain for seats in the public councils",
        "For article 3, what counts is lacking a foreign State's citizenship",
        "Money is withheld from the Ombudsman's regional representatives",
        "The guards' unit acts as a stand-in where control points are missing altogether",
    ],
)
def test_what_people_lack_is_no_silence_of_the_source(text: str) -> None:
    assert not find_silences(text)


def test_a_body_by_the_name_that_its_article_gives_it_is_no_wrong_name(check: Check) -> None:
    told = "A citizen of either State in dispute cannot sit on the {} Commission"
    assert not check(told.format("Conciliation"), "art. 12 (2)").accused
    assert "wrong_name" in kinds(check(told.format("Venice"), "art. 12 (2)"))

"""Who does or undergoes a thing, in small letters: named only where the passage speaks of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite", "actor"),
    [
        ("Journalists who write in minority languages have to register with the police", "para. 93", "police"),
        ("Victims of racist violence are offered psychological counselling by the army", "para. 175", "army"),
        ("Mediators in ethnic conflicts are chosen by lot from among pensioners", "para. 145", "pensioners"),
        ("Whether or not it helps, refugees receive legal aid at the expense of the State", "para. 20", "refugees"),
        ("Seminars were not only for the media, police officers took part", "para. 116", "police"),
        (
            "Courts may hold hearings on incitement behind closed doors at the request of the prosecutor",
            "para. 325",
            "",
        ),
    ],
)
def test_someone_whom_the_passage_does_not_speak_of_is_named(check: Check, text: str, cite: str, actor: str) -> None:
    sentence = check(text, cite)
    assert sentence.accused and any(actor in finding.message for finding in sentence.findings)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("It is not the courts but the President who grants citizenship", "para. 302"),
        ("Some 14,000 children learned their mother tongue in kindergartens and weekend schools in 2024", "para. 247"),
        ("Victims are protected whether the blows came from a police officer or from a neighbour", "art. 5 (b)"),
        ("The State speaks of “children in 12 languages” taught by teachers in schools", "para. 247"),
        # Whom an author misses or asks about.
        ("Pensioners and orphans may have the free help, refugees are not among them", "para. 20"),
        ("It leaves open whether refugees and stateless people may ask for this help as well", "para. 20"),
        ("The help is for citizens, so one wonders about migrants and refugees", "para. 20"),
        ("It was not by order of any court that the seminars were held", "para. 116"),
        ("Families who come back to the land of their forebears are helped to settle in", "para. 51"),
    ],
)
def test_whom_the_passage_means_in_other_words_is_not(check: Check, text: str, cite: str) -> None:
    assert not any("does not speak of" in finding.message for finding in check(text, cite).findings)


def test_a_code_is_told_from_another_whose_words_stand_apart(check: Check) -> None:
    told = "Equal access is established (National Plan 2029, policy framework for civil society, {})"
    assert check(told.format("Civil Code"), "para. 44").accused
    assert not check(told.format("Social Code"), "para. 44").accused
    assert check("The Education Act of 2024 empowers the media to promote respect and dialogue", "para. 113").accused
    assert not check("Both the Constitution and the Education Act promise children schooling", "para. 243").accused


def test_what_is_under_way_is_not_done_in_a_reworded_copy(check: Check) -> None:
    told = "Over 1,000 rural schools {} upgraded, and, for 680 of these institutions, over 1,100 modern specialized "
    told += "classrooms are being purchased in addition"
    assert check(told.format("have been"), "para. 229").accused
    assert not check(told.format("are being"), "para. 229").accused

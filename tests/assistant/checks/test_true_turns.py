"""True sentences that a rule took for false by their way of speaking, each way beside falsehoods that are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checks.capital import stands_for_government
from assistant.model import Sentence

Check = Callable[..., Sentence]
_NO_SENTENCE = "These words make no sentence that could be checked."


def kinds(sentence: Sentence) -> set[str]:
    return {finding.kind for finding in sentence.findings}


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        # The capital stands for the government that speaks, judges or has a view.
        (
            "Astana reads the reshuffle as proof of its resolve but names no single treaty body whose advice it is"
            " following",
            "para. 276",
            "wrong_name",
        ),
        ("Astana's evidence is that two of its own agencies have had no complaints", "para. 279", "wrong_name"),
        ("Current law, in Astana's view, protects the stateless well enough as it is", "para. 300", "wrong_name"),
        ("For now, Astana deems it too early to join either statelessness treaty", "para. 309", "wrong_name"),
        ("Azerbaijan and Tajikistan cannot live up to the treaty in practice, says Astana", "para. 389", "wrong_name"),
        # A verb with which a sentence opens is no name, though the documents have one that begins like it.
        (
            "Barring people from choosing a spouse because of race would touch a right listed here",
            "art. 5 (d) (iv)",
            "wrong_name",
        ),
        # Courts where civil claims are filed and cases considered; "judges" as what the State does; a treaty's name.
        ("The possibility to go to the civil courts for damages was open to victims", "para. 202", "not_in_source"),
        # A reason in other words, and one that ends where a cleft sentence goes on.
        (
            "It is because she is woman, in this example, that she runs more risk to be paid worse and promoted less",
            "para. 101",
            "cause_not_in_source",
        ),
        (
            "Because nobody can fail it, the Kazakh test is held to be no barrier for minorities who lack the language",
            "para. 207",
            "cause_not_in_source",
        ),
        # The order was given at a date, whatever is still being drawn up by it.
        (
            "The Assembly had reached its thirty-fourth session when, in 2025, the order for a new framework was given",
            "para. 35",
            "overclaim",
        ),
        # What is missing for someone whom the passage does not name.
        (
            "No number is given for people of African descent in this breakdown of the population",
            "para. 58",
            "contradiction",
        ),
        # "Only" of an example, of what is told, and "alone" that the passage lets be done.
        (
            "The enumeration of codes prohibiting discrimination is introduced by way of illustration only",
            "para. 69",
            "contradiction",
        ),
        (
            "Article 8 of the Education Act is the only legal basis invoked for migrant children's access to education",
            "para. 271",
            "contradiction",
        ),
        ("Property may be owned by a person alone", "art. 5 (d) (v)", "contradiction"),
        # Denials that deny no more than "all", a file that is empty, the rest of a share.
        ("Mediators alone do not make up the pool trained by the Institute", "para. 120", "contradiction"),
        (
            "The measures are for the whole population and not just for ethnic minorities",
            "para. 354",
            "contradiction",
        ),
        (
            "The Border Service, a part of the National Security Committee, figures among the bodies that report an"
            " empty complaints file on refoulement",
            "para. 279",
            "contradiction",
        ),
        (
            "In 2022, more than 99 in 100 members of other ethnic groups did not name Kazakh as their native language",
            "para. 350",
            "contradiction",
        ),
        # What nobody explains, and years that date something else.
        (
            "By which measure the social return of projects like Jańa tolqyn was found, nobody explains",
            "para. 140",
            "contradiction",
        ),
        ("The year in which Kazakhstan joined the 1951 Convention is not stated", "para. 274", "contradiction"),
        ("When a decision on the amendment may be expected the State does not say", "para. 400", "contradiction"),
    ],
)
def test_a_true_turn_is_not_accused(check: Check, text: str, cite: str, kind: str) -> None:
    assert kind not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        ("A declaration on statelessness was signed in Astana", "para. 300", "wrong_name"),
        ("Stateless persons are registered by the city hall of Astana", "para. 300", "wrong_name"),
        ("Astana Media Week reads the reshuffle as proof of its resolve", "para. 276", "wrong_name"),
        ("For now, Tashkent deems it too early to join either statelessness treaty", "para. 309", "wrong_name"),
        ("Azerbaijan and Tajikistan cannot live up to the treaty in Astana", "para. 389", "wrong_name"),
        (
            "Barring Buddhists from choosing a spouse because of race would touch a right listed here",
            "art. 5 (d) (iv)",
            "wrong_name",
        ),
        ("The possibility to go to the mosque for damages was open to victims", "para. 202", "not_in_source"),
        (
            "It is because she is Orthodox, in this example, that she runs more risk to be paid worse and promoted"
            " less",
            "para. 101",
            "cause_not_in_source",
        ),
        (
            "It is because it is cheap, the State says, that the Kazakh test is held to be no barrier for minorities",
            "para. 207",
            "cause_not_in_source",
        ),
        pytest.param(
            "Because nobody pays for it, the Kazakh test is no barrier for minorities",
            "para. 207",
            "cause_not_in_source",
            marks=pytest.mark.xfail(strict=True, reason="statements hold the rest of it"),
        ),
        (
            "The new framework for the Assembly was adopted at its thirty-fourth session in 2025",
            "para. 35",
            "overclaim",
        ),
        ("No number is given for the Dungans in this breakdown of the population", "para. 58", "contradiction"),
        ("Discrimination is prohibited in the Labour Code only", "para. 69", "contradiction"),
        (
            "Article 30 of the Marriage and Family Code is the only provision cited on discrimination in codified laws",
            "para. 69",
            "contradiction",
        ),
        ("Property must be owned by a person alone", "art. 5 (d) (v)", "contradiction"),
        ("Mediators do not make up the pool trained by the Institute", "para. 120", "contradiction"),
        (
            "The measures are not for members of ethnic minorities and all population groups",
            "para. 354",
            "contradiction",
        ),
        (
            "The Border Service of the National Security Committee figures among the bodies that have received"
            " complaints concerning violations of the principle of non-refoulement",
            "para. 279",
            "contradiction",
        ),
        (
            "In 2022, 0.4 per cent of members of other ethnic groups did not name Kazakh as their native language",
            "para. 350",
            "contradiction",
        ),
        (
            "How many professionals were trained in accordance with the curriculum, nobody says",
            "para. 120",
            "contradiction",
        ),
        ("The year in which Kazakhstan adopted the Refugees Act is not stated", "para. 274", "contradiction"),
        ("When the amendment was made the State does not say", "para. 400", "contradiction"),
    ],
)
def test_a_falsehood_of_the_same_form_is_found(check: Check, text: str, cite: str, kind: str) -> None:
    assert kind in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite", "actor"),
    [
        ("On letting courts apply the Convention directly, the government agrees with the Committee", "para. 318", ""),
        ("The Convention is domestic law by now, and judges use it in the cases before them", "para. 320", ""),
        ("Able to reach goals effectively, so the State judges organizations of the Assembly", "para. 139", ""),
        ("In many of those cases domestic law gives migrants even more than the treaty asks for", "para. 388", ""),
        ("On letting the police apply the Convention directly, the government agrees", "para. 318", "police"),
        (
            "The Convention is domestic law by now, and journalists use it in the cases before them",
            "para. 320",
            "journalists",
        ),
        ("The State judges convicted organizations belonging to the Assembly", "para. 139", "judges"),
        ("The judges of the State help organizations of the Assembly", "para. 139", "judges"),
        ("In many of those cases domestic law gives prisoners more than the treaty asks for", "para. 388", "prisoners"),
    ],
)
def test_only_those_of_whom_the_passage_does_not_speak_are_missed(
    check: Check, text: str, cite: str, actor: str
) -> None:
    missed = [each.message for each in check(text, cite).findings if "does not speak of" in each.message]
    assert missed == ([f"The cited passage does not speak of “{actor}”."] if actor else [])


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("Astana does not say when", "Astana", True),
        ("This is how Astana itself reads it", "Astana", True),
        ("According to Astana the matter is closed", "Astana", True),
        ("A forum in Astana named three winners", "Astana", False),
        ("Astana hosted the forum", "Astana", False),
        ("Astana's schools are full", "Astana's", False),
        ("The mayor of Astana is absent", "Astana", False),
        ("Astana Airport said so", "Astana Airport", False),
    ],
)
def test_a_capital_stands_for_its_government_only_where_it_speaks(text: str, name: str, stands: bool) -> None:
    start = text.index(name)
    assert stands_for_government(text, start, start + len(name)) is stands


def test_a_sentence_whose_subject_is_an_address_is_one(check: Check) -> None:
    sentence = check(
        "Articles 2, 6 and 7 of the Convention are those with which the stated gains are declared consonant",
        "para. 33",
    )
    assert _NO_SENTENCE not in {finding.message for finding in sentence.findings}


def test_what_is_accused_is_not_called_no_sentence_besides(check: Check) -> None:
    wrong = check("Kazakhstan has joined the 1951 Convention but stays outside the 1967 Protocol", "para. 274")
    assert wrong.accused and _NO_SENTENCE not in {finding.message for finding in wrong.findings}


def test_words_in_a_row_are_still_no_sentence(check: Check) -> None:
    sentence = check("Pool the mediators negotiators ethnic trains of Institute professional and", "para. 120")
    assert sentence.accused or _NO_SENTENCE in {finding.message for finding in sentence.findings}

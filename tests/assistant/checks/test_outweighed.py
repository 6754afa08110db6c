"""Findings by words alone are outweighed by what a sentence means; figures, names and quotations are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checking import Checker
from assistant.checks.outweighed import UNFOUND, may_be_outweighed
from assistant.model import Finding, FindingKind, Sentence
from assistant.reading.units import DraftSentence

Check = Callable[..., Sentence]
LAW = "The State holds that {} may rely directly on the Convention, which is part of its law already"


def of(checker: Checker, text: str, kind: FindingKind) -> bool:
    unit = DraftSentence(text, 1, (0, len(text)), "prose")
    return may_be_outweighed(checker.claim(unit), [Finding(kind=kind, message="")])


def test_a_word_that_the_passage_lacks_accuses_nothing_that_it_says(check: Check) -> None:
    assert not check(LAW.format("a judge"), "para. 320").accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Seminars were held for the police, and more than 500 people took part", "para. 116"),
        (
            "The army may rely on a Convention that is no part of the law yet, because the President forbade it",
            "para. 320",
        ),
        ("Every teacher is chosen by Parliament because schools asked for it", "para. 358"),
    ],
)
def test_a_word_that_the_passage_lacks_accuses_what_it_does_not_say(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused


@pytest.mark.parametrize("kind", ["bad_address", "wrong_figure", "misquote", "wrong_name", "wrong_document"])
def test_addresses_figures_names_and_quotations_stand(checker: Checker, kind: FindingKind) -> None:
    text = f"{LAW.format('a judge')} (CERD/C/KAZ/11-14, para. 320)."
    assert of(checker, text, "not_in_source") and not of(checker, text, kind)


def test_a_copy_of_the_passage_and_what_quotes_it_stand(checker: Checker) -> None:
    copy = "No medical statistics are kept on the number of people seeking care, cases treated, refusals of admission"
    assert not of(checker, f"{copy} to hospital and case monitoring (CERD/C/KAZ/11-14, para. 63).", "contradiction")
    quotes = "Nobody is a “factor in the delivery of medical care” without the State’s consent"
    assert not of(checker, f"{quotes} (CERD/C/KAZ/11-14, para. 63).", "contradiction")


def test_a_short_sentence_is_not_said_to_stand_elsewhere_where_statements_hold_it(check: Check) -> None:
    assert not check("The prosecution is among the bodies included", "para. 77").accused
    assert check("Migrants may complain to the labour inspectorate", "para. 269").accused


def test_an_item_of_a_treaty_is_told_from_the_next_by_words(checker: Checker) -> None:
    text = "Everyone may own property alone as well as in association with others (ICERD, art. 5 (d) (vi))."
    assert not of(checker, text, "wrong_passage") and of(checker, text, "not_in_source")


def test_an_order_of_figures_stands(checker: Checker) -> None:
    text = "There were more general education schools in 2022/23 than in 2020 (CERD/C/KAZ/11-14, para. 249)."
    assert not of(checker, text, "contradiction") and of(checker, text, "overclaim")


def test_a_silence_told_in_the_passages_own_words_stands(checker: Checker) -> None:
    own = "Elements of discrimination do not come up in the paragraph (CERD/C/KAZ/11-14, para. 106)."
    other = "The State does not say there how many ethnic Kazakhs have been repatriated (CERD/C/KAZ/11-14, para. 50)."
    assert not of(checker, own, "contradiction") and of(checker, other, "contradiction")


def test_a_silence_that_the_statements_know_is_not_accused(check: Check) -> None:
    assert not check("The State does not say there how many ethnic Kazakhs have been repatriated", "para. 50").accused


def test_a_figure_in_words_that_cannot_be_worked_out_is_left_to_the_reader(check: Check) -> None:
    """It is no pass either; in digits it is accused."""
    told = "One foreign branch in six is mentioned by name; the other {} remain a number"
    words, digits = (check(told.format(twenty), "para. 237") for twenty in ("twenty", "20"))
    assert words.verdict == "not_checked" and words.findings[-1].message.startswith(f"{UNFOUND} “twenty”")
    assert digits.accused and {finding.kind for finding in digits.findings} >= {"wrong_figure"}


def test_a_figure_in_words_in_whose_place_the_passage_has_another_is_accused(check: Check) -> None:
    assert check("Some thirty-seven universities have departments of the Assembly", "para. 369").accused
    assert check("In 2024, ninety cases were terminated owing to the absence of intent", "para. 157").accused
    assert check("In three years the post addressed to the Ombudsman grew more than sixfold", "para. 380").accused


def test_a_time_limit_of_a_treaty_is_not_worked_out(check: Check) -> None:
    told = (
        "A State that denounces the Convention is free of it {} months after the Secretary-General has got the letter"
    )
    assert check(told.format("three"), "art. 21").accused
    assert not check(told.format("twelve"), "art. 21").accused

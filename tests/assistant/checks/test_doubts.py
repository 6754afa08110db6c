"""Turns of sense in other words, and signs of doubt, beside true sentences about the same passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checking import Checker
from assistant.checks.doubt import Weights, shipped_weights
from assistant.model import Sentence
from assistant.reading.units import DraftSentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Unemployment by ethnic group is published every month", "para. 61"),
        ("Regional governors meet ethnocultural associations once a year", "para. 126"),
        ("The proportion of Roma graduates who go on to study has stagnated", "para. 261"),
        ("Figures on births and deaths by ethnic origin are no longer published", "para. 59"),
        ("A course on ethno-political literacy exists at every university", "para. 112"),
        ("Roma live in Almaty only", "para. 259"),
        ("Guidelines on forensic examinations are being drafted", "para. 159"),
        ("More than 1,000 new teachers have been trained", "para. 256"),
        ("The trafficking law was written without the participation of NGOs", "para. 313"),
        ("Citizenship is granted by Parliament", "para. 302"),
        ("The Telegram channel answers questions about individual complaints", "para. 330"),
        ("Medical care is never refused to anybody", "para. 346"),
    ],
)
def test_a_turn_of_sense_in_other_words_is_caught(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Jobless people are counted by ethnic group each quarter", "para. 61"),
        ("Every month the heads of oblasts meet police and ethnocultural associations", "para. 126"),
        ("More than 170 officials took part in the Academy’s seminars and courses of 2024 and 2025", "para. 123"),
        ("About 1,500 managers in the civil service belong to some 40 ethnic groups", "para. 209"),
        ("In the first six months of 2025 more than 10,000 leaflets and the like were published", "para. 374"),
        ("Fewer than one inhabitant in ten thousand was of African descent at the 2021 census", "para. 418"),
        ("Those who organize such acts can be brought to court under three articles of the Criminal Code", "para. 314"),
        ("What communities proposed was passed on to an inter-agency group", "para. 432"),
        ("States parties submit a report within one year of the Convention’s entry into force", "art. 9 (1) (a)"),
    ],
)
def test_a_true_sentence_in_other_words_is_left_alone(check: Check, text: str, cite: str) -> None:
    sentence = check(text, cite)
    assert not sentence.accused, sentence.findings


def test_the_finding_names_the_words_that_the_passage_has_nothing_like(check: Check) -> None:
    (finding, *_) = check("The Telegram channel answers questions about individual complaints", "para. 330").findings
    assert finding.kind == "not_in_source" and "complaints" in finding.message


def test_every_sign_has_a_weight_and_a_score_stays_within_bounds(checker: Checker) -> None:
    text = "Pupils sit an examination on human rights (CERD/C/KAZ/11-14, para. 356)."
    found = checker.signs(DraftSentence(text, 1, (0, len(text)), "prose"))
    assert found is not None and set(found[1]) == set(shipped_weights().signs)
    assert 0 < shipped_weights().score(found[1]) < 1


def test_a_score_rises_with_a_sign_of_positive_weight() -> None:
    weights = Weights(0.5, 0.0, {"far": (1.0, 2.0, 2.0)})
    assert weights.score({"far": 2.0}) == 0.5
    assert weights.score({"far": 4.0}) > 0.7

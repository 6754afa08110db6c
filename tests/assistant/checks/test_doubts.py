"""Turns of sense in other words, and signs of doubt, beside true sentences about the same passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checking import Checker
from assistant.checks.doubt_net import shipped_net
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
        ("The guidelines were withdrawn after protests in the streets", "para. 159"),
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
    (finding, *_) = check("The guidelines were withdrawn after protests in the streets", "para. 159").findings
    assert finding.kind == "not_in_source" and "protests" in finding.message


def test_the_networks_read_every_sign_and_a_score_stays_within_bounds(checker: Checker) -> None:
    text = "Pupils sit an examination on human rights (CERD/C/KAZ/11-14, para. 356)."
    found = checker.weigh(DraftSentence(text, 1, (0, len(text)), "prose"))
    assert found is not None and set(found.signs) == set(shipped_net().scaling.signs)
    assert 0 < shipped_net().asked < shipped_net().threshold < 1
    assert 0 < found.score < 1


def test_each_word_stands_beside_what_answers_to_it(checker: Checker) -> None:
    text = "Roma live in Almaty (CERD/C/KAZ/11-14, para. 259)."
    found = checker.weigh(DraftSentence(text, 1, (0, len(text)), "prose"))
    assert found is not None
    told, given = found.aligned.told, found.aligned.given
    assert told.own.shape == told.other.shape == (4, len(found.aligned.agreement))
    assert told.marks[0, 0] == pytest.approx(float((told.own[0] @ given.own.T).max()), abs=0.2)
    assert told.marks[0, 1] == 1.0  # the passage speaks of the Roma, too
    assert len(given.own) == len(given.other) == len(given.marks)


def test_what_has_no_words_left_is_not_weighed(checker: Checker) -> None:
    assert checker.weigh(DraftSentence("(CERD/C/KAZ/11-14, para. 259)", 1, (0, 29), "prose")) is None

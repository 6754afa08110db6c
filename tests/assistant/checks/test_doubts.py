"""Turns of sense in other words, and signs of doubt, beside true sentences about the same passages."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from assistant.checking import Checker
from assistant.checks.doubt_counts import Table, shipped_counts, table_of
from assistant.checks.doubt_signs import KNOWN_SIGNS
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
        ("Nobody is ever refused medical care", "para. 346"),
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


def test_every_sign_counts_and_the_judge_is_asked_about_less_than_is_accused(checker: Checker) -> None:
    short = "Pupils sit an examination on human rights (CERD/C/KAZ/11-14, para. 356)."
    long = "Pupils of all schools of the country learn about human rights and sit an examination on them"
    for text, table in ((short, "short"), (f"{long} (CERD/C/KAZ/11-14, para. 356).", "known")):
        found = checker.signs_of_doubt(DraftSentence(text, 1, (0, len(text)), "prose"))
        assert found is not None and table_of(found[0]) == table
        assert found[0].keys() == shipped_counts(table_of(found[0])).signs.keys()
    assert shipped_counts("known").signs.keys() - shipped_counts("unknown").signs.keys() == {*KNOWN_SIGNS}
    for table in get_args(Table):
        counts = shipped_counts(table)
        assert counts.asked < 0 < counts.together


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Over 2,100 events brought together the young and others to talk of inter-ethnic conflict", "reckons"),
        ("The State speaks of “dialogue-based forums” for the prevention of conflicts", "quotes"),
    ],
)
def test_what_reckons_or_quotes_is_read_and_held_against_statements_and_nothing_else(
    checker: Checker, text: str, kind: str
) -> None:
    own = f"{text} (CERD/C/KAZ/11-14, para. 145)."
    found = checker.signs_of_doubt(DraftSentence(own, 1, (0, len(own)), "prose"))
    assert found is not None and found[0].keys() == {*KNOWN_SIGNS}, kind
    assert table_of(found[0]) == "apart"


def test_what_has_no_words_left_is_not_weighed(checker: Checker) -> None:
    assert checker.signs_of_doubt(DraftSentence("(CERD/C/KAZ/11-14, para. 259)", 1, (0, 29), "prose")) is None


OWN_CITATIONS = (
    "The State party describes the Assembly as a civil society institution (CERD/C/KAZ/11-14, para. 129), "
    "but the Assembly is chaired by the President (para. 130)."
)


def test_parts_with_citations_of_their_own_are_told_apart_and_read_each_with_its_own(checker: Checker) -> None:
    unit = DraftSentence(OWN_CITATIONS, 1, (0, len(OWN_CITATIONS)), "prose")
    parts = checker.claim(unit).parts
    assert [passage.id for _, passages in parts for passage in passages] == [
        "CERD/C/KAZ/11-14#129",
        "CERD/C/KAZ/11-14#130",
    ]
    assert parts[1][0] == "but the Assembly is chaired by the President"
    assert checker.check_one(unit).verdict == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "Roma live in Almaty (CERD/C/KAZ/11-14, paras. 259 and 260).",
        "Roma live in Almaty (CERD/C/KAZ/11-14, para. 259; see also para. 260).",
        "Roma (CERD/C/KAZ/11-14, para. 259) live in Almaty and in other towns (para. 260), as is well known to all.",
    ],
)
def test_a_sentence_that_citations_do_not_take_apart_has_no_parts(checker: Checker, text: str) -> None:
    assert checker.claim(DraftSentence(text, 1, (0, len(text)), "prose")).parts == ()


def test_one_wrong_part_is_enough(checker: Checker) -> None:
    text = OWN_CITATIONS.replace("is chaired by the President", "was dissolved by Parliament after protests")
    assert checker.check_one(DraftSentence(text, 1, (0, len(text)), "prose")).accused

"""The checker on sentences about the shipped documents: what must be caught, and what must not be accused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.model import Sentence
from assistant.reading.units import DraftSentence, read_units
from assistant.store import Store
from vectorstore.library import open_library

Check = Callable[..., Sentence]


def kinds(sentence: Sentence) -> list[str]:
    """The kinds of a sentence's findings, without the advice to name the speaker."""
    return [finding.kind for finding in sentence.findings if finding.kind != "state_claim_as_fact"]


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        ("Cases are described", "para. 452", "bad_address"),
        ("Education is a right", "art. 5 (e) (ix)", "bad_address"),
        ("A total of 48 cases under article 174 were recorded in 2022", "para. 156", "wrong_figure"),
        ("In 2022, 84 cases under article 174 were recorded and 46 in 2023", "para. 156", "wrong_figure"),
        (
            "In 2025 some 1,000 schools will undergo major repairs and 245 are being upgraded",
            "para. 229",
            "wrong_figure",
        ),
        ("The amendment of the regulatory decision dates from 28 November 2023", "para. 321", "wrong_figure"),
        ("Recorded cases more than doubled between 2022 and 2024", "para. 158", "wrong_figure"),
        ("The State speaks of “a highly effective response”", "para. 189", "misquote"),
        (
            "The report says “complaints of discrimination against members of ethnic minorities”",
            "para. 215",
            "contradiction",
        ),
        ("The rule is that “no Kazakh citizen may be deprived of citizenship”", "para. 293", "overclaim"),
        ("Citizenship is granted by decision of the Minister of Internal Affairs", "para. 302", "wrong_name"),
        ("Five kindergartens in Zhetysu Oblast teach in Uzbek", "para. 248", "wrong_figure"),
        ("During the first half of 2025 some 15 documentary films were shown", "para. 373", "wrong_passage"),
        (
            "Everyone is guaranteed qualified legal assistance, free of charge where the law requires it",
            "art. 6",
            "wrong_document",
        ),
        (
            "The State party reports that special measures end once their objectives are achieved",
            "art. 1 (4)",
            "wrong_document",
        ),
        ("Passports now carry a stamp with the religion of the bearer", "para. 422", "not_in_source"),
        ("Medical statistics disaggregated by ethnic origin are kept", "para. 63", "contradiction"),
        (
            "Undocumented migrant workers have no right to file a complaint with the labour inspectorate",
            "para. 268",
            "contradiction",
        ),
        ("Kazakhstan has accepted the 1992 amendment on the financing of the Committee", "para. 400", "overclaim"),
        ("The shortage of halls of residence has been solved in every region", "para. 233", "overclaim"),
        ("Cases under article 405 rose each year from 2022 to 2024", "para. 191 (c)", "contradiction"),
        (
            "39 per cent of cases were terminated because the courts had been flooded with petitions",
            "para. 157",
            "cause_not_in_source",
        ),
    ],
)
def test_what_is_false_is_named(check: Check, text: str, cite: str, kind: str) -> None:
    sentence = check(text, cite)
    assert sentence.accused and kind in kinds(sentence)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Over 2022–2024 there were 162 administrative cases in all", "para. 191 (c)"),
        ("Uzbeks and Uighurs together are almost one million", "para. 58"),
        ("The Ombudsman received nearly three times as many communications in 2024 as in 2021", "para. 380"),
        ("In 2024 fewer than half as many stateless persons were granted citizenship as a year earlier", "para. 303"),
        ("The State party gives the size of 11 ethnic groups", "para. 58"),
        ("“[a] patient’s ethnic background is not a factor” in care", "para. 63"),
        ("Only a court or the owner can stop the work of a media outlet", "para. 167"),
        ("There is no passing mark for the State language test", "para. 207"),
        ("Joining the 1954 and 1961 conventions is held to be too early", "para. 309"),
        ("232 new schools are under construction", "para. 228"),
        ("The right to nationality must be guaranteed without distinction as to race", "art. 5 (d) (iii)"),
        ("The Committee has 18 members, who serve in their personal capacity", "art. 8 (1)"),
        ("Refugee status is renewed each year, since the law has no provision for a term of three years", "para. 286"),
        ("The State compiles the number of registered unemployed each quarter, but gives no such number", "para. 61"),
    ],
)
def test_what_is_true_is_not_accused(check: Check, text: str, cite: str) -> None:
    sentence = check(text, cite)
    assert not sentence.accused, sentence.findings


def test_a_wrong_passage_names_the_right_one(check: Check) -> None:
    findings = check("The Committee has 321 labour inspectors", "para. 226").findings
    assert ["para. 266" in finding.message for finding in findings if finding.kind == "wrong_passage"] == [True]


def test_a_missing_paragraph_gets_the_range_and_where_the_words_stand(check: Check) -> None:
    sentence = check(
        "The State will involve NGOs in the early stages of the preparation of the next report", "para. 452"
    )
    (finding,) = [finding for finding in sentence.findings if finding.kind == "bad_address"]
    assert "1–437" in finding.message and "para. 434" in (finding.suggestion or "")


def test_a_replacement_fits_its_span(check: Check) -> None:
    sentence = check("The inspections uncovered 294 violations of legislation", "para. 267")
    (finding,) = [finding for finding in sentence.findings if finding.kind == "wrong_figure"]
    assert finding.span is not None and sentence.text[slice(*finding.span)] == "294"
    assert finding.replacement == "194"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Astana deems it too early to join either statelessness treaty", "A"),
        ("Almaty has a centre of mediators", "A"),
        ("Dungan families received help", "D"),
        ("Education is free of charge", "e"),
        ("Mediators were trained", "m"),
    ],
)
def test_a_name_that_opens_a_sentence_keeps_its_capital_behind_who_says_so(
    check: Check, text: str, letter: str
) -> None:
    (advice,) = [found for found in check(text, "para. 120").findings if found.kind == "state_claim_as_fact"]
    assert advice.replacement == f"The State party reports that {letter}"


def test_a_state_claim_told_as_fact_is_advice_with_a_rewording(check: Check) -> None:
    sentence = check("The Media Act sets out clear grounds for suspending media outlets", "para. 166")
    (finding,) = sentence.findings
    assert sentence.verdict == "supported" and finding.kind == "state_claim_as_fact"
    assert finding.replacement == "The State party reports that t"


def test_citing_an_article_covers_its_items_with_advice_to_be_exact(check: Check) -> None:
    sentence = check("The Convention guarantees the right to inherit", "art. 5")
    assert sentence.verdict == "supported" and kinds(sentence) == ["inexact_address"]


@pytest.mark.parametrize(
    ("text", "role", "verdict"),
    [
        ("Several activists were detained in Almaty in May 2024.", "prose", "uncited"),
        ("This raises several concerns.", "prose", "no_source_needed"),
        ("Rights of Roma in 12 regions", "heading", "no_source_needed"),
        ("[NGO evidence: place, date, method]", "placeholder", "no_source_needed"),
        ("Please explain the 95 cases of 2023 (para. 156).", "prose", "no_source_needed"),
        ("The State party should adopt a law (para. 500).", "prose", "unresolved"),
        ("The Committee asked for figures (CERD/C/KAZ/CO/8-10, para. 6).", "prose", "unresolved"),
        ("Everyone has the right to life (ICCPR, art. 6).", "prose", "unresolved"),
        ("В 2024 году было 95 дел (CERD/C/KAZ/11-14, para. 156).", "prose", "not_checked"),
        ("В 2024 году было 91 дело (CERD/C/KAZ/11-14, para. 956).", "prose", "unresolved"),
        ("", "prose", "no_source_needed"),
    ],
)
def test_what_needs_no_source_or_cannot_be_checked(check: Check, text: str, role: str, verdict: str) -> None:
    assert check(text, role=role).verdict == verdict


def test_silence_is_checked_only_where_it_can_be(check: Check) -> None:
    assert check("The State party gives no figures", "para. 156").verdict == "contradicted"
    assert check("The State party gives no figures", "para. 63").verdict == "not_checked"
    assert check("The report does not say how many applications were refused", "para. 279").verdict == "not_checked"


def test_sources_of_the_authors_own_are_external_and_never_accused(check: Check) -> None:
    own = check("The police beat two men in Korday in 2024.", notes=("Interview with A.B., Almaty, 3 May 2025.",))
    assert own.verdict == "not_checked" and own.citations[0].status == "external" and own.speaker == "ngo"
    both = check("The State counts 91 cases, we counted 14 more.", notes=("para. 156; interview with A.B.",))
    assert both.verdict == "not_checked" and not both.accused


def test_a_footnote_belongs_to_its_sentence(check: Check) -> None:
    assert check("Some 46 cases were recorded in 2022.", notes=("CERD/C/KAZ/11-14, para. 156.",)).verdict == "supported"
    assert check("Some 48 cases were recorded in 2022.", notes=("CERD/C/KAZ/11-14, para. 156.",)).accused


def test_ids_are_stable_and_tell_repeated_sentences_apart(checker: Checker) -> None:
    units = read_units(
        "Some 46 cases were recorded in 2022 (para. 156).\n\nSome 46 cases were recorded in 2022 (para. 156).\n"
    )
    first, second = checker.check(units)
    assert first.id != second.id and first.id == checker.check(units)[0].id


def test_ibid_looks_back(checker: Checker) -> None:
    units = read_units("Some 46 cases were recorded in 2022 (para. 156). In 2023 there were 84 (ibid.).\n")
    assert [sentence.verdict for sentence in checker.check(units)] == ["supported", "supported"]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        "“" * 2000,
        "1, " * 4000 + "(para. 58).",
        "rights " * 20_000 + "(para. 5).",
        "Fact " + "(para. 155) " * 10_000,
        "a\x00b\u202e",
    ],
)
def test_odd_input_is_survived(checker: Checker, text: str) -> None:
    checker.check_one(DraftSentence(text, 1, (0, len(text)), "prose"))


def test_without_a_model_the_checks_still_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.checking.open_embedder", lambda folder, notify: None)
    checker = Checker(Store(open_library(), tmp_path, pytest.fail))
    text = "The new Committee has 321 labour inspectors (CERD/C/KAZ/11-14, para. 226)."
    assert checker.check_one(DraftSentence(text, 1, (0, len(text)), "prose")).accused
    assert "support (words alone)" in checker.checks and "figures" in checker.checks


def test_the_checks_are_named(checker: Checker) -> None:
    assert checker.checks[:4] == ("resolve", "quote", "figures", "names")


def test_words_in_a_row_are_supported_by_nothing(check: Check) -> None:
    salad = "guaranteeing kelisim surveys family literacy building. intercultural level readiness workers events pose"
    for cite in ("para. 254", "para. 258", "art. 4 (a)"):
        assert check(salad, cite).accused
    assert check("1", "art. 4 (a)").verdict == check("guaranteeing", "para. 270").verdict == "no_source_needed"
    listed = check("Teachers of Uighur, teachers of Uzbek, primary education, CLIL courses", "para. 254")
    rows = [finding for finding in listed.findings if "make no sentence" in finding.message]
    assert all(finding.kind == "not_checked" for finding in rows), "a list from there is one"


@pytest.mark.parametrize(
    ("text", "cite", "written"),
    [
        ("In 2022–2024 and the first half of 2025 there were 96 convictions at first instance", "para. 155", "86"),
        ("In 2024, courts handed down 33 convictions at first instance", "para. 155", "32"),
        ("The group has 30 members, 15 of them from the Senate and 20 from the Majilis", "para. 133", "10"),
    ],
)
def test_a_figure_is_replaced_by_the_one_of_its_time_that_is_not_told_already(
    check: Check, text: str, cite: str, written: str
) -> None:
    (wrong,) = [finding for finding in check(text, cite).findings if finding.kind == "wrong_figure"]
    assert wrong.replacement == written


def test_no_figure_is_written_where_two_may_be_meant(check: Check) -> None:
    (wrong,) = [
        finding
        for finding in check("In 2024, 19 persons had convictions at first instance", "para. 155").findings
        if finding.kind == "wrong_figure"
    ]
    assert wrong.replacement is None and " or " in wrong.message

"""What an author says is missing, denies, sets aside or works out: held against the passage, and not accused if so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checks.quantities import read_quantities
from assistant.model import Sentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The report mentions no seminars on conflict resolution for civil servants", "para. 213"),
        ("The State party counts 1,154 stateless children under 16, registered from 2022 to August 2025", "para. 291"),
        ("No international partner of these projects is named", "para. 98"),
        ("The report gives no figure for Uighurs", "para. 58"),
        ("The report does not say how many persons were finally convicted in 2023", "para. 155"),
        ("The plan is limited to roads and the economy; trust between the groups is no part of it", "para. 196"),
        ("Cases under article 174 did not rise but fell: 46, 84, 91", "para. 156"),
        ("Tajik textbooks have been published", "para. 250"),
        ("The school curricula have been rewritten around tolerance", "para. 356"),
        ("Order No. 118 was amended to simplify asylum at the border", "para. 282"),
        ("Uzbeks are put at 3.3 per cent, Ukrainians at 1.5, Uighurs at 1.8 and Tatars at 1.1", "para. 58"),
        ("155,300 Azerbaijanis of a population of 20.3 million are about 0.9 per cent", "para. 58"),
    ],
)
def test_what_is_false_is_accused(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("No penalty for hate speech online is mentioned in this account of the 2023 Act", "para. 24"),
        ("The report gives no figure for Roma", "para. 58"),
        (
            "The State says that the Ministry and the Border Service have received no complaints concerning violations "
            "of the principle of non-refoulement",
            "para. 279",
        ),
        ("The State says that “government programmes do not contain terms or approaches that”", "para. 49"),
        ("It is not reported how much content was removed, or at whose request", "para. 173"),
        ("The Ministry of Education does not appear among the State bodies that carry out the plan", "para. 296"),
        ("Convictions at first instance did not fall but rose: 12 in 2022, 18 in 2023 and 32 in 2024", "para. 155"),
        ("Fewer, not more, persons were granted citizenship in 2024 than in 2023: 676 and 1,542", "para. 303"),
        ("Uzbeks are put at 3.3 per cent, Ukrainians at 1.8, Uighurs at 1.5 and Tatars at 1.1", "para. 58"),
        ("91,700 Turks out of 20.3 million people are 0.45 per cent, or 0.5 when rounded", "para. 58"),
        ("The two years 2023 and 2024 together had 175 cases, not 150", "para. 156"),
        ("Out of 1,195 foreign children treated, 98 did not need emergency care", "para. 151"),
        ("Courses for 200 teachers in all are planned for 2025", "para. 254"),
        ("Only 12 of the 78 cases come under the two articles on trafficking in persons and in minors", "para. 317"),
        ("A total of 88 persons were finally convicted: 12 in 2022, 20 in 2023 and 30 in 2024", "para. 155"),
        (
            "Laws are published in Kazakh and Russian only, apart from English versions of main codes",
            "para. 351",
        ),
        ("It reports no complaints of discrimination in entrance into public service in three years", "para. 215"),
        ("It reports no complaints concerning violations of the principle of non-refoulement", "para. 279"),
        (
            "All children are said to enjoy equal opportunities whatever their status; no figure there bears it out",
            "para. 242",
        ),
        ("The State party counts 1,154 stateless children under 18, registered from 2022 to August 2025", "para. 291"),
        ("Kazakhstan has not become a party to the 1990 convention on migrant workers", "para. 384"),
    ],
)
def test_what_is_true_is_not_accused(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("No: medical statistics by ethnic origin are not kept", "para. 63"),
        ("Four times a year the ministry collects information on the unemployed", "para. 61"),
        ("This one document stands for four periodic reports", "para. 2"),
        ("Adults account for 28,295 of the stateless persons registered", "para. 291"),
        ("All but three of the refugees registered from 2022 to 2025 came from Afghanistan", "para. 280"),
        ("Grants pay half or three quarters of the fees", "para. 231"),
        ("For every five inspections, about three violations were uncovered", "para. 267"),
        ("At least 70 per cent of the textbooks are to be revised before 2028", "para. 256"),
        ("The parts come to 840, five more than the 835 persons found", "para. 290"),
        ("Four universities are to share the supercomputer", "para. 238"),
        pytest.param(
            "We are not told how many of the managers belong to which ethnic group",
            "para. 209",
            marks=pytest.mark.xfail(strict=True, reason="a silence that is nearly broken is doubted"),
        ),
        ("The State report does not address the right to inherit", "art. 5 (d) (vi)"),
        ("When a Roma family is turned away at a café, this touches a right", "art. 5 (f)"),
    ],
)
def test_what_is_true_in_other_words_is_not_accused(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused


def test_a_figure_of_a_row_is_mended_by_the_figure_of_its_year(check: Check) -> None:
    findings = check("In 2023 there were 99 cases under article 174", "para. 156").findings
    assert [finding.replacement for finding in findings if finding.kind == "wrong_figure"] == ["84"]


def test_a_row_of_a_table_is_no_sentence_to_reword(check: Check) -> None:
    sentence = check("Schools | 232 new schools are under construction | CERD/C/KAZ/11-14, para. 228")
    assert sentence.verdict == "supported" and not sentence.findings


def test_a_bare_number_after_a_percentage_is_one() -> None:
    kinds = [quantity.kind for quantity in read_quantities("Uzbeks are 3.3 per cent, Ukrainians 1.8 and 14 cases")]
    assert kinds == ["percent", "percent", "count"]


def test_a_year_before_a_verb_is_a_year() -> None:
    assert [quantity.kind for quantity in read_quantities("2025 has been declared a year of work")] == ["year"]


def test_no_figure_is_exchanged_for_that_of_another_sentence(check: Check) -> None:
    """It may be right where it is: 7,000 persons are told of in two paragraphs."""
    text = (
        "The State party tells of about 7,000 persons living in the country (para. 301) and of up to 1,542 grants of "
        "citizenship a year since 2022"
    )
    assert all(finding.replacement is None for finding in check(text, "para. 303").findings)


def test_a_figure_of_part_of_the_time_is_not_written_for_all_of_it(check: Check) -> None:
    text = (
        "There were 30 convictions at courts of first instance during the period 2022–2024 and the first six months "
        "of 2025"
    )
    (wrong,) = [finding for finding in check(text, "para. 155").findings if finding.kind == "wrong_figure"]
    assert wrong.replacement in {None, "86"}

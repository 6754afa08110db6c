"""Points on the report of a State that is not the built-in one: rules read its wording, not ours."""

from __future__ import annotations

import pytest

from assistant.engines.extractive.issue import Issue
from assistant.engines.extractive.issues import find_issues
from assistant.engines.extractive.phrasing import Capitals
from assistant.engines.extractive.series import find_series
from assistant.engines.extractive.statements import statements_of
from vectorstore.model import Passage

SECTION = ("V. Article 5", "A. Matters")


def points(*texts: str, headings: tuple[str, ...] = SECTION) -> list[Issue]:
    passages = [Passage(f"CERD/C/ABC/4-6#{number}", text, headings) for number, text in enumerate(texts, 2)]
    statements = statements_of(passages)
    return find_issues(statements, statements, Capitals(texts), "ICERD")


LIABILITY = (
    "The Penal Code (art. 137) and the Code of Administrative Offences (art. 44) establish liability for "
    "discrimination on racial grounds."
)
CASES = [
    pytest.param((LIABILITY,), "article 137 of the Penal Code and article 44 of the Code", id="no case is counted"),
    pytest.param(
        (
            "Section 5 of the Equality Act prohibits discrimination on grounds of sex, race, religion, age and belief.",
            "The Equality Act prohibits discrimination on the grounds of sex, age, disability and other circumstances.",
        ),
        "include “other circumstances” in one paragraph",
        id="one law, two lists",
    ),
    pytest.param(
        (
            "The Office of the Ombudsman follows the Paris Principles. The Ombudsman is an independent body.",
            "The Ombudsman is appointed by the President on the proposal of Parliament.",
        ),
        "the Ombudsman is appointed by the President on the proposal of Parliament",
        id="independent, yet appointed",
    ),
    pytest.param(
        ("The Office of the Ombudsman follows the Paris Principles.",),
        "which accreditation status",
        id="no accreditation",
    ),
    pytest.param(
        ("The number of complaints submitted to the Ombudsman increased from 1,020 in 2020 to 1,560 in 2023.",),
        "how many concerned racial discrimination",
        id="complaints of every kind",
    ),
    pytest.param(
        ("Every person who applies for a public post must know the official language at level C1.",),
        "how a person who does not know the official language",
        id="a duty to know the language",
    ),
    pytest.param(("In 2023, 212 persons were granted refugee status.",), "number of applications", id="applications"),
    pytest.param(
        ("Asylum-seekers must lodge an appeal within 3 days of the decision.",), "who comes later", id="time limit"
    ),
    pytest.param(
        (
            "The Government excludes any preferential treatment of any ethnic group.",
            "Programmes for the return of ethnic Abclanders were financed with 4 million euros.",
        ),
        "“Programmes for the return of ethnic Abclanders”",
        id="preference for kin",
    ),
    pytest.param(
        ("The police systematically monitor social networks to prevent hate speech.",),
        "that paragraph gives no figures",
        id="monitoring without results",
    ),
]


@pytest.mark.parametrize(("texts", "said"), CASES)
def test_a_point_is_found_in_other_words(texts: tuple[str, ...], said: str) -> None:
    assert [one for one in points(*texts) if said in one.line.text]


def test_liability_with_cases_is_no_gap() -> None:
    counted = "In 2023, 14 cases under article 137 of the Penal Code were opened, and 3 under article 44."
    told = [one.line.text for one in points(LIABILITY, counted) if one.kind == "no_cases"]
    assert all("article 137" not in text for text in told)


def test_applications_that_are_counted_are_no_gap() -> None:
    found = points("In 2023, 212 persons were granted refugee status.", "In 2023, 1,340 applications were received.")
    assert not [one for one in found if one.line.label == "No applications"]


def test_one_value_for_each_year_of_a_period_is_a_series() -> None:
    text = (
        "Article 78 of the Penal Code prohibits incitement. In the period 2021–2023, 4, 7 and 12 criminal proceedings "
        "were opened each year, respectively."
    )
    statement = statements_of([Passage("CERD/C/ABC/4-6#9", text, SECTION)])[1]
    series = find_series(statement)
    assert series is not None
    assert series.values == ((2021, 4), (2022, 7), (2023, 12))
    assert series.thing == "criminal proceedings opened under article 78 of the Penal Code"

from __future__ import annotations

import pytest

from assistant.checks.figure_roles import read_roles
from assistant.checks.figure_values import agrees
from assistant.checks.quantities import Quantity, read_quantities


def only(text: str) -> Quantity:
    (quantity,) = [quantity for quantity in read_quantities(text) if not quantity.soft]
    return quantity


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("some 223,200 Germans", "count", 223_200),
        ("20.3\u00a0million people", "count", 20_300_000),
        ("more than 540,00 of whom", "count", 540_000),
        ("Ninety-five universities", "count", 95),
        ("one hundred and five cases", "count", 105),
        ("39 per cent of them", "percent", 39),
        ("71.2% of them", "percent", 71.2),
        ("over 5.5 million tenge", "money", 5_500_000),
        ("more than $880 million", "money", 880_000_000),
        ("two-thirds of the States", "fraction", 2 / 3),
        ("nine in ten residents", "fraction", 0.9),
        ("half of whom", "fraction", 0.5),
        ("has almost tripled", "ratio", 3),
        ("a factor of two and a half", "ratio", 2.5),
        ("within 24 hours", "duration", 1),
        ("within one day", "duration", 1),
        ("the thirty-fourth session", "ordinal", 34),
        ("in 2024", "year", 2024),
        ("2142 organizations", "count", 2142),
        ("as adopted in 2024.9", "year", 2024),
    ],
)
def test_one_figure_is_read_with_kind_and_value(text: str, kind: str, value: float) -> None:
    found = only(text)
    assert found.kind == kind and found.value == pytest.approx(value)


def test_dates_identifiers_and_symbols_are_no_counts() -> None:
    text = "On 5 November 2022, Act No. 157-VIII, articles 145 and 174 and A/HRC/48/1 of 13 January 2025"
    assert [quantity.label for quantity in read_quantities(text)] == [
        "2022-11-05",
        "no:157-VIII",
        "art:145",
        "art:174",
        "2025-01-13",
    ]


def test_a_singular_article_does_not_take_the_next_figure_along() -> None:
    found = [(quantity.kind, quantity.value) for quantity in read_quantities("under article 405, and 22 in 2024")]
    assert found == [("identifier", 405), ("count", 22), ("year", 2024)]


def test_the_first_of_two_shares_the_unit_of_the_second() -> None:
    assert [quantity.kind for quantity in read_quantities("between 3 and 7 years")] == ["duration", "duration"]
    assert [quantity.kind for quantity in read_quantities("50 or 75 per cent")] == ["percent", "percent"]


@pytest.mark.parametrize(
    ("claimed", "given", "expected"),
    [
        ("about 4,400", "4,380", True),
        ("about 4,400", "5,400", False),
        ("more than 200", "more than 237", True),
        ("at least 45 per cent", "a minimum 55 per cent", False),
        ("nearly 1,000", "984", True),
        ("three quarters", "75 per cent", True),
        ("14 million", "14.4 million", False),
        ("20 million", "20.3 million", True),
        ("exactly 40 per cent", "around 41 per cent", False),
        ("one day", "24 hours", True),
    ],
)
def test_bounds_and_rounding(claimed: str, given: str, expected: bool) -> None:
    assert agrees(only(claimed), only(given)) is expected


def roles_of(text: str) -> dict[float, tuple[set[str], frozenset[int]]]:
    roles = read_roles(text, read_quantities(text))
    return {role.quantity.value: (set(role.keys), role.years) for role in roles}


def test_each_figure_has_its_own_words() -> None:
    roles = roles_of("245 schools will be repaired, and 1,000 are being upgraded")
    assert "repair" in roles[245][0] and "repair" not in roles[1000][0]
    roles = roles_of("considered it to be calm (60.9 per cent) and favourable (34.9 per cent)")
    assert "calm" in roles[60.9][0] and "calm" not in roles[34.9][0]


def test_each_figure_has_its_own_year() -> None:
    roles = roles_of("17,425 (including 1,029 children) in 2022; 25,387 (including 1,930 children) in 2023")
    assert [roles[value][1] for value in (17_425, 1_029, 25_387)] == [{2022}, {2022}, {2023}]
    roles = roles_of("In the period 2022–2024, 38, 60 and 64 cases were registered each year, respectively.")
    assert [roles[value][1] for value in (38, 60, 64)] == [{2022}, {2023}, {2024}]
    roles = roles_of("Between 2022 and 2024, the number increased from 46 to 91")
    assert [roles[value][1] for value in (46, 91)] == [{2022}, {2024}]

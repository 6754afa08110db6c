"""Figures that authors count, reckon and suppose in words of their own: each right one beside its wrong twin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checks.quantities import read_quantities
from assistant.model import Sentence
from tests.assistant.checks.wrong_figures import wrong_figures

Check = Callable[..., Sentence]

# What kind of reckoning it is; the right sentence, the wrong one, and the passages of both.
_TWINS = [
    (
        "a small number counts the members of a list",
        "Five characteristics are named which may come together with race",
        "Nine characteristics are named which may come together with race",
        "para. 95",
    ),
    (
        "it counts what stands in brackets",
        "Four kinds of bodies share the task of catching ethnic tensions early",
        "Seven kinds of bodies share the task of catching ethnic tensions early",
        "para. 195",
    ),
    (
        "it counts what the sentence itself lists",
        "Priority for treaties, direct effect, an exception for special laws: these three are in the article",
        "Priority for treaties, direct effect, an exception for special laws: these eight are in the article",
        "para. 14",
    ),
    (
        "the last of several that the passage counts",
        "The rule of law appears in the titles of the last two plans, but not of the first",
        "The rule of law appears in the titles of the last four plans, but not of the first",
        "para. 27",
    ),
    (
        "the list after the number is counted",
        "Three characteristics of a woman are gone through: origin, disability and sex",
        "Five characteristics of a woman are gone through: origin, disability and sex",
        "para. 101",
    ),
    (
        "ages with the years left unsaid",
        "The share of children aged 2 to 6 enrolled in preschool stands at 93.1 per cent",
        "The share of children aged 3 to 7 enrolled in preschool stands at 93.1 per cent",
        "para. 225",
    ),
    (
        "a limit of age with the years left unsaid",
        "A child of a stateless mother and a Kazakh father would be covered up to 14 once paternity is established",
        "A child of a stateless mother and a Kazakh father would be covered up to 16 once paternity is established",
        "para. 295",
    ),
    (
        "one and a half million",
        "The consultations since foundation number more than one and a half million",
        "The consultations since foundation number more than two and a half million",
        "para. 342",
    ),
    (
        "a length to a month of the last year",
        "Final convictions are told of for three and a half years",
        "Final convictions are told of for two and a half years",
        "para. 155",
    ),
    (
        "a length between two months",
        "Between the disorder and the judgment some fourteen months went by",
        "Between the disorder and the judgment some thirty months went by",
        "paras. 196 and 199",
    ),
    (
        "a long time up to this day",
        "The Act which was amended had been in force for more than a quarter of a century by then",
        "The Act which was amended had been in force for more than three quarters of a century by then",
        "para. 37",
    ),
    (
        "decades between two years",
        "It took the country around four decades to ratify the convention on married women",
        "It took the country around seven decades to ratify the convention on married women",
        "para. 304",
    ),
    (
        "a part of the year that is counted",
        "The count runs from 2022 on, but of the year 2025 only two thirds are inside it",
        "The count runs from 2022 on, but of the year 2025 only a quarter is inside it",
        "para. 151",
    ),
    (
        "an average of the years that the passage spans",
        "On average it makes about nine refugees in a year",
        "On average it makes about twenty refugees in a year",
        "para. 280",
    ),
    (
        "an average for each",
        "On average a preschool has fewer than a hundred children",
        "On average a preschool has fewer than twenty children",
        "para. 225",
    ),
    (
        "so many of one for each of the other, and not the reverse",
        "For every weekend school with native-language classes there are at least two ethnocultural associations",
        "For every ethnocultural association there are at least two weekend schools with native-language classes",
        "para. 411",
    ),
    (
        "between two numbers",
        "A school among those supplied gets on average between one and two of the new classrooms",
        "A school among those supplied gets on average between five and six of the new classrooms",
        "para. 229",
    ),
    (
        "what a rhythm comes to in a time that is supposed",
        "At the rate given, at least two hundred journalists would pass through in four quarters",
        "At the rate given, at least four hundred journalists would pass through in four quarters",
        "para. 183",
    ),
    (
        "how often a year",
        "In one year the Ministry puts such figures together four times",
        "In one year the Ministry puts such figures together twelve times",
        "para. 61",
    ),
    (
        "a share of a number that is supposed",
        "In a staff of two hundred ordinary posts the quota would come to something between four and eight",
        "In a staff of two hundred ordinary posts the quota would come to something between ten and twenty",
        "para. 88",
    ),
    (
        "the sum of two that stand side by side",
        "Fifty-one persons stood before the court, one of whom was cleared",
        "Fifty-four persons stood before the court, one of whom was cleared",
        "para. 199",
    ),
    (
        "so many of a whole",
        "By the State's own account, 31 of the 50 convicted stayed out of prison",
        "By the State's own account, 41 of the 50 convicted stayed out of prison",
        "para. 199",
    ),
    (
        "a sum over paragraphs",
        "Taking the courses of 2024 and those planned for 2025, the training for teachers of Uighur covers 50 persons",
        "Taking the courses of 2024 and those planned for 2025, the training for teachers of Uighur covers 70 persons",
        "paras. 253 and 254",
    ),
    (
        "a rounded sum",
        "Over the three years taken together more than two hundred cases were entered under article 174",
        "Over the three years taken together more than three hundred cases were entered under article 174",
        "para. 156",
    ),
    (
        "the sum of all that are named",
        "Azerbaijanis, Koreans, Turks and Dungans together do not reach half a million",
        "Azerbaijanis, Koreans, Turks and Dungans together exceed half a million",
        "para. 58",
    ),
    (
        "by how much the parts exceed the whole",
        "Some cases remain under review, and the parts exceed the whole by five",
        "Some cases remain under review, and the parts exceed the whole by nine",
        "para. 290",
    ),
    (
        "a difference between the first year and the last",
        "Between the first and the last of the years immigration went up by nearly 12,000 persons",
        "Between the first and the last of the years immigration went up by nearly 5,000 persons",
        "para. 220",
    ),
    (
        "a difference of shares",
        "Supplementary education is to be raised by under three percentage points before the end of 2025",
        "Supplementary education is to be raised by some ten percentage points before the end of 2025",
        "para. 240",
    ),
    (
        "a multiple of lengths of time",
        "In the special cases the time for decision is four times as long as normal",
        "In the special cases the time for decision is six times as long as normal",
        "para. 278",
    ),
    (
        "a share of a former share",
        "The share first rose slightly, then fell to a third of what it was",
        "The share first rose slightly, then fell to two thirds of what it was",
        "para. 350",
    ),
    (
        "a change by a share",
        "From 2023 to 2024 the number of stateless persons who were granted citizenship fell by more than half",
        "From 2023 to 2024 the number of stateless persons who were granted citizenship fell by 20 per cent",
        "para. 303",
    ),
    (
        "a share of what is not so",
        "Fewer than one in twenty users were dissatisfied in the years quoted",
        "More than one in five users were dissatisfied in the years quoted",
        "para. 342",
    ),
    (
        "a share of a whole list",
        "Of all cases recorded in the three years, those dropped in 2024 for lack of intent make up roughly one in six",
        "Of all cases recorded in the three years, those dropped in 2024 for lack of intent make up about one in three",
        "paras. 156 and 157",
    ),
    (
        "far below a threshold",
        "The decisions which mention this Convention make far less than one per cent of those that refer to treaties",
        "The decisions which mention this Convention make about five per cent of those that refer to treaties",
        "paras. 325 and 326",
    ),
    (
        "a doubling that is a little less",
        "The doubling of cases is explained by more monitoring",
        "The tripling of cases is explained by more monitoring",
        "para. 158",
    ),
    (
        "a year that names a treaty",
        "Cost was among the points raised when the commission looked at the 1990 Convention",
        "Cost was among the points raised when the commission looked at the 1973 Convention",
        "paras. 385 and 386",
    ),
]


@pytest.mark.parametrize(("right", "cite"), [twin[1::2] for twin in _TWINS], ids=[twin[0] for twin in _TWINS])
def test_what_is_reckoned_rightly_is_not_accused(check: Check, right: str, cite: str) -> None:
    assert not wrong_figures(check(right, cite))


@pytest.mark.parametrize(("wrong", "cite"), [twin[2:] for twin in _TWINS], ids=[twin[0] for twin in _TWINS])
def test_what_is_reckoned_wrongly_is_accused(check: Check, wrong: str, cite: str) -> None:
    assert wrong_figures(check(wrong, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("A fifteen-year-old in the ninth grade will learn about the Assembly", "para. 361"),
        ("In the capital's offices they come nearer to half of the bosses than in the regions", "para. 91"),
        ("The grades listed run from the sixth to the eleventh, but the seventh and eighth are left out", "para. 361"),
        ("The ninety-five per cent are a forecast, the ninety-three a fact as reported", "para. 225"),
        ("The anti-corruption framework comes up twice, both times with equal access to services", "paras. 41 and 46"),
        ("In section six is given the detailed description of measures on reform of justice", "para. 28"),
        ("A third kind of commissioner has been put into the Social Code", "para. 22"),
        ("It comes down to taking part in exercises in one month of 2025", "para. 272"),
    ],
)
def test_what_no_passage_can_say_is_not_accused(check: Check, text: str, cite: str) -> None:
    assert not wrong_figures(check(text, cite))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between two and six years", [("duration", 730.5), ("duration", 2191.5)]),
        ("children aged 2 to 6", [("duration", 730.5), ("duration", 2191.5)]),
        ("two hundred and five people", [("count", 205.0)]),
        ("a million and a half consultations", [("count", 1_500_000.0)]),
        ("237 thousands of persons", [("count", 237_000.0)]),
        ("a quarter of a century", [("duration", 9131.25)]),
        ("a third kind", [("ordinal", 3.0)]),
        ("about a third call it so", [("fraction", 1 / 3)]),
        ("one in twenty-five of them", [("fraction", 0.04)]),
        ("six to every ten", [("fraction", 0.6)]),
        ("nine in ten schools", [("fraction", 0.9)]),
        ("it comes up twice", []),
        ("more than twice as many", [("ratio", 2.0)]),
    ],
)
def test_numbers_in_words(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(one.kind, pytest.approx(one.value)) for one in read_quantities(text)] == expected

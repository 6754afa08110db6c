"""Figures that a sentence says otherwise than its passage: each right way of speaking beside its wrong twin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checks.quantities import read_quantities
from assistant.model import Sentence
from tests.assistant.checks.wrong_figures import wrong_figures

Check = Callable[..., Sentence]

# What kind of turn it is; the right sentence, the wrong one, and the passages of both.
_TWINS = [
    (
        "so many in each ten thousand, of a share",
        "The census found fewer than one person of African descent in every ten thousand inhabitants",
        "The census found one person of African descent in every hundred inhabitants",
        "para. 418",
    ),
    (
        "from one year’s figure to another’s",
        "Cases of banned associations fell slightly, from 27 to 22, while administrative ones rose from 38 to 64",
        "Cases of banned associations fell slightly, from 32 to 22, while administrative ones rose from 38 to 64",
        "para. 191 (c)",
    ),
    (
        "a share of a people named by its country",
        "Afghans represent about 92 per cent of the refugees registered between 2022 and 2025",
        "Afghans represent about 72 per cent of the refugees registered between 2022 and 2025",
        "para. 280",
    ),
    (
        "points by which a share trails",
        "Women’s share of managerial posts trails that of the service as a whole by roughly 17 percentage points",
        "Women’s share of managerial posts trails that of the service as a whole by roughly 26 percentage points",
        "para. 91",
    ),
    (
        "a year for which there is no rate",
        "A satisfaction rate above 95 per cent is given for 2022 and 2023, but there is no rate for 2024",
        "A satisfaction rate above 85 per cent is given for 2022 and 2023, but there is no rate for 2024",
        "para. 342",
    ),
    (
        "what awaits somebody",
        "Three to seven years in prison await whoever leads an association preaching ethnic intolerance",
        "Two to nine years in prison await whoever leads an association preaching ethnic intolerance",
        "para. 191 (b)",
    ),
    (
        "so many a month, of a figure for the year",
        "On average there are over eighty such meetings and forums a month",
        "On average there are over ninety such meetings and forums a month",
        "para. 145",
    ),
    (
        "so many a month, of a figure for two years",
        "Over two years the authorities held more than five hundred gatherings, about twenty a month",
        "Over two years the authorities held more than five hundred gatherings, about forty a month",
        "para. 109",
    ),
    (
        "points by which something is weaker",
        "Women’s hold on managerial posts is about ten points weaker in local bodies than in central ones",
        "Women’s hold on managerial posts is about sixteen points weaker in local bodies than in central ones",
        "para. 210",
    ),
    (
        "points between shares",
        "Central and local bodies differ by some ten points in the share of women at managerial level",
        "Central and local bodies differ by some fourteen points in the share of women at managerial level",
        "para. 210",
    ),
    (
        "ages without their years before a verb",
        "More than nine in ten children between 2 and 6 go to preschool",
        "More than nine in ten children between 3 and 7 go to preschool",
        "para. 225",
    ),
    (
        "an average that the numbers given make",
        "On the numbers given, a seminar brought together some twenty-five people from the press",
        "On the numbers given, a seminar brought together some forty people from the press",
        "para. 116",
    ),
    (
        "a sum across years",
        "Across three years a little over two hundred and twenty cases were entered under the article",
        "Across three years a little over two hundred and fifty cases were entered under the article",
        "para. 156",
    ),
    (
        "what is left of a whole",
        "Of the 91 cases which 2024 brought, 36 were discontinued, leaving 55",
        "Of the 91 cases which 2024 brought, 36 were discontinued, leaving 65",
        "paras. 156 and 157",
    ),
    (
        "a part of what the figure before counts",
        "Fewer than 70 per cent of the upgraded rural schools get new classrooms",
        "Fewer than 60 per cent of the upgraded rural schools get new classrooms",
        "para. 229",
    ),
    (
        "so many of the things counted before",
        "Specialized classrooms are being bought for 680 of the rural schools",
        "Specialized classrooms are being bought for 870 of the rural schools",
        "para. 229",
    ),
    (
        "a silence of those asked",
        "Somewhat under a fifth of those asked did not give a positive assessment",
        "Somewhat over a third of those asked did not give a positive assessment",
        "para. 110",
    ),
    (
        "two peoples that fall short of a round number",
        "Turks and Dungans together fell short of 180,000 persons, each group standing at 0.4 per cent",
        "Turks and Dungans together fell short of 170,000 persons, each group standing at 0.4 per cent",
        "para. 58",
    ),
    (
        "about so many points between the two shares named",
        "Central bodies surpass local ones, by some ten percentage points, in the share of women managers",
        "Central bodies surpass local ones, by some fifteen percentage points, in the share of women managers",
        "para. 91",
    ),
    (
        "percentage points before a preposition",
        "In the corporate sector the threshold was exceeded by more than thirteen percentage points in 2022",
        "In the corporate sector the threshold was exceeded by more than fifteen percentage points in 2022",
        "para. 92",
    ),
    (
        "so many cases of five",
        "Three cases of five from the year 2024 were not terminated for missing intent",
        "Four cases of five from the year 2024 were not terminated for missing intent",
        "para. 157",
    ),
    (
        "those of whom nobody is the other",
        "Some ten ethnic groups have civil servants but, on the agency's figures, nobody in a managerial post",
        "Some twenty ethnic groups have civil servants but, on the agency's figures, nobody in a managerial post",
        "para. 209",
    ),
    (
        "the part of the other sex, of the share named",
        "In local bodies close to two thirds of managerial positions are in the hands of men",
        "In central bodies close to two thirds of managerial positions are in the hands of men",
        "para. 210",
    ),
    (
        "a share of a year that is told from another",
        "Whereas children were about 6 per cent of arrivals in 2022, they exceeded 11 per cent two years later",
        "Whereas children were about 6 per cent of arrivals in 2022, they exceeded 15 per cent two years later",
        "para. 220",
    ),
    (
        "what has to be found elsewhere",
        "Even the better-funded grant holders must find a quarter of the tuition cost elsewhere",
        "Even the better-funded grant holders must find a third of the tuition cost elsewhere",
        "para. 231",
    ),
    (
        "a part in words that two shares of the passage come to",
        "Close to a third of pupils learn in Russian though purely Russian schools make up only about 15 per cent",
        "Close to a fifth of pupils learn in Russian though purely Russian schools make up only about 15 per cent",
        "para. 249",
    ),
    (
        "a rate whose base is told last",
        "Almost six violations came to light for every ten inspections",
        "Almost eight violations came to light for every ten inspections",
        "para. 267",
    ),
    (
        "a rate whose things are turned round",
        "Almost six violations came to light for every ten inspections",
        "Almost six inspections came to light for every ten violations",
        "para. 267",
    ),
    (
        "two lengths that lie apart",
        "Between the ordinary deadline for a refugee decision and the extended one lie nine months",
        "Between the ordinary deadline for a refugee decision and the extended one lie six months",
        "para. 278",
    ),
    (
        "an article without its paragraph",
        "Article 13 of the basic law is relied on for the right to a qualified lawyer's help",
        "Article 14 of the basic law is relied on for the right to a qualified lawyer's help",
        "para. 339",
    ),
    (
        "an article of several, without its paragraph",
        "Foreign money for parties and trade unions is forbidden by article 5 of the Constitution",
        "Foreign money for parties and trade unions is forbidden by article 6 of the Constitution",
        "para. 398",
    ),
    (
        "those who are less than satisfied",
        "Fewer than one user in twenty was less than satisfied in 2022 and 2023, if the stated rate is to be believed",
        "Fewer than one user in fifty was less than satisfied in 2022 and 2023, if the stated rate is to be believed",
        "para. 342",
    ),
    (
        "a span to a year of the author's",
        "More than a decade lies between the founding of the Shańyraq Association and the year 2025",
        "More than a decade lies between the founding of the Shańyraq Association and the year 2020",
        "para. 370",
    ),
    (
        "too few for a threshold",
        "With nine States bound by declarations, the individual procedure could not operate",
        "With nine States bound by declarations, the individual procedure could operate",
        "art. 14 (9)",
    ),
    (
        "enough for a threshold",
        "With twelve States bound by declarations, the individual procedure could operate",
        "With twelve States bound by declarations, the individual procedure could not operate",
        "art. 14 (9)",
    ),
    (
        "a threshold and a requirement of the sentence's own",
        "With nine States bound by declarations, the individual procedure could not operate",
        "The individual procedure could not operate unless nine States are bound by declarations",
        "art. 14 (9)",
    ),
    (
        "a threshold that an ordinal tells",
        "Twenty-six instruments would not have sufficed to set the treaty in force",
        "Twenty-six instruments would have sufficed to set the treaty in force",
        "art. 19 (1)",
    ),
    (
        "days that an ordinal tells",
        "Thirty days after the twenty-seventh instrument was deposited, the treaty was to enter into force",
        "Sixty days after the twenty-seventh instrument was deposited, the treaty was to enter into force",
        "art. 19 (1)",
    ),
    (
        "an article in brackets with what follows them",
        "Article 174 of the Criminal Code reaches not only racial and ethnic discord but also social, tribal and"
        " religious discord",
        "Article 404 of the Criminal Code reaches not only racial and ethnic discord but also social, tribal and"
        " religious discord",
        "para. 191",
    ),
]


@pytest.mark.parametrize(("right", "cite"), [twin[1::2] for twin in _TWINS], ids=[twin[0] for twin in _TWINS])
def test_what_is_said_otherwise_is_not_accused(check: Check, right: str, cite: str) -> None:
    assert not wrong_figures(check(right, cite))


@pytest.mark.parametrize(("wrong", "cite"), [twin[2:] for twin in _TWINS], ids=[twin[0] for twin in _TWINS])
def test_what_is_said_wrongly_is_accused(check: Check, wrong: str, cite: str) -> None:
    assert wrong_figures(check(wrong, cite))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on the thirtieth day after", [("ordinal", 30.0)]),
        ("three cases of five were closed", [("fraction", 0.6)]),
        ("three members of five bodies", [("count", 3.0), ("count", 5.0)]),
        ("thirteen percentage points in 2022", [("percent", 13.0), ("year", 2022.0)]),
        ("thirteen points in the report", [("count", 13.0)]),
        ("fell short of 180,000", [("count", 180_000.0)]),
    ],
)
def test_numbers_said_otherwise(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(one.kind, pytest.approx(one.value)) for one in read_quantities(text)] == expected

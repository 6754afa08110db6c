"""Figures told in other words than the passage's, or worked out of its shares: each right one beside its wrong twin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence
from tests.assistant.checks.wrong_figures import wrong_figures

Check = Callable[..., Sentence]

# What kind of turn it is; the right sentence, the wrong one, and the passages of both.
_TWINS = [
    (
        "a day told by an ordinal",
        "The decision that set up the Institute is of the second of May 2020",
        "The decision that set up the Institute is of the ninth of May 2020",
        "para. 118",
    ),
    (
        "an act that is numbered",
        "It was by a decision of the Government, numbered 262, that the Institute was set up",
        "It was by a decision of the Government, numbered 264, that the Institute was set up",
        "para. 118",
    ),
    (
        "articles that are namely given",
        "The Criminal Code has two of the articles, namely 145 and 174",
        "The Criminal Code has two of the articles, namely 145 and 177",
        "para. 96",
    ),
    (
        "a year that stands in a symbol",
        "The reporting guidelines of the Committee that were followed go back to 2007",
        "The reporting guidelines of the Committee that were followed go back to 2009",
        "para. 2",
    ),
    (
        "a length from the year of a symbol",
        "The symbol of the guidelines is fifteen years older than the concluding observations",
        "The symbol of the guidelines is thirty years older than the concluding observations",
        "para. 2",
    ),
    (
        "a part of a million",
        "Nearly three quarters of a million persons have a disability",
        "Nearly a third of a million persons have a disability",
        "para. 89",
    ),
    (
        "a few of a hundred that have not",
        "Two schools out of a hundred have no turnstile yet",
        "Six schools out of a hundred have no turnstile yet",
        "para. 239",
    ),
    (
        "what is absent at some",
        "A connection with the police is absent at about a fifth of the schools",
        "A connection with the police is absent at about two fifths of the schools",
        "para. 239",
    ),
    (
        "what two shares leave",
        "Some four in a hundred gave neither of the two answers, calm and favourable",
        "Some nine in a hundred gave neither of the two answers, calm and favourable",
        "para. 107",
    ),
    (
        "the share of the other sex",
        "Men hold 55.1 per cent of the managerial positions in central bodies",
        "Men hold 59.1 per cent of the managerial positions in central bodies",
        "para. 91",
    ),
    (
        "points between two shares",
        "Between central and local bodies lie 10.5 percentage points",
        "Between central and local bodies lie 12.5 percentage points",
        "para. 91",
    ),
    (
        "points between a sum of one's own and a share",
        "Calm or favourable for 95.8 per cent; those who see no violations are some 20 points fewer",
        "Calm or favourable for 95.8 per cent; those who see no violations are some 30 points fewer",
        "para. 107",
    ),
    (
        "a threshold that is not reached",
        "In neither kind of body do women reach 50 per cent of the managers",
        "In neither kind of body do women reach a third of the managers",
        "para. 91",
    ),
    (
        "the whole of a share",
        "The two numbers on disability imply a total population of nearly 20 million",
        "The two numbers on disability imply a total population of nearly 30 million",
        "para. 89",
    ),
    (
        "an amount before it was raised",
        "Before the rise a student of teaching had about 62,500 tenge",
        "Before the rise a student of teaching had about 52,500 tenge",
        "para. 235",
    ),
    (
        "a share of all but one",
        "Of those who were not Kazakh, half of them were Russian",
        "Of those who were not Kazakh, a quarter of them were Russian",
        "para. 58",
    ),
    (
        "the first and the last month of a half-year",
        "Between January and June 2025 courts of first instance convicted in 24 cases",
        "Between January and May 2025 courts of first instance convicted in 24 cases",
        "para. 155",
    ),
    (
        "a length whose unit is left out",
        "The campaign with UNHCR took some twenty months, the later search about five",
        "The campaign with UNHCR took some twenty months, the later search about ten",
        "paras. 289 and 290",
    ),
    (
        "parts told as a fold",
        "The review serves a twofold end: fewer errors in translation and easier access to laws",
        "The review serves a fourfold end: fewer errors in translation and easier access to laws",
        "para. 352",
    ),
    (
        "points that are matters",
        "Three points are to be strengthened: digital tools, justice and civil society",
        "Nine points are to be strengthened: digital tools, justice and civil society",
        "para. 436",
    ),
    (
        "matters that a sentence lists",
        "Four matters are under review by the experts",
        "Nine matters are under review by the experts",
        "para. 164",
    ),
    (
        "the others of a whole",
        "Exchange is one of three themes, and the other two are harmony and equal participation",
        "Exchange is one of three themes, and the other five are harmony and equal participation",
        "para. 53",
    ),
    (
        "those left unnamed",
        "Of the branches of foreign universities twenty are left unnamed",
        "Of the branches of foreign universities twelve are left unnamed",
        "para. 237",
    ),
    (
        "by how much it rose, a figure that also stands for something else",
        "The persons finally convicted rose by eighteen from 2022 to 2024",
        "The persons finally convicted rose by twenty-six from 2022 to 2024",
        "para. 155",
    ),
    (
        "years told from another",
        "In 2022 there were 46 recorded cases, against 84 one year later and 91 two years later",
        "In 2022 there were 46 recorded cases, against 91 one year later and 84 two years later",
        "para. 156",
    ),
    (
        "how near two figures come",
        "The cases of 2023 came to within seven of those recorded in the year after",
        "The cases of 2023 came to within seventeen of those recorded in the year after",
        "para. 156",
    ),
    (
        "what a yearly figure comes to in a month",
        "On average more than 12,000 textbooks in minority languages are published each month",
        "On average more than 40,000 textbooks in minority languages are published each month",
        "para. 253",
    ),
    (
        "what a figure comes to in each of two years",
        "Spread evenly, each of the two years saw more than 250 public events on cooperation",
        "Spread evenly, each of the two years saw more than 400 public events on cooperation",
        "para. 109",
    ),
    (
        "so many to one",
        "Dividing the two, one gets about 200 children to an event",
        "Dividing the two, one gets about 700 children to an event",
        "para. 255",
    ),
    (
        "one and a half of something for each",
        "For each rural school concerned there are over one and a half modern classrooms",
        "For each rural school concerned there are over six and a half modern classrooms",
        "para. 229",
    ),
    (
        "the time that the report covers",
        "When the period under report began in 2022, the Institute was already at work",
        "When the Institute began in 2022, it was already supporting State policy",
        "para. 118",
    ),
    (
        "an age in a later year",
        "The order on model curricula was ten years old in 2022",
        "The order on model curricula was ten years old in 2019",
        "para. 252",
    ),
    (
        "a decade that is reckoned",
        "Thirty years back from a report that covers the years to 2025 are the 1990s",
        "Thirty years back from a report that covers the years to 2025 are the 1970s",
        "para. 128",
    ),
    (
        "years of which nothing is told",
        "For the years 2022 and 2023 no such share is given here",
        "In the years 2022 and 2023 the share of cases closed was given as 39 per cent",
        "para. 157",
    ),
    (
        "how many digits a number has",
        "The meetings of a year are counted in four-digit numbers",
        "The meetings of a year are counted in six-digit numbers",
        "para. 145",
    ),
    (
        "an age bracket",
        "The two-to-six age bracket has nearly all its children in preschool",
        "The three-to-eight age bracket has nearly all its children in preschool",
        "para. 225",
    ),
    (
        "a treaty named by its year",
        "The ratification of the treaty of 1990 would call for money in the budget",
        "The ratification of the treaty of 1973 would call for money in the budget",
        "para. 386",
    ),
    (
        "a number of what the passage names",
        "In two languages each law must be published officially",
        "In nine languages each law must be published officially",
        "para. 351",
    ),
    (
        "one in so many or one more",
        "About one in eight or nine of the newcomers of 2024 was a child",
        "About one in four or five of the newcomers of 2024 was a child",
        "para. 220",
    ),
    (
        "half of what is no number of things",
        "Sizes are given; rates of birth and death, the other half of the story, are left to annexes",
        "Sizes are given; rates of birth and death are left to annexes for half of the regions",
        "paras. 58 and 59",
    ),
    (
        "two shares with one sign",
        "Women are fewer among managers in local bodies than in central ones, 34.4 against 44.9 per cent",
        "Women are fewer among managers in local bodies than in central ones, 32.4 against 44.9 per cent",
        "para. 91",
    ),
    (
        "years and a half to a month",
        "In the three and a half years from 2022 on 88 persons were finally convicted",
        "In the two and a half years from 2022 on 88 persons were finally convicted",
        "para. 155",
    ),
    (
        "years and a half between two months",
        "Campaign and later search lie within some four and a half years, September 2020 to December 2024",
        "Campaign and later search lie within some six and a half years, September 2020 to December 2024",
        "paras. 289 and 290",
    ),
    (
        "an age in a later year, told after it",
        "The order on model curricula by 2022 was ten years old",
        "The order on model curricula by 2019 was ten years old",
        "para. 252",
    ),
    (
        "what the parts exceed their total by",
        "The outcomes given for the second search exceed the number detected in it by five",
        "The outcomes given for the second search exceed the number detected in it by nine",
        "paras. 289 and 290",
    ),
    (
        "a multiple of amounts that are multiples",
        "The greatest fine for incitement is three and a half times that for taking part in a banned association",
        "The greatest fine for incitement is eight and a half times that for taking part in a banned association",
        "paras. 154 and 191",
    ),
    (
        "a share under one per cent",
        "What was paid to the families was under one per cent of what was allocated to the district",
        "What was paid to the families was over six per cent of what was allocated to the district",
        "paras. 200 and 201",
    ),
    (
        "one more of the things counted",
        "Of the courses three are named in both places, and a fourth, on leadership, in the second only",
        "Of the courses three are named in both places, and a fourth of them in the second only",
        "paras. 124 and 212",
    ),
    (
        "an age below a limit",
        "Twelve-year-olds would be citizens if paternity is established",
        "Sixteen-year-olds would be citizens if paternity is established",
        "para. 295",
    ),
    (
        "the former and the latter",
        "Kindergartens and schools are both counted, 195 of the former and 232 of the latter",
        "Kindergartens and schools are both counted, 232 of the former and 195 of the latter",
        "paras. 226 and 228",
    ),
    (
        "some of them",
        "Rural schools are being upgraded, and specialized classrooms purchased for 680 of them",
        "Rural schools are being upgraded, and specialized classrooms purchased for 590 of them",
        "para. 229",
    ),
    (
        "articles of two acts in brackets",
        "Teaching in native tongues rests on article 19 of the Constitution and articles 8 and 9 of the Education Act",
        "Teaching in native tongues rests on article 8 of the Constitution and articles 19 and 9 of the Education Act",
        "para. 243",
    ),
    (
        "what a figure adds after a comma",
        "The largest hall of residence is that of the Eurasian National University with 2,656 places",
        "The largest hall of residence is that of the Eurasian National University with 2,566 places",
        "para. 232",
    ),
    (
        "the year of a figure in brackets",
        "Recorded cases rose from 46 to 91, of which 36 of the cases of 2024 were terminated",
        "Recorded cases rose from 46 to 91, of which 84 of the cases of 2024 were terminated",
        "paras. 157 and 158",
    ),
    (
        "figures of two passages that have words in common",
        "In 2024, 91 cases came to be recorded, and 36 were closed since nobody had meant to incite",
        "In 2024, 91 cases came to be recorded, and 72 were closed since nobody had meant to incite",
        "paras. 156 and 157",
    ),
]


@pytest.mark.parametrize(("right", "cite"), [twin[1::2] for twin in _TWINS], ids=[twin[0] for twin in _TWINS])
def test_what_is_told_in_other_words_is_not_accused(check: Check, right: str, cite: str) -> None:
    assert not wrong_figures(check(right, cite))


@pytest.mark.parametrize(("wrong", "cite"), [twin[2:] for twin in _TWINS], ids=[twin[0] for twin in _TWINS])
def test_what_is_told_wrongly_in_other_words_is_accused(check: Check, wrong: str, cite: str) -> None:
    assert wrong_figures(check(wrong, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The State says twice that this is in line with the Convention’s first article", "paras. 100 and 103"),
        ("Some university must have opened two or more of the programmes", "para. 238"),
        ("The university’s large hall is among those of 2025, not of the 251 opened before", "para. 232"),
    ],
)
def test_what_counts_nothing_of_the_passage_is_not_accused(check: Check, text: str, cite: str) -> None:
    assert not wrong_figures(check(text, cite))

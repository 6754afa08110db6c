"""Figures that a sentence works out, as staff write them: right ones pass, wrong ones and misplaced ones do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checks.quantities import read_quantities
from assistant.model import Sentence
from tests.assistant.checks.wrong_figures import wrong_figures

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Roughly six out of seven inhabitants, almost 86 per cent, are either Kazakh or Russian", "para. 58"),
        ("Out of ten persons with disabilities of working age, fewer than three have work", "para. 89"),
        ("Those who call relations calm or favourable are 95.8 per cent, which leaves over 4 per cent", "para. 107"),
        ("The new courses of 2025 reached about three times as many as the seminars of 2024", "para. 123"),
        ("From 2022 until August 2025, 1,195 children of foreigners received medical care", "para. 151"),
        ("Two and a half times as many people were finally convicted in 2024 as in 2022", "para. 155"),
        ("In the three full years from 2022 to 2024, 62 persons were finally convicted", "para. 155"),
        ("Article 405 led to 72 cases in three years, eighteen times as many as article 404", "para. 191"),
        ("Of 51 defendants, one was acquitted", "para. 199"),
        ("Over the three years together, 72,094 immigrants came, 6,231 of them children", "para. 220"),
        ("The number of specialists rose from 303 to 896, which is almost a tripling", "para. 239"),
        ("Children outside supplementary education make up 12.8 per cent", "para. 240"),
        ("More than a third of the cases under article 405 date from 2022", "para. 191"),
        ("The three outcomes reported come to 840 persons, five more than were found", "para. 290"),
        ("From 2020 to 2024, between 676 and 1,808 stateless persons a year were granted citizenship", "para. 303"),
        ("Since 2022, 396 to 1,542 stateless persons a year were granted citizenship", "para. 303"),
        ("Grants of citizenship fell from 1,808 in 2021 to 676 in 2024, by more than 60 per cent", "para. 303"),
        ("Almost 70 per cent of the cases, 54 of 78, fall under article 309", "para. 317"),
        ("Six cases concern article 128; most are about keeping premises for prostitution", "para. 317"),
        ("In the nine years from 2016 to 2024, there were about eleven training events a year", "para. 328"),
        ("While 43 institutions of higher education have a department, 10 have set up student assemblies", "para. 369"),
        ("The campaign was supported by UNHCR and two NGOs", "para. 289"),
        ("Over 1,000 meetings a year make getting on for three every single day", "para. 145"),
        ("Month after month, more than eighty times on average, people sit down to talk of conflicts", "para. 145"),
        ("Some twenty meetings on conflicts are held every week", "para. 145"),
        ("If the 36 terminated cases are taken from the 91 recorded in 2024, there remain 55", "paras. 156 and 157"),
        ("Women made up 56.2 per cent of civil servants, a figure that the report gives twice", "paras. 91 and 210"),
    ],
)
def test_what_follows_is_not_accused_for_its_figures(check: Check, text: str, cite: str) -> None:
    assert not wrong_figures(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Roughly 96 per cent of the inhabitants are either Kazakh or Russian", "para. 58"),
        ("Out of ten persons with disabilities of working age, more than six have work", "para. 89"),
        ("Two thirds of the 30 members of the deputy group sit in the Senate", "para. 133"),
        ("From 2022 until October 2025, 1,195 children of foreigners received medical care", "para. 151"),
        ("Three and a half times as many people were finally convicted in 2024 as in 2022", "para. 155"),
        ("Over the three years together, 72,094 immigrants came, 8,231 of them children", "para. 220"),
        ("The number of specialists rose from 303 to 896, which is almost a doubling", "para. 239"),
        ("More than nine out of ten of the 37 refugees come from Ukraine", "para. 280"),
        ("Over 1,000 meetings a year make getting on for five every single day", "para. 145"),
        ("Month after month, more than ninety times on average, people sit down to talk of conflicts", "para. 145"),
        ("Some fifty meetings on conflicts are held every week", "para. 145"),
        ("If the 36 terminated cases are taken from the 91 recorded in 2024, there remain 45", "paras. 156 and 157"),
    ],
)
def test_what_does_not_follow_is_accused_for_its_figures(check: Check, text: str, cite: str) -> None:
    assert wrong_figures(check(text, cite))


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("Two and a half times as many", 2.5, "ratio"),
        ("Half a thousand meetings", 500, "count"),
        ("Two dozen universities", 24, "count"),
        ("Out of ten pupils in towns, fewer than three walk", 0.3, "fraction"),
    ],
)
def test_numbers_in_other_words(text: str, value: float, kind: str) -> None:
    assert [(quantity.value, quantity.kind) for quantity in read_quantities(text)] == [(value, kind)]

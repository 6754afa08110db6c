"""Which of two things is the greater: held against the figures of the passage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]
MISTAKEN = pytest.mark.xfail(strict=True, reason="the statements written beforehand are mistaken here")


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The share of women among managers is greater in local than in central bodies", "para. 91"),
        ("More preschools teach in Uzbek than in Uighur", "para. 248"),
        ("Tatars outnumber Germans", "para. 58"),
        ("There were more general education schools in 2022/23 than in 2020, namely 6,957 against 6,909", "para. 249"),
        ("More AI agents are in testing than in development", "para. 238"),
        ("Uighurs are more numerous than Ukrainians", "para. 58"),
        (
            "The share of women among managers in central bodies is exceeded even by the share in local bodies",
            "para. 91",
        ),
    ],
)
def test_an_order_turned_round_is_accused(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The share of women among managers is greater in central than in local bodies", "para. 91"),
        ("More preschools teach in Uighur than in Uzbek", "para. 248"),
        ("Germans outnumber Tatars", "para. 58"),
        ("More children were reached by the events of 2023 than attend the clubs in a year", "para. 255"),
        (
            "The share of women among managers in local bodies is exceeded even by the share in central bodies",
            "para. 91",
        ),
        ("Those in employment are far outnumbered by those of working age", "para. 89"),
        pytest.param("A lower share of people is fluent in Kazakh than in Russian", "para. 350", marks=MISTAKEN),
        ("Per region the seminars reached on average little more than twenty civil servants", "para. 213"),
    ],
)
def test_the_order_of_the_passage_is_not(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused

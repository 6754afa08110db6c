"""Two statements of the passages, told rightly and crossed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        (
            "The Academy of Justice trained civil servants, whereas the Academy of Public Administration is widening "
            "courses for judges",
            "paras. 328 and 329",
        ),
        (
            "Ethno-political literacy is taught at about 400 weekend schools, and native languages are taught to media "
            "students",
            "paras. 410 and 411",
        ),
        (
            "Statelessness has moved to the Labour Ministry, whereas refugee affairs are determined under an order of "
            "the Interior Minister",
            "paras. 275 and 292",
        ),
    ],
)
def test_statements_that_are_crossed_are_accused(check: Check, text: str, cite: str) -> None:
    assert any("mixes two statements" in finding.message for finding in check(text, cite).findings)


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        (
            "The Academy of Justice trained judges, whereas the Academy of Public Administration is widening courses "
            "for civil servants",
            "paras. 328 and 329",
        ),
        (
            "Ethno-political literacy is taught to media students, and native languages are taught at about 400 "
            "weekend schools",
            "paras. 410 and 411",
        ),
        (
            "Refugee affairs have moved to the Labour Ministry, whereas statelessness is determined under an order of "
            "the Interior Minister",
            "paras. 275 and 292",
        ),
    ],
)
def test_statements_told_rightly_are_not(check: Check, text: str, cite: str) -> None:
    assert not any("mixes two statements" in finding.message for finding in check(text, cite).findings)

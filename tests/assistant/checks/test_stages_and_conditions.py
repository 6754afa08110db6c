"""Stages and conditions that the passages know nothing of: accused, and left alone where they do know of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The festival of the Gypsy Diaspora has still to be founded", "para. 262"),
        ("Beside those mentioned before, further ombudsmen are planned, for example for business people", "para. 23"),
        ("A network of mediators has yet to be set up at the Assembly", "para. 136"),
        ("The hundreds of new schools are finished and have taken in their first pupils", "para. 228"),
        ("The ministry has finished new curricula in which tolerance has more weight", "para. 356"),
        ("Courts must look to international law in every case before them", "para. 323"),
        ("In every case the answer may take up to a year", "para. 278"),
        ("The list of five countries is a complete one", "para. 423"),
        ("The five specialised ombudsmen are a full list", "para. 23"),
    ],
)
def test_a_stage_or_a_condition_of_ones_own_is_accused(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The curricula are still being updated with tolerance in mind", "para. 356"),
        pytest.param(
            "The law on platforms is no longer a draft: it has been adopted",
            "para. 172",
            marks=pytest.mark.xfail(strict=True, reason="few words of the passage, few statements near"),
        ),
        ("The supercomputer cluster is still in the making", "para. 238"),
        ("Courts must look to international law only where that is necessary", "para. 323"),
        ("A foreigner on a short stay gets free care where the illness endangers other people", "para. 149"),
        ("The five specialised ombudsmen are given as examples, not as a full list", "para. 23"),
        ("The Media Act has a closed list of grounds for halting an outlet", "para. 166"),
        ("Nobody can be deprived of citizenship, except as determined by a court", "para. 293"),
    ],
)
def test_a_stage_or_a_condition_of_the_passage_is_not(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused

"""Words that except, bound or name a thing, or tell who agrees, beside ones that say another thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The pupils taught in languages other than Kazakh and Russian fell from 103,338 to 98,264", "para. 249"),
        ("Regional commissioners for children's rights were introduced by law no earlier than 2024", "para. 21"),
        ("What is to follow the 2022–2026 framework of the Assembly is still being drafted", "para. 35"),
    ],
)
def test_what_is_excepted_bounded_or_named_accuses_nothing(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        ("The number of pupils taught in Kazakh went down from 103,338 to 98,264", "para. 249", "wrong_figure"),
        (
            "Regional commissioners for children's rights were not introduced by law in 2024",
            "para. 21",
            "contradiction",
        ),
        (
            "What is to follow the 2021–2024 framework of the Assembly is still being drafted",
            "para. 35",
            "wrong_figure",
        ),
        ("In 2026 the framework of the Assembly is still being drafted", "para. 35", "wrong_figure"),
    ],
)
def test_the_like_that_says_another_thing_is_accused(check: Check, text: str, cite: str, kind: str) -> None:
    assert kind in {finding.kind for finding in check(text, cite).findings}


def test_ligatures_are_read_as_letters(check: Check) -> None:
    told = "The measures are assessed as a su{}ciently e{}ective response to incitement"
    plain, drawn = (check(told.format(*letters), "para. 189") for letters in (("ffi", "ff"), ("ﬃ", "ﬀ")))
    assert plain.verdict == drawn.verdict == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "The Ombudsman is chosen by the Senate subject to the agreement of the President",
        "The Senate appoints the Ombudsman and the President gives agreement",
        "It is the Senate that names the Ombudsman, with the President's agreement",
    ],
)
def test_who_agrees_told_as_who_acts_is_found(check: Check, text: str) -> None:
    (message,) = (finding.message for finding in check(text, "para. 377").findings if finding.kind == "contradiction")
    assert "other way round" in message and "by the President with the agreement of the Senate" in message


@pytest.mark.parametrize(
    "text",
    [
        "The President appoints the Ombudsman with the Senate's agreement",
        "Without the agreement of the Senate the President appoints no Ombudsman",
    ],
)
def test_who_agrees_as_the_passage_has_it(check: Check, text: str) -> None:
    assert not any("other way round" in finding.message for finding in check(text, "para. 377").findings)

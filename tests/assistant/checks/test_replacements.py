"""What came in the place of what: told as the passage has it, or the other way round."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]
ROUND = "other way round"


@pytest.mark.parametrize(
    "text",
    [
        "The word “incitement”, which article 174 had used until then, was replaced with the term for fomenting strife",
        "In 2020 the notion of incitement yielded its place, in article 174, to that of fomenting strife",
        "The amendments of 2020 put a notion of fomenting strife in the place of incitement",
        "Since 2020 the article has the term for fomenting strife instead of “incitement”",
        "The amendments of 2020 replaced “incitement” with a term for fomenting strife",
        "The amendments substituted the fomenting of strife for “incitement”",
    ],
)
def test_the_old_thing_told_as_the_new_one_is_found(check: Check, text: str) -> None:
    sentence = check(text, "para. 154")
    assert sentence.accused and any(ROUND in finding.message for finding in sentence.findings)


@pytest.mark.parametrize(
    "text",
    [
        "The term for fomenting strife, which the article had used until then, was replaced with “incitement”",
        "In article 174 on incitement the term for fomenting strife gave way to “incitement”",
        "The amendments of 2020 put the term “incitement” in the place of the one for fomenting strife",
        "Since 2020 article 174 speaks of “incitement” instead of fomenting strife",
        "The amendments substituted “incitement” for the term for fomenting strife",
        "The amendments of 2020 replaced one term with another and introduced a fine",
    ],
)
def test_what_came_and_what_went_as_the_passage_has_it(check: Check, text: str) -> None:
    assert not any(ROUND in finding.message for finding in check(text, "para. 154").findings)

from __future__ import annotations

import asyncio

import pytest

from assistant.conversation import Conversation, Turn, leans_on_earlier, search_query
from assistant.engines import extractive
from assistant.engines.extractive.spelled_out import spelled_out
from assistant.events import Done
from assistant.model import AskResult
from assistant.store import Store

REPORT = "CERD/C/KAZ/11-14"


def ask(store: Store, question: str, *before: str) -> AskResult:
    said = Conversation(tuple(Turn(one, "Something.") for one in before))

    async def last() -> object:
        return [event async for event in extractive.ask(question, store, said)][-1]

    done = asyncio.run(last())
    assert isinstance(done, Done) and isinstance(done.result, AskResult)
    return done.result


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("and in which year?", True),
        ("How many of them are there?", True),
        ("Why?", True),
        ("What about Uzbeks?", True),
        ("How many refugees are there?", False),
        ("Which laws that protect Roma does the report name?", False),
        ("Who decides on that?", True),
        ("Who appoints the Ombudsman?", False),
        ("", False),
    ],
)
def test_a_question_that_leans_on_the_one_before_is_known(question: str, leans: bool) -> None:
    assert leans_on_earlier(question) is leans


def test_a_chain_of_follow_ups_is_searched_with_the_question_that_began_it() -> None:
    said = Conversation(
        (Turn("Who are the Roma?", "x"), Turn("How many schools are there?", "x"), Turn("And why?", "x"))
    )
    assert search_query("and when?", said) == "How many schools are there? And why? and when?"
    assert search_query("Who appoints the Ombudsman?", said) == "Who appoints the Ombudsman?"


def test_a_follow_up_is_answered_with_the_turn_before(store: Store) -> None:
    result = ask(store, "and in which year?", "How many schools will undergo major repairs?")
    assert result.answered and "2025" in result.answer and f"{REPORT}#229" in result.citations


def test_a_pronoun_is_spelled_out() -> None:
    assert spelled_out("How many of them are there?", "What is said about Dungans?") == "How many Dungans are there?"
    assert spelled_out("Who pays?", "How many rural schools are there?") == "Who pays?"


def test_a_question_of_its_own_is_not_mixed_with_the_turn_before(store: Store) -> None:
    result = ask(store, "Who appoints the Ombudsman?", "How many rural schools are being upgraded?")
    assert result.searched == ("Who appoints the Ombudsman?",) and f"{REPORT}#377" in result.citations


def test_a_first_question_typed_without_its_question_mark_is_refused_like_any_other(store: Store) -> None:
    result = ask(store, "Who won the football match on Saturday in Astana")
    assert result.needed is not None and not result.citations

from __future__ import annotations

import pytest

from assistant.brief import Brief
from assistant.errors import AddressError
from assistant.gathering import Gathered, gather
from assistant.store import Store
from vectorstore.address import Address

REPORT = "CERD/C/KAZ/11-14"


def article(text: str, store: Store) -> Gathered:
    return gather(Brief(article=Address.from_id(f"ICERD#{text}")), store)


def numbers(gathered: Gathered) -> list[int]:
    """The paragraphs of the matching section."""
    own = [passage for passage in gathered.report if passage.id not in gathered.elsewhere]
    return [int(passage.id.partition("#")[2]) for passage in own]


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("1", 68, 103),
        ("3", 142, 152),
        ("4", 153, 193),
        ("5", 194, 317),
        ("6", 318, 354),
        ("7", 355, 374),
    ],
)
def test_an_article_is_its_section(store: Store, number: str, first: int, last: int) -> None:
    gathered = article(number, store)
    assert numbers(gathered) == list(range(first, last + 1))
    assert all(passage.symbol == "ICERD" for passage in gathered.convention)
    assert not {passage.parent for passage in gathered.report} - {None}, "whole paragraphs only"


def test_sections_that_name_no_article_go_where_the_committee_asks_for_their_matter(store: Store) -> None:
    """Article 2 has its own section, that on identity and that on the national human rights institution."""
    assert numbers(article("2", store)) == [*range(48, 56), *range(104, 142), *range(375, 384)]


@pytest.mark.parametrize(
    ("item", "first", "last"),
    [
        ("5(e)(v)", 218, 257),
        ("5(c)", 204, 217),
        ("5(b)", 194, 203),
        ("5(d)(iii)", 288, 310),
        ("5(e)(i)", 266, 273),
        ("4(b)", 186, 193),
        ("5(d)(viii)", 153, 185),
    ],
)
def test_an_item_is_the_sub_sections_that_speak_of_it(store: Store, item: str, first: int, last: int) -> None:
    assert numbers(article(item, store)) == list(range(first, last + 1))


def test_an_item_brings_the_words_above_it(store: Store) -> None:
    ids = [passage.id for passage in article("5(e)(v)", store).convention]
    assert ids == ["ICERD#5", "ICERD#5(e)", "ICERD#5(e)(v)"]


@pytest.mark.parametrize(("item", "expected"), [("5(e)(iii)", {64, 147}), ("5(e)(iv)", {62, 285})])
def test_an_item_without_a_sub_section_has_what_search_finds(store: Store, item: str, expected: set[int]) -> None:
    gathered = article(item, store)
    assert numbers(gathered) == []
    assert expected <= {int(passage.id.partition("#")[2]) for passage in gathered.report}


@pytest.mark.parametrize("item", ["5(d)(vi)", "5(f)", "12", "25"])
def test_nothing_is_found_where_nothing_is_said(store: Store, item: str) -> None:
    assert article(item, store).report == ()


@pytest.mark.parametrize(("number", "paragraph"), [("8", 400), ("14", 338), ("9", 2), ("17", 1)])
def test_an_article_on_the_procedure_has_the_few_paragraphs_that_name_it(
    store: Store, number: str, paragraph: int
) -> None:
    found = numbers(article(number, store))
    assert paragraph in found and len(found) <= 6


def test_an_unknown_article_names_the_range(store: Store) -> None:
    with pytest.raises(AddressError, match="1–25"):
        article("26", store)


def test_a_follow_up_is_the_section_that_answers_it(store: Store) -> None:
    assert numbers(gather(Brief(follow_up=("15", "16")), store)) == list(range(153, 171))
    assert set(numbers(gather(Brief(follow_up=("22",)), store))) == {*range(104, 142), *range(355, 375)}
    assert set(numbers(gather(Brief(follow_up=("22 (d)",)), store))) == set(range(127, 142))


def test_a_follow_up_that_nothing_answers_names_those_that_are(store: Store) -> None:
    with pytest.raises(AddressError, match="para. 50") as raised:
        gather(Brief(follow_up=("50",)), store)
    assert "15, 16" in raised.value.hint


def test_a_topic_is_what_search_finds_in_both_documents(store: Store) -> None:
    gathered = gather(Brief(topic="violence in the Korday district"), store)
    assert {f"{REPORT}#196", f"{REPORT}#199"} <= {passage.id for passage in gathered.report[:4]}
    assert gathered.convention and all(passage.symbol == "ICERD" for passage in gathered.convention)


@pytest.mark.parametrize(
    ("topic", "provision"),
    [
        ("hate speech on the internet", "ICERD#4(a)"),
        ("can foreigners see a doctor", "ICERD#5(e)(iv)"),
        ("complaints to the ombudsman", "ICERD#6"),
    ],
)
def test_a_topic_has_the_provisions_that_it_is_about_and_none_on_the_procedure(
    topic: str, provision: str, store: Store
) -> None:
    found = [Address.from_id(passage.id) for passage in gather(Brief(topic=topic), store).convention]
    assert provision in {address.id for address in found}
    assert all(address.path[0] in set("1234567") for address in found)


@pytest.mark.parametrize(("observation", "article"), [("46", "8"), ("49", "9")])
def test_a_follow_up_on_the_procedure_has_the_article_that_its_section_names(
    observation: str, article: str, store: Store
) -> None:
    found = gather(Brief(follow_up=(observation,)), store).convention
    assert {Address.from_id(passage.id).path[0] for passage in found} == {article}


def test_a_wide_search_adds_what_goes_on_with_figures_and_leaves_a_whole_article_alone(store: Store) -> None:
    narrow, wide = (gather(Brief(article=Address("ICERD", ("4", "a"))), store, wide=wide) for wide in (False, True))
    assert [passage.id for passage in wide.report[: len(narrow.report)]] == [passage.id for passage in narrow.report]
    assert {f"{REPORT}#{number}" for number in (155, 156, 157)} <= wide.beside <= wide.elsewhere
    assert not narrow.beside and not wide.beside & {passage.id for passage in narrow.report}
    whole = Brief(article=Address("ICERD", ("4",)))
    assert gather(whole, store, wide=True) == gather(whole, store)

"""Drafts of the extractive engine on the real corpus: what every one of them must hold."""

from __future__ import annotations

import asyncio
from functools import cache

import pytest

from assistant.brief import SECTION_PARTS, Brief, default_words
from assistant.engines import extractive
from assistant.errors import AddressError
from assistant.events import Done, Event, SentenceChecked
from assistant.model import DraftResult
from assistant.store import Store
from evals.drafts import measure
from vectorstore.address import Address

ITEMS = [("5", "e", "v"), ("5", "d", "iii"), ("5", "c"), ("2", "1", "c"), ("14",), ("12",)]
ARTICLES = [*((number,) for number in "1234567"), *ITEMS]
MOST_QUOTED = 0.35
MOST_OF_A_FRAME = 3


def events(brief: Brief, store: Store) -> list[Event]:
    async def run() -> list[Event]:
        return [event async for event in extractive.draft(brief, store)]

    return asyncio.run(run())


_drafts: dict[Brief, DraftResult] = {}


def draft(brief: Brief, store: Store) -> DraftResult:
    if brief not in _drafts:
        last = events(brief, store)[-1]
        assert isinstance(last, Done) and isinstance(last.result, DraftResult)
        _drafts[brief] = last.result
    return _drafts[brief]


@cache
def article(*path: str) -> Brief:
    address = Address("ICERD", path)
    return Brief(article=address, max_words=default_words(address))


@pytest.mark.parametrize("path", ARTICLES, ids=" ".join)
def test_every_draft_stands_up(path: tuple[str, ...], store: Store) -> None:
    brief = article(*path)
    result = draft(brief, store)
    figures = measure("", result)
    accused = [(one.verdict, one.text, one.findings) for one in result.sentences if one.accused]
    assert accused == []
    assert figures.addresses_resolved == 1
    assert figures.quotes_exact == 1
    assert figures.told_as_fact == 0, [
        one.text for one in result.sentences for finding in one.findings if finding.kind == "state_claim_as_fact"
    ]
    assert figures.quoted_words <= MOST_QUOTED
    assert figures.most_frequent_frame <= MOST_OF_A_FRAME
    assert figures.parts == len(SECTION_PARTS)
    assert figures.words <= brief.max_words


def test_paragraphs_are_numbered_through(store: Store) -> None:
    lines = draft(article("4"), store).markdown.split("\n")
    numbers = [int(line.partition(".")[0]) for line in lines if line[:1].isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_symbol_is_named_once_and_then_the_short_form(store: Store) -> None:
    markdown = draft(article("6"), store).markdown
    assert markdown.count("(CERD/C/KAZ/11-14, para") == 1
    assert "(para. " in markdown


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("4",), ["221 cases", "62 convictions", "39 per cent (36)", "intent to incite is proved"]),
        (("6",), ["about 10,000 judicial decisions", "six judicial decisions", "low number of complaints"]),
        (("1",), ["premature to develop a bill", "paras. 80, 81 and 406"]),
        (("5", "d", "iii"), ["29,449 stateless persons", "appears premature", "paras. 299, 309 and 310"]),
        (("5", "e", "v"), ["103,338", "98,264"]),
        (("3",), ["para. 63", "does not allow segregation"]),
        (("7",), ["para. 374", "para. 410", "“Policy for shaping the nation’s genetic code” (para. 372)"]),
    ],
)
def test_what_a_careful_reader_finds(path: tuple[str, ...], words: list[str], store: Store) -> None:
    markdown = draft(article(*path), store).markdown
    assert [word for word in words if word not in markdown] == []


def test_article_5_names_every_right_that_the_report_does_not_address(store: Store) -> None:
    markdown = draft(article("5"), store).markdown
    named = next(line for line in markdown.split("\n") if "No paragraph found in CERD/C/KAZ/11-14 addresses" in line)
    for right in ("to leave any country", "to own property", "to inherit", "of access to any place"):
        assert right in named
    assert "nationality" not in named


def test_no_sentence_stands_twice_in_a_draft(store: Store) -> None:
    for number in "1234567":
        told = [one.text for one in draft(article(number), store).sentences if len(one.text.split()) > 4]
        assert len(told) == len(set(told))


def test_an_added_sentence_and_one_that_points_to_others_are_not_told_alone(store: Store) -> None:
    third, fifth = (draft(article(number), store).markdown for number in "35")
    assert "have the same obligations" not in third
    assert "duty to master the State language" not in fifth


def test_a_prohibition_that_lost_its_negation_in_print_is_not_told(store: Store) -> None:
    assert "that one may be subjected to any form of discrimination" not in draft(article("1"), store).markdown
    assert "provides that one may be subjected" not in draft(article("1"), store).markdown


def test_what_a_careful_reader_would_strike_out_is_not_told(store: Store) -> None:
    drafts = {number: draft(article(number), store).markdown for number in "1234567"}
    struck = {
        "1": ["the possibility of conducting in-depth research has been decided"],
        "2": ["such perceptions", "share that view"],
        "3": ["give cases in which the guarantees"],
        "4": ["growing number of cases", "Open such proceedings", "the Constitution (arts. 14 and 20) prohibits"],
        "5": ["make 840", "when the matter left open", "names no survey or data"],
        "6": ["measurable targets", "readiness"],
        "7": ["(10,000 information materials", "500 banners"],
    }
    assert [words for number, told in struck.items() for words in told if words in drafts[number]] == []
    assert "the absence of complaints does not show the absence of discrimination" in drafts["5"]


def test_a_point_is_told_in_the_section_of_one_article(store: Store) -> None:
    told: dict[str, str] = {}
    for number in "1234567":
        for line in draft(article(number), store).markdown.partition("### What is missing")[2].split("\n"):
            words = line.partition(". ")[2].partition(" (ICERD")[0]
            assert not words or words not in told, (told.get(words), number)
            told |= {words: number} if words else {}


def test_evidence_is_asked_for_by_persons_and_what_happened_to_them(store: Store) -> None:
    for number in "1234567":
        places = [line for line in draft(article(number), store).markdown.split("\n") if "[NGO evidence: " in line]
        assert places
        assert not [place for place in places if "decision" in place.split(";")[0] or "facts on the ground" in place]


def test_an_article_of_which_the_report_says_nothing(store: Store) -> None:
    markdown = draft(article("12"), store).markdown
    assert "No paragraph found in CERD/C/KAZ/11-14 that speaks of article 12 of the Convention" in markdown
    assert "ICERD, art. 12 (1) (a)" in markdown


def test_a_topic_and_a_follow_up(store: Store) -> None:
    topic = draft(Brief(topic="hate speech online", max_words=600), store)
    assert topic.title == "Hate speech online"
    assert len(topic.markdown.split()) <= 600
    follow_up = draft(Brief(follow_up=("37", "38")), store)
    assert "concluding observations 37 and 38" in follow_up.title
    assert "trafficking" in follow_up.markdown
    assert topic.accused == follow_up.accused == 0


def test_a_follow_up_that_no_section_answers(store: Store) -> None:
    with pytest.raises(AddressError, match="para. 99"):
        events(Brief(follow_up=("99",)), store)


def test_the_same_brief_gives_the_same_draft(store: Store) -> None:
    first, second = (events(article("3"), store)[-1] for _ in range(2))
    assert first == second


def test_every_sentence_is_told_with_its_verdict_before_the_end(store: Store) -> None:
    told = events(article("3"), store)
    checked = [event.sentence for event in told if isinstance(event, SentenceChecked)]
    assert isinstance(told[-1], Done)
    assert tuple(checked) == told[-1].result.sentences


def test_cases_without_an_outcome_and_a_group_without_figures_are_named(store: Store) -> None:
    markdown = draft(article("5"), store).markdown
    assert "54 of them under article 309" in markdown
    assert "6 of them under article 128 (trafficking in persons)" in markdown
    assert "the schooling, work, housing and health of Roma" in markdown
    assert "languages of minorities where there is enough demand" in markdown
    assert "when the accession of Kazakhstan to the 1954 Convention relating to the Status of Stateless" in markdown


def test_what_people_think_of_the_state_is_no_part_of_its_account(store: Store) -> None:
    second, sixth = (draft(article(number), store).markdown for number in "26")
    assert "were satisfied with the State policy" not in second
    assert "whose main objective" not in second
    assert "reported Kazakh as their native language" not in sixth


def test_a_gap_of_which_nothing_is_asked_is_left_out(store: Store) -> None:
    first, third = (draft(article(number), store).markdown for number in "13")
    assert "in-depth research" not in first
    assert "*Law only.*" not in third


def test_no_gap_is_told_where_the_paragraphs_beside_it_answer(store: Store) -> None:
    first, fifth, sixth = (draft(article(number), store).markdown for number in "156")
    assert "names provisions that apply in such cases (para. 102)" in first
    assert "it says nothing of the years 2022 to 2024" not in fifth
    assert "“remains subject to further examination” (para. 386)" in fifth
    assert "the Constitutional Court and administrative proceedings (paras. 20 and 345)" in sixth


def test_no_two_articles_ask_for_the_same_fact(store: Store) -> None:
    asked: dict[str, str] = {}
    for number in "1234567":
        for line in draft(article(number), store).markdown.split("\n"):
            fact = line.partition("[NGO evidence: ")[2]
            assert not fact or fact not in asked, (asked.get(fact), number)
            asked |= {fact: number} if fact else {}


@pytest.mark.parametrize("number", "45")
def test_a_very_short_draft_keeps_within_its_limit_and_still_asks_and_recommends(number: str, store: Store) -> None:
    markdown = draft(Brief(article=Address("ICERD", (number,)), max_words=340), store).markdown
    assert 200 < len(markdown.split()) <= 340
    assert "No question arises" not in markdown
    assert "No recommendation arises" not in markdown
    assert "[NGO evidence: " in markdown

from __future__ import annotations

import pytest

from assistant.brief import Brief
from assistant.engines.endpoint.beyond import beyond, subjects
from assistant.engines.endpoint.duties import with_duties
from assistant.engines.endpoint.fitting import cost
from assistant.gathering import follow_up_section, gather
from assistant.store import Store
from vectorstore.address import Address

ROOM = 13_000


def duties(brief: Brief, store: Store, room: int = ROOM) -> list[str]:
    gathered = with_duties(gather(brief, store), brief, store, room)
    return [passage.id.partition("#")[2] for passage in gathered.convention]


@pytest.mark.parametrize(
    ("follow_up", "near"),
    [
        (("29", "30"), {"5(c)", "2(1)(c)"}),
        (("31", "32"), {"5(e)(v)", "7"}),
        (("17", "18"), {"4", "4(a)", "4(c)", "6"}),
        (("41", "42"), {"1(3)", "5(d)(iii)"}),
        (("43", "44"), {"6", "5(a)"}),
        (("22 (d)",), {"2(1)(e)"}),
    ],
)
def test_a_follow_up_is_offered_the_duties_that_it_falls_under(
    follow_up: tuple[str, ...], near: set[str], store: Store
) -> None:
    offered = duties(Brief(follow_up=follow_up), store)
    assert near <= set(offered) and {"2(2)", "6", "7", "9(1)"} <= set(offered)
    assert len([one for one in offered if one.startswith("5")]) <= 12, "not the whole list of rights"


def test_a_topic_on_statistics_is_offered_the_duty_to_report(store: Store) -> None:
    assert "9(1)" in duties(Brief(topic="Statistics by ethnic origin"), store)


def test_a_provision_stands_after_the_words_that_open_it(store: Store) -> None:
    offered = duties(Brief(follow_up=("31", "32")), store)
    assert offered.index("5") < offered.index("5(e)") < offered.index("5(e)(v)")
    assert offered.index("2(1)") < offered.index("2(1)(c)")


def test_the_article_of_a_brief_comes_first_and_stays_in_a_small_room(store: Store) -> None:
    brief = Brief(article=Address.from_id("ICERD#5(e)(v)"))
    assert duties(brief, store)[:3] == ["5", "5(e)", "5(e)(v)"]
    assert duties(brief, store, room=10) == ["5", "5(e)", "5(e)(v)"]


def test_the_convention_takes_no_more_than_its_share(store: Store) -> None:
    for room in (2_000, 6_000, ROOM):
        brief = Brief(follow_up=("31", "32"))
        assert cost(with_duties(gather(brief, store), brief, store, room).convention) <= room / 5


def test_where_nothing_is_found_no_duty_is_made_up(store: Store) -> None:
    assert duties(Brief(topic="zzz qqq xxy"), store) == []


def test_an_article_on_the_treaty_itself_stands_alone(store: Store) -> None:
    assert duties(Brief(article=Address.from_id("ICERD#14(1)")), store) == ["14(1)"]


def test_a_section_learns_what_the_report_says_on_its_subject_elsewhere(store: Store) -> None:
    decade = follow_up_section(("48",), store)
    found = [passage.id.partition("#")[2] for passage in beyond(decade, store)]
    assert subjects(decade)[0] == "International Decade for People of African Descent"
    assert "66" in found and len(found) <= 4 and not {passage.id.partition("#")[2] for passage in decade} & set(found)


def test_without_a_subject_nothing_is_elsewhere(store: Store) -> None:
    assert beyond([], store) == []

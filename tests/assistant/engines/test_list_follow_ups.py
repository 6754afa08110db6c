from __future__ import annotations

from assistant.engines.endpoint.agent.toolbox import Toolbox
from assistant.events import Event
from assistant.follow_up import observation_paragraphs
from assistant.gathering import follow_up_section
from assistant.store import Store
from vectorstore.library import open_library
from vectorstore.model import Document, Passage

REPORT = "CERD/C/KAZ/11-14"


def toolbox(store: Store, seen: frozenset[str] = frozenset(), room: int = 8000) -> Toolbox:
    events: list[Event] = []
    return Toolbox(store, store.ring(), room, events.append, seen)


def korday(store: Store) -> frozenset[str]:
    return frozenset(one.id for one in follow_up_section(observation_paragraphs("24"), store))


def test_what_the_model_has_already_comes_back_as_what_the_state_does_there(store: Store) -> None:
    section = korday(store)
    told = toolbox(store, section).list_follow_ups("24")
    lines = [line for line in told.splitlines() if line.startswith("[")]
    keys = store.ring([passage for id in section if (passage := store.library.get(id))])
    assert len(lines) == len(section)
    assert any(line.startswith(f"[{keys.key(f'{REPORT}#194')}] denies:") and "no cases" in line for line in lines)
    assert any("] figure: " in line and "50 others" in line for line in lines)


def test_it_brings_what_the_report_says_elsewhere_on_the_subject(store: Store) -> None:
    section = korday(store)
    tools = toolbox(store, section)
    assert 'from="State party"' in tools.list_follow_ups("24")
    assert tools.offered and not tools.offered.keys() & section


def test_it_says_that_the_recommendation_cannot_be_read(store: Store) -> None:
    told = toolbox(store).list_follow_ups("24")
    assert told.startswith("What the Committee wrote in paragraph 24 is not in the documents; no tool can read it.")
    assert "not in the documents" in toolbox(store).list_follow_ups()


def test_it_reads_the_recommendation_where_the_library_holds_it(store: Store) -> None:
    library = open_library()
    document = Document("CERD/C/KAZ/CO/8-10", "Concluding observations", "committee")
    library.add(document, [Passage("CERD/C/KAZ/CO/8-10#24", "The Committee recommends an independent inquiry.")])
    richer = Store(library, store.cache, notify=lambda _: None)
    richer.__dict__["search"] = store.search  # the index need not hold the new document for this
    told = toolbox(richer).list_follow_ups("24")
    assert "not in the documents" not in told
    assert 'from="Committee"' in told and "independent inquiry" in told


def test_the_overview_counts_what_the_answers_do(store: Store) -> None:
    told = toolbox(store).list_follow_ups()
    [line] = [line for line in told.splitlines() if line.startswith("41, 42:")]
    assert "23 paragraphs" in line and "Stateless persons" in line and "puts off" in line


def test_a_small_room_shortens_the_list(store: Store) -> None:
    told = toolbox(store, korday(store), room=200).list_follow_ups("24")
    assert 0 < sum(line.startswith("[") for line in told.splitlines()) < 10

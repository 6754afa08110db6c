"""What of the Convention a section may rest on: the provisions nearest to its material, beside those that always bear.

Gathering gives a section the article that its heading names. A State's record on a subject also falls under duties that
no heading names: to review laws (art. 2), to give remedies (art. 6), to teach (art. 7), to report (art. 9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.article_terms import is_procedural
from assistant.brief import Brief
from assistant.engines.endpoint.fitting import cost, with_openings
from assistant.gathering import Gathered
from assistant.store import Store
from vectorstore.model import Passage

_GENERAL = ("2(1)(c)", "2(1)(d)", "2(2)", "6", "7", "9(1)")
_DUTIES = frozenset({"1", "2", "3", "4", "5", "6", "7", "9"})  # articles that a State party can fall short of
_NEAREST = 8
_PER_QUERY = 5
_HITS = 12
_QUERIES = 8  # paragraphs of the section that are searched with
_OF_SUBJECT = 3.0  # the subject counts as so many paragraphs
_SHARE = 0.2  # of the room
_OF_BEST = 0.25  # of the best provision's worth, below which another is not near
_FEW_WORDS = 12
_LIST_OF_RIGHTS = "5"
_OF_THE_COMMITTEE = "#9(2)"


def with_duties(gathered: Gathered, brief: Brief, store: Store, room: int) -> Gathered:
    """What was gathered with the provisions of the Convention that its subject falls under.

    `room` is in tokens; a fifth of it is for the Convention. What an article's brief names comes first and stays
    whatever it takes; of the long list of article 5 only what is near to a follow-up or topic stays. An article on the
    Committee or the treaty itself (arts. 8 to 25) stands alone.
    """
    if brief.article is not None and is_procedural(brief.article):
        return gathered
    own: Sequence[Passage] = gathered.convention
    if brief.article is None:
        own = [one for one in own if _is_duty(one) and _article(one) != _LIST_OF_RIGHTS]
    general = [one for path in _GENERAL if (one := store.library.get(f"{store.treaty}#{path}")) is not None]
    chosen = {one.id: one for one in own}
    for passage in (*_nearest(gathered, store), *general) if gathered.report else ():
        more = with_openings([*chosen.values(), passage], store)
        if cost(more) <= room * _SHARE:
            chosen = {one.id: one for one in more}
    order = {passage.id: place for place, passage in enumerate(store.library.passages(store.treaty))}
    first = {one.id for one in own} if brief.article is not None else set()
    ordered = sorted(chosen.values(), key=lambda one: (one.id not in first, order[one.id]))
    return replace(gathered, convention=tuple(ordered))


def _nearest(gathered: Gathered, store: Store) -> list[Passage]:
    """The provisions that search finds for the subject and for the paragraphs nearest to it, best first."""
    own = [one for one in gathered.report if one.id not in gathered.elsewhere] or list(gathered.report)
    own.sort(key=lambda one: -gathered.relevance.get(one.id, 0.0))
    queries = [(gathered.query, _OF_SUBJECT)] + [(passage.text, 1.0) for passage in own[:_QUERIES]]
    worth: dict[str, float] = defaultdict(float)
    for query, weight in queries:
        hits = [hit for hit in store.search.search(query, _HITS, [store.treaty]) if _is_duty(hit.passage)]
        for hit in hits[:_PER_QUERY]:
            worth[hit.passage.id] += weight * hit.score
    bar = _OF_BEST * max(worth.values(), default=0.0)
    best = sorted((id for id in worth if worth[id] >= bar), key=lambda id: -worth[id])[:_NEAREST]
    return [passage for id in best if (passage := store.library.get(id)) is not None]


def _is_duty(passage: Passage) -> bool:
    """Whether a State party can fall short of the provision; a few words that open a list say nothing of their own."""
    opens = passage.text.rstrip().endswith(":") and len(passage.text.split()) < _FEW_WORDS
    return _article(passage) in _DUTIES and not passage.id.endswith(_OF_THE_COMMITTEE) and not opens


def _article(passage: Passage) -> str:
    return passage.id.partition("#")[2].partition("(")[0]

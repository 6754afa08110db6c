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
from assistant.engines.endpoint.near_duties import article_of, is_duty, near_duties
from assistant.gathering import Gathered
from assistant.store import Store
from vectorstore.model import Passage

_GENERAL = ("2(1)(c)", "2(1)(d)", "2(2)", "6", "7", "9(1)")
_NEAREST = 8
_QUERIES = 8  # paragraphs of the section that are searched with
_OF_SUBJECT = 3.0  # the subject counts as so many paragraphs
_SHARE = 0.2  # of the room
_OF_BEST = 0.25  # of the best provision's worth, below which another is not near
_LIST_OF_RIGHTS = "5"


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
        own = [one for one in own if is_duty(one) and article_of(one) != _LIST_OF_RIGHTS]
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
    worth: dict[str, float] = defaultdict(float)
    for found, weight in [
        (near_duties(gathered.query, store), _OF_SUBJECT),
        *((near_duties(passage, store), 1.0) for passage in own[:_QUERIES]),
    ]:
        for id, score in found:
            worth[id] += weight * score
    bar = _OF_BEST * max(worth.values(), default=0.0)
    best = sorted((id for id in worth if worth[id] >= bar), key=lambda id: -worth[id])[:_NEAREST]
    return [passage for id in best if (passage := store.library.get(id)) is not None]

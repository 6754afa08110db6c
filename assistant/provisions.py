"""Which provisions of the Convention a topic, or a section of the report that names no article, is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from assistant.article_terms import is_procedural, names_article, stems, terms_of
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.model import Passage

_CANDIDATES = 40
_FOR_TERMS, _MOST_TERMS = 0.06, 2  # for each word of a provision's own that the query holds
_FOR_VOTES = 0.1  # for the article under whose heading all the paragraphs stand
_NEAR_BEST = 0.09  # below the best provision, and still about the topic
_MOST = 3
_MOST_PROCEDURAL = 2
_FIRST_PROCEDURAL, _LAST = 8, 25
_RECITALS = "preamble"
_RIGHTS_ARTICLE = "5"


def provisions_for(
    query: str,
    report: Sequence[Passage],
    articles_of: Callable[[Sequence[str]], Sequence[str]],
    store: Store,
    names: str = "",
) -> list[Passage]:
    """The provisions on which a section for `query` rests, best first.

    They are of articles 1 to 7, ranked by search, by the words that single them out and by the articles under whose
    headings the paragraphs of `report` stand (`articles_of` reads headings). Articles on the Committee's procedure
    count only where the query, or `names` in its place, speaks of their matter.
    """
    hits = [(hit.passage, hit.score) for hit in store.find(query, _CANDIDATES, [store.treaty])]
    named = [number for number in _procedural() if names_article(Address(store.treaty, (number,)), names or query)]
    if named:
        own = [passage for passage, _ in hits if _head(passage) in named]
        if own:
            return sorted(own[:_MOST_PROCEDURAL], key=lambda one: Address.from_id(one.id).path)
    votes = Counter(number for passage in report for number in articles_of(passage.headings))
    ranked: list[tuple[float, Passage]] = []
    for passage, score in hits:
        if _head(passage) == _RECITALS or is_procedural(Address.from_id(passage.id)):
            continue
        score += _for_terms(query, passage) + _FOR_VOTES * votes[_head(passage)] / max(1, len(report))
        ranked.append((score, passage))
    ranked.sort(key=lambda pair: -pair[0])
    best = ranked[0][0] if ranked else 0.0
    found = [passage for score, passage in ranked if score >= best - _NEAR_BEST][:_MOST]
    return _with_opening(found, store)


def nearest(query: str, provisions: Sequence[Passage], store: Store) -> list[Passage]:
    """Of several articles' `provisions` those nearest to the query, one of each article among them, in their order.

    A right of the list comes with the words that open the list.
    """
    scores = {hit.passage.id: hit.score for hit in store.find(query, _CANDIDATES, [store.treaty])}
    ranked = sorted(provisions, key=lambda one: -(scores.get(one.id, 0.0) + _for_terms(query, one)))
    best = {_head(one): one for one in reversed(ranked)}
    kept = {one.id for one in (*ranked[:_MOST], *best.values())}
    if any(one.id in kept and _head(one) == _RIGHTS_ARTICLE for one in provisions):
        kept.add(Address(store.treaty, (_RIGHTS_ARTICLE,)).id)
    return [one for one in provisions if one.id in kept]


def _for_terms(query: str, passage: Passage) -> float:
    return _FOR_TERMS * min(_MOST_TERMS, len(stems(query) & stems(terms_of(Address.from_id(passage.id)))))


def _procedural() -> list[str]:
    return [str(number) for number in range(_FIRST_PROCEDURAL, _LAST + 1)]


def _with_opening(found: Sequence[Passage], store: Store) -> list[Passage]:
    """The best provision's article first, each article in its own order.

    A right of the list comes after the words that open the list, and is left out where it is not the best provision.
    """
    heads = list(dict.fromkeys(_head(one) for one in found))
    rights = [one for one in found if _head(one) == _RIGHTS_ARTICLE]
    opening = store.library.get(Address(store.treaty, (_RIGHTS_ARTICLE,)).id)
    if rights and rights[0] is not found[0]:
        heads.remove(_RIGHTS_ARTICLE)
    elif rights and opening is not None and opening not in rights:
        rights.insert(0, opening)
    ordered = {passage.id: place for place, passage in enumerate(store.library.passages(store.treaty))}
    kept: list[Passage] = []
    for head in heads:
        own = rights if head == _RIGHTS_ARTICLE else [one for one in found if _head(one) == head]
        kept += sorted(own, key=lambda one: ordered[one.id])
    return kept


def _head(passage: Passage) -> str:
    return Address.from_id(passage.id).path[0]

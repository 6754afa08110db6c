"""Gathers what a section is written from: what the Convention says, and what the State report says to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from assistant.article_terms import is_procedural, names_article, stems, terms_of
from assistant.brief import Brief
from assistant.errors import AddressError
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.model import Passage

_ARTICLE_HEADING = re.compile(r"\bArticles? (\d+(?:(?:, | and |–|-)\d+)*)\s*$")
_ASKED_UNDER = (
    ("2", re.compile(r"\b(?:human rights institutions?|Ombuds\w+|human rights commission)\b", re.IGNORECASE)),
    ("2", re.compile(r"\b(?:[Nn]ational|State|[A-Z][a-z]+) identity\b")),
)
_CANDIDATES = 40
_ELSEWHERE = 8
_ON_TOPIC, _NEAR_TOPIC = 0.33, 0.28  # search scores below which nothing, and no paragraph, speaks of a topic
_RELEVANT = 0.37  # a search score that a passage from elsewhere must reach
_TOPIC_PARAGRAPHS = 14
_TOPIC_PROVISIONS = 4
_LIST_OF_RIGHTS = "5"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a section rests on.

    `convention` is in document order. `report` is the matching section in document order, then what search found
    elsewhere, best first. `elsewhere` holds the ids of the latter; `relevance` is each paragraph's score in the search
    for `query`, 0 if it was not found, for those who must leave some out.
    """

    convention: tuple[Passage, ...]
    report: tuple[Passage, ...]
    query: str
    elsewhere: frozenset[str] = frozenset()
    relevance: dict[str, float] = field(default_factory=dict)


def gather(brief: Brief, store: Store) -> Gathered:
    """The passages for a brief. Raises AddressError if its article or follow-up paragraph does not exist."""
    if brief.article is not None:
        return _for_article(brief.article, store)
    if brief.follow_up:
        return _for_follow_up(brief.follow_up, store)
    return _for_topic(brief.topic or "", store)


def _for_article(article: Address, store: Store) -> Gathered:
    convention = _provisions(article, store)
    own = [passage for passage in convention if article.covers(Address.from_id(passage.id))]
    query = " ".join([*(passage.text for passage in own), terms_of(article)])
    scores = _scores(query, store)
    if is_procedural(article):
        units = store.library.units(store.state_report)
        named = [passage for passage in units if names_article(article, passage.text)]
        return _gathered(convention, named, [], query, scores)
    section: Sequence[Passage] = _section(article, store)
    if len(article.path) > 1:
        section = _subsections(article, section, store)
    elsewhere = _elsewhere(article, section, scores, store)
    return _gathered(convention, section, elsewhere, query, scores)


def follow_up_section(wanted: Sequence[str], store: Store) -> list[Passage]:
    """The paragraphs that answer paragraphs of the concluding observations. Raises AddressError if there are none."""
    units = store.library.units(store.state_report)
    section = [unit for unit in units if any(_same_observation(one, known) for known in unit.answers for one in wanted)]
    if not section:
        known = dict.fromkeys(answer for unit in units for answer in unit.answers)
        message = f"No section of {store.state_report} answers concluding observations, para. {' or '.join(wanted)}."
        raise AddressError(message, hint=f"It answers {', '.join(known)}.")
    return section


def _for_follow_up(wanted: Sequence[str], store: Store) -> Gathered:
    section = follow_up_section(wanted, store)
    query = ". ".join(dict.fromkeys(_title(heading) for unit in section for heading in unit.headings))
    articles = dict.fromkeys(number for unit in section for number in articles_in(unit.headings[:1]))
    convention = [passage for number in articles for passage in _provisions(Address(store.treaty, (number,)), store)]
    convention = convention or _found(query, _TOPIC_PROVISIONS, store.treaty, store)
    scores = _scores(query, store)
    return _gathered(convention, section, _above_section(section, scores, store), query, scores)


def _for_topic(topic: str, store: Store) -> Gathered:
    scores = _scores(topic, store)
    if max(scores.values(), default=0.0) < _ON_TOPIC:
        return _gathered((), [], [], topic, scores)
    found = _passages(scores, store)[:_TOPIC_PARAGRAPHS]
    report = [passage for passage in found if scores[passage.id] >= _NEAR_TOPIC]
    return _gathered(_found(topic, _TOPIC_PROVISIONS, store.treaty, store), report, [], topic, scores)


def _gathered(
    convention: Iterable[Passage],
    section: Sequence[Passage],
    elsewhere: Sequence[Passage],
    query: str,
    scores: dict[str, float],
) -> Gathered:
    relevance = {passage.id: scores.get(passage.id, 0.0) for passage in (*section, *elsewhere)}
    ids = frozenset(passage.id for passage in elsewhere)
    return Gathered(tuple(convention), (*section, *elsewhere), query, ids, relevance)


def _provisions(article: Address, store: Store) -> list[Passage]:
    """The text of a provision after the opening words above it."""
    resolution = store.library.resolve(article)
    if not resolution.passages:
        raise AddressError(resolution.message)
    above: list[Passage] = []
    node = article.parent
    while node is not None:
        opening = store.library.get(node.id)
        above[:0] = [opening] if opening else []
        node = node.parent
    return [*above, *resolution.passages]


def _section(article: Address, store: Store) -> list[Passage]:
    """The paragraphs under the heading "Article N"."""
    units = store.library.units(store.state_report)
    return [unit for unit in units if article.path[0] in articles_of(unit.headings)]


def articles_in(headings: Iterable[str]) -> list[str]:
    """The articles that headings such as "VI. Article 4" or "Articles 2 and 3" name."""
    return [number for heading in headings for match in _ARTICLE_HEADING.findall(heading) for number in _numbers(match)]


def articles_of(headings: Sequence[str]) -> list[str]:
    """The articles that a section's heading names, or else the one under which the Committee asks for its matter.

    See the Committee's guidelines for the treaty-specific document (CERD/C/2007/1).
    """
    named = articles_in(headings[:1])
    return (
        named or [article for article, matter in _ASKED_UNDER for heading in headings[:2] if matter.search(heading)][:1]
    )


def _numbers(text: str) -> list[str]:
    first_to_last = re.fullmatch(r"(\d+)[–-](\d+)", text)
    if first_to_last:
        return [str(number) for number in range(int(first_to_last[1]), int(first_to_last[2]) + 1)]
    return re.findall(r"\d+", text)


def _subsections(article: Address, section: Sequence[Passage], store: Store) -> Sequence[Passage]:
    """The sub-sections whose heading speaks of the provision: of the article's section, else of the whole report.

    Without one it is the article's section, save for article 5, whose items are rights of their own.
    """
    wanted = stems(terms_of(article))
    for units in (section, store.library.units(store.state_report)):
        found = [unit for unit in units if len(unit.headings) > 1 and wanted & stems(_title(unit.headings[1]))]
        if found:
            return found
    return () if article.path[0] == _LIST_OF_RIGHTS else section


def _title(heading: str) -> str:
    """A heading without its number."""
    return re.sub(r"^(?:[IVXLC]+|[A-Z])\.\s|^\([a-z]\)\s*", "", heading)


def _elsewhere(article: Address, section: Sequence[Passage], scores: dict[str, float], store: Store) -> list[Passage]:
    """What search found outside the section and is about the provision."""
    if len(article.path) == 1:
        return _above_section(section, scores, store)
    wanted = stems(terms_of(article))
    inside = {passage.id for passage in section}
    hits = [passage for passage in _passages(scores, store) if passage.id not in inside]
    related = [one for one in hits if scores[one.id] >= _RELEVANT and wanted & stems(one.text)]
    return related[:_ELSEWHERE]


def _above_section(section: Sequence[Passage], scores: dict[str, float], store: Store) -> list[Passage]:
    """What search ranks above the middle of the section's own hits."""
    inside = {passage.id for passage in section}
    own = [score for id, score in scores.items() if id in inside]
    if not own:
        return []
    bar = max(_RELEVANT, median(own))
    return [one for one in _passages(scores, store) if one.id not in inside and scores[one.id] >= bar][:_ELSEWHERE]


def _passages(scores: dict[str, float], store: Store) -> list[Passage]:
    return [passage for id in scores if (passage := store.library.get(id)) is not None]


def _scores(query: str, store: Store) -> dict[str, float]:
    """The paragraphs of the State report that search finds, best first, with their scores."""
    return {hit.passage.id: hit.score for hit in store.find(query, _CANDIDATES, [store.state_report])}


def _found(query: str, count: int, symbol: str, store: Store) -> list[Passage]:
    return [hit.passage for hit in store.find(query, count, [symbol])]


def _same_observation(wanted: str, known: str) -> bool:
    """Whether "22" or "22 (a)" asks for what a section answers: "22" takes its items, an item what is said of all."""
    asked, answered = (re.sub(r"\s+", "", text) for text in (wanted, known))
    return asked == answered or asked == answered.partition("(")[0] or answered == asked.partition("(")[0]

"""Gathers what a section is written from: what the Convention says, and what the State report says to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from assistant.article_terms import is_procedural, names_article, stems, terms_of
from assistant.brief import Brief
from assistant.errors import AddressError
from assistant.kin import kin_of
from assistant.provisions import provisions_for
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
_MORE = 20  # paragraphs that a wide search may find
_WIDE, _OF_THE_BEST = 0.3, 0.45  # a search score that each of them must reach, and its share of the best one
_WIDE_BESIDE, _OF_THE_BEST_BESIDE = 0.45, 0.6  # … and beside the section of a follow-up
_LIST_OF_RIGHTS = "5"
_FEW_PARAGRAPHS = 10  # of a section of which every one may say what article it is about


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a section rests on.

    `convention` is in document order, for a topic the best article first. `report` is the matching section in document
    order, then what search found elsewhere, best first. `elsewhere` holds the ids of the latter, `beside` those of them
    that only a wide search adds; `relevance` is each paragraph's score in the search for `query`, 0 if it was not
    found, for those who must leave some out.
    """

    convention: tuple[Passage, ...]
    report: tuple[Passage, ...]
    query: str
    elsewhere: frozenset[str] = frozenset()
    relevance: dict[str, float] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()


def gather(brief: Brief, store: Store, *, wide: bool = False) -> Gathered:
    """The passages for a brief. Raises AddressError if its article or follow-up paragraph does not exist.

    With `wide`, more of what search finds elsewhere: for a writer who reads all and tells the best of it.
    """
    if brief.article is not None:
        found = _for_article(brief.article, store)
    elif brief.follow_up:
        found = _for_follow_up(brief.follow_up, store)
    else:
        found = _for_topic(brief.topic or "", store)
    return _widened(brief, found, store) if wide else found


def _widened(brief: Brief, found: Gathered, store: Store) -> Gathered:
    """With further paragraphs that search ranks high; a whole article is its section."""
    article = brief.article
    if not found.report or (article is not None and (len(article.path) == 1 or is_procedural(article))):
        return found
    scores = _scores(found.query, store)
    least, share = (_WIDE_BESIDE, _OF_THE_BEST_BESIDE) if brief.follow_up else (_WIDE, _OF_THE_BEST)
    least = max(least, share * max(scores.values(), default=0.0))
    known = {passage.id for passage in found.report}
    ranked = [passage for passage in _passages(scores, store)[:_MORE] if scores[passage.id] >= least]
    ranked += kin_of([*found.report, *ranked], store.library.units(store.state_report))
    more = list({passage.id: passage for passage in ranked if passage.id not in known}.values())
    return replace(
        found,
        report=(*found.report, *more),
        elsewhere=found.elsewhere | {passage.id for passage in more},
        beside=frozenset(passage.id for passage in more),
        relevance=found.relevance | {passage.id: scores.get(passage.id, least) for passage in more},
    )


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
    convention = convention or _of_no_article(query, section, store)
    scores = _scores(query, store)
    return _gathered(convention, section, _above_section(section, scores, store), query, scores)


def _of_no_article(query: str, section: Sequence[Passage], store: Store) -> list[Passage]:
    """The provisions for a section that names no article: of articles on the procedure that its text names, or others.

    Where both are found it is about the procedure first.
    """
    names = " ".join([query, *(unit.text for unit in section)]) if len(section) <= _FEW_PARAGRAPHS else query
    return provisions_for(query, section, articles_of, store, names)


def _for_topic(topic: str, store: Store) -> Gathered:
    scores = _scores(topic, store)
    if max(scores.values(), default=0.0) < _ON_TOPIC:
        return _gathered((), [], [], topic, scores)
    found = _passages(scores, store)[:_TOPIC_PARAGRAPHS]
    report = [passage for passage in found if scores[passage.id] >= _NEAR_TOPIC]
    return _gathered(provisions_for(topic, report, articles_of, store), report, [], topic, scores)


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


def _same_observation(wanted: str, known: str) -> bool:
    """Whether "22" or "22 (a)" asks for what a section answers: "22" takes its items, an item what is said of all."""
    asked, answered = (re.sub(r"\s+", "", text) for text in (wanted, known))
    return asked == answered or asked == answered.partition("(")[0] or answered == asked.partition("(")[0]

"""Answers a question from the passages themselves, closely reported and cited, or says that they do not answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engines.extractive.answer_candidates import Candidates, read_candidates
from assistant.engines.extractive.answer_certainty import is_answered
from assistant.engines.extractive.answer_choice import choose
from assistant.engines.extractive.answer_context import completed
from assistant.engines.extractive.answer_matching import matcher_of
from assistant.engines.extractive.answer_places import (
    Places,
    articles_in,
    missing_document,
    naming,
    places_in,
    unknown_symbol,
)
from assistant.engines.extractive.answer_premise import contradictions, near_refusals
from assistant.engines.extractive.answer_question import Question, read_question
from assistant.engines.extractive.answer_refusal import likely_document, refuse
from assistant.engines.extractive.answer_signs import missing_words
from assistant.engines.extractive.answer_wording import print_lines, word_answer
from assistant.engines.extractive.known_questions import KnownQuestions, shipped_known
from assistant.engines.extractive.statements import Statement, statements_of
from assistant.store import Store
from vectorstore.model import Passage
from vectorstore.search import Hit

_SEARCHED = 6
_DEEPER = 15  # of each of two searches
_NAMED_BONUS = 0.1  # on the score of a passage that names the article asked about
_MOST = 6  # sentences


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in Markdown: one to six sentences with UN citations, of which the first names the document.

    `cited` holds the ids cited, in order; `searched` the ids of the passages looked at, best first; `needed` the
    document that would hold what was not found, where it can be told.
    """

    text: str
    answered: bool
    cited: tuple[str, ...]
    searched: tuple[str, ...]
    needed: str = ""


def answer(question: str, store: Store) -> Answer:
    """Answer a question, or say that the documents do not hold the answer. Raises ValueError for an empty question."""
    if not question.strip():
        raise ValueError("The question is empty: write what you want to know.")
    read = read_question(question, _aliases(store))
    needed = missing_document(question, store)
    places = Places() if needed else places_in(question, store, only=not _topic(read))
    if places.addresses:
        return _look_up(read, places, store)
    hits = _with_named(_found(read, store), read, places, store)
    if needed or not hits:
        return _refusal(read, hits, store, needed)
    candidates = read_candidates(read, hits, matcher_of(store))
    against = contradictions(candidates)
    if not is_answered(candidates, against, store.checker.read_together, _known(store)):
        return _refusal(read, hits, store, missing=missing_words(candidates))
    refuting, chosen = _chosen(candidates, against, store)
    if places.articles and not _names_any(places.articles, chosen):
        return _refusal(read, hits, store)
    return _printed(chosen, refuting, hits, store, places.articles)


def candidates_for(question: str, store: Store) -> Candidates | None:
    """The sentences that may answer a question; None where it names a place or a document, and is not searched for."""
    read = read_question(question, _aliases(store))
    places = places_in(question, store, only=not _topic(read))
    if missing_document(question, store) or places.addresses:
        return None
    hits = _with_named(_found(read, store), read, places, store)
    return read_candidates(read, hits, matcher_of(store)) if hits else None


def _found(question: Question, store: Store) -> list[Hit]:
    """The passages found for a question; where something is told before it, for both together and for what is asked.

    Of the two scores of a passage the mean counts: on the open questions that finds more than either of them.
    """
    if question.asked == question.text:
        return store.search.search(question.text, _SEARCHED)
    searches = [store.search.search(text, _DEEPER) for text in (question.text, question.asked)]
    scores = [{hit.passage.id: hit.score for hit in hits} for hits in searches]
    least = [min(own.values(), default=0.0) for own in scores]
    passages = {hit.passage.id: hit.passage for hits in searches for hit in hits}
    means = {id: sum(own.get(id, low) for own, low in zip(scores, least, strict=True)) / 2 for id in passages}
    return [Hit(passages[id], means[id]) for id in sorted(means, key=lambda id: -means[id])[:_SEARCHED]]


def _known(store: Store) -> KnownQuestions | None:
    """Questions known to be answered or not, where the library holds the documents of which that is known alone."""
    embedder = store.search.embedder
    known = shipped_known(embedder.name) if embedder else None
    return known if known and known.fits(store.library) else None


def _aliases(store: Store) -> dict[str, str]:
    """Short names that people use and the documents do not: the treaty's, and the committee's from its symbol."""
    return {store.treaty: "Convention", store.state_report.partition("/")[0]: "Committee"}


def _topic(question: Question) -> bool:
    """Whether the question says anything beside the numbers of articles or paragraphs."""
    return any(not word.is_number and word.text != "Convention" for word in question.words)


def _with_named(hits: list[Hit], question: Question, places: Places, store: Store) -> list[Hit]:
    """The passages to answer from, best first; those that name the article asked about are put forward."""
    if not places.articles:
        return hits
    scores = store.search.passage_scores(question.text)
    named = {passage.id for passage in naming(places.articles, store.library.units(store.state_report))}
    rows = [row for row, unit in enumerate(store.search.units) if unit.id in named]
    found = {hit.passage.id: hit for hit in hits}
    for row in rows:
        unit = store.search.units[row]
        bonus = _NAMED_BONUS * (1 + 1 / len(articles_in(unit.text)))
        found[unit.id] = Hit(unit, float(scores[row]) + bonus)
    return sorted(found.values(), key=lambda hit: -hit.score)[:_SEARCHED]


def _chosen(candidates: Candidates, against: Sequence[int], store: Store) -> tuple[list[Statement], list[Statement]]:
    """The sentences that refute the question's premise, and all that answer, in order."""
    refuting = [candidates.statements[row] for row in against]
    if refuting:
        refuting += near_refusals(refuting[0], store)
    others = [candidates.statements[row] for row in choose(candidates)]
    return refuting, completed([*refuting, *(one for one in others if one not in refuting)], _MOST)


def _names_any(articles: Sequence[str], chosen: Sequence[Statement]) -> bool:
    """Whether a passage chosen names one of the articles, or is of it."""
    of_treaty = any(one.address.in_treaty and one.address.path[0] in articles for one in chosen)
    return of_treaty or bool(naming(articles, [one.passage for one in chosen]))


def _printed(
    chosen: Sequence[Statement],
    refuting: Sequence[Statement],
    hits: Sequence[Hit],
    store: Store,
    articles: Sequence[str] = (),
) -> Answer:
    lines = word_answer(chosen, refuting, store, articles)
    cited = tuple(dict.fromkeys(address.id for line in lines for address in line.addresses))
    return Answer(print_lines(lines, store), True, cited, tuple(hit.passage.id for hit in hits))


def _refusal(
    question: Question, hits: Sequence[Hit], store: Store, needed: str = "", missing: Sequence[str] = ()
) -> Answer:
    nearest = [hit.passage for hit in hits]
    needed = needed or likely_document(question, nearest, store)
    text = refuse(question, nearest, store, needed=needed, missing=missing)
    return Answer(text, False, (), tuple(passage.id for passage in nearest), needed)


def _look_up(question: Question, places: Places, store: Store) -> Answer:
    """Answer from the passages at the addresses that the question names."""
    passages: list[Passage] = []
    for address in places.addresses:
        resolution = store.library.resolve(address)
        if resolution.status == "no_such_document":
            return _refusal(question, [], store, unknown_symbol(places.addresses, store))
        if not resolution.passages:
            return Answer(f"{resolution.message[:1].upper()}{resolution.message[1:]}", False, (), ())
        passages += [passage for passage in resolution.passages if passage not in passages]
    hits = [Hit(passage, 1.0) for passage in passages]
    statements = statements_of(passages)
    if _topic(question) and len(statements) > _MOST:
        candidates = read_candidates(question, hits, matcher_of(store))
        statements = [candidates.statements[row] for row in choose(candidates, most=_MOST - 1)]
    return _printed(completed(statements, _MOST), [], hits, store)

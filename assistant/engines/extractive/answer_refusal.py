"""Says that the documents do not hold an answer: what was searched, what comes nearest, and where the answer may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.engines.extractive.answer_question import Question
from assistant.engines.extractive.answer_wording import capitals_of
from assistant.engines.extractive.phrasing import join
from assistant.engines.extractive.topics import subject_of
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

_NEAREST = 2
_ANNEX = re.compile(r"\(see (annex(?:es)?(?: Nos?\.)? \d+(?: and \d+)?)")
_LAW = re.compile(r"\b(?:Code|Act|Law|Constitution)\b(?: (?:of|on|in|and|the|[A-Z]\w+))*")
_COURT = re.compile(
    r"\b(?:sentence[ds]?|convict\w+|imprison\w+|prison|judge?ment|court|trial|verdict|judges?|acquit\w+)\b", re.I
)
_FIGURES = frozenset({"figure", "amount", "share"})
_BODY = re.compile(
    r"\b(?:Ministry of [A-Z]\w+(?:(?:, | and )[A-Z]\w+)*(?: (?:of|and) [A-Z]\w+)*|Bureau of National Statistics|"
    r"Supreme Court|Civil Service Affairs Agency|State Labour Inspection Committee|Office of the Procurator General)"
)


def refuse(question: Question, nearest: Sequence[Passage], store: Store, *, needed: str = "") -> str:
    """The refusal as Markdown. `needed` is the document that is asked for, where the question names it."""
    documents = "; ".join(store.library.documents)
    words = dict.fromkeys(word.text for word in question.words if not word.is_number)
    searched = f"; searched for: {join(list(words))}" if words else ""
    text = f"No paragraph found that answers this question ({documents}){searched}."
    told = _nearest(nearest[:_NEAREST], store)
    return " ".join(part for part in (text, told, _pointer(question, nearest, store, needed)) if part)


def _nearest(passages: Sequence[Passage], store: Store) -> str:
    """Where the nearest passages stand and what they are about, those about one thing together."""
    capitals = capitals_of(store)
    about: dict[str, list[Address]] = {}
    for passage in passages:
        about.setdefault(subject_of(passage, capitals), []).append(Address.from_id(passage.id))
    told = [format_citation(places) + (f" ({subject})" if subject else "") for subject, places in about.items()]
    return f"The nearest {'are' if len(passages) > 1 else 'is'} {join(told)}." if told else ""


def _pointer(question: Question, nearest: Sequence[Passage], store: Store, needed: str) -> str:
    document = needed or _likely_document(question, nearest)
    if document:
        return f"The answer may be in {document}, which the library does not hold."
    return "The answer may be in sources outside the library, such as the NGO’s own evidence."


def _likely_document(question: Question, nearest: Sequence[Passage]) -> str:
    """Where the answer is likely to be, told by the question's words and the nearest passage."""
    if any(year > _last_year(nearest) for year in question.years):
        return "a source later than the report"
    text = nearest[0].text.replace("\u00a0", " ") if nearest else ""
    annex = _ANNEX.search(text)
    if annex:
        return f"{annex[1]} to the report"
    law = _LAW.search(question.text)
    if law and re.search(r"\barticles?\b", question.text, re.IGNORECASE):
        return f"the text of the {law[0]}"
    if _COURT.search(question.text):
        return "the judgments or the statistics of the courts"
    if _FIGURES & set(question.wanted):
        body = _BODY.search(text)
        return f"statistics of the {body[0]}" if body else "the statistics of the State body in charge"
    return ""


def _last_year(passages: Sequence[Passage]) -> int:
    years = [int(year) for passage in passages for year in re.findall(r"\b20\d\d\b", passage.text)]
    return max(years, default=9999)

"""Says that the documents do not hold an answer: what was searched, what comes nearest, and where the answer may be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.engines.extractive.answer_question import Question
from assistant.engines.extractive.answer_wanted import Wanted
from assistant.engines.extractive.phrasing import capitals_in, join
from assistant.engines.extractive.topics import subject_of
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

_NEAREST = 2
_OFTEN = 10  # times that a report names a year which it tells of
_LONGEST_QUESTION = 25  # words
# A question whose words keep their order when it is told: "how many judges are women", "who trains the police".
_DO, _BE = r"(?:do|does|did)\b", r"(?:is|are|was|were|has|have|had|will|can)\b"
_INDIRECT = re.compile(
    rf"(?:how (?:many|much)(?: (?!{_DO}|{_BE})[\w’'-]+)+ (?:(?:is|are|was|were|can) (?!there\b|the\b|it\b|they\b)"
    r"|(?:has|have|had) \w+(?:ed|en|t)\b)"
    rf"|(?:which|what) (?!{_DO}|{_BE})[\w’'-]+ (?:was|were) (?!the\b)|who (?!{_DO}|{_BE}))[^?.]*$",
    re.IGNORECASE,
)
_KINDS: dict[Wanted, str] = {
    "figure": "figure",
    "amount": "amount",
    "share": "share",
    "date": "date",
    "duration": "time",
    "penalty": "penalty",
    "country": "country",
    "place": "place",
    "court": "court",
    "language": "languages",
    "ethnic_group": "ethnic group",
    "person": "person",
    "name": "names",
}
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


def refuse(
    question: Question, nearest: Sequence[Passage], store: Store, *, needed: str = "", missing: Sequence[str] = ()
) -> str:
    """The refusal as Markdown. `needed` is the document that may hold the answer, or ""; `missing`
    holds the words of the question that the nearest sentence does not meet."""
    documents = " or ".join(store.library.documents)
    text = f"No paragraph found in {documents} that {_wanted(question)}."
    if missing and nearest:
        text += f" Nothing found on {join([f'“{word}”' for word in missing])} beside the rest of the question."
    elif question.words:
        words = dict.fromkeys(word.text for word in question.words if not word.is_number)
        text += f" Searched for: {join(list(words))}." if words else ""
    told = _nearest(nearest[:_NEAREST], store)
    return " ".join(part for part in (text, told, _pointer(needed)) if part)


def _wanted(question: Question) -> str:
    """What was not found, as the end of a sentence: the question itself where its words can stand so."""
    plain = question.text.strip().rstrip("?").strip()
    if _INDIRECT.match(plain) and len(question.starts) == 1 and len(plain.split()) <= _LONGEST_QUESTION:
        return f"says {plain[:1].lower()}{plain[1:]}"
    return (
        f"gives the {_KINDS[question.wanted[0]]} asked for" if question.wanted[0] in _KINDS else "answers this question"
    )


def _nearest(passages: Sequence[Passage], store: Store) -> str:
    """Where the nearest passages stand and what they are about, those about one thing together."""
    capitals = capitals_in(store.search.units)
    about: dict[str, list[Address]] = {}
    for passage in passages:
        about.setdefault(subject_of(passage, capitals), []).append(Address.from_id(passage.id))
    told = [format_citation(places) + (f" ({subject})" if subject else "") for subject, places in about.items()]
    return f"The nearest {'are' if len(passages) > 1 else 'is'} {join(told)}." if told else ""


def _pointer(needed: str) -> str:
    if needed:
        return f"The answer may be in {needed}, which the library does not hold."
    return "The answer may be in sources outside the library, such as the NGO’s own evidence."


def likely_document(question: Question, nearest: Sequence[Passage], store: Store) -> str:
    """Where the answer is likely to be, told by the question's words and the nearest passage."""
    if any(year > _last_year(store) for year in question.years):
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


def _last_year(store: Store) -> int:
    """The last year that the report tells of; years of mere plans are named seldom."""
    text = " ".join(unit.text for unit in store.library.units(store.state_report))
    counted = Counter(int(year) for year in re.findall(r"\b20\d\d\b", text))
    return max((year for year, times in counted.items() if times >= _OFTEN), default=9999)

"""What a report says on a section's subject outside that section, without which no two parts can be set at odds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.store import Store
from vectorstore.model import Passage

_NUMBERING = re.compile(r"^(?:[IVXLC]+|[A-Z])\.\s+|^\([a-z]\)\s*")
_MOST, _RELEVANT = 4, 0.37
_CANDIDATES = 30


def subjects(units: Iterable[Passage]) -> list[str]:
    """The titles that a section's paragraphs stand under, without their numbers and without the article's heading."""
    titles = (_NUMBERING.sub("", one) for unit in units for one in unit.headings[1:] or unit.headings)
    return [title for title in dict.fromkeys(titles) if title]


def beyond(section: Sequence[Passage], store: Store) -> list[Passage]:
    """At most four paragraphs of the State report that speak of a section's subject elsewhere, the nearest first.

    The subject is the section's first title; those of its sub-sections ("Awareness-raising") would lead away from it.
    """
    inside = {unit.id for unit in section}
    subject = next(iter(subjects(section)), "")
    hits = store.search.search(subject, _CANDIDATES, [store.state_report]) if subject else []
    return [hit.passage for hit in hits if hit.score >= _RELEVANT and hit.passage.id not in inside][:_MOST]

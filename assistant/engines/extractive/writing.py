"""Writes a section within its word limit."""

from __future__ import annotations

from assistant.brief import Brief
from assistant.engines.extractive.compose import compose, prepare, print_section, title_of
from assistant.gathering import Gathered
from assistant.store import Store

_ATTEMPTS = 6
_FULL = 0.93  # share of the limit at which a section is long enough
_LARGEST_STEP = 1.4


def write_section(brief: Brief, gathered: Gathered, store: Store) -> tuple[str, str]:
    """The title and the Markdown of a section; headings and citations count towards the brief's word limit."""
    title = title_of(brief, gathered)
    material = prepare(brief, gathered, store)
    aimed = brief.max_words
    best = ""
    for attempt in range(_ATTEMPTS):
        markdown = print_section(title, compose(material, aimed))
        words = len(markdown.split())
        if words <= brief.max_words and words > len(best.split()) or attempt == 0:
            best = markdown
        if brief.max_words * _FULL <= words <= brief.max_words:
            break
        aimed = int(aimed * min(_LARGEST_STEP, brief.max_words / words) * 0.98)
    return title, best if len(best.split()) <= brief.max_words else markdown

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
    tried: list[str] = []
    for _ in range(_ATTEMPTS):
        tried.append(print_section(title, compose(material, aimed)))
        words = _words(tried[-1])
        if brief.max_words * _FULL <= words <= brief.max_words:
            break
        aimed = int(aimed * min(_LARGEST_STEP, brief.max_words / words) * 0.98)
    within = [markdown for markdown in tried if _words(markdown) <= brief.max_words]
    longest, shortest = max(within, key=_words, default=""), min(tried, key=_words)
    return title, longest or shortest


def _words(markdown: str) -> int:
    return len(markdown.split())

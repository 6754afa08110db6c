"""Writes a section within its word limit."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.brief import Brief
from assistant.engines.extractive.compose import Part, compose, prepare, print_section, title_of
from assistant.gathering import Gathered
from assistant.store import Store

_ATTEMPTS = 6
_FULL = 0.93  # share of the limit at which a section is long enough
_NEARLY = 0.85  # … and below which one that is too long is cut down to it instead
_LARGEST_STEP = 1.4


def write_section(brief: Brief, gathered: Gathered, store: Store) -> tuple[str, str]:
    """The title and the Markdown of a section; headings and citations count towards the brief's word limit."""
    title = title_of(brief, gathered)
    material = prepare(brief, gathered, store)
    aimed = brief.max_words
    tried: list[str] = []
    too_long: list[Part] = []
    for _ in range(_ATTEMPTS):
        parts = compose(material, aimed)
        tried.append(print_section(title, parts))
        words = _words(tried[-1])
        if words > brief.max_words:
            too_long = too_long or parts
        if brief.max_words * _FULL <= words <= brief.max_words:
            break
        aimed = int(aimed * min(_LARGEST_STEP, brief.max_words / words) * 0.98)
    within = [markdown for markdown in tried if _words(markdown) <= brief.max_words]
    longest = max(within, key=_words, default="")
    if _words(longest) < brief.max_words * _NEARLY and too_long:
        longest = _cut_down(title, too_long, brief.max_words)
    return title, longest


def _cut_down(title: str, parts: Sequence[Part], limit: int) -> str:
    """The section without the last sentences of its longest parts, until it is within the limit or has one of each."""
    markdown = print_section(title, parts)
    while _words(markdown) > limit:
        longer = [part for part in parts if sum(len(lines) for lines in part.paragraphs) > 1]
        if not longer:
            break
        longest = max(longer, key=lambda part: part.words)
        longest.paragraphs[-1].pop()
        longest.paragraphs = [lines for lines in longest.paragraphs if lines]
        markdown = print_section(title, parts)
    return markdown


def _words(markdown: str) -> int:
    return len(markdown.split())

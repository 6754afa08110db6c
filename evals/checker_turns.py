"""Falsified senses: negations, plans told as done, some told as all, rises told as falls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.checker_pairs import Material, Pair, cited, reworded

_DROPPED = (
    (r"\bNo (?=[a-z])", ""),
    (r"\bthere (is|are|was|were|have been|has been)( currently)? no\b", r"there \1\2"),
    (r"\b(is|are|was|were|does|do|did|has|have|may|can|could|shall|must|will) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\bcan no longer\b", "can still"),
    (r"\bNeither (.{3,80}?) nor (.{3,60}?) has\b", r"Both \1 and \2 have"),
    (r"\bno one may\b", "everyone may"),
    (r"\bno (?=[A-Z]?[a-z]+ [a-z]+)", ""),
)
_ADDED = (
    (
        r"\b(is|are|was|were|will be|may|can|must) "
        r"(?=(?:[a-z]+ly )?(?:[a-z]{3,}(?:ed|en)|guaranteed|able|entitled|apply|be)\b)",
        r"\1 not ",
    ),
    (r"\b(has|have) (?=(?:been )?[a-z]{3,}(?:ed|en)\b)", r"\1 not "),
    (r"\b(have|has) the right\b", r"\1 no right"),
)
_DONE = (
    (r"\bis being (\w+ed)\b", r"has been \1"),
    (r"\bare being (\w+ed)\b", r"have been \1"),
    (r"\bis (?:currently )?being (further )?(\w+ed)\b", r"has been \2"),
    (r"\bwill be (\w+ed)\b", r"has been \1"),
    (r"\bplans to establish\b", "has established"),
    (r"\bintends to maintain\b", "has maintained"),
    (r"\bintends to further improve\b", "has further improved"),
    (r"\bexpresses its intention to improve\b", "has improved"),
    (r"\bis examining the question of accepting\b", "has accepted"),
    (r"\bis currently working on providing\b", "has provided"),
    (r"\bis considering the possibility of amending\b", "has amended"),
    (r"\bhas drafted amendments to provide\b", "has adopted amendments to provide"),
    (r"\bhas prepared a set of proposals to amend\b", "has amended"),
    (r"\bhas drawn up proposals to amend\b", "has amended"),
    (r"\bis exploring ways in which to continue strengthening\b", "has strengthened"),
    (
        r"\bthe possibility of conducting in-depth research is currently being explored\b",
        "in-depth research has been conducted",
    ),
    (r"\bwill undergo\b", "have undergone"),
    (r"\bwill continue to (\w+)\b", r"has continued to \1"),
    (r"\bhas been tasked with creating\b", "has created"),
    (r"\bare scheduled to open\b", "have opened"),
    (r"\bis developing\b", "has developed"),
    (r"\bis working to update\b", "has updated"),
    (r"\bis taking steps to (create|improve)\b", r"has \1d"),
    (r"\bWork is under way to analyse and discuss the draft of a\b", "Kazakhstan has adopted a"),
    (r"\b[Cc]onsideration is also being given to vaccinating such persons\b", "such persons have been vaccinated"),
    (r"\bhave been drafted\b", "have been adopted"),
)
_ALL = (
    (r"\balmost all\b", "all"),
    (r"\b[Mm]ost\b(?! important)", "all"),
    (r"\b(?:[Ss]ome|[Mm]any|[Ss]everal|[Cc]ertain)(?= (?:of the )?[a-z]+s\b| [a-z]+ [a-z]+s\b)", "all"),
    (r"\b[Aa] number of\b", "all the"),
    (
        r"\b(?:more than|over|about|around|less than)?\s?\d+(?:\.\d+)? (?:per cent|%)"
        r"(?= of (?:the |members |respondents|schools|residents|citizens|persons|children))",
        "all",
    ),
    (r",? except\b[^,.;]{5,90}(?=[,.;]|$)", ""),
    (r"\b(?:the )?(?:overwhelming )?majority of\b", "all"),
)
_DOWN = (
    (r"\bincreased\b", "decreased"),
    (r"\bhas risen\b", "has fallen"),
    (r"\bincreasing\b", "decreasing"),
    (r"\bis growing\b", "is shrinking"),
    (r"\bcontinues to grow\b", "continues to shrink"),
    (r"\bgrowing (?=number|role)", "shrinking "),
    (r"\ban increase in\b", "a decrease in"),
    (r"\bincreased level\b", "decreased level"),
    (r"\breduced\b", "increased"),
    (r"\bstrengthened\b", "weakened"),
    (r"\bexpanding\b", "reducing"),
)


def _made(kind: str, changes: tuple[tuple[str, str], ...], material: Material) -> Iterator[Pair]:
    chance, statements = material.shuffled(kind)
    for statement in statements:
        text = reworded(statement.text, chance)
        changed = [re.sub(pattern, words, text, count=1) for pattern, words in changes]
        false = next((after for after in changed if after != text), None)
        if false is not None:
            false = false[0].upper() + false[1:]
            yield Pair(
                kind, statement.passage.id, cited(text, statement.passage.id), cited(false, statement.passage.id)
            )


def negation_dropped(material: Material) -> Iterator[Pair]:
    """The "no" or "not" left out."""
    yield from _made("negation dropped", _DROPPED, material)


def negation_added(material: Material) -> Iterator[Pair]:
    """A "not" put in."""
    yield from _made("negation added", _ADDED, material)


def plan_as_done(material: Material) -> Iterator[Pair]:
    """What is planned or under way told as completed."""
    yield from _made("plan as done", _DONE, material)


def some_as_all(material: Material) -> Iterator[Pair]:
    """Some, most or a share told as all; an exception left out."""
    yield from _made("some as all", _ALL, material)


def rise_as_fall(material: Material) -> Iterator[Pair]:
    """A rise told as a fall."""
    yield from _made("rise as fall", _DOWN, material)

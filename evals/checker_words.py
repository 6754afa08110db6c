"""Falsified words: another name, quotations altered or sewn together, causes and claims that no passage has."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.checks.words import content_stems
from evals.checker_pairs import REPORT, Material, Pair, Statement, cited, reworded

_DATA = tomllib.loads((Path(__file__).parent / "data" / "mutations.toml").read_text(encoding="utf-8"))
_NAMES: list[list[str]] = _DATA["names"]
_INVENTED: list[str] = _DATA["invented"]
_CAUSES: list[str] = _DATA["causes"]


def entity(material: Material) -> Iterator[Pair]:
    """One name in place of another of its sort."""
    chance, statements = material.shuffled("entity")
    for statement in statements:
        text = reworded(statement.text, chance)
        found = [(name, names) for names in _NAMES for name in names if re.search(rf"\b{name}\b", text)]
        if found:
            name, names = chance.choice(found)
            others = [other for other in names if other not in statement.passage.text and other not in name]
            false = text.replace(name, chance.choice(others), 1)
            yield Pair(
                "entity", statement.passage.id, cited(text, statement.passage.id), cited(false, statement.passage.id)
            )


def quote_altered(material: Material) -> Iterator[Pair]:
    """A word of a quotation changed, left out or put in."""
    chance, statements = material.shuffled("quote altered")
    for statement in statements:
        words = _stretch(statement, chance)
        if words is None:
            continue
        at = chance.randrange(1, len(words) - 1)
        other = chance.choice(content_words(chance.choice(statements).text))
        how = chance.randrange(3)
        changed = [*words[:at], *(() if how == 0 else (other,) if how == 1 else (words[at], other)), *words[at + 1 :]]
        if " ".join(changed) in statement.passage.text:
            continue
        true, false = _quoting(" ".join(words)), _quoting(" ".join(changed))
        yield Pair(
            "quote altered", statement.passage.id, cited(true, statement.passage.id), cited(false, statement.passage.id)
        )


def quote_stitched(material: Material) -> Iterator[Pair]:
    """The beginning of one stretch and the end of another, quoted as one."""
    chance, statements = material.shuffled("quote stitched")
    for statement in statements:
        words, more = _stretch(statement, chance), None
        for _ in range(4):
            more = _stretch(statement, chance)
            if words and more and not set(words) & set(more):
                break
        if not words or not more or set(words) & set(more):
            continue
        sewn = [*words[: len(words) // 2 + 1], *more[len(more) // 2 :]]
        true, false = _quoting(" ".join(words)), _quoting(" ".join(sewn))
        yield Pair(
            "quote stitched",
            statement.passage.id,
            cited(true, statement.passage.id),
            cited(false, statement.passage.id),
        )


def invented(material: Material) -> Iterator[Pair]:
    """A claim that the documents do not hold, cited to the paragraph with most of its words."""
    chance, statements = material.shuffled("invented claim")
    for number, claim in enumerate([*_INVENTED, *_INVENTED]):
        stems = set(content_stems(claim))
        ranked = sorted(
            material.library.units(REPORT),
            key=lambda unit: -len(stems & set(content_stems(unit.text))) / len(unit.text) ** 0.3,
        )
        place = ranked[0 if number < len(_INVENTED) else chance.randrange(1, 6)]
        true = cited(reworded(statements[number].text, chance), statements[number].passage.id)
        yield Pair("invented claim", place.id, true, cited(claim, place.id))


def cause(material: Material) -> Iterator[Pair]:
    """A reason that the passage does not give."""
    chance, statements = material.shuffled("cause added")
    for statement in statements:
        text = reworded(statement.text, chance)
        if len(text.split()) <= 30 and not re.search(r"[;:]", text):
            false = f"{text}, {chance.choice(_CAUSES)}"
            yield Pair(
                "cause added",
                statement.passage.id,
                cited(text, statement.passage.id),
                cited(false, statement.passage.id),
            )


def content_words(text: str) -> list[str]:
    """The longer words in lower case."""
    return re.findall(r"\b[a-z]{5,}\b", text) or ["measures"]


def _stretch(statement: Statement, chance: random.Random) -> Sequence[str] | None:
    """Six to twelve words in a row, without quotation marks."""
    words = statement.text.split(" ")
    size = chance.randrange(6, 13)
    if len(words) < size + 2 or re.search(r"[“”\"()]", statement.text):
        return None
    start = chance.randrange(len(words) - size)
    before, after = " ".join(words[max(0, start - 6) : start]), " ".join(words[start + size : start + size + 2])
    if (
        " ".join(words[start : start + size]) not in statement.passage.text
        or _TURNS_BEFORE.search(before)
        or _TURNS_AFTER.search(after)
    ):
        return None
    return words[start : start + size]


# A quotation cut at one of these would be no true sentence.
_TURNS_BEFORE = re.compile(
    r"\b(?:no|not|never|nor|without|cannot|prevent\w*|prohibit\w*|eliminat\w*|exclud\w*|preclud\w*|against)\b",
    re.IGNORECASE,
)
_TURNS_AFTER = re.compile(r"\b(?:except|unless|provided|other|but|if|when|however)\b")
_LEADS = (
    "In its own words, the State party speaks of “{}”",
    "The report has it that “{}”",
    "The State party refers to “{}”",
)


def _quoting(quotation: str) -> str:
    return _LEADS[len(quotation) % len(_LEADS)].format(quotation.strip(" ,;:"))

"""Extent: some told as all, and only told of what is said of all."""

from __future__ import annotations

import re

from assistant.checks.claim import Claim
from assistant.checks.clauses import Clause, Likeness, clauses, likeness, most_like, source_clauses
from assistant.checks.words import content_stems
from assistant.model import Finding

_ALL = re.compile(
    r"""
    \b(?:all|every(?!\s+(?:other|second|third|fourth|fifth|sixth|tenth|\d))|each(?!\s+(?:year|other|quarter|month|time|with))|entire|whole|in\s+full|without\s+exception
    |100\s+per\s+cent|everyone|everybody|everywhere|always|completely|fully|entirely|wholly
    |any)\b(?P<after>(?:\W+[\w’-]+){0,4})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COUNT = re.compile(r"\d(?!.*(?:per\s*cent|%))", re.DOTALL)
_WITHOUT_EXCEPTION = re.compile(r"\bwithout\s+(?:any\s+)?exceptions?\b", re.IGNORECASE)
_WHOLLY = re.compile(r"(?:completely|fully|entirely|wholly|everywhere|always|in\s+full)\b", re.IGNORECASE)
_IN_PART = re.compile(r"(?:almost|nearly|partly|partially|largely|mainly|mostly|in\s+principle|most)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|nobody|never|none|not\s+any|no\s+one)\b(?P<after>(?:\W+[\w’-]+){0,4})", re.IGNORECASE)
_SOME = re.compile(
    r"""
    \b(?:almost\s+all|nearly\s+all|most|some|many|several|certain|various|a\s+few|few|partly
    |partially|part\s+of|half(?:\s+of)?|the\s+majority\s+of|a\s+minority\s+of|(?:a|the)\s+(?:proportion|share|number)\s+of|(?:over|about
    |around|more\s+than|nearly|almost|at\s+least|up\s+to)?\s*\d+(?:\.\d+)?\s*(?:per\s*cent|%)(?:\s+of)?
    |(?:over|about|around|more\s+than|nearly|almost|at\s+least)\s+\d[\d,]*|generally
    |usually|mainly|largely|mostly|in\s+principle)\b(?P<after>(?:\W+[\w’-]+){0,5})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EXCEPT = re.compile(
    r"""
    \b(?:except(?:ing)?|with\s+the\s+exception|other\s+than|apart\s+from|unless|but\s+not|save\s+for|with\s+some
    |only\s+some)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEDGED = re.compile(
    r"""
    \b(?:almost|nearly|most(?:ly)?|some|many|several|certain|few|part(?:ly|ially)?|half|majority|minority|except\w*
    |exception|other\s+than|apart|unless|but|save|per\s*cent|generally|usually|mainly|largely|in\s+principle
    |not\s+all|others)\b|%
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONLY = re.compile(
    r"""
    (?<!not[ ])(?<!says[ ])(?<!say[ ])(?<!is[ ])(?<!are[ ])\b(?:only|exclusively|solely)\s+(?!that\b|by\b|on\b|in\b
    |to\b|for\b|from\b|with\b|at\b|after\b|if\b|when\b|as\b|a\b|one\b|about\b|\d|when\b|\w+(?:ed
    |ing)\b)(?P<after>\w+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_BEHIND = re.compile(r"\b(?P<after>\w+)\s+(?:only|alone)\b(?=\s*(?:[.,;(]|$))", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|in|by|for|to|from|on|with|of)\s+(?:the\s+)?$", re.IGNORECASE)
_AT_SO_MANY = re.compile(
    r"\b(?:at|in|by|for|to|from|on|with|of)\s+(?:about\s+|some\s+|only\s+|over\s+|more\s+than\s+)?"
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<after>(?:\w+\s+)?\w+)"
)
_LIMITED = re.compile(r"\b(?:only|exclusive|solely|limit|restrict)", re.IGNORECASE)
_WIDE = re.compile(
    r"\b(?:all|every|any|regardless|irrespective|everyone|including|as\s+well\s+as|also)\b", re.IGNORECASE
)
_OF_ALL = re.compile(r"all|every|any", re.IGNORECASE)
_ALIKE = 0.38
_SAID = 0.8  # of the claim's words stand in one clause, which says "all" itself
_NEAR = 0.5  # cosine


def some_as_all(claim: Claim, alike: Likeness) -> Finding | None:
    """An `overclaim` where the claim says all, every or none, and the passage says it of some, or with an exception."""
    if _HEDGED.search(_WITHOUT_EXCEPTION.sub("", claim.text)):
        return None
    sources = source_clauses(claim)
    wanted = frozenset(stem for part in clauses(claim.asserted) for stem in part.stems)
    likest = max((likeness(wanted, source.stems, alike) for source in sources), default=0.0)
    if any(_ALL.search(source.text) and likeness(wanted, source.stems, alike) >= _SAID for source in sources):
        return None
    for source in sources:
        if likeness(wanted, source.stems, alike) < max(0.2, 0.6 * likest) or len(wanted & source.stems) < 2:
            continue
        mark = _limit(claim, source)
        if mark is not None:
            return Finding(
                kind="overclaim",
                message=f"The sentence says it of all; the passage limits it: “{mark.strip(' ,')}”.",
                suggestion="Keep the passage’s limit.",
            )
    return None


def _limit(claim: Claim, source: Clause) -> str | None:
    everything = claim.source.stems
    has_count = any(quantity.kind in {"count", "percent"} and not quantity.soft for quantity in claim.quantities)
    for universal in [*_ALL.finditer(claim.asserted), *_NONE.finditer(claim.asserted)]:
        nouns = set(content_stems(universal["after"])[:2])
        wholly = _WHOLLY.match(universal[0]) is not None
        for mark in _SOME.finditer(source.text):
            if _COUNT.search(mark[0]) and (has_count or _ALL.search(source.text)):
                continue
            after = content_stems(mark["after"])
            stands_alone = re.match(
                r"\W*(?:\w+ed\b|of\s+(?:whom|which|them|these)|others?\b|to\b|into\b)", mark["after"]
            )
            if universal.re is _ALL and (
                wholly and _IN_PART.match(mark[0]) or nouns & set(after) or stands_alone and nouns & everything
            ):
                return mark[0]
        counted = None if has_count else _counted_places(universal, source)
        if counted is not None:
            return counted
        exception = _EXCEPT.search(source.sentence)
        if exception and (nouns & set(content_stems(source.sentence[: exception.start()])) or not nouns):
            return source.sentence[exception.start() :][:80]
    return None


def _counted_places(universal: re.Match[str], source: Clause) -> str | None:
    """For "at every university": "at 14 universities" of a passage that speaks of all of nothing."""
    if universal.re is not _ALL or not _AT.search(universal.string, 0, universal.start()) or _ALL.search(source.text):
        return None
    noun = content_stems(universal["after"])[:1]
    places = (match for match in _AT_SO_MANY.finditer(source.text) if set(noun) & set(content_stems(match["after"])))
    return next((match[0] for match in places), None)


def only_where_all(claim: Claim, alike: Likeness) -> Finding | None:
    """A `contradiction` where the claim says "only" of what the passage says of all, or among others."""
    only = _ONLY.search(claim.asserted) or _ONLY_BEHIND.search(claim.asserted)
    if only is None or _EXCEPT.search(claim.asserted):
        return None
    limited = only.string[only.start() :] if only.re is _ONLY else only["after"]
    named = set(content_stems(limited)[:2])
    sentences = [nearest[1].sentence for part in clauses(claim.asserted) if (nearest := _near(part, claim, alike))]
    by_meaning = alike.nearest(claim)
    if by_meaning is not None and by_meaning[0] >= _NEAR:
        sentences.append(by_meaning[1].text)
    for sentence in sentences:
        wide = next((match for match in _WIDE.finditer(sentence) if _widens(match, named)), None)
        if wide is not None and not _LIMITED.search(sentence):
            return Finding(
                kind="contradiction",
                message=f"The sentence says “only”; the passage says “{wide[0]}”.",
                suggestion="Leave “only” out.",
            )
    return None


def _widens(wide: re.Match[str], named: set[str]) -> bool:
    """Whether a wide word is about what the claim limits: "all citizens" for "only citizens", or any "also"."""
    after = set(content_stems(wide.string[wide.end() :])[:2])
    return not _OF_ALL.fullmatch(wide[0]) or not named or bool(after & named)


def _near(part: Clause, claim: Claim, alike: Likeness) -> tuple[float, Clause] | None:
    nearest = most_like(part, source_clauses(claim), alike)
    return nearest if nearest is not None and nearest[0] >= _ALIKE else None

"""Turns the State's sentences into reported clauses: neutral, shorter, and still true to the paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from vectorstore.model import Passage

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CONNECTIVE = re.compile(
    r"^(?:Thus|In addition|Furthermore|Moreover|At the same time|However|Nevertheless|Overall|For instance|For example|"
    r"Accordingly|Consequently|In this regard|In this connection|Similarly|As a result|In other words|In particular|"
    r"Additionally|In parallel|Hence|Therefore|Meanwhile|In general|In practice|As noted|By way of example|Also),\s+"
)
_REFERENCE = re.compile(
    r"\s*\((?:see|www|hereinafter|email:)[^()]*\)|\s*\([^()]*Convention, arts?\. [^()]*\)|"
    r"\s*\((?:through amendments|as amended by|pursuant to)\b[^()]*\)|"
    r"\s*\(concluding observations, paras?\. [^()]*\)",  # a "(para. 8)" after it would be read as one of theirs
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\b(is|are|has|have) (?:thus|also|therefore|consistently|currently also) ", re.IGNORECASE)
_PRAISING_ADVERB = re.compile(
    r"\b(?:consistently|effectively|successfully|systematically|steadily|actively|fully|firmly|seriously) (?=[a-z])"
)
# A trailing clause in which the State judges its own measure. What limits or excepts stays.
_TRAILING_PRAISE = re.compile(
    r", (?:thereby|thus)\b[^;]*$"
    r"|, (?:ensuring|helping|contributing|demonstrating|reaffirming|confirming|enabling|indicating|strengthening|"
    r"serving|"
    r"fostering|guaranteeing|highlighting|reflecting|emphasizing)\b[^;]*$"
    r"|, (?:which|and this) (?:demonstrates|attests|ensures|reflects|confirms|is in (?:line|keeping)|contributes|helps|"
    r"indicates|strengthens|is particularly)\b[^;]*$"
    r"|,? (?:in (?:full )?(?:line|keeping|accordance|strict accordance) with) (?:the )?(?:modern |provisions of )?"
    r"(?:international|its obligations|the country|article|the Convention|the Paris)\b[^;]*$"
)
_LIMITS = re.compile(r"\b(?:except|unless|excluding|provided that|but|only|not|no|without|however|although)\b", re.I)
_DEMONSTRATES = re.compile(
    r", (?:which|and this) (?:demonstrates|attests|reflects|confirms)\b"
)  # praise, whatever it says
# What follows such a comma may be the main clause: "In accordance with article 7, Kazakh is the State language".
_AFTER_COMMA = re.compile(r"^,? (?:in|with)\b[^,]*, [^,]*\b(?:is|are|was|were|has|have|may|must)\b")
_MAIN_VERB = re.compile(r", (?:is|are|was|were|has|have|had|may|must|shall)\b")
_CUTS = re.compile(r", (?:which|including|such as|as well as|in particular|where)\b|; |, and (?=also\b|independent\b)")
_SUBJECT = re.compile(
    r"^(?:Kazakhstan|The State party|The State|The country)(?=\s+(?!of\b|bodies\b|and\b|party\b)[a-z])"
)
_INTRODUCTION = re.compile(
    r"^((?:In|From|Since|Between|During|Over|As at|On|By|To|Under|Pursuant|At|For|Following|Within)\b[^,]*), "
)

_SMALL = frozenset(
    ["a", "an", "the", "no", "neither", "all", "some", "most", "each", "every", "one", "as", "at", "in", "on", "under"]
)


class Capitals:
    """Which words keep their capital inside a sentence, learnt from how the documents themselves write them."""

    def __init__(self, texts: Iterable[str]) -> None:
        upper: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        for text in texts:
            for match in _WORD.finditer(text):
                if match.start() < 2 or text[match.start() - 2] in ".:;\n" or text[match.start() - 1] in "\n“(":
                    continue
                counter = upper if match[0][0].isupper() else lower
                counter[match[0].lower()] += 1
        self._upper, self._lower = upper, lower

    def lower_first(self, text: str) -> str:
        """`text` as it stands after "that": its first letter small unless the word is a name or an acronym."""
        match = _WORD.match(text)
        if match is None or (len(match[0]) > 1 and match[0][1].isupper()):
            return text
        word = match[0].lower()
        common = self._lower[word] > self._upper[word]
        before_common = self._lower[word] * 2 >= self._upper[word] and re.match(r",?\s[a-z]", text[match.end() :])
        if word in _SMALL or common or before_common:
            return text[0].lower() + text[1:]
        return text


@lru_cache(maxsize=4)
def capitals_in(passages: tuple[Passage, ...]) -> Capitals:
    """The capitals of some passages, learnt once."""
    return Capitals(passage.text for passage in passages)


def at_the_end(period: re.Match[str] | None) -> str:
    """A period that a sentence tells, to stand at the end of another: " over the period 2022–2025", or ""."""
    return f" {period[0][:1].lower()}{period[0][1:]}" if period else ""


def bare(text: str) -> str:
    """A State sentence without its connective, its cross-references, praise at its end, and its full stop."""
    clause = _REFERENCE.sub("", text.strip()).rstrip(".; ")
    clause = _CONNECTIVE.sub("", clause)
    clause = _ADVERB.sub(r"\1 ", clause)
    trimmed = _TRAILING_PRAISE.sub("", clause)
    removed = clause[len(trimmed) :]
    if (
        trimmed != clause
        and len(trimmed.split()) >= 6
        and (_DEMONSTRATES.match(removed) or not _LIMITS.search(removed))
        and not _AFTER_COMMA.search(removed)
    ):
        clause = trimmed
    return _PRAISING_ADVERB.sub("", clause[:1].upper() + clause[1:])


def reported(text: str, capitals: Capitals, *, subject: str = "it") -> str:
    """The clause that follows "The State party reports that": its own subject becomes `subject`."""
    clause = bare(text)
    replaced = _SUBJECT.sub(subject, clause)
    if replaced == clause:
        opening = _INTRODUCTION.match(clause)
        if opening:
            rest = clause[opening.end() :]
            swapped = re.sub(
                r"^(?:Kazakhstan|the State|the country)(?=\s+[a-z]+s?\b)(?! of)(?! [a-z]+ (?:is|are|was|were|must)\b)",
                subject,
                rest,
            )
            replaced = clause[: opening.end()] + swapped
    return capitals.lower_first(replaced)


def shortened(text: str, limit: int) -> str:
    """A sentence of more than `limit` words cut before what only explains it, unless the cut would take a limit."""
    if len(text.split()) <= limit:
        return text
    for cut in reversed(list(_CUTS.finditer(text))):
        kept, removed = text[: cut.start()], text[cut.start() :]
        inside = kept.count("(") > kept.count(")") or kept.count("“") > kept.count("”")
        if inside or _LIMITS.search(removed) or _MAIN_VERB.search(removed):
            continue
        if 12 <= len(kept.split()) <= limit:
            return kept
    return text


def noun_phrase(text: str, limit: int = 16) -> str:
    """The head of a long noun phrase: cut before what only explains it, at most `limit` words."""
    phrase = re.split(
        r",? (?:which|who|that is|with a view to|with a focus on|including|such as|"
        r"taking into account|pursuant to|in order to|on the basis|so that|through|by means of|as part of|"
        r"together with|in dialogue with|as well as)\b|[;:]| \(",
        text.strip().rstrip("."),
        maxsplit=1,
    )[0]
    words = phrase.split()
    return phrase.strip(" ,") if len(words) <= limit else ""


def join(items: list[str]) -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]

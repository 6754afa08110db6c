"""Counts of what a list has: its members, its lines, the articles that it numbers, the names that it joins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.checks.figure_roles import Role
from assistant.checks.quantities import Quantity, read_quantities
from assistant.checks.source import SourceSentence
from assistant.checks.words import content_stems

_JOINED_NAMES = re.compile(r"(?:[A-Z][\w’'-]+(?:,\s|,?\sand\s))+[A-Z][\w’'-]+\s$")
_ASIDES = re.compile(r"\([^()]*\)|(?<=“)[^“”]*(?=”)")  # brackets, and what stands in quotation marks
_FEWEST_NAMED, _MOST_NAMED = 2, 12
_RUN = re.compile(r"(?:[^\s,;:.()]+(?:\s[^\s,;:.()]+){0,5},\s)+[^\s,;:.()]+(?:\s[^\s,;:.()]+){0,5}?,?\s(?:and|or)\s")
_SHORT_RUN = 3
_BRACKETS = re.compile(r"\(([^()]{12,})\)")


_LISTABLE = re.compile(
    r"""
    (?:\s+[\w’'-]+){0,2}?\s+(?:(?:[a-z]+s\s+(?:listed|named|given|mentioned|reported|enumerated|cited|set\s+out)|outcomes?|results?
    |associations?|ngos?|ombudsm[ae]n|commissioners?|branches|passages?|groups?|measures?|categor\w+|areas?|countries|states|items?|bod(?:y|ies)
    |institutions?|ministries|conventions?|treaties|laws?|acts?|codes?|years?|paragraphs?|steps?|reasons?|grounds?
    |priorit\w+|topics?|projects?|languages?|program\w*|figures?|breakdowns?|recommendations?|proposals?|points?
    |kinds?|types?|matters|subjects|issues|questions|themes|aspects|statutes|components|factors|criteria|stages|channels|forms?|ways?|places?|provisions?|rights|organizations?|agencies|authorities|partners?|elements?
    |conditions?|exceptions?|articles?|things?|sectors?|purposes?|aims?|objectives?|guarantees?|safeguards?|duties
    |instruments?|documents?|reports?|rounds|cycles|obligations?|principles?|freedoms?|promises?|requirements?|tasks?|functions?|powers?))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def counted(claim: Role, text: str, source_texts: Sequence[str], cited: int) -> bool:
    """Whether a small count is the number of items of a list in the passages, or of the passages themselves.

    Only collective nouns count lists ("11 groups"): "three schools" needs three schools.
    """
    quantity = claim.quantity
    if quantity.kind != "count" or quantity.value > 40 or quantity.value != int(quantity.value):
        return False
    if not _LISTABLE.match(text, quantity.end):
        return False
    wanted = int(quantity.value)
    return wanted == cited or any(wanted in _listed(text) | sizes_of_lists([text]) for text in source_texts)


def named(claim: Role, text: str, sentences: Sequence[SourceSentence]) -> bool:
    """Whether a small count is how many proper names a sentence of the passages has of that sort, as "A University".

    That sentence must share another word with the claim.
    """
    quantity = claim.quantity
    if quantity.kind != "count" or not _FEWEST_NAMED <= quantity.value <= _MOST_NAMED:
        return False
    things = set(content_stems(re.split(r"[,;:.()]", text[quantity.end :])[0])[:2])
    for sentence in sentences:
        names = Counter[str]()
        for word in sentence.words[1:]:
            if word.text[0].isupper() and word.stem in things:
                names[word.stem] += _names_before(sentence.text[: word.start]) if word.lower.endswith("s") else 1
        if quantity.value in names.values() and set(content_stems(text)) & sentence.stems - things:
            return True
    return False


def _names_before(text: str) -> int:
    """How many names share the noun that follows: three in "Cardiff, Coventry and Woosong Universities"."""
    listed = _JOINED_NAMES.search(text)
    return 1 + len(re.findall(r",\s|\sand\s", listed[0])) if listed else 1


def _listed(text: str) -> set[int]:
    """How many members the enumerations of a sentence have: "A, B and C" has three."""
    sizes = set()
    text = _ASIDES.sub(" ", text)
    for piece in re.split(r"[;:.()]\s|\n", text):
        commas = len(re.findall(r",\s", piece))
        joined = len(re.findall(r"\s(?:and|or)\s", piece))
        if commas:
            # A comma may set off the list as a whole, and "and" may stand inside a name.
            sizes |= set(range(max(2, commas - 1), commas + 3))
        sizes |= {2, joined + 1} if joined else set()
    semicolons = text.count(";")
    return sizes | ({semicolons + 1, semicolons} if semicolons else set())


def _lines(text: str) -> set[int]:
    return {text.count("\n"), text.count("\n") + 1} if "\n" in text else set()


def _figures(text: str) -> set[int]:
    """How many figures of one kind a sentence gives, with and without the total that they add up to."""
    sizes = Counter(quantity.kind for quantity in read_quantities(text))
    return {size - less for size in sizes.values() for less in (0, 1)}


def _numbered(text: str) -> set[int]:
    """How many article numbers a text gives, and each run of them up to another label."""
    labels = [quantity.label for quantity in read_quantities(text) if quantity.kind == "identifier"]
    return set(range(1, len(labels) + 1))


def _spanned(text: str) -> set[int]:
    """How many a span of ordinals takes in: four in "the eleventh to fourteenth reports"."""
    return {last - first + 1 for first, last in _spans(text)}


def _spans(text: str) -> list[tuple[int, int]]:
    ordinals = [quantity for quantity in read_quantities(text) if quantity.kind == "ordinal"]
    return [
        (int(first.value), int(last.value))
        for first, last in zip(ordinals, ordinals[1:], strict=False)
        if re.fullmatch(r"\s*(?:to|through|[–-])\s*", text[first.end : last.start]) and last.value > first.value
    ]


def within_span(quantity: Quantity, sentences: Sequence[SourceSentence]) -> bool:
    """Whether an ordinal lies within a span of the passages: the twelfth of the eleventh to fourteenth."""
    return any(low <= quantity.value <= high for sentence in sentences for low, high in _spans(sentence.text))


def _introduced(text: str) -> set[int]:
    """How many members the list after "namely" or "including" has."""
    sizes = set()
    for match in _INTRODUCES.finditer(text):
        listed = _LIST.match(text, match.end())
        if listed is not None:
            sizes.add(len(re.split(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s", listed[0])))
            # Members may have an "and" of their own.
            sizes |= {listed[0].count(", ") + 2} if ", " in listed[0] else set()
    return sizes


_INTRODUCES = re.compile(r"\b(?:namely|including|such\s+as)\b:?,?\s+")
_LIST = re.compile(r"[^;:.()]+?\s(?:and|or)\s[^,;:.()]+")


def _runs(text: str) -> set[int]:
    """How many members a run of short ones has: four in "A, B, C and D"; the first may open the sentence instead."""
    sizes = set()
    for match in _RUN.finditer(text):
        size = match[0].count(", ") + 2 - match[0].rstrip().endswith((", and", ", or"))
        sizes |= {size, size - 1} if size > _SHORT_RUN else {size}
    return sizes


def _bracketed(text: str) -> set[int]:
    """How many members the lists in brackets have."""
    sizes = set()
    for match in _BRACKETS.finditer(text):
        sizes |= {len(re.split(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s", match[1]))} | _runs(match[1])
    return sizes


def _after_colon(text: str) -> set[int]:
    """How many members a list has that a colon opens, to the end of the sentence."""
    listed = text.partition(": ")[2]
    plain = re.sub(r"(?<=“)[^“”]*(?=”)", "", listed)
    return {len(re.split(r",\s(?:and\s)?|\sand\s", plain))} if listed else set()


def _parted(text: str) -> set[int]:
    """How many parts semicolons make, the pair of "and", and what stands before a colon: "A, B, C: these three"."""
    semicolons = text.count(";")
    sizes = {semicolons + 1, semicolons} if semicolons else set()
    sizes |= {2} if re.search(r"\s(?:and|or)\s", text) else set()
    opening, colon, _ = text.partition(": ")
    return sizes | ({opening.count(", ") + 1} if colon else set())


_EXACT: tuple[Callable[[str], set[int]], ...] = (
    _lines,
    _figures,
    _numbered,
    _spanned,
    _introduced,
    _runs,
    _bracketed,
    _after_colon,
    _parted,
)


def sizes_of_lists(texts: Sequence[str]) -> set[int]:
    """How many members the lists of some texts have, every way of counting taken together."""
    return {size for text in texts for size in _sizes(text)}


@lru_cache(maxsize=2_000)
def _sizes(text: str) -> frozenset[int]:
    """Kept, since the sentences of a draft go back to the same passages."""
    return frozenset(size for counts in _EXACT for size in counts(text))

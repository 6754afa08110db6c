"""Proper names in running text: what they name, and under which other form the documents know them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.checks.lexicon import alternatives, word_pairs, word_set
from assistant.checks.words import read_words, stem
from vectorstore.library import Library

NameKind = Literal["body", "place", "law", "acronym", "people", "other"]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽǴŃÝ][\w’'‑-]*"
_LINK = r"(?:of|for|on|and|the|in|to|against|under|with|de|el|la|bin|von)"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_LINK}\s+){{0,2}}{_CAPITAL})*")
_PEOPLE = re.compile(rf"(?:{alternatives('peoples')})\w*", re.IGNORECASE)
_TO_THE = re.compile(r"\s+to\s+the\s+")
_BODY = word_set("bodies")
_PLACE = word_set("places")
_LAW = word_set("laws")
_HEADS: tuple[tuple[NameKind, frozenset[str]], ...] = (("place", _PLACE), ("law", _LAW), ("body", _BODY))
# Words that every draft writes with a capital and that name the parties to the dialogue, not something in a passage.
_EVERYDAY = frozenset(map(stem, word_set("everyday")))
_DEFINED = re.compile(rf"((?:{_CAPITAL}\s+(?:{_LINK}\s+){{0,2}}){{1,8}}{_CAPITAL})\s+\(([A-Z]{{2,8}})\)")
_VERB_FORM = re.compile(r"[a-z]{3}(?:ing|ed)$")
_START = re.compile(r"(?:^|[.!?:;]\s+|[“\"(«‘]\s*)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: its words as stems without everyday ones, what it names, and its half-open range."""

    text: str
    stems: frozenset[str]
    kind: NameKind
    start: int
    end: int


class ProperNames:
    """What the documents of a library write with a capital, and the acronyms that they explain."""

    def __init__(self, library: Library) -> None:
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._written: set[str] = set()
        self._forms: dict[frozenset[str], list[frozenset[str]]] = {}
        for symbol in library.documents:
            for unit in library.units(symbol):
                self._count(unit.text)
                self._learn_acronyms(unit.text)

    def _count(self, text: str) -> None:
        for word in read_words(text):
            if word.text[0].islower():
                self._small[word.stem] += 1
            elif not _START.search(text[max(0, word.start - 4) : word.start]):
                self._capital[word.stem] += 1
                self._written.add(word.text)

    def _learn_acronyms(self, text: str) -> None:
        for match in _DEFINED.finditer(text):
            words = [word.stem for word in read_words(match[1]) if word.text[0].isupper()]
            # The name ends before the brackets and has as many capitals as the acronym, or nearly.
            long, short = frozenset(words[-len(match[2]) :]), frozenset({stem(match[2].lower())})
            self._forms.setdefault(short, []).append(long)
            self._forms.setdefault(long, []).append(short)

    def is_capital(self, of: str) -> bool:
        """Whether the documents write a stem with a capital only, or not at all."""
        return not self._small[of]

    def is_name_as_written(self, word: str) -> bool:
        """Whether the documents write this very form with a capital within a sentence."""
        return word in self._written

    def keeps_capital(self, word: str) -> bool:
        """Whether a word that opens a sentence keeps its capital within one: a name, which no document writes small."""
        return self.is_name_as_written(word) and self.is_capital(stem(word.lower()))

    def other_forms(self, name: Name) -> list[frozenset[str]]:
        """The long forms of an acronym, and the acronym of a long form."""
        found = list(self._forms.get(name.stems, ()))
        for long, shorts in self._forms.items():
            if len(long) > 1 and len(long & name.stems) >= 2 and long >= name.stems:
                found += shorts
        found += _COMMON.get(name.stems, [])
        return found

    def is_specific(self, name: Name) -> bool:
        """Whether a name has a word that no document writes small."""
        return any(self.is_capital(of) for of in name.stems)


def _pairs(*pairs: tuple[str, str]) -> Iterable[tuple[frozenset[str], frozenset[str]]]:
    for first, second in pairs:
        one, other = (frozenset(word.stem for word in read_words(text) if word.content) for text in (first, second))
        yield one, other
        yield other, one


# Names that everyone in this field uses for one another, everyday short forms, and capitals for their countries.
_COMMON: dict[frozenset[str], list[frozenset[str]]] = defaultdict(list)
for _one, _other in _pairs(
    ("Ombudsman", "Human Rights Commissioner"),
    ("Prosecutor", "Procurator"),
    ("President", "Head State"),
    ("Foreign Ministry", "Ministry Foreign Affairs"),
    ("UNICEF", "Children’s Fund"),
    ("UNFPA", "United Nations Population Fund"),
    ("UNESCO", "United Nations Educational Scientific Cultural Organization"),
    ("OSCE", "Organization Security Cooperation Europe"),
    ("OHCHR", "Office United Nations High Commissioner Human Rights"),
    ("IOM", "International Organization Migration"),
    ("TV", "television"),
    ("ID", "identification"),
    ("ID", "identity"),
    ("AI", "artificial intelligence"),
    ("IT", "information technology"),
    ("Sunday", "weekend"),
    ("Saturday Sunday", "weekend"),
    ("Uyghur", "Uighur"),
    ("German", "Konrad Adenauer"),
    ("German", "Friedrich Ebert"),
    ("Gypsy", "Roma"),
    ("Gypsies", "Roma"),
    ("Hague", "International Court Justice"),
    ("New York", "United Nations"),
    ("Astana", "capital city"),
    *word_pairs("capitals_abroad"),
):
    _COMMON[_one].append(_other)


def read_names(text: str, proper: ProperNames) -> list[Name]:
    """The names in a text. A word at the start of a sentence counts only if the documents never write it small."""
    found = []
    for start, end in _capitals(text):
        words = [word for word in read_words(text[start:end]) if word.text[0].isupper() and word.content]
        first = bool(_START.search(text[max(0, start - 4) : start]))
        if first and words and words[0].start == 0 and not _kept_at_start(words[0].stem, words[0].text, proper):
            words = words[1:]
        stems = frozenset(word.stem for word in words if word.stem not in _EVERYDAY and not word.stem.endswith("stan’"))
        if not stems or first and _opens_with_plural(text[start:end]):
            continue
        if len(words) == 1 and not words[0].text.isupper() and not proper.is_capital(words[0].stem):
            continue
        if len(words) == 1 and words[0].lower in _LAW:
            continue
        start += words[0].start
        found.append(Name(text[start:end], stems, kind_of(text[start:end]), start, end))
    return found


def _capitals(text: str) -> list[tuple[int, int]]:
    """The ranges of runs of capitals; "the Government to the President’s speech" has two."""
    ranges = []
    for match in _NAME.finditer(text):
        edges = [match.start()]
        for cut in _TO_THE.finditer(text, match.start(), match.end()):
            ranges.append((edges[-1], cut.start()))
            edges.append(cut.end())
        ranges.append((edges[-1], match.end()))
    return ranges


def _opens_with_plural(text: str) -> bool:
    """Whether the one word with which a sentence opens is a plural ("Ministries", "Statutes") and no people."""
    return text.isalpha() and text.endswith("s") and text[1:].islower() and not _PEOPLE.fullmatch(text)


def _kept_at_start(of: str, text: str, proper: ProperNames) -> bool:
    """Whether a sentence's first word is a name; "Barring people from" has a verb, whoever has a Bar Association."""
    if _VERB_FORM.search(text) and not proper.is_name_as_written(text):
        return False
    return text.isupper() and len(text) > 1 or proper.is_capital(of) and proper._capital[of] > 0


def kind_of(text: str) -> NameKind:
    """What a name names, by its words."""
    lower = [word.lower.rstrip("s") for word in read_words(text)]
    for kind, heads in _HEADS:
        if any(word in heads or word + "s" in heads for word in lower):
            return kind
    if _PEOPLE.match(text):
        return "people"
    return "acronym" if text.isupper() else "other"

"""Tells laws, treaties and other texts apart by the noun that names them and the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vectorstore import address_words as words
from vectorstore.address import TREATIES
from vectorstore.address_tokens import Token

LONGEST_NAME = 20
_HEADS = words.LAWS | words.LAWS_IN_CAPITALS | words.TREATY_WORDS | words.TREATIES_IN_CAPITALS | words.OTHER_TEXTS


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a citation names.

    "foreign" is another treaty and "other" any other text; both have no symbol. `start` and `end` are the indices of
    its tokens, half open.
    """

    kind: Literal["ours", "foreign", "other", "ibid"]
    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Naming:
    """What the words of a text stand for: the report, the treaty, and names of further documents."""

    report: str
    treaty: str
    names: Mapping[str, str] = field(default_factory=lambda: words.DOCUMENT_NAMES)

    @property
    def aliases(self) -> frozenset[str]:
        """The treaty's short names, in lower case."""
        return words.ALIASES.get(self.treaty, frozenset()) | {self.treaty.lower()}

    @property
    def symbols(self) -> frozenset[str]:
        """Symbols that are known without looking like one of the United Nations."""
        return frozenset({self.report, self.treaty, *self.names.values()}) | TREATIES


class LawReader:
    """Reads names of laws and treaties in the tokens of one text. Every look is bounded."""

    def __init__(self, tokens: Sequence[Token], naming: Naming) -> None:
        self.tokens, self.naming = tokens, naming
        self.aliases = naming.aliases
        self.noun = "covenant" if naming.treaty in {"ICCPR", "ICESCR"} else "convention"
        self.acronyms = words.TREATY_ACRONYMS - {naming.treaty}
        self.title = tuple(words.CONVENTION_TITLES.get(naming.treaty, naming.treaty).split())

    def head(self, at: int, *, article: bool, named: bool = False) -> Source | None:
        """The law, treaty or other text that token `at` is the head noun of. `named`: "of the" announces one."""
        token = self.tokens[at]
        low = token.low.removesuffix("'s").removesuffix("'")
        if low == self.noun:
            return self.convention(at)
        if low not in _HEADS and low.removesuffix("s") not in _HEADS and token.text not in self.acronyms:
            return None
        singular = low if low in _HEADS else low.removesuffix("s")
        capital = named or token.capital
        if self._names_treaty(token, singular, capital and article):
            return Source("foreign", "", at, at + 1)
        law = singular in words.LAWS and singular not in words.LAW_ADJECTIVES
        law = law or (singular in words.LAWS_IN_CAPITALS and capital and not self._is_rule_of_law(at))
        return Source("other", "", at, at + 1) if law or (not article and singular in words.OTHER_TEXTS) else None

    def law_ending(self, end: int, floor: int, article: bool, bracket: bool) -> Source | None:
        """The law or treaty whose name ends right before token `end`: "Code of Administrative Offences (" …"""
        if bracket and not article:
            return None
        for at in range(end - 1, max(floor, end - LONGEST_NAME) - 1, -1):
            token = self.tokens[at]
            if token.low == self.naming.treaty.lower() and at == end - 1:
                return Source("ours", self.naming.treaty, at, end)
            source = self.head(at, article=article)
            if source is not None:
                treaty_paragraph = not article and source.kind == "ours"
                return None if treaty_paragraph else source
            if not self._is_in_name(at):
                return None
        return None

    def _names_treaty(self, token: Token, singular: str, capital: bool) -> bool:
        if token.text in self.acronyms or singular in words.TREATY_WORDS:
            return True
        return singular in words.TREATIES_IN_CAPITALS and capital

    def _is_rule_of_law(self, at: int) -> bool:
        """Whether it is the "Rule" or the "Law" of "the Rule of Law"."""
        lows = [self.tokens[i].low for i in self.span(at - 2, at + 3)]
        return "rule of law" in " ".join(lows)

    def _is_in_name(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind == ".":
            return at > 0 and self.tokens[at - 1].low in {"no", "nos"}
        return token.kind in {"number", "dash", "/"} or token.capital or token.low in words.NAME_LINKS

    def span(self, start: int, end: int) -> range:
        return range(max(start, 0), min(end, len(self.tokens)))

    def convention(self, at: int) -> Source:
        """The treaty itself or another one, by its title, year and qualifier."""
        end = self._end_of_own_title(at + 1)
        if end is not None:
            return Source("ours", self.naming.treaty, at, end)
        own = Source("ours", self.naming.treaty, at, at + 1)
        if self._is_qualified(at):
            return Source("foreign", "", at - 1, at + 1)
        return Source("foreign", "", at, at + 1) if self._has_title(at + 1) else own

    def _end_of_own_title(self, at: int) -> int | None:
        """The index after "on the Elimination of All Forms of Racial Discrimination", if that stands at `at`."""
        if self.tokens[at].low not in words.TITLE_PREPOSITIONS:
            return None
        for i in self.span(at, at + LONGEST_NAME):
            if self.tokens[i].kind != "word":
                return None
            if tuple(self.tokens[j].low for j in self.span(i, i + len(self.title))) == self.title:
                return i + len(self.title)
        return None

    def _is_qualified(self, at: int) -> bool:
        """Whether the word before makes it another treaty: "1951 Convention", "Refugee Convention"."""
        if at == 0:
            return False
        before = self.tokens[at - 1]
        if before.kind == "number" and len(before.text) == 4:
            return before.text != words.CONVENTION_YEARS.get(self.naming.treaty)
        return before.capital and before.low not in words.NEUTRAL_BEFORE_TREATY | self.aliases | set(self.title)

    def _has_title(self, at: int) -> bool:
        """Whether "on the Rights of the Child", "against Torture" or "No. 111" follows."""
        if self.tokens[at].low == "no":
            return True
        if self.tokens[at].low not in words.TITLE_PREPOSITIONS:
            return False
        first = self.tokens[at + 2 if self.tokens[at + 1].low == "the" else at + 1]
        return first.low not in words.NO_TITLE and (first.capital or first.low in words.TITLE_TOPICS)

"""Reads citations in every form that people type; `address_format` prints the one right form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vectorstore.address import TREATIES, Address
from vectorstore.address_context import NO_GROUP, Surroundings
from vectorstore.address_laws import Naming, Source
from vectorstore.address_mentions import Mention, read_mentions
from vectorstore.address_places import read_places
from vectorstore.address_sources import SourceFinder
from vectorstore.address_steps import ROMANS, Path, is_letter
from vectorstore.address_tokens import canonical_symbol, looks_like_symbol, tokenize
from vectorstore.address_words import DOCUMENT_NAMES, LAST_ARTICLES

__all__ = ["Citation", "find_citations", "parse_address"]

DEFAULT_SYMBOL = "CERD/C/KAZ/11-14"
DEFAULT_TREATY = "ICERD"
_SPEAKING_KINDS = frozenset({"word", "number", "symbol", "id", "url"})
_IGNORED_AROUND = frozenset({"see", "cf", "also", "the", "in", "under"})


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as somebody wrote it, with the addresses it stands for, in order of writing.

    `span` is its half-open range of characters in the text. Ranges are expanded item by item. `problem` says why
    `addresses` is empty: "malformed" for a reversed range, a missing number or an "ibid." that follows nothing;
    "foreign" for an article of another treaty. `symbol_written` tells whether the document is named.
    """

    as_written: str
    span: tuple[int, int]
    addresses: tuple[Address, ...]
    problem: Literal["malformed", "foreign", None]
    symbol_written: bool


def find_citations(
    text: str,
    *,
    default_symbol: str = DEFAULT_SYMBOL,
    treaty: str = DEFAULT_TREATY,
    previous: Address | None = None,
    names: Mapping[str, str] = DOCUMENT_NAMES,
) -> list[Citation]:
    """All citations in a text, in order. Articles of domestic laws and paragraphs of unknown texts are not among them.

    A bare "para. 59" is of the paragraph-numbered document named last, in the text or by `previous`, and else of
    `default_symbol`. `names` maps what people write instead of a symbol ("concluding observations") to the symbol.
    """
    return _Resolver(text, Naming(default_symbol, treaty, names), previous).citations()


def parse_address(
    text: str,
    *,
    default_symbol: str = DEFAULT_SYMBOL,
    treaty: str = DEFAULT_TREATY,
    names: Mapping[str, str] = DOCUMENT_NAMES,
) -> Citation:
    """The one citation that the whole text is, as typed after a command: also "155", "5e v" or "5 (e) (v)" alone.

    Without "art.", a number with two steps or a numbered step is an article ("5 (e) (v)"), every other one a paragraph.
    Raises ValueError if the text is no citation or more than one.
    """
    resolver = _Resolver(text, Naming(default_symbol, treaty, names), None, loose=True)
    citations = resolver.citations()
    if len(citations) > 1:
        raise ValueError(f"“{text.strip()}” holds {len(citations)} citations: write one at a time")
    whole = citations[0] if citations and resolver.is_whole(citations[0].span) else resolver.bare()
    if whole is None:
        forms = f"“para. 155”, “art. 5 (d) (iii)” or an id such as “{default_symbol}#155”"
        raise ValueError(f"“{text.strip()}” is no address in {default_symbol} or {treaty}: write {forms}")
    return whole


class _Resolver:
    """Gives the mentions of one text their documents, in order of reading."""

    def __init__(self, text: str, naming: Naming, previous: Address | None, *, loose: bool = False) -> None:
        self.text, self.naming, self.loose = text, naming, loose
        self.tokens = tokenize(text)
        self.sources = SourceFinder(self.tokens, naming)
        self.surroundings = Surroundings(self.tokens, self.sources.laws)
        self.document = previous.symbol if previous and not previous.in_treaty else naming.report
        self.last_addresses: tuple[Address, ...] = (previous,) if previous else ()
        self.last_problem: Literal["malformed", "foreign", None] = None if previous else "malformed"
        self.group_sources: dict[int, Source] = {}
        self.law_paragraph: int | None = None
        self.ranges: dict[tuple[str, tuple[Path, ...]], tuple[Address, ...]] = {}

    def citations(self) -> list[Citation]:
        found = (self._citation(mention) for mention in read_mentions(self.tokens, self.sources, loose=self.loose))
        return [citation for citation in found if citation is not None]

    def is_whole(self, span: tuple[int, int]) -> bool:
        """Whether nothing but brackets, punctuation and words like "see" stands outside the span."""
        outside = (token for token in self.tokens if not span[0] <= token.start < max(span[1], 1))
        return not any(token.kind in _SPEAKING_KINDS and token.low not in _IGNORED_AROUND for token in outside)

    def bare(self) -> Citation | None:
        """The whole text as places without a keyword, after a document's name or none: "155", "ICERD 5 (d)"."""
        source = self.sources.document_at(0)
        at = source.end if source else 0
        at += self.tokens[at].kind in {",", ":"}
        article = source is not None and source.symbol in TREATIES
        places = read_places(self.tokens, at, plural=True, article=article, loose=True)
        if places is None or not self.is_whole((0, self.tokens[places.end - 1].end)):
            return None
        article = article or (source is None and any(_looks_like_article(path) for path in places.paths))
        mention = Mention(
            "article" if article else "paragraph", 0, 0, places.end, places.paths, places.malformed, source
        )
        return self._citation(mention)

    def _citation(self, mention: Mention) -> Citation | None:
        """The mention as a citation, or None when it is none of ours. Keeps what "ibid." and bare numbers refer to."""
        if mention.kind == "id":
            return self._id(mention)
        if mention.kind == "ibid":
            return self._cite(mention, self.last_addresses, self.last_problem)
        source = self._article_source(mention) if mention.of_treaty else mention.source
        if mention.of_treaty and source is not None:
            self.group_sources[self.surroundings.group_of[mention.at]] = source
        if source is not None and source.kind in {"other", "foreign"}:
            self.last_addresses, self.last_problem = (), "foreign"
            self.law_paragraph = self.surroundings.paragraph_of[mention.at]
            return self._cite(mention, (), "foreign") if source.kind == "foreign" else None
        if mention.of_treaty:
            return self._article(mention, source) if source is not None else None
        return self._paragraph(mention, source)

    def _id(self, mention: Mention) -> Citation | None:
        """An id, if its document is known, looks like one of the United Nations or was typed on purpose."""
        symbol, _, rest = self.tokens[mention.at].text.partition("#")
        symbol = canonical_symbol(symbol) if looks_like_symbol(symbol) else symbol
        symbol = next((known for known in self.naming.symbols if known.lower() == symbol.lower()), symbol)
        if not (self.loose or looks_like_symbol(symbol) or symbol in self.naming.symbols):
            return None
        address = Address.from_id(f"{symbol}#{rest.lower()}")
        if not address.in_treaty:
            self.document = symbol
        return self._cite(mention, (address,), None, named=True)

    def _article(self, mention: Mention, source: Source) -> Citation:
        symbol = source.symbol
        if source.kind == "ibid":
            symbol = self.last_addresses[-1].symbol if self.last_addresses else ""
            if not symbol:
                return self._cite(mention, (), self.last_problem)
        if symbol not in TREATIES:
            return self._cite(mention, (), "malformed" if source.kind == "ibid" else "foreign")
        return self._places(mention, symbol, named=source.kind == "ours" and source.end > source.start)

    def _paragraph(self, mention: Mention, source: Source | None) -> Citation:
        if source is None:
            return self._places(mention, self.document, named=False)
        if source.kind == "ibid":
            if not self.last_addresses:
                return self._cite(mention, (), self.last_problem)
            symbol = self.last_addresses[-1].symbol
        else:
            symbol = source.symbol
        if symbol in TREATIES:
            return self._cite(mention, (), "malformed", named=source.kind == "ours")
        if source.start < mention.at:  # "paragraph 16 of the concluding observations" says nothing of later paragraphs
            self.document = symbol
        return self._places(mention, symbol, named=source.kind == "ours")

    def _article_source(self, mention: Mention) -> Source | None:
        """The source of an article, or None where prose speaks of an article that may be anybody's."""
        written = mention.source
        treaty = Source("ours", self.naming.treaty, mention.at, mention.at)
        if written is not None or self.loose:
            return written or treaty
        if mention.malformed and mention.paths:
            return None
        group = self.surroundings.group_of[mention.at]
        if group == NO_GROUP:
            return treaty if self._is_treaty_in_prose(mention) else None
        named = self.group_sources.get(group) or self.sources.laws.law_ending(group, 0, True, True)
        if named is not None:
            return named
        if self.surroundings.ours_in_group(group):
            return treaty
        return None if self._is_law_in_brackets(mention, group) else treaty

    def _is_law_in_brackets(self, mention: Mention, group: int) -> bool:
        """Whether a bracketed article is of a law named in the brackets, the sentence or earlier in the paragraph."""
        if self.surroundings.law_in_group(group):
            return True
        if self.surroundings.law_in_sentence(mention.at):
            return not any(map(_is_lettered, mention.paths))
        return self.law_paragraph == self.surroundings.paragraph_of[mention.at] and not self._may_be_treaty(mention)

    def _is_treaty_in_prose(self, mention: Mention) -> bool:
        """Whether "article 5", with no law named in its sentence, can be the treaty's; "state of the art 5" cannot."""
        before = self.tokens[mention.at - 1].low if mention.at else ""
        is_noun = self.tokens[mention.at].low in {"art", "arts"} and self.tokens[mention.at + 1].kind != "."
        if mention.kind == "preamble" or (is_noun and before in {"the", "of", "and", "modern"}):
            return False
        return not self.surroundings.law_in_sentence(mention.at) and self._may_be_treaty(mention)

    def _may_be_treaty(self, mention: Mention) -> bool:
        """Whether the treaty is long enough: "article 174" alone is somebody else's."""
        last = LAST_ARTICLES.get(self.naming.treaty, 0)
        return all(path[0] == "preamble" or int(path[0]) <= last for path in mention.paths)

    def _places(self, mention: Mention, symbol: str, *, named: bool) -> Citation:
        if mention.malformed:
            return self._cite(mention, (), "malformed", named=named)
        key = (symbol, mention.paths)
        if key not in self.ranges:
            self.ranges[key] = tuple(Address(symbol, path) for path in mention.paths)
        return self._cite(mention, self.ranges[key], None, named=named)

    def _cite(
        self,
        mention: Mention,
        addresses: tuple[Address, ...],
        problem: Literal["malformed", "foreign", None],
        *,
        named: bool = False,
    ) -> Citation:
        self.last_addresses, self.last_problem = addresses, problem
        start, end = self.tokens[mention.start].start, self.tokens[mention.end - 1].end
        named = named or (problem == "foreign" and mention.source is not None)
        return Citation(self.text[start:end], (start, end), addresses, problem, named)


def _is_lettered(path: Path) -> bool:
    """Whether steps are built as only the treaty's are, such as 5 (d) (iii) or 2 (1) (c)."""
    return len(path) > 2 and (is_letter(path[1]) and path[2] in ROMANS or path[1].isdigit() and is_letter(path[2]))


def _looks_like_article(path: Path) -> bool:
    return len(path) > 2 or any(step.isdigit() for step in path[1:])

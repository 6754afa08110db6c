"""Finds the spots of a text that are built like a citation, before asking what document they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vectorstore.address_laws import Source
from vectorstore.address_places import ARTICLE_WORDS, PARAGRAPH_WORDS, Places, read_places, read_steps
from vectorstore.address_sources import IBID_WORDS, SourceFinder, is_ibid
from vectorstore.address_steps import Path
from vectorstore.address_tokens import Token

MentionKind = Literal["paragraph", "article", "preamble", "ibid", "id"]
_ARTICLE_KINDS = frozenset({"article", "preamble"})
_PREAMBLE_WORDS = frozenset({"preamble", "preambular", "recital", "recitals"})
_KEYWORDS = _PREAMBLE_WORDS | IBID_WORDS | PARAGRAPH_WORDS.keys() | ARTICLE_WORDS.keys()


@dataclass(frozen=True, slots=True)
class Mention:
    """Something built like a citation: its kind, its tokens from `start` to `end`, its places and the source it names.

    `at` is its keyword. `chained` means that a comma or "and" alone separates it from the mention before it.
    """

    kind: MentionKind
    at: int
    start: int
    end: int
    paths: tuple[Path, ...] = ()
    malformed: bool = False
    source: Source | None = None
    chained: bool = False

    @property
    def of_treaty(self) -> bool:
        """Whether it cites by article."""
        return self.kind in _ARTICLE_KINDS


def read_mentions(tokens: Sequence[Token], sources: SourceFinder, *, loose: bool = False) -> list[Mention]:
    """All mentions in order. In "article 2 and article 5 of the Convention" both get the source that one names."""
    mentions: list[Mention] = []
    at = floor = 0
    while at < len(tokens):
        is_keyword = tokens[at].low in _KEYWORDS or tokens[at].kind in {"id", "mark"}
        mention = _mention_at(tokens, at, floor, sources, loose) if is_keyword else None
        if mention is None:
            at += 1
            continue
        mentions.append(replace(mention, chained=bool(mentions) and _is_chain(tokens, floor, mention.start)))
        at = floor = max(mention.end, at + 1)
    return _share_sources(mentions)


def _share_sources(mentions: list[Mention]) -> list[Mention]:
    """Hand the source of a chain of articles backwards, then forwards, to those that name none."""
    for i in range(len(mentions) - 2, -1, -1):
        mentions[i] = _sharing(mentions[i], mentions[i + 1], mentions[i + 1].chained)
    for i in range(1, len(mentions)):
        mentions[i] = _sharing(mentions[i], mentions[i - 1], mentions[i].chained)
    return mentions


def _sharing(mention: Mention, other: Mention, chained: bool) -> Mention:
    shares = chained and mention.source is None and mention.of_treaty and other.of_treaty
    return replace(mention, source=other.source) if shares else mention


def _is_chain(tokens: Sequence[Token], start: int, end: int) -> bool:
    return 0 < end - start <= 2 and all(token.low in {",", "and", "or", "&"} for token in tokens[start:end])


def _mention_at(tokens: Sequence[Token], at: int, floor: int, sources: SourceFinder, loose: bool) -> Mention | None:
    token = tokens[at]
    if token.kind == "id":
        return Mention("id", at, at, at + 1)
    if token.kind == "mark" or token.low in PARAGRAPH_WORDS:
        return _paragraph(tokens, at, floor, sources, loose)
    if token.low in ARTICLE_WORDS:
        return _article(tokens, at, floor, sources, loose)
    if token.low in _PREAMBLE_WORDS:
        return _preamble(tokens, at, floor, sources)
    if is_ibid(tokens, at) and not _introduces_place(tokens, at):
        return Mention("ibid", at, at, at + 1 + (tokens[at + 1].kind == "."))
    return None


def _introduces_place(tokens: Sequence[Token], at: int) -> bool:
    at += 1 + (tokens[at + 1].kind == ".")
    at += tokens[at].kind == ","
    return tokens[at].kind == "mark" or tokens[at].low in PARAGRAPH_WORDS or tokens[at].low in ARTICLE_WORDS


def _places_after(tokens: Sequence[Token], at: int, *, article: bool, loose: bool = False) -> Places | None:
    """The places after the keyword at `at`; malformed ones, with no path, for "paras. –" and the like."""
    token = tokens[at]
    plural = ARTICLE_WORDS.get(token.low, False) if article else PARAGRAPH_WORDS.get(token.low, len(token.text) > 1)
    dotted = tokens[at + 1].kind == "."
    first = at + 1 + dotted
    if tokens[first].low in {"no", "nos"}:
        first += 1 + (tokens[first + 1].kind == ".")
    places = read_places(tokens, first, plural=plural, article=article, loose=loose)
    if places is None and (dotted or token.kind == "mark") and _is_placeholder(tokens[first]):
        return Places((), first + 1, malformed=True)
    return places


def _is_placeholder(token: Token) -> bool:
    return token.kind in {"dash", "number", "?", "…", "_"} or (token.kind == "word" and set(token.low) == {"x"})


def _paragraph(tokens: Sequence[Token], at: int, floor: int, sources: SourceFinder, loose: bool) -> Mention | None:
    places = _places_after(tokens, at, article=False, loose=loose)
    if places is None:
        return None
    if tokens[places.end].low == "of" and tokens[places.end + 1].low in ARTICLE_WORDS:
        return _paragraph_of_article(tokens, at, places, sources)
    if tokens[places.end].low in {"above", "below"}:
        return Mention("paragraph", at, at, places.end, source=Source("other", "", at, at))
    return _with_source(Mention("paragraph", at, at, places.end, places.paths, places.malformed), floor, sources)


def _paragraph_of_article(tokens: Sequence[Token], at: int, inner: Places, sources: SourceFinder) -> Mention | None:
    """Turns "paragraph 1 (c) of article 2 of the Convention" into article 2 (1) (c)."""
    outer = _places_after(tokens, inner.end + 1, article=True)
    if outer is None or len(outer.paths) != 1:
        return Mention("paragraph", at, at, inner.end + 2, source=Source("other", "", at, at))
    paths = tuple(outer.paths[0] + path for path in inner.paths)
    mention = Mention("article", at, at, outer.end, paths, inner.malformed or outer.malformed)
    return _with_source(mention, at, sources)


def _article(tokens: Sequence[Token], at: int, floor: int, sources: SourceFinder, loose: bool) -> Mention | None:
    places = _places_after(tokens, at, article=True, loose=loose)
    if places is None:
        return None
    return _with_source(Mention("article", at, at, places.end, places.paths, places.malformed), floor, sources)


def _preamble(tokens: Sequence[Token], at: int, floor: int, sources: SourceFinder) -> Mention | None:
    """The preamble, or recitals of it: "preamble, recitals 3 and 4", "preamble (3)", "recital 3"."""
    whole = tokens[at].low == "preamble"
    bracketed, end = read_steps(tokens, at + 1) if whole else ((), at + 1)
    places = Places((bracketed,), end)
    if not bracketed:
        first = at + (tokens[at].low in {"preamble", "preambular"}) + (whole and tokens[at + 1].kind == ",")
        recitals = _recitals(tokens, first)
        if recitals is None and not whole:
            return None
        places = recitals or Places(((),), at + 1)
    paths = tuple(("preamble", *path) for path in places.paths)
    mention = Mention("preamble", at, at, places.end, paths, places.malformed)
    return _with_late_recitals(_with_source(mention, floor, sources), tokens)


def _with_late_recitals(mention: Mention, tokens: Sequence[Token]) -> Mention:
    """The mention with the recitals that stand after its source: "preamble to the Convention, para. 3"."""
    if mention.paths != (("preamble",),) or tokens[mention.end].kind != ",":
        return mention
    places = _recitals(tokens, mention.end + 1)
    if places is None:
        return mention
    paths = tuple(("preamble", *path) for path in places.paths)
    return replace(mention, end=places.end, paths=paths, malformed=places.malformed)


def _recitals(tokens: Sequence[Token], at: int) -> Places | None:
    """The numbers after "recitals" or, behind a preamble, after "paras."."""
    if tokens[at].low not in PARAGRAPH_WORDS and tokens[at].low not in {"recital", "recitals"}:
        return None
    first = at + 1 + (tokens[at + 1].kind == ".")
    return read_places(tokens, first, plural=tokens[at].low.endswith("s"), article=False)


def _with_source(mention: Mention, floor: int, sources: SourceFinder) -> Mention:
    """The mention with the document named before it or, failing that, after it."""
    source = sources.before(mention.at, floor, article=mention.of_treaty)
    if source is None:
        source = sources.after(mention.end, article=mention.of_treaty)
        return replace(mention, source=source, end=max(mention.end, source.end)) if source else mention
    if sources.tokens[mention.at - 1].kind != "(":
        return replace(mention, source=source, start=source.start)
    if sources.tokens[mention.end].kind != ")":
        return replace(mention, source=source)
    return replace(mention, source=source, start=source.start, end=mention.end + 1)

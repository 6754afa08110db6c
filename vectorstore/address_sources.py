"""Tells what document a citation names, before its places ("ICERD, art. 6") or after them ("article 6 of the Act")."""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore import address_words as words
from vectorstore.address_laws import LONGEST_NAME, LawReader, Naming, Source
from vectorstore.address_tokens import Token, tokenize

_RECOMMENDATIONS = frozenset({"recommendation", "recommendations"})
IBID_WORDS = frozenset({"ibid", "ibidem", "idem", "id"})


class SourceFinder:
    """Looks for the document's name around a place in the tokens of one text. Every look is bounded."""

    def __init__(self, tokens: Sequence[Token], naming: Naming) -> None:
        self.tokens, self.naming = tokens, naming
        self.aliases = naming.aliases
        self.laws = LawReader(tokens, naming)
        spelled = [(tuple(t.low for t in tokenize(name) if t.low), symbol) for name, symbol in naming.names.items()]
        self.names = sorted((pair for pair in spelled if pair[0]), key=lambda pair: -len(pair[0]))

    def before(self, at: int, floor: int, *, article: bool) -> Source | None:
        """The document named right before token `at`, not looking back beyond token `floor`."""
        end = at
        if end > floor and self.tokens[end - 1].low in {"at", "in"}:
            end -= 1
        bracket = end > floor and self.tokens[end - 1].kind == "("
        if end > floor and self.tokens[end - 1].kind in {",", ":", "("}:
            end -= 1
        if end <= floor:
            return None
        return (
            self._ibid_ending(end)
            or self._document_ending(end, floor)
            or self.laws.law_ending(end, floor, article, bracket)
        )

    def after(self, at: int, *, article: bool) -> Source | None:
        """The document named from token `at` on: "of the Convention", "ICERD", "of the Media Act"."""
        at = self._after_remark(at)
        if self.tokens[at].kind == "," and self.tokens[at + 1].low == "of":
            at += 1
        token = self.tokens[at]
        if token.low == "of":
            return self._owner(at + 1, article)
        if article and token.low in {"to", "in", "from", "under"}:
            return self._treaty_at(at + 1 + (self.tokens[at + 1].low in {"the", "this"}))
        if article and token.capital:
            return self._apposed(at)
        return None

    def document_at(self, at: int) -> Source | None:
        """The document whose symbol, name or short treaty name begins at token `at`."""
        token = self.tokens[at]
        if token.kind == "symbol":
            return Source("ours", token.text, at, at + 1)
        if token.low in self.aliases:
            return Source("ours", self.naming.treaty, at, at + 1)
        for name, symbol in self.names:
            if token.low == name[0] and tuple(self.tokens[i].low for i in self.laws.span(at, at + len(name))) == name:
                return Source("ours", symbol, at, at + len(name))
        return self._recommendation_at(at) or self._report_at(at)

    def _treaty_at(self, at: int) -> Source | None:
        if self.tokens[at].low in self.aliases:
            return Source("ours", self.naming.treaty, at, at + 1)
        return self.laws.convention(at) if self.tokens[at].low == self.laws.noun else None

    def _apposed(self, at: int) -> Source | None:
        """The owner without "of": "art. 26 ICCPR", "article 174 Criminal Code"."""
        for i in range(at, at + 5):
            if not self.tokens[i].capital:
                return None
            source = self._treaty_at(i) or self.laws.head(i, article=True)
            if source is not None:
                return source
        return None

    def _after_remark(self, at: int) -> int:
        """The index after a bracketed title before "of": "article 174 (Incitement) of the Criminal Code"."""
        if self.tokens[at].kind != "(":
            return at
        for i in self.laws.span(at + 1, at + LONGEST_NAME):
            if self.tokens[i].kind == ")":
                return i + 1 if self.tokens[i + 1].low == "of" else at
        return at

    def _owner(self, at: int, article: bool) -> Source | None:
        """The owner after "of". A phrase that names one unknown to the grammar is "other"; "of course" is none."""
        first = at
        while self.tokens[at].low in words.DETERMINERS:
            at += 1
        announced = at > first or self.tokens[at].capital
        for i in range(first, at + 5):
            source = self.document_at(i)
            if source is not None:
                return source
            if self.tokens[i].kind != "word" or self.tokens[i].low in words.PHRASE_ENDS | {"of", "on"}:
                break
        for i in self.laws.span(at, at + LONGEST_NAME):
            source = self.laws.head(i, article=article, named=True)
            if source is not None:
                return source
            if self.tokens[i].kind not in {"word", "number", "dash"} or self.tokens[i].low in words.PHRASE_ENDS:
                break
        return Source("other", "", at, at) if announced else None

    def _ibid_ending(self, end: int) -> Source | None:
        at = end - 1 - (self.tokens[end - 1].kind == ".")
        return Source("ibid", "", at, end) if at >= 0 and is_ibid(self.tokens, at) else None

    def _document_ending(self, end: int, floor: int) -> Source | None:
        """The symbol or name that ends at token `end`, or that a title after it leads back to."""
        if self._is_bracketed_symbol(end):
            named = self._document_ending(end - 3, floor) if end - 3 > floor else None
            return Source("ours", self._bracketed(end), named.start if named else end - 3, end)
        for at in range(end - 1, max(floor, end - LONGEST_NAME) - 1, -1):
            source = self.document_at(at)
            if source is not None and source.end <= end:
                source = self._with_whole_report_name(source, floor)
                titled = self.tokens[source.end].low in {"on", "of", "adopted", "concerning"}
                is_name = self.tokens[at].kind == "word" and self.tokens[at].low not in self.aliases
                return source if source.end == end or (titled and is_name) else None
            if self.tokens[at].kind not in {"word", "number", "dash", ".", "(", ")"}:
                return None
        return None

    def _with_whole_report_name(self, source: Source, floor: int) -> Source:
        """The same source, begun at the "State" of "State party's report"."""
        start = source.start
        named = self.tokens[source.end - 1].low in {"report", "reports"}
        while named and start > floor and self.tokens[start - 1].low in words.REPORT_WORDS - words.DETERMINERS:
            start -= 1
        return Source(source.kind, source.symbol, start, source.end)

    def _is_bracketed_symbol(self, end: int) -> bool:
        """Whether "(CERD/C/KAZ/CO/8-10)" or "(ICERD)" ends here."""
        return (
            end > 2
            and self.tokens[end - 1].kind == ")"
            and self.tokens[end - 3].kind == "("
            and bool(self._bracketed(end))
        )

    def _bracketed(self, end: int) -> str:
        inner = self.tokens[end - 2]
        if inner.low in self.aliases:
            return self.naming.treaty
        return inner.text if inner.kind == "symbol" else ""

    def _recommendation_at(self, at: int) -> Source | None:
        """Read "general recommendation No. 35 (2013)" as CERD/GC/35; in a list also "and No. 30 (2004)"."""
        if self.tokens[at].low == "general" and self.tokens[at + 1].low in _RECOMMENDATIONS:
            end = at + 2
        elif self.tokens[at].low == "no" and self._lists_recommendations(at):
            end = at
        elif self.tokens[at].text == "GR":
            end = at + 1
        else:
            return None
        end += self.tokens[end].low in {"no", "nos"}
        end += self.tokens[end].kind == "."
        number = self.tokens[end]
        if number.kind != "number" or len(number.text) > 2:
            return None
        year = (
            self.tokens[end + 1].kind == "("
            and len(self.tokens[end + 2].text) == 4
            and self.tokens[end + 3].kind == ")"
        )
        return Source("ours", f"CERD/GC/{int(number.text)}", at, end + (4 if year else 1))

    def _lists_recommendations(self, at: int) -> bool:
        """Whether a list that began with "general recommendations" goes on here."""
        if at == 0 or self.tokens[at - 1].low not in {",", "and"}:
            return False
        near = self.laws.span(at - 2 * LONGEST_NAME, at)
        return any(self.tokens[i].low == "general" and self.tokens[i + 1].low in _RECOMMENDATIONS for i in near)

    def _report_at(self, at: int) -> Source | None:
        """Read "State party's report", "the present report" and the like, but not "the report of the Ombudsman"."""
        end = at
        while self._is_report_word(end) and end < at + 8:
            end += 1
        if end == at or self.tokens[end].low not in {"report", "reports"}:
            return None
        owner = self.tokens[end + 3 if self.tokens[end + 2].low == "the" else end + 2]
        if self.tokens[end + 1].low == "of" and owner.low not in {"kazakhstan", "state", "government"}:
            return None
        return Source("ours", self.naming.report, at, end + 1)

    def _is_report_word(self, at: int) -> bool:
        token = self.tokens[at]
        return token.low in words.REPORT_WORDS or (token.low == "to" and self.tokens[at - 1].low == "eleventh")


def is_ibid(tokens: Sequence[Token], at: int) -> bool:
    """Whether "ibid.", "idem" or "id." stands at token `at`; "id" without its dot is a word."""
    if tokens[at].low not in IBID_WORDS:
        return False
    return tokens[at].low != "id" or (tokens[at].text != "ID" and tokens[at + 1].kind == ".")

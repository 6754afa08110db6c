"""Turns keys into United Nations citations while the text streams in; where its pieces end makes no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.citation_keys import KeyRing
from assistant.citing_tokens import Token, Tokenizer
from assistant.events import CitationBlocked, CitationResolved, TextDelta
from vectorstore.address import Address
from vectorstore.address_format import format_citation

CitingEvent = TextDelta | CitationResolved | CitationBlocked

_TAIL = re.compile(r"(?P<lead>.*?)(?P<stop>[.!?…,;:]*)(?P<close>[\"”’»*)]*)[ \t]*", re.DOTALL)
_LIST_LABEL = re.compile(r"\s*(?:\d+|[-+#]+|\([a-z]+)?\s*")
_STOP = re.compile(r"[.!?…:]+")
_NO_SPACE_AFTER = frozenset(' \t\n([“‘«"/—–')
_WORDS = re.compile(r"[A-Za-z0-9]+|[-–—]")
_NOT_OFFERED = "no passage was offered under this key"
_LIST_POSITION = "a list position is no key"


@dataclass
class _Pending:
    """Markers read but not yet printed: the ids cited, tokens that are no key, and the text since the last marker."""

    ids: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    stop: str = ""
    gap: str = ""


class CitationStream:
    """Feed it a model's text piece by piece; what comes back is the text for the reader, and what became of each key.

    Keys in square, full-width or round brackets, alone or in lists and ranges, and keys side by side become one
    citation in parentheses before the sentence's full stop. The State report's symbol (`home`) is printed at its first
    mention in a section, and again after another document with paragraphs. Unknown keys stay as they are.
    """

    def __init__(self, ring: KeyRing, home: str) -> None:
        self._ring = ring
        self._home = home
        self._tokens = Tokenizer(ring)
        self._pending: _Pending | None = None
        self._tail = ""
        self._last = "\n"
        self._depth = 0
        self._understood = ""
        self._line = ""
        self._out: list[CitingEvent] = []
        self._text: list[str] = []

    def feed(self, chunk: str) -> list[CitingEvent]:
        """The events that a piece of text settles; what may still become a citation is held back."""
        return self._run(self._tokens.feed(chunk))

    def finish(self) -> list[CitingEvent]:
        """The events for what was held back."""
        events = self._run(self._tokens.finish())
        self._flush()
        self._settle_tail()
        return [*events, *self._taken()]

    def _run(self, tokens: Iterator[Token]) -> list[CitingEvent]:
        for token in tokens:
            if token.kind == "marker":
                self._mark(token.text)
            elif token.kind == "gap":
                self._add_gap(token.text)
            elif token.kind == "key":
                self._mention(token.text)
            else:
                self._pass_on(token)
        return self._taken()

    def _taken(self) -> list[CitingEvent]:
        self._join_text()
        events, self._out = self._out, []
        return events

    def _pass_on(self, token: Token) -> None:
        if self._pending is not None and token.text == "and" and not self._pending.gap.strip(" \t,"):
            self._pending.gap += token.text
            return
        self._flush()
        self._settle_tail()
        self._emit(token.text)
        if token.kind == "newline":
            self._depth = 0
            self._line = ""

    def _add_gap(self, character: str) -> None:
        if self._pending is None:
            self._tail += character
        elif character in " \t.,;:!?…&":
            self._pending.gap += character
        else:
            self._flush()
            self._tail += character

    def _mark(self, marker: str) -> None:
        """Take in a marker: its known keys are cited, whatever else it names is blocked and shown."""
        if self._pending is None:
            self._pending = _Pending(stop=self._take_stop())
        elif not self._pending.stop:
            stop = _STOP.search(self._pending.gap)
            self._pending.stop = stop[0] if stop else ""
        self._pending.gap = ""
        first: str | None = None
        in_range = False
        for word in _WORDS.findall(marker):
            if word in "-–—":
                in_range = first is not None
                continue
            passage = self._ring.passage(word)
            if passage is None:
                self._block(word)
                first = None
            elif in_range and first is not None:
                self._cite(self._ring.between(first, word.lower()))
                first = None
            else:
                self._cite((word.lower(),))
                first = word.lower()
            in_range = False

    def _take_stop(self) -> str:
        """Print the marks before a citation, all but the full stop that belongs behind it."""
        held, self._tail = self._tail, ""
        if _LIST_LABEL.fullmatch(self._line):
            self._emit(held)
            return ""
        tail = _TAIL.fullmatch(held)
        assert tail is not None
        self._emit(tail["lead"].rstrip(" \t") + tail["close"])
        return tail["stop"]

    def _cite(self, keys: tuple[str, ...]) -> None:
        assert self._pending is not None
        for key in keys:
            passage = self._ring.passage(key)
            if passage is not None and passage.id not in self._pending.ids:
                self._pending.ids.append(passage.id)
                self._event(CitationResolved(key, passage.id, format_citation([Address.from_id(passage.id)])))

    def _block(self, word: str) -> None:
        if word.lower() in {"and", "passage", "passages", "key", "keys", "source", "sources", "see"}:
            return
        assert self._pending is not None
        self._pending.blocked.append(word)
        self._event(CitationBlocked(word, _LIST_POSITION if word.isdecimal() else _NOT_OFFERED))

    def _mention(self, key: str) -> None:
        """A key that stands in the text as a word becomes the citation without parentheses."""
        self._flush()
        self._settle_tail()
        passage = self._ring.passage(key)
        assert passage is not None
        citation = format_citation([Address.from_id(passage.id)])
        self._event(CitationResolved(key.lower(), passage.id, citation))
        self._understand(passage.symbol)
        self._emit(citation)

    def _flush(self) -> None:
        """Print the pending citation."""
        if self._pending is None:
            return
        pending, self._pending = self._pending, None
        parts = []
        if pending.ids:
            citation = self._citation(pending.ids)
            parts.append(citation if self._depth else f"({citation})")
        if pending.blocked:
            parts.append(f"[{', '.join(pending.blocked)}]")
        text = " ".join(parts)
        self._emit(text if self._last in _NO_SPACE_AFTER else f" {text}")
        gap = pending.gap.lstrip(" \t")
        self._emit(gap if gap[:1] in set(".,;:!?…") else pending.stop + pending.gap)

    def _citation(self, ids: list[str]) -> str:
        addresses = [Address.from_id(id) for id in ids]
        parts = []
        for symbol in dict.fromkeys(address.symbol for address in addresses):
            places = [address for address in addresses if address.symbol == symbol]
            short = symbol == self._home == self._understood
            parts.append(format_citation(places, with_symbol=not short))
            self._understand(symbol)
        return "; ".join(parts)

    def _understand(self, symbol: str) -> None:
        """From now on "para. 5" alone is read as a paragraph of this document; a treaty has no such paragraphs."""
        if not Address(symbol, ("1",)).in_treaty:
            self._understood = symbol

    def _settle_tail(self) -> None:
        self._emit(self._tail)
        self._tail = ""

    def _emit(self, text: str) -> None:
        if not text:
            return
        self._text.append(text)
        self._last = text[-1]
        self._line += text
        if re.match(r"##? ", self._line):
            self._understood = ""
        for character in text:
            if character in "()":
                self._depth = max(0, self._depth + (1 if character == "(" else -1))

    def _event(self, event: CitationResolved | CitationBlocked) -> None:
        self._join_text()
        self._out.append(event)

    def _join_text(self) -> None:
        if self._text:
            self._out.append(TextDelta("".join(self._text)))
            self._text = []

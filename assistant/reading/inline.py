"""The words of one Markdown paragraph without its marks, each character with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from assistant.reading.block import BlockText

_LINK_TARGET = re.compile(r"\](?:\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\[[^\]]*\])?")


@dataclass
class InlineReader:
    """Walks a paragraph's inline tokens beside its source.

    `content` is the paragraph's Markdown, `places` the place of each of its characters in the whole text, `notes` the
    texts of the footnotes by number.
    """

    content: str
    places: Sequence[int]
    notes: Mapping[int, str]
    words: BlockText = field(default_factory=BlockText)
    _cursor: int = 0
    _emphasis_starts: list[int] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> BlockText:
        """The paragraph's words."""
        for token in tokens:
            self._take(token)
        return self.words

    def _take(self, token: Token) -> None:
        match token.type:
            case "text" | "code_inline":
                self._literal(token.content)
            case "text_special":
                at = self._skip(token.markup)
                self.words.add(token.content, [self.places[at]] * len(token.content))
            case "softbreak" | "hardbreak":
                self.words.add(" ", [self.places[self._skip("\n")]])
            case "em_open" | "strong_open":
                self._skip(token.markup)
                self._emphasis_starts.append(len(self.words))
            case "em_close" | "strong_close":
                self._skip(token.markup)
                self.words.emphases.append((self._emphasis_starts.pop(), len(self.words)))
            case "link_open":
                self._cursor = self.content.find("<" if token.markup == "autolink" else "[", self._cursor) + 1
            case "link_close":
                self._end_link(autolink=token.markup == "autolink")
            case "image":
                self._cursor = self.content.find("]", self._cursor)
                self._end_link(autolink=False)
            case "footnote_ref":
                self._note(token)

    def _literal(self, text: str) -> None:
        at = self.content.find(text, self._cursor)
        if at < 0:
            # Code over several lines has its line ends turned into spaces.
            at = self.content.replace("\n", " ").find(text, self._cursor)
        at = at if at >= 0 else self._cursor
        end = min(at + len(text), len(self.content))
        self.words.add(text[: end - at], self.places[at:end])
        self._cursor = end

    def _skip(self, mark: str) -> int:
        at = max(self.content.find(mark, self._cursor), self._cursor)
        self._cursor = at + len(mark)
        return min(at, len(self.places) - 1)

    def _end_link(self, *, autolink: bool) -> None:
        if autolink:
            self._skip(">")
        elif target := _LINK_TARGET.match(self.content, self._cursor):
            self._cursor = target.end()

    def _note(self, token: Token) -> None:
        self.words.notes.append((len(self.words), self.notes.get(token.meta["id"], "")))
        if (label := token.meta.get("label")) is not None:
            self._skip(f"[^{label}]")
            return
        depth = 0
        for at in range(self.content.find("^[", self._cursor) + 1, len(self.content)):
            depth += {"[": 1, "]": -1}.get(self.content[at], 0)
            if depth == 0:
                self._cursor = at + 1
                return

"""The words of a Markdown paragraph as pandoc's inline elements, with footnotes in place of citations in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it.token import Token

from assistant.export.notes import CitationReader

Brackets = Literal["notes", "full", "as written"]
"""What becomes of citations in brackets: footnotes; brackets with the citation in full (tables); nothing (headings)."""

Element = dict[str, Any]
"""An element of pandoc's document tree, as its JSON has it: {"t": name, "c": content}."""

# "[NGO evidence: source, place, date, method]", but not "[sic]" nor "[a] patient".
PLACEHOLDER = re.compile(r"\[(?:(?:NGO|TODO|Insert|Add|Name of)\b[^\[\]]*|[^\[\]:]{3,60}:[^\[\]]*)\]")
_WORDS = re.compile(r" +|[^ ]+")
_PUNCTUATION = re.compile(r"[.,;:?!]")
_KEYWORD = re.compile(r"\b(paras?|arts?)\. ")
_TEXT = frozenset({"text", "text_special", "softbreak"})


@dataclass
class WordsWriter:
    """Writes paragraphs in the order of the draft. `footnote` gives the blocks of one of the draft's own footnotes."""

    citations: CitationReader
    footnote: Callable[[int], list[Element]]
    _brackets: Brackets = "notes"

    def write(self, tokens: Sequence[Token], brackets: Brackets = "notes") -> list[Element]:
        """The inline elements of one paragraph."""
        self._brackets = brackets
        elements, _ = self._until(tokens, 0, "")
        return elements

    def _until(self, tokens: Sequence[Token], at: int, closing: str) -> tuple[list[Element], int]:
        elements: list[Element] = []
        while at < len(tokens) and tokens[at].type != closing:
            token = tokens[at]
            if token.type in _TEXT:
                end = next((i for i in range(at, len(tokens)) if tokens[i].type not in _TEXT), len(tokens))
                elements += self._text("".join(token.content or " " for token in tokens[at:end]))
                at = end
                continue
            if token.type.endswith("_open"):
                inside, at = self._until(tokens, at + 1, token.type.removesuffix("open") + "close")
                elements.append(_wrap(token, inside))
            elif (element := self._single(token)) is not None:
                elements.append(element)
            at += 1
        return elements, at

    def _single(self, token: Token) -> Element | None:
        match token.type:
            case "code_inline":
                return {"t": "Code", "c": [["", [], []], token.content]}
            case "hardbreak":
                return {"t": "LineBreak"}
            case "footnote_ref":
                return {"t": "Note", "c": self.footnote(token.meta["id"])}
        return None

    def _text(self, text: str) -> list[Element]:
        if self._brackets == "full":
            return list(_with_placeholders(_unbroken(self.citations.brackets_in_full(text))))
        if self._brackets == "as written":
            self.citations.read(text)
            return list(_with_placeholders(text))
        elements: list[Element] = []
        at = 0
        for note in self.citations.notes(text):
            start, end = note.span
            elements += _with_placeholders(text[at:start])
            # A footnote's mark stands after the punctuation, as in documents of the United Nations.
            if _PUNCTUATION.match(text, end):
                elements += plain(text[end])
                end += 1
            elements.append({"t": "Note", "c": [{"t": "Para", "c": plain(_unbroken(note.text))}]})
            at = end
        return [*elements, *_with_placeholders(text[at:])]


def plain(text: str) -> list[Element]:
    """Text as inline elements."""
    return [{"t": "Space"} if word[0] == " " else {"t": "Str", "c": word} for word in _WORDS.findall(text)]


def _unbroken(citation: str) -> str:
    """With no line end between "para." and its number."""
    return _KEYWORD.sub("\\1.\u00a0", citation)


def _with_placeholders(text: str) -> Iterator[Element]:
    at = 0
    for gap in PLACEHOLDER.finditer(text):
        yield from plain(text[at : gap.start()])
        yield {"t": "Span", "c": [["", ["placeholder"], [["custom-style", "Placeholder"]]], plain(gap[0])]}
        at = gap.end()
    yield from plain(text[at:])


def _wrap(token: Token, inside: list[Element]) -> Element:
    if token.type == "link_open":
        return {"t": "Link", "c": [["", [], []], inside, [str(token.attrs.get("href", "")), ""]]}
    return {"t": "Strong" if token.type == "strong_open" else "Emph", "c": inside}

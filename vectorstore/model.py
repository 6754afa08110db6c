"""The words of the domain that the store owns: document, passage, and where a passage stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DocumentKind = Literal["state_report", "treaty", "committee", "evidence"]


@dataclass(frozen=True, slots=True)
class Document:
    """A source with a symbol, such as "CERD/C/KAZ/11-14" or "ICERD"."""

    symbol: str
    title: str
    kind: DocumentKind
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest citable unit, verbatim.

    `id` is the address as id ("CERD/C/KAZ/11-14#191(c)", "ICERD#5(d)(iii)"). `text` is the passage without its printed
    number; an unnumbered line or item that belongs to it follows after "\\n". `headings` run from the outermost
    inwards, as printed but with a space after their number ("VI. Article 4", "A. Freedom of expression", "(a)").
    `answers` names the concluding-observation paragraphs that its section answers ("22 (a)"). `parent` is the id of the
    paragraph that a lettered item is part of; the parent's text holds the item's text too. `lines` is the half-open
    range of line numbers, from 0, in the source file.
    """

    id: str
    text: str
    headings: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    parent: str | None = None
    lines: tuple[int, int] = (0, 0)

    @property
    def symbol(self) -> str:
        """The document's symbol."""
        return self.id.partition("#")[0]

"""The sentences of a section before printing: text with places for citations, filled in at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.model import Speaker
from vectorstore.address import Address
from vectorstore.address_format import format_citation

_PLACE = re.compile(r" ?⟦([^⟧]+)⟧")


def cite(addresses: Iterable[Address]) -> str:
    """A place in a sentence where these addresses are to be cited; it brings its own space before it."""
    return " ⟦" + " ".join(address.id.replace(" ", "_") for address in addresses) + "⟧"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with places for its citations.

    `label` is printed before it in italics ("Postponed"); `heading` above its paragraph.
    """

    text: str
    speaker: Speaker
    label: str = ""
    heading: str = ""

    @property
    def addresses(self) -> list[Address]:
        """The addresses cited, in order."""
        return [Address.from_id(id) for match in _PLACE.finditer(self.text) for id in match[1].split()]

    @property
    def words(self) -> int:
        """Its length in words, citations apart."""
        return len(_PLACE.sub("", self.text).split())


@dataclass
class Printer:
    """Prints lines, a document's symbol at its first citation and the short form after it.

    Only `home`, if it is set, may have the short form: a bare "para. 5" is read as one of the State report.
    """

    named: set[str] = field(default_factory=set)
    home: str = ""

    def line(self, line: Line) -> str:
        """The sentence as Markdown, ending in a full stop or question mark."""
        text = _PLACE.sub(lambda match: " (" + self._citation(match[1].split()) + ")", line.text)
        text = text if text.endswith((".", "?", "]", ":")) else text + "."
        return f"*{line.label}.* {text}" if line.label else text

    def _citation(self, ids: Sequence[str]) -> str:
        addresses = [Address.from_id(id) for id in ids]
        parts: list[str] = []
        for symbol in dict.fromkeys(address.symbol for address in addresses):
            own = [address for address in addresses if address.symbol == symbol]
            treaty = own[0].in_treaty
            parts.append(format_citation(own, with_symbol=treaty or symbol not in self.named))
            if self.home in {"", symbol}:
                self.named.add(symbol)
        return "; ".join(parts)

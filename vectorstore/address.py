"""Where a passage is: an address, its id and its parent. `address_grammar` reads text, `address_format` prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Treaties are cited by article, every other document by paragraph.
TREATIES = frozenset({"ICERD", "ICCPR", "ICESCR", "CEDAW", "CRC", "CAT", "ICRMW", "CRPD", "CPED"})

_STEP = re.compile(r"\(([^()]+)\)")
_ID = re.compile(r"(?P<symbol>[^#\s]+)#(?P<head>[^()#\s]+)(?P<steps>(?:\([^()\s]+\))*)")


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a document: its symbol and the steps down to the place, such as ("191", "c") or ("5", "d", "iii").

    It may name a node without text of its own ("art. 8 (5)"); it then stands for its descendants. Recitals of a
    treaty's preamble are ("preamble", "1"), ("preamble", "2") and so on.
    """

    symbol: str
    path: tuple[str, ...]

    @classmethod
    def from_id(cls, text: str) -> Address:
        """The address that an id such as "ICERD#5(d)(iii)" writes. Raises ValueError if it is not an id."""
        match = _ID.fullmatch(text)
        if match is None:
            raise ValueError(f"not an address id: {text!r}")
        return cls(match["symbol"], (match["head"], *_STEP.findall(match["steps"])))

    @property
    def id(self) -> str:
        """The address as id, such as "CERD/C/KAZ/11-14#191(c)"."""
        head, *steps = self.path
        return f"{self.symbol}#{head}" + "".join(f"({step})" for step in steps)

    @property
    def in_treaty(self) -> bool:
        """Whether the document is cited by article."""
        return self.symbol in TREATIES

    @property
    def parent(self) -> Address | None:
        """The node above, or None for a paragraph or an article."""
        return Address(self.symbol, self.path[:-1]) if len(self.path) > 1 else None

    def covers(self, other: Address) -> bool:
        """Whether `other` is this place or stands below it."""
        return self.symbol == other.symbol and other.path[: len(self.path)] == self.path

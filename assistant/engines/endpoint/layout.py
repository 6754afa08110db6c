"""Lays a model's section out as it streams: the six headings, and numbered paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.brief import SECTION_PARTS

_DECORATION = re.compile(r"\d+[.)]|[#*_:\s]")
_PLAIN_HEADINGS = {_DECORATION.sub("", heading).lower(): heading for heading in SECTION_PARTS}
_LONGEST_HEADING = 60
_BULLET = re.compile(r"[ \t]*(?:\d{1,3}[.)]|[-•+]|\*(?!\*))[ \t]+")
_BULLET_START = re.compile(r"[ \t]*(?:\d{0,3}[.)]?|[-•+*])[ \t]*")
_FENCE = re.compile(r"[ \t]*`{3,}[ \t]*(?:markdown|md)?[ \t]*", re.IGNORECASE)


@dataclass
class SectionLayout:
    """Feed it a section in pieces; what comes back is laid out, however the model set its headings and paragraphs.

    A heading may come bold, numbered or at another level. A code fence around the whole section is taken off. Bullets
    and numbers of the model's own give way to one numbering through the section.
    """

    number: int = 0
    _line: str = ""
    _opened: bool = False
    _begun: bool = False

    def feed(self, chunk: str) -> str:
        """The text that is certain now."""
        out: list[str] = []
        for part in re.split(r"(\n)", chunk):
            if part == "\n":
                out.append(self._end_line())
            elif part:
                out.append(self._extend(part))
        return "".join(out)

    def finish(self) -> str:
        """The rest, ended by a line break."""
        rest = self._end_line()
        return rest + ("\n" if self._begun else "")

    def _extend(self, part: str) -> str:
        if self._opened:
            return part
        self._line += part
        if _could_be_heading(self._line) or _BULLET_START.fullmatch(self._line):
            return ""
        return self._open()

    def _end_line(self) -> str:
        text = "" if self._opened else self._whole(self._line)
        self._line, self._opened = "", False
        return text

    def _whole(self, line: str) -> str:
        """A line that was held until its end: a heading, a fence, nothing, or a short paragraph."""
        if not line.strip() or _FENCE.fullmatch(line):
            return ""
        known = _PLAIN_HEADINGS.get(_DECORATION.sub("", line).lower())
        if known or line.lstrip().startswith("#"):
            return self._block("### " + (known or line.strip("#* \t")))
        self._line = line
        return self._open()

    def _open(self) -> str:
        """Begin a paragraph with the line held."""
        self._opened = True
        self.number += 1
        text = _BULLET.sub("", self._line, count=1) if _BULLET.match(self._line) else self._line.lstrip(" \t")
        return self._block(f"{self.number}. {text}")

    def _block(self, text: str) -> str:
        gap = "\n\n" if self._begun else ""
        self._begun = True
        return gap + text


def _could_be_heading(line: str) -> bool:
    if line.lstrip().startswith(("#", "`")):
        return True
    plain = _DECORATION.sub("", line).lower()
    return len(line) <= _LONGEST_HEADING and any(heading.startswith(plain) for heading in _PLAIN_HEADINGS)

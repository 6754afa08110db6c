"""The headings of a document with numbered paragraphs: which line is one, and which are open at a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vectorstore.numbering import letter, roman_value

_SECTION = re.compile(r"([IVXLC]+)\s?\.\s*(?=\S)")
_SUBSECTION = re.compile(r"([A-Z])\s?\.\s*(?=[^\s.])")
_GROUP = re.compile(r"\(([a-z])\)$")
_FOLLOW_UP = re.compile(r"Follow-up information relating to paragraphs? (.+?) of the concluding observations$")
_NUMBERED_ITEMS = re.compile(r"(\d+)((?:\s*\([a-z]\)(?:\s*[–-]\s*\([a-z]\))?(?:,?\s+and\s+|,\s*)?)*)")
_LETTERS = re.compile(r"\(([a-z])\)(?:\s*[–-]\s*\(([a-z])\))?")

_LONGEST_SUBHEADING = 12  # words
_LONGEST_AFTER_LIST = 6  # words: beside a list only a short line can be told from an item


@dataclass
class Headings:
    """The open headings, outermost first, and what their section answers."""

    section: str = ""
    subsection: str = ""
    group: str = ""
    unnumbered: str = ""
    answers: tuple[str, ...] = ()
    section_number: int = 0
    subsection_number: int = 0
    unnumbered_used: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """The open headings, outermost first, with a space after their number."""
        return tuple(title for title in (self.section, self.subsection, self.group, self.unnumbered) if title)

    @property
    def entered(self) -> bool:
        """Whether any heading has been read."""
        return bool(self.section or self.subsection)

    def is_next(self, line: str, *, after_item: bool) -> bool:
        """Whether `line` is a heading: the next section, sub-section or group, or "Follow-up information …"."""
        if _GROUP.match(line) or _FOLLOW_UP.match(line):
            return not after_item or bool(_FOLLOW_UP.match(line))
        return self.is_next_section(line) or self.is_next_subsection(line)

    def is_next_section(self, line: str) -> bool:
        """Whether `line` opens the next Roman section."""
        mark = _SECTION.match(line)
        return mark is not None and roman_value(mark[1]) == self.section_number + 1

    def is_next_subsection(self, line: str) -> bool:
        """Whether `line` opens the next lettered sub-section."""
        mark = _SUBSECTION.match(line)
        return mark is not None and mark[1].lower() == letter(min(self.subsection_number + 1, 26))

    def enter(self, line: str) -> None:
        """Open the heading on `line`, closing those beneath its level."""
        follow_up = _FOLLOW_UP.match(line)
        if follow_up:
            self.answers = answered_paragraphs(follow_up[1])
        elif _GROUP.match(line):
            self.group, self.unnumbered = line, ""
        elif self.is_next_section(line):
            self.section_number += 1
            self.section, self.subsection, self.group, self.unnumbered = _spaced(line), "", "", ""
            self.subsection_number, self.answers, self.unnumbered_used = 0, (), False
        else:
            self.subsection_number += 1
            self.subsection, self.group, self.unnumbered = _spaced(line), "", ""
            self.answers, self.unnumbered_used = (), False

    def enter_unnumbered(self, line: str) -> None:
        """Open a sub-heading that has no number."""
        self.unnumbered, self.unnumbered_used = line, True


def _spaced(line: str) -> str:
    number, _, title = line.partition(".")
    return f"{number}. {title.strip()}"


def looks_like_subheading(line: str, items: list[str]) -> bool:
    """Whether an unnumbered line before a paragraph is its sub-heading: short, no sentence, unlike a list before it."""
    if not line[:1].isupper() or line[-1] in ".;:,":
        return False
    if not items:
        return len(line.split()) <= _LONGEST_SUBHEADING
    gerunds = sum(item.split()[0].endswith("ing") for item in items)
    alike = line.split()[0].endswith("ing") or gerunds < len(items)
    return len(line.split()) <= _LONGEST_AFTER_LIST and not alike


def answered_paragraphs(text: str) -> tuple[str, ...]:
    """The concluding-observation paragraphs in words such as "21 and 22 (a)–(c)", as ("21", "22 (a)", "22 (b)", …)."""
    found: list[str] = []
    for match in _NUMBERED_ITEMS.finditer(text):
        items = _LETTERS.findall(match[2])
        if not items:
            found.append(match[1])
        for first, last in items:
            marks = range(ord(first), ord(last or first) + 1)
            found.extend(f"{match[1]} ({chr(mark)})" for mark in marks)
    return tuple(found)

"""The words of one Word paragraph as they stand when every tracked change is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assistant.reading.word_xml import MC, Element, M, W, alternative, is_on, local_name, value

_RUN_HOLDERS = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir", "ruby",
     "rubyBase"}
)  # fmt: skip
_REMOVED = frozenset({"del", "moveFrom"})
_AS_TEXT = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_EMPHATIC_STYLES = frozenset({"Emphasis", "Strong", "IntenseEmphasis", "SubtleEmphasis"})

Place = tuple[Element, int]
"""A w:t element (or the element that stands for a character) and the position in its text."""


@dataclass
class ParagraphText:
    """What a paragraph holds. `notes` are pairs of a place in `text` and the note's kind and id."""

    characters: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    emphases: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    tracked: bool = False
    hidden: bool = False

    @property
    def text(self) -> str:
        """The paragraph's words."""
        return "".join(self.characters)

    def add(self, text: str, element: Element) -> None:
        """Take in the text of an element."""
        self.characters.extend(text)
        self.places.extend((element, at) for at in range(len(text)))

    def read(self, paragraph: Element) -> ParagraphText:
        """Take in a paragraph. Called again, it goes on with another whose mark before it was deleted."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(f"{W}{name}") is not None for name in ("ins", *_REMOVED)):
            self.tracked = True
        self._children(paragraph)
        return self

    def _children(self, parent: Element) -> None:
        for child in parent:
            name = local_name(child)
            if name == "r":
                self._run(child)
            elif name in _REMOVED:
                self.tracked = True
            elif name in _RUN_HOLDERS:
                self.tracked = self.tracked or name in {"ins", "moveTo"}
                self._children(child)
            elif child.tag == f"{M}oMath" or child.tag == f"{M}oMathPara":
                for text in child.iter(f"{M}t"):
                    self.add(text.text or "", text)
            elif child.tag == f"{MC}AlternateContent":
                for part in alternative(child):
                    self._children(part)

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish") or is_on(properties, "webHidden"):
            self.hidden = self.hidden or any(text.text for text in run.iter(f"{W}t"))
            return
        start = len(self.characters)
        for child in run:
            self._run_child(child)
        emphatic = is_on(properties, "b") or is_on(properties, "i")
        if emphatic or value(properties, "rStyle") in _EMPHATIC_STYLES:
            self.emphases.append((start, len(self.characters)))

    def _run_child(self, child: Element) -> None:
        name = local_name(child)
        if child.tag == f"{W}t":
            self.add(child.text or "", child)
        elif name in _AS_TEXT:
            self.add(_AS_TEXT[name], child)
        elif name in {"footnoteReference", "endnoteReference"}:
            self.notes.append((len(self.characters), name.removesuffix("Reference"), child.get(f"{W}id") or ""))
        elif child.tag == f"{MC}AlternateContent":
            for part in alternative(child):
                self.boxes.extend(_boxes(part))
        elif name in {"drawing", "pict", "object"}:
            self.boxes.extend(_boxes(child))


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the paragraph runs on into the next one once the tracked changes are accepted."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(f"{W}{name}") is not None for name in _REMOVED)


def paragraphs_text(parent: Element, saw: Callable[[ParagraphText], None] = lambda _: None) -> str:
    """The text of all paragraphs of a note, on one line."""
    texts = []
    for paragraph in parent.iter(f"{W}p"):
        read = ParagraphText().read(paragraph)
        saw(read)
        texts.append(read.text.strip())
    return " ".join(text for text in texts if text)


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, each once."""
    if element.tag == f"{W}txbxContent":
        yield element
        return
    for child in alternative(element) if element.tag == f"{MC}AlternateContent" else element:
        yield from _boxes(child)

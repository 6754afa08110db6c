"""Text from documents, people, models and exceptions, shown as it is: no markup, no control characters."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from assistant.console import clean


class PlainText(Static):
    """The one widget for text that is not ours; brackets in it are brackets."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(plain(text) if isinstance(text, str) else text, id=id, classes=classes, markup=False)

    def show(self, text: str | Content) -> None:
        """Put another text in place of this one."""
        self.update(plain(text) if isinstance(text, str) else text)


def plain(text: str, style: str = "") -> Content:
    """A text as content without markup."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def excerpt(text: str, most: int) -> str:
    """The beginning of a text up to a whole word, with a mark where it goes on."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def joined(pieces: Iterable[tuple[str, str]]) -> Content:
    """Pieces of text, each with its style ("" for none), as one line."""
    return Content("").join([plain(text, style) for text, style in pieces])

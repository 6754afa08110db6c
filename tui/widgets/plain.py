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
        """Put another text in place of this one, with as little drawn anew as it takes."""
        shown = plain(text) if isinstance(text, str) else text
        if isinstance(self.content, Content) and shown.is_same(self.content):
            return
        self.update(shown, layout=not self._fits(shown))

    def _fits(self, content: Content) -> bool:
        """Whether it takes as many lines as there are, so that nothing around it moves."""
        if self.styles.height is not None and not self.styles.height.is_auto:
            return True
        width, height = self.content_size
        auto = self.styles.width is not None and self.styles.width.is_auto
        return bool(width and height) and not auto and content.get_height(self.styles.get_rules(), width) == height


def plain(text: str, style: str = "") -> Content:
    """A text as content without markup."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def excerpt(text: str, most: int) -> str:
    """The beginning of a text up to a whole word, with a mark where it goes on."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def joined(pieces: Iterable[tuple[str, str]]) -> Content:
    """Pieces of text, each with its style ("" for none), as one line."""
    return Content("").join([plain(text, style) for text, style in pieces])

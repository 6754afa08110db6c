"""The editor of a section: plain Markdown, with what the checks say drawn into it as one types."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from rich.text import Text
from textual import events
from textual.widgets.text_area import Edit, EditResult, Selection

from tui.widgets.quick_area import QuickArea

MOST_CHARACTERS = 200_000

MarkTone = Literal["accused", "advice", "unchecked", "confirmed", "placeholder", "pointed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A tone for a half-open range of characters in the text."""

    start: int
    end: int
    tone: MarkTone


class DraftEditor(QuickArea):
    """A text area that keeps its marks in place while the text around them changes."""

    HELP = """\
# Draft

You write Markdown; it is saved by itself within a second. Sentences are checked as you type: what falls short is
underlined, what is not checked yet is dim. The line below tells what the checks say of the sentence at the cursor.

- **F4** opens what the sentence cites
- **F6** goes to the next finding, **F8** applies its suggestion
- **F7** searches a passage and cites it at the cursor, **Ctrl+F** finds words in the draft
- **F9** confirms or disputes the sentence, with your reason
- **F5** has the section written, **Ctrl+G** opens it in your own editor
- **Ctrl+Z** undoes, **Ctrl+Y** does it again
"""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "editor--accused",
        "editor--advice",
        "editor--unchecked",
        "editor--confirmed",
        "editor--placeholder",
        "editor--pointed",
    }
    DEFAULT_CSS = """
    DraftEditor {
        & .editor--accused { color: $text-error; text-style: underline; }
        & .editor--advice { text-style: underline; }
        & .editor--unchecked { color: $foreground 60%; text-style: italic; }
        & .editor--confirmed { color: $text-success; }
        & .editor--placeholder { color: $text-warning; }
        & .editor--pointed { background: $primary-muted; color: $foreground; text-style: bold underline; }
    }
    """

    _pointed: Mark | None = None

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, soft_wrap=True, compact=True, highlight_cursor_line=False)
        self._marks: list[Mark] = []
        self._starts: list[int] = [0]

    def get_line(self, line_index: int) -> Text:
        """A line with its marks."""
        line = super().get_line(line_index)
        for start, end, tone in self.look_of_line(line_index):
            line.stylize(self.get_component_rich_style(f"editor--{tone}", partial=True), start, end)
        return line

    def look_of_line(self, line_index: int) -> tuple[tuple[int, int, MarkTone], ...]:
        """The marks of a line: from and to which of its characters, and their tone."""
        start = self._starts[line_index] if line_index < len(self._starts) else 0
        length = len(self.document.get_line(line_index))
        return tuple(
            (max(mark.start - start, 0), min(mark.end - start, length), mark.tone)
            for mark in [*self._marks, *([self._pointed] if self._pointed else [])]
            if mark.start < start + length and mark.end > start
        )

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks in place of the ones before."""
        self._marks = list(marks)
        self._redraw()

    def edit(self, edit: Edit) -> EditResult:
        """Change the text, and move the marks behind the change along with it."""
        at = self.index_of(min(edit.from_location, edit.to_location))
        gone = self.index_of(max(edit.from_location, edit.to_location)) - at
        shift = len(edit.text) - gone
        self._pointed = None
        result = super().edit(edit)
        self._marks = [_moved(mark, at, gone, shift) for mark in self._marks]
        self._redraw()
        return result

    def on_resize(self) -> None:
        """Keep the cursor in view when there is less room."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def put_text(self, text: str) -> None:
        """Put another text in place of the whole one, in a way that can be undone."""
        self._marks = []
        self.replace(text, (0, 0), self.document.end)

    def load_text(self, text: str) -> None:
        """Begin with a text; there is nothing to undo before it."""
        self._marks = []
        super().load_text(text)
        self._redraw()

    def undo(self) -> None:
        """Take the last change back; the marks wait for the next check."""
        self._marks = []
        super().undo()
        self._redraw()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._marks = []
        super().redo()
        self._redraw()

    def index_of(self, location: tuple[int, int]) -> int:
        """The place in the text of a row and column."""
        row, column = location
        row = min(row, len(self._starts) - 1)
        return self._starts[row] + column

    def location_of(self, index: int) -> tuple[int, int]:
        """The row and column of a place in the text."""
        row = max(bisect_right(self._starts, index) - 1, 0)
        return row, index - self._starts[row]

    @property
    def cursor_index(self) -> int:
        """The cursor's place in the text."""
        return self.index_of(self.cursor_location)

    def point_at(self, start: int, end: int) -> None:
        """Put the cursor before a range of characters and show the range until the cursor or the text moves."""
        self.move_cursor(self.location_of(start), center=True)
        self._pointed = Mark(start, end, "pointed")
        self._redraw()

    @property
    def pointed(self) -> tuple[int, int] | None:
        """The range that is pointed at."""
        return (self._pointed.start, self._pointed.end) if self._pointed is not None else None

    def watch_selection(self, before: Selection, now: Selection) -> None:
        """Point at nothing once the cursor goes elsewhere."""
        if self._pointed is not None and now != Selection.cursor(self.location_of(self._pointed.start)):
            self._pointed = None
            self._redraw()

    async def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) + len(self.text) > MOST_CHARACTERS:
            event.prevent_default()
            event.stop()
            message = f"{len(event.text):,} characters are too many for a section; nothing was pasted."
            hint = "Your draft is as it was. To check a long text, run: shadow-report check FILE"
            self.app.notify(f"{message} {hint}", severity="warning", timeout=10, markup=False)
            return
        await super()._on_paste(event)

    def _redraw(self) -> None:
        starts, at = [], 0
        for line in self.document.lines:
            starts.append(at)
            at += len(line) + 1
        self._starts = starts or [0]
        self._line_cache.clear()
        self.refresh()


def _moved(mark: Mark, at: int, gone: int, shift: int) -> Mark:
    """A mark after a change of `gone` characters at `at`; what was changed itself is unchecked from now on."""
    if mark.start >= at + gone and (mark.start > at or gone):
        return replace(mark, start=mark.start + shift, end=mark.end + shift)
    if mark.end <= at:
        return mark
    tone = mark.tone if mark.tone == "placeholder" else "unchecked"
    return Mark(min(mark.start, at), max(mark.end + shift, min(mark.start, at)), tone)

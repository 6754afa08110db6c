"""A text area that draws with a key what the key changed: the lines around it and its colours are kept."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from tui.keys import with_twins
from tui.widgets.at_once import do_at_once

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widgets.text_area import TextAreaTheme

_MOST_KEPT = 1_000  # rows that are kept drawn


def _keys() -> list[BindingType]:
    """A text area's keys without those that the screen needs, with what people press elsewhere, and Cyrillic twins."""
    kept = [one for one in TextArea.BINDINGS if isinstance(one, Binding) and one.key not in {"f6", "f7"}]
    return [
        *(replace(one, key=with_twins(one.key.replace("home,ctrl+a", "home"))) for one in kept),
        Binding(with_twins("ctrl+a"), "select_all", "Select all", show=False),
        Binding("ctrl+home", "to_end(0)", "To the beginning", show=False),
        Binding("ctrl+end", "to_end(1)", "To the end", show=False),
    ]


class QuickArea(TextArea, inherit_bindings=False):
    """Textual looks its colours up before each drawing, and draws every row anew once the cursor moves in wrapped text.

    This one does so for the line with the cursor alone. What is behind it must not shine through.
    """

    BINDINGS = _keys()

    _coloured: TextAreaTheme | None = None
    _rows: dict[Hashable, Strip] = {}

    async def _on_key(self, event: events.Key) -> None:
        await do_at_once(self, event)

    def action_to_end(self, last: int) -> None:
        """Move the cursor to the beginning of the text, or to its end."""
        self.move_cursor(self.document.end if last else (0, 0))

    def look_of_line(self, line_index: int) -> Hashable:
        """What a line looks like, its text apart; lines that are alike are drawn once."""
        return None

    def notify_style_update(self) -> None:
        """The colours may be others now."""
        self._coloured, self._rows = None, {}
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, with the colours looked up only if they may have changed."""
        if self._coloured is not None and self._coloured is self._theme:
            return super(TextArea, self).render_lines(crop)
        # The theme is one object for all text areas, each of which fills it in with its own colours.
        self._theme = self._coloured = copy(self._theme)
        self._rows = {}
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A row; one without cursor, selection and bracket as it was drawn before."""
        key = self._row_key(y)
        if key is None:
            return super().render_line(y)
        if key not in self._rows:
            if len(self._rows) >= _MOST_KEPT:
                self._rows = {}
            self._rows[key] = self._render_line(y)
        return self._rows[key]

    def _row_key(self, y: int) -> Hashable:
        """All that a row depends on; None for one that is not kept."""
        places = self.wrapped_document._offset_to_line_info
        row = int(self.scroll_offset.y) + y
        if not self.text or row >= len(places):
            return None
        line_index, section = places[row]
        first, last = sorted(self.selection)
        bracket = self._matching_bracket_location
        if first[0] <= line_index <= last[0] or (bracket is not None and bracket[0] == line_index):
            return None
        text = self.document.get_line(line_index)
        return text, section, self.look_of_line(line_index), self.size, self.virtual_size.width, self.scroll_offset.x

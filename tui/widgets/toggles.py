"""Boxes and buttons that say by their sign, not by their colour alone, whether they are chosen."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """A box: [X] or [ ]."""

    @property
    def _button(self) -> Content:
        return Content(f"[{'X' if self.value else ' '}]")


class Choose(RadioButton):
    """One of several: (●) or ( )."""

    @property
    def _button(self) -> Content:
        return Content(f"({'●' if self.value else ' '})")

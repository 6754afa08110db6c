"""Asks for one line of text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.keys import key
from tui.widgets.field import Field
from tui.widgets.plain import PlainText


class LineScreen(ModalScreen[str | None]):
    """A title and a line to type; the line typed, or None when it was left with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [key("escape", "leave", "Cancel", id="dialog.cancel")]

    def __init__(self, title: str, *, value: str = "", placeholder: str = "", explanation: str = "") -> None:
        super().__init__()
        self._title, self._value, self._placeholder, self._explanation = title, value, placeholder, explanation

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog"):
            yield PlainText(self._title, classes="dialog-title")
            if self._explanation:
                yield PlainText(self._explanation, classes="dialog-text")
            yield Field(self._value, placeholder=self._placeholder)
            yield PlainText("Enter to go on · Esc to leave it", classes="dialog-keys")

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """The line is typed; an empty one is not taken."""
        if event.value.strip():
            self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

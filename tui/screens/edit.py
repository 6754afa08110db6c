"""Edits the last answer, to keep it or to have it go on from there."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from tui.keys import key
from tui.widgets.plain import PlainText


class EditScreen(ModalScreen[tuple[str, str] | None]):
    """Gives back "keep" or "continue" with the text, or None when it was left with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [
        key("escape", "leave", "Leave it as it was", id="edit.leave"),
        key("f5", "done('continue')", "Go on from here", id="edit.continue"),
        key("ctrl+s", "done('keep')", "Keep", id="edit.keep"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog wide"):
            yield PlainText("Edit the answer", classes="dialog-title")
            yield TextArea(self._text, id="edited", soft_wrap=True)
            keys = "Ctrl+S keeps it, checked anew · F5 has it written on from there · Esc leaves it as it was"
            yield PlainText(keys, classes="dialog-keys")

    def action_done(self, what: str) -> None:
        """Give the text back."""
        self.dismiss((what, self.query_one(TextArea).text))

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)

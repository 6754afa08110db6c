"""Confirms or disputes a sentence, with a person's reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, RadioSet

from tui.keys import key
from tui.widgets.field import Field
from tui.widgets.plain import PlainText
from tui.widgets.toggles import Choose

if TYPE_CHECKING:
    from assistant.drafts import Judgement
    from assistant.model import Sentence

_KINDS = ("confirmed", "disputed", "withdrawn")


class JudgeScreen(ModalScreen[tuple[str, str] | None]):
    """Gives back "confirmed", "disputed" or "withdrawn" with the reason, or None when it was left with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [key("escape", "leave", "Cancel", id="dialog.cancel")]

    def __init__(self, sentence: Sentence, earlier: Judgement | None) -> None:
        super().__init__()
        self._sentence, self._earlier = sentence, earlier

    def compose(self) -> ComposeResult:
        """The dialog."""
        earlier = self._earlier
        disputed = earlier is not None and earlier.kind == "disputed"
        with Vertical(classes="dialog"):
            yield PlainText("Your word on this sentence", classes="dialog-title")
            yield PlainText(self._sentence.text, classes="dialog-text")
            with RadioSet():
                yield Choose("I confirm it: I read the source, and it holds", value=not disputed)
                yield Choose("I dispute it: it must not go out like this", value=disputed)
                if earlier is not None:
                    yield Choose("I take back what I said")
            yield Field(earlier.reason if earlier else "", placeholder="your reason, for whoever reads it after you")
            yield PlainText("Tab moves · Enter in the reason keeps it · Esc leaves it", classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin with the choice."""
        self.query_one(RadioSet).focus()

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Keep it; a reason is needed, unless it is taken back."""
        kind = _KINDS[max(self.query_one(RadioSet).pressed_index, 0)]
        if kind != "withdrawn" and not event.value.strip():
            self.app.notify("Give a reason; nothing was kept yet.", severity="warning", markup=False)
            return
        self.dismiss((kind, event.value.strip()))

    def action_leave(self) -> None:
        """Close without a word."""
        self.dismiss(None)

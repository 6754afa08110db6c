"""Asks for one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.keys import key
from tui.widgets.plain import PlainText, joined


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is given back, its name, and what comes of it."""

    value: str
    name: str
    outcome: str = ""


class ChoiceScreen(ModalScreen[str | None]):
    """A title and a list; the value chosen, or None when it was left with Esc."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [key("escape", "leave", "Cancel", id="dialog.cancel")]

    def __init__(self, title: str, choices: Sequence[Choice], explanation: str = "") -> None:
        super().__init__()
        self._title, self._choices, self._explanation = title, choices, explanation

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog"):
            yield PlainText(self._title, classes="dialog-title")
            if self._explanation:
                yield PlainText(self._explanation, classes="dialog-text")
            yield OptionList(*(Option(_prompt(one), id=one.value) for one in self._choices), markup=False)
            yield PlainText("↑ ↓ choose · Enter takes it · Esc leaves it", classes="dialog-keys")

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Something was chosen."""
        self.dismiss(event.option_id)

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _prompt(choice: Choice) -> Content:
    name = joined([(choice.name, "bold")])
    return Content("\n").join([name, joined([(f"  {choice.outcome}", "$foreground 60%")])]) if choice.outcome else name

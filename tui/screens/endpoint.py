"""Asks for an endpoint: its address, the model, and the name of the variable that holds its key."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.keys import key
from tui.widgets.field import Field
from tui.widgets.plain import PlainText

_FIELDS = (
    ("name", "a name of your own, such as desk"),
    ("base_url", "its address, such as http://127.0.0.1:11434/v1"),
    ("model", "the model’s name, such as qwen3:8b"),
    ("key_env", "the NAME of the variable with its key, if it needs one; never the key"),
)


class EndpointScreen(ModalScreen[str | None]):
    """Writes a profile into the settings; gives back its name, or None."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [key("escape", "leave", "Cancel", id="endpoint.cancel")]

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog"):
            yield PlainText("An OpenAI-compatible endpoint", classes="dialog-title")
            for name, told in _FIELDS:
                yield Field(placeholder=told, id=name)
            yield PlainText("", id="endpoint-note")
            yield PlainText("Tab moves · Enter writes it into the settings · Esc leaves it", classes="dialog-keys")

    @on(Input.Submitted)
    def take(self) -> None:
        """Write the profile; what is wrong is said, and what was typed stays."""
        from assistant.errors import AssistantError
        from assistant.settings_file import add_profile

        typed = {name: self.query_one(f"#{name}", Input).value.strip() for name, _ in _FIELDS}
        name = typed.pop("name")
        note = self.query_one("#endpoint-note", PlainText)
        if not name or not typed["base_url"] or not typed["model"]:
            note.show("Fill in the name, the address and the model.")
            return
        try:
            add_profile(name, {field: value for field, value in typed.items() if value})
        except AssistantError as error:
            note.show(str(error))
            return
        self.dismiss(name)

    def action_leave(self) -> None:
        """Close without writing."""
        self.dismiss(None)

"""Help for what the keys are in: its own words first, then every key that works there."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Markdown

from tui.keys import key, shown
from tui.widgets.plain import PlainText, joined

_EVERYWHERE = """\
## Everywhere

- **F2** outline · **F3** chat and draft · **F4** source · **F5** writes the section · **/** searches the documents
- **Esc** stops what is being written, else goes back · **Ctrl+P** lists all commands · **Ctrl+Q** leaves

Checks are an aid and can be wrong: read each passage that you cite. Nothing leaves this machine unless the line at the
bottom says REMOTE.
"""


class HelpScreen(ModalScreen[None]):
    """What the focused part is for, and its keys."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [key("escape,f1,q", "leave", "Close", id="help.close")]

    def __init__(self, focused: DOMNode, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        texts = (getattr(node, "HELP", None) for node in focused.ancestors_with_self)
        self._text = next((text for text in texts if text), "# Help\n")
        self._keys_here = list(bindings)

    def compose(self) -> ComposeResult:
        """Text and keys."""
        with Vertical(classes="dialog wide"):
            with VerticalScroll(id="help-body"):
                yield Markdown(self._text + "\n" + _EVERYWHERE, open_links=False)
                yield PlainText("Keys that work here", classes="dialog-title")
                yield PlainText(self._keys())
            yield PlainText("Esc closes", classes="dialog-keys")

    def on_mount(self) -> None:
        """Scroll with the arrow keys."""
        self.query_one("#help-body").focus()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    def _keys(self) -> Content:
        seen: dict[str, str] = {}
        for active in self._keys_here:
            binding = active.binding
            if binding.id and binding.description and binding.description not in seen:
                seen[binding.description] = binding.key_display or shown(binding.key)
        lines = [joined([(f"{keys:>12}  ", "bold $text-accent"), (told, "")]) for told, keys in seen.items()]
        return Content("\n").join(lines)

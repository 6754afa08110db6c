"""Where a question is typed: Enter sends it, Shift+Enter or Ctrl+J begins a line."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.widgets.quick_area import QuickArea

MOST_CHARACTERS = 20_000


class Composer(QuickArea):
    """A field that grows with its text. What it holds is never thrown away by an error."""

    HELP = """\
# Question

Type a question about the documents and press **Enter**. **Shift+Enter** or **Ctrl+J** begins a new line. While an
answer is written, **Esc** stops it and keeps what is there. **Tab** goes to the answers above.
"""

    class Sent(Message):
        """A question to ask."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, soft_wrap=True, compact=True, placeholder="Ask about the documents …")
        self.highlight_cursor_line = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            if self.text.strip():
                self.post_message(self.Sent(self.text.strip()))
            return
        if event.key in {"shift+enter", "ctrl+j", "ctrl+о"}:
            event.prevent_default()
            event.stop()
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) > MOST_CHARACTERS:
            event.prevent_default()
            event.stop()
            message = f"{len(event.text):,} characters are too many for a question; nothing was pasted."
            hint = "To check a text, paste it into the draft, or run: shadow-report check FILE"
            self.app.notify(f"{message} {hint}", severity="warning", timeout=10, markup=False)
            return
        await super()._on_paste(event)

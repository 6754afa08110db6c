"""Has a field do what keys do in the order in which they were pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.events import Key
    from textual.widget import Widget


async def do_at_once(field: Widget, event: Key) -> None:
    """Do what a key is bound to in a field.

    Textual inserts a letter at once, but sends a key with a binding up to the app first; so on a slow machine, letters
    typed after Backspace or an arrow key come before it.
    """
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return

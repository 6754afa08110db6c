"""A line to type in."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tui.widgets.at_once import do_at_once


class Field(Input):
    """Does what keys do in the order in which they were pressed."""

    async def _on_key(self, event: events.Key) -> None:
        await do_at_once(self, event)

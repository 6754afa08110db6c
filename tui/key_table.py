"""All keys with the ids by which a keymap names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

from assistant.errors import did_you_mean
from tui.keys import shown

_WITH_KEYS = (
    "tui.app:ShadowReportApp",
    "tui.screens.main:MainScreen",
    "tui.panes.outline:Outline",
    "tui.panes.turn:TurnView",
    "tui.panes.draft:DraftPane",
    "tui.panes.source:Source",
    "tui.panes.source:Page",
    "tui.screens.search:SearchScreen",
    "tui.screens.chats:ChatsScreen",
    "tui.screens.edit:EditScreen",
    "tui.screens.export:ExportScreen",
    "tui.screens.settings:SettingsScreen",
    "tui.screens.endpoint:EndpointScreen",
    "tui.screens.help:HelpScreen",
    "tui.screens.line:LineScreen",
)


def key_rows() -> Iterator[tuple[str, str, str]]:
    """For each binding its id, its keys as people read them, and what it does."""
    seen = set()
    for place in _WITH_KEYS:
        module, _, name = place.partition(":")
        owner: type[DOMNode] = getattr(import_module(module), name)
        for binding in owner.BINDINGS:
            if isinstance(binding, Binding) and binding.id and binding.id not in seen:
                seen.add(binding.id)
                yield binding.id, binding.key_display or shown(binding.key), binding.description


def unknown_ids(keymap: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each id in a keymap that no key has."""
    known = [id for id, _, _ in key_rows()]
    for id in keymap:
        if id not in known:
            hint = did_you_mean(id, known) or "`shadow-report chat --keys` lists them."
            yield f"No key is called “{id}”. {hint}"

"""The terminal UI: paints first, and opens the workspace behind what is painted."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App

from tui import themes
from tui.keys import key
from tui.remembered import Remembered
from tui.screens.main import MainScreen


class ShadowReportApp(App[None]):
    """An evidence reader: the outline, the desk with chat and draft, and the source, side by side."""

    TITLE = "shadow-report"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (116, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    MODES = {"main": MainScreen}
    DEFAULT_MODE = "main"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = [
        key("ctrl+q", "quit", "Quit", id="app.quit", show=False, priority=True),
        key("ctrl+p", "command_palette", "Commands", id="app.commands"),
        key("f1", "help", "Help", id="app.help"),
    ]

    def __init__(self, workspace: Path | None = None, *, remembered: Remembered | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.remembered = remembered or Remembered.load()
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = self._first_theme()
        if self.remembered.reduced_motion or os.environ.get("TEXTUAL_ANIMATIONS") == "none":
            self.animation_level = "none"

    def on_mount(self) -> None:
        """Remember the theme that is chosen from here on."""
        self.theme_changed_signal.subscribe(self, lambda theme: self.remembered.keep(theme=theme.name))

    def _first_theme(self) -> str:
        wanted = os.environ.get("TEXTUAL_THEME") or self.remembered.theme
        return wanted if wanted in self.available_themes else themes.DEFAULT

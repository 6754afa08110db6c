"""The terminal UI: paints first, and opens the workspace behind what is painted."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from assistant.locations import config_file
from tui import themes
from tui.keys import key, shown, with_twins
from tui.remembered import Remembered
from tui.rhythm import Rhythm
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from assistant.settings import ScreenSettings

_AFTER_PAINT = 0.02  # seconds in which the first frame gets out


class ShadowReportApp(App[None]):
    """An evidence reader: the outline, the desk with chat and draft, and the source, side by side.

    With `warm`, search and checks are loaded as soon as the workspace is open, else when they are first needed.
    """

    TITLE = "shadow-report"
    CSS_PATH = ["app.tcss", "screens/main.tcss"]  # read in one go, for the first paint
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (116, "-wide"), (136, "-widest")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = [
        key("ctrl+q", "quit", "Quit", id="app.quit", show=False, priority=True),
        key("ctrl+p", "command_palette", "Commands", id="app.commands"),
        key("f1", "help", "Help", id="app.help"),
    ]

    def __init__(self, workspace: Path | None = None, *, warm: bool = True) -> None:
        super().__init__()
        self.workspace = workspace
        self.warm = warm
        self.remembered = Remembered.load()
        self.rhythm = Rhythm()
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = self._first_theme()
        if self.remembered.reduced_motion or os.environ.get("TEXTUAL_ANIMATIONS") == "none":
            self.animation_level = "none"

    def use_screen_settings(self, settings: ScreenSettings) -> None:
        """Follow the settings file: its theme unless another one was chosen, its keys, its word on motion."""
        for theme in themes.user_themes(config_file().parent / "themes"):
            if isinstance(theme, str):
                self.notify(theme, title="Theme", severity="warning", markup=False)
            else:
                self.register_theme(theme)
        wanted = os.environ.get("TEXTUAL_THEME") or self.remembered.theme or settings.theme or ""
        if wanted in self.available_themes and wanted != self.theme:
            self.theme = wanted
        elif wanted and wanted not in self.available_themes:
            self.notify(f"There is no theme “{wanted}”.", title="Theme", severity="warning", markup=False)
        if settings.reduced_motion:
            self.animation_level = "none"
        if settings.keymap:
            self._use_keymap(settings.keymap)

    def _use_keymap(self, keymap: dict[str, str]) -> None:
        from tui.key_table import unknown_ids

        for problem in unknown_ids(keymap):
            self.notify(problem, title="Keys", severity="warning", markup=False)
        self.set_keymap({id: with_twins(keys) for id, keys in keymap.items()})

    def get_key_display(self, binding: Binding) -> str:
        """A key as people read it, also one that a keymap chose."""
        return binding.key_display or shown(binding.key)

    def action_help(self) -> None:
        """Help for what the keys are in."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            focused = self.screen.focused or self.screen
            self.push_screen(HelpScreen(focused, self.screen.active_bindings.values()))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything that the palette offers."""
        from tui.palette import commands

        return commands(self, screen)

    def get_default_screen(self) -> MainScreen:
        """The one screen. As a mode it would have all style sheets read twice."""
        return MainScreen()

    async def on_event(self, event: events.Event) -> None:
        """Keep the rhythm of the keys on their way to where they go."""
        if isinstance(event, events.Key):
            self.rhythm.heard()
        await super().on_event(event)

    def on_ready(self) -> None:
        """Fill the frame once it is on the terminal; what is imported before would hold it back."""
        self.set_timer(_AFTER_PAINT, self._main.fill)

    @property
    def _main(self) -> MainScreen:
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def on_mount(self) -> None:
        """Remember the theme that is chosen from here on."""
        self.theme_changed_signal.subscribe(self, lambda theme: self.remembered.keep(theme=theme.name))

    def _first_theme(self) -> str:
        wanted = os.environ.get("TEXTUAL_THEME") or self.remembered.theme
        return wanted if wanted in self.available_themes else themes.DEFAULT

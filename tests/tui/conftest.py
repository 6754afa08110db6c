"""Runs the terminal UI on the real corpus without a terminal, and waits for conditions."""

from __future__ import annotations

import asyncio
import difflib
import gc
import os
import re
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.message import Message
from textual.notifications import Notify
from textual.pilot import Pilot
from textual.widgets import TextArea

from assistant.opening import open_store
from tests.tui.drafts import put_draft
from tui.app import ShadowReportApp
from tui.screens.main import MainScreen

SIZE = (140, 40)
_SETTLES_WITHIN = 60.0  # seconds
SNAPSHOTS = Path(__file__).parent / "snapshots"
_CHANGING = {r"terminal-\d+": "terminal-0", r"127\.0\.0\.1:\d{5}": "127.0.0.1:00000"}


class Stage:
    """An app under test with what one asks of it."""

    def __init__(self, app: ShadowReportApp, pilot: Pilot[None], messages: list[Message]) -> None:
        self.app, self.pilot, self.messages = app, pilot, messages

    @property
    def main(self) -> MainScreen:
        """The main screen, also while something is laid over it."""
        found = self.app.screen_stack[0]
        assert isinstance(found, MainScreen)
        return found

    async def until(self, condition: Callable[[], object], seconds: float = 240) -> None:
        """Wait for a condition; what is on the screen is in the error."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"The condition did not come true; the screen says:\n{self.text()}")
            await self.pilot.pause(0.02)

    async def opened(self) -> None:
        """Wait for the workspace."""
        await self.until(lambda: self.main.session is not None)
        await self.pilot.pause()

    async def warmed(self) -> None:
        """Wait for search and checks."""
        await self.opened()
        await self.until(lambda: self.main.desk.draft.checks_ready)

    async def type(self, text: str) -> None:
        """Type a text where the keys are."""
        names = {" ": "space", "?": "question_mark", ".": "full_stop", ",": "comma", "-": "minus", "/": "slash"}
        await self.pilot.press(*(names.get(letter, letter) for letter in text))

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def text(self) -> str:
        """What is on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def picture(self, name: str) -> list[str]:
        """Compare the screen, once it has settled, with its committed picture; the lines that differ.

        A busy machine draws late, so a screen that differs is looked at again. UPDATE_SNAPSHOTS=1 writes it anew.
        """
        for area in self.app.screen.query(TextArea):
            area.cursor_blink = False
        self.app.clear_notifications()
        path = SNAPSHOTS / f"{name}.svg"
        if os.environ.get("UPDATE_SNAPSHOTS"):
            path.write_text(await self._settled(), encoding="utf-8")
        kept = _words(path.read_text(encoding="utf-8")) if path.exists() else []
        end = time.monotonic() + _SETTLES_WITHIN
        while (now := _words(await self._settled())) != kept and time.monotonic() < end:
            pass
        return list(difflib.unified_diff(kept, now, f"{name}: kept", "now", lineterm="", n=0))

    async def _settled(self) -> str:
        before, now = "", await self._svg()
        while before != now:
            before, now = now, await self._svg()
        return now

    async def _svg(self) -> str:
        await self.pilot.pause(0.1)
        svg = self.app.export_screenshot(title="shadow-report", simplify=True)
        for pattern, constant in _CHANGING.items():
            svg = re.sub(pattern, constant, svg)
        return svg + "\n"

    def toasts(self) -> list[str]:
        """The words of all toasts so far."""
        return [message.notification.message for message in self.messages if isinstance(message, Notify)]


def _words(svg: str) -> list[str]:
    """The lines of a picture without what only says where its letters stand."""
    return [re.sub(r' (?:x|y|textLength|clip-path)="[^"]*"', "", line) for line in svg.split("\n")]


Play = Callable[..., None]


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """The cache folder of a workspace whose index is built, for all others to start from."""
    folder = tmp_path_factory.mktemp("warm")
    before = os.environ.get("SHADOW_REPORT_CACHE_DIR")
    os.environ["SHADOW_REPORT_CACHE_DIR"] = str(shared_cache)
    try:
        store = open_store(folder)
        store.search.search("rural schools", 1)
    finally:
        if before is None:
            del os.environ["SHADOW_REPORT_CACHE_DIR"]
        else:
            os.environ["SHADOW_REPORT_CACHE_DIR"] = before
    gc.set_threshold(20_000, 20, 50)  # to look for garbage in all that is loaded, again and again, takes long
    return folder / ".cache"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace of the test's own."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def play(workspace: Path, request: pytest.FixtureRequest) -> Play:
    """Plays a script of keys and questions on the app."""

    def run(
        script: Callable[[Stage], Awaitable[None]],
        *,
        size: tuple[int, int] = SIZE,
        folder: Path | None = None,
        welcomed: bool = True,
    ) -> None:
        async def scene() -> None:
            # Loading the search takes seconds; only tests that ask for a warm workspace wait for it.
            app = ShadowReportApp(folder or workspace, warm="warm" in request.fixturenames)
            app.animation_level = "none"
            app.remembered.welcomed = welcomed
            messages: list[Message] = []
            async with app.run_test(size=size, notifications=True, message_hook=messages.append) as pilot:
                await script(Stage(app, pilot, messages))

        asyncio.run(scene())

    return run


@pytest.fixture
def warm(workspace: Path, warm_cache: Path) -> Path:
    """The workspace with its index built already."""
    shutil.copytree(warm_cache, workspace / ".cache")
    return workspace


@pytest.fixture
def cold(workspace: Path) -> Path:
    """A workspace with a draft, whose search is not loaded."""
    return put_draft(workspace)


@pytest.fixture
def drafted(warm: Path) -> Path:
    """A workspace with a draft that is checked."""
    return put_draft(warm)

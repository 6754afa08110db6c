"""Makes README's pictures of the screen: `python -m evals.pictures [--into docs]`. Look at them before you keep them.

The app itself is driven with keys on the shipped documents, without a model: a question is asked and a citation of its
answer followed; article 4 is written, a figure in it broken, and found by the checks. Colours are the default theme's.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import ShadowReportApp
    from tui.panes.draft import DraftPane
    from tui.screens.main import MainScreen

_QUESTIONS = (
    "How many Roma live in Kazakhstan and in what conditions?",
    "How many cases under article 174 were registered?",
)
_FIGURE, _BROKEN = "86 convictions", "96 convictions"
_WIDE, _SMALL = (140, 40), (80, 24)
_WITHIN = 60.0  # seconds for one step
_LIMIT, _DAYS = 10_700, 45  # what the status bar tells of the report
_FONT_FILES = re.compile(r",\s*url\([^)]*\) format\([^)]*\)")


async def take_pictures(app: ShadowReportApp, into: Path) -> None:
    """Play the scenes one after the other on one workspace, and write a picture after each."""
    app.animation_level = "none"
    app.remembered.welcomed = True
    async with app.run_test(size=_WIDE) as pilot:
        stage = _Stage(app, pilot, into)
        await stage.until(lambda: stage.main.session is not None and stage.draft.checks_ready)
        await _draft(stage)
        await stage.picture("screen-draft")
        await stage.resize(_SMALL)
        await stage.pilot.press("f4", "escape")
        await stage.until(lambda: stage.draft.editor.has_focus)
        await stage.picture("screen-80x24")
        await stage.resize(_WIDE)
        await _chat(stage)
        await stage.picture("screen-chat")


async def _draft(stage: _Stage) -> None:
    """Article 4, with one figure broken and pointed at; its source beside."""
    assert stage.main.session is not None
    sections = {one.name: one for one in stage.main.session.sections}
    for name in ("article-6", "article-4"):
        stage.main.write_section(sections[name])
        await stage.until(lambda: not stage.draft.writing and stage.draft.sentences)
        await stage.until(lambda: stage.draft.saved_words() == "saved")
    for id in list(stage.draft.cited_ids())[:5]:
        stage.draft.count_opened(id)
    editor = stage.draft.editor
    start = editor.text.index(_FIGURE)
    editor.replace(_BROKEN, editor.location_of(start), editor.location_of(start + len(_FIGURE)))
    await stage.until(lambda: any(one.accused for one in stage.draft.sentences))
    await stage.pilot.press("ctrl+home", "f6")
    await stage.until(lambda: (stage.main.source.shown or "").endswith("#155"))
    await stage.until(lambda: stage.draft.saved_words() == "saved")


async def _chat(stage: _Stage) -> None:
    """An answer with its marks; one citation of it followed."""
    stage.main.desk.turn_over()
    chat = stage.main.desk.chat
    for number, question in enumerate(_QUESTIONS, 1):
        chat.composer.focus()
        chat.composer.text = question
        await stage.pilot.press("enter")
        # mypy finds no type for a lambda with a default, which holds the loop's own number.
        await stage.until(lambda number=number: len(chat.turns.views) == number and not chat.writing)  # type: ignore[misc]
    last = chat.turns.last
    assert last is not None
    last.focus()
    await stage.pilot.press("n")
    await stage.until(lambda: (stage.main.source.shown or "").endswith("#156"))


class _Stage:
    """The app, the keys, and where pictures go."""

    def __init__(self, app: ShadowReportApp, pilot: Pilot[None], into: Path) -> None:
        self.app, self.pilot, self.into = app, pilot, into

    @property
    def main(self) -> MainScreen:
        return self.app.screen_stack[0]  # type: ignore[return-value]  # the app has one screen

    @property
    def draft(self) -> DraftPane:
        return self.main.desk.draft

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition. Raises TimeoutError."""
        end = time.monotonic() + _WITHIN
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("The screen did not come to what was waited for.")
            await self.pilot.pause(0.05)

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        await self.pilot.pause(0.5)

    async def picture(self, name: str) -> None:
        """Write the screen once it has settled."""
        self.app.clear_notifications()
        self.main.desk.draft.editor.cursor_blink = self.main.desk.chat.composer.cursor_blink = False
        before, now = "", await self._svg()
        while before != now:
            await self.pilot.pause(1)
            before, now = now, await self._svg()
        (self.into / f"{name}.svg").write_text(now, encoding="utf-8")
        print(self.into / f"{name}.svg")

    async def _svg(self) -> str:
        await self.pilot.pause(0.2)
        svg = re.sub(r"terminal-\d+", "terminal-0", self.app.export_screenshot(title="shadow-report", simplify=True))
        return _FONT_FILES.sub("", svg) + "\n"


def main() -> None:
    """Read the command line and make the pictures in a workspace of their own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=Path("docs"), help="the folder of the pictures")
    into = parser.parse_args().into
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CONFIG", "DATA", "STATE"):
            os.environ[f"SHADOW_REPORT_{name}_DIR"] = str(Path(folder, name))
        workspace = Path(folder, "workspace")
        workspace.mkdir()
        due = datetime.date.today() + datetime.timedelta(days=_DAYS)
        settings = f"deadline = {due.isoformat()}\nword_limit = {_LIMIT}\n"
        (workspace / "report.toml").write_text(settings, encoding="utf-8")
        from tui.app import ShadowReportApp

        asyncio.run(take_pictures(ShadowReportApp(workspace), into))


if __name__ == "__main__":
    main()

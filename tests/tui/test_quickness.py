"""What makes typing quick changes nothing that is seen: kept rows are the right ones, and what waits comes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from textual.app import App, ComposeResult
from textual.strip import Strip

from tests.tui.conftest import Play, Stage
from tui.rhythm import Rhythm
from tui.widgets.editor import DraftEditor, Mark
from tui.widgets.pace import Pace
from tui.widgets.plain import PlainText

_TEXT = "\n\n".join(
    f"{number}. The State party reports (see para. {number}) that it is so. " * 3 for number in range(8)
)


class Bare(App[None]):
    """An editor and a line alone, with a clock that stands still."""

    seconds = 0.0

    def compose(self) -> ComposeResult:
        yield DraftEditor(id="editor")
        yield PlainText("one", id="line")

    def on_mount(self) -> None:
        self.rhythm = Rhythm(lambda: self.seconds)


def _rows(editor: DraftEditor) -> list[Strip]:
    return [editor.render_line(y) for y in range(editor.size.height)]


def _steps(editor: DraftEditor) -> Iterator[None]:
    yield editor.show_marks([Mark(0, 40, "accused"), Mark(200, 260, "unchecked")])
    yield editor.move_cursor((2, 30))
    yield editor.insert("Anew (")
    yield editor.move_cursor((2, 8), select=True)
    yield editor.replace("", (0, 0), (0, 9))
    yield editor.show_marks([Mark(10, 50, "confirmed")])
    yield editor.undo()
    yield editor.scroll_to(0, 3, animate=False)
    yield editor.select_all()
    yield editor.action_to_end(1)
    yield editor.load_text("Another.\nAnd another.")


def test_rows_that_are_kept_are_those_that_would_be_drawn() -> None:
    async def script() -> None:
        app = Bare()
        async with app.run_test(size=(50, 30)) as pilot:
            editor = app.query_one(DraftEditor)
            editor.load_text(_TEXT)
            for _ in _steps(editor):
                await pilot.pause()
                kept = _rows(editor)
                editor.notify_style_update()
                editor.render_lines(editor.size.region)
                assert kept == _rows(editor)

    asyncio.run(script())


def test_another_theme_draws_the_rows_in_its_colours() -> None:
    async def script() -> None:
        app = Bare()
        async with app.run_test(size=(50, 30)) as pilot:
            editor = app.query_one(DraftEditor)
            editor.load_text(_TEXT)
            await pilot.pause()
            before = _rows(editor)
            app.theme = "textual-light"
            await pilot.pause()
            await pilot.pause()
            editor.render_lines(editor.size.region)
            assert all(one != other for one, other in zip(before, _rows(editor), strict=True))

    asyncio.run(script())


def test_a_gap_is_when_nobody_types_or_somebody_just_did() -> None:
    seconds = 0.0
    rhythm = Rhythm(lambda: seconds)
    assert rhythm.is_gap() and not rhythm.is_typing()
    rhythm.heard()
    assert rhythm.is_gap() and rhythm.is_typing()
    seconds = 0.02
    rhythm.heard()
    assert not rhythm.is_gap()
    seconds = 0.12
    assert not rhythm.is_gap()
    rhythm.heard()
    assert rhythm.is_gap()
    seconds = 0.5
    assert rhythm.is_gap() and not rhythm.is_typing()
    assert rhythm.is_typing(within=3)


def test_what_streams_in_waits_while_a_key_is_held_down_and_comes_in_the_end() -> None:
    async def script() -> None:
        app = Bare()
        drawn: list[str] = []
        async with app.run_test() as pilot:
            pace = Pace(app.query_one(PlainText), lambda: drawn.append("drawn"))
            app.rhythm.heard()
            app.rhythm.heard()
            pace.soon()
            for _ in range(20):
                await pilot.pause(0.05)
            assert not drawn
            app.seconds = 0.3
            while not drawn:
                await pilot.pause(0.02)
            app.rhythm.heard()
            app.rhythm.heard()
            pace.soon()
            app.seconds += 10
            app.rhythm.heard()
            app.rhythm.heard()
            while len(drawn) < 2:
                await pilot.pause(0.02)

    asyncio.run(script())


def test_a_line_is_laid_out_again_only_if_it_takes_more_room() -> None:
    async def script() -> None:
        app = Bare()
        async with app.run_test(size=(20, 10)) as pilot:
            line = app.query_one(PlainText)
            for text, height in (("two", 1), ("word " * 7, 2), ("[sic] again, and more", 2), ("three", 1)):
                line.show(text)
                await pilot.pause()
                await pilot.pause()
                assert (line.size.height, line.content) == (height, line.content)
                assert str(line.content) == text

    asyncio.run(script())


def test_the_draft_tells_what_it_waits_for(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        stage.main.desk.open_section(stage.main.session.sections[3])  # type: ignore[union-attr]  # it is open by now
        await stage.until(lambda: "Here you read what the checks say" in stage.text())

    play(script)

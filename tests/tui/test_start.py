from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import Play, Stage
from tui.remembered import Remembered

if TYPE_CHECKING:
    from tests.conftest import Run

HEAVY = ("chromadb", "langchain", "langchain_core", "langchain_openai", "onnxruntime", "numpy", "pydantic", "openai")


def test_painting_loads_neither_chroma_nor_langchain() -> None:
    code = "import sys; import tui.app; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()).isdisjoint(HEAVY)


def test_without_a_terminal_the_guide_is_printed(run: Run) -> None:
    alone, named = run(), run("chat")
    assert (alone.returncode, named.returncode) == (2, 2)
    assert "Start with one of these" in alone.stderr
    assert "no terminal" in named.stderr


@pytest.mark.parametrize(
    ("size", "seen"),
    [((140, 40), {"outline", "desk", "source"}), ((80, 24), {"desk"}), ((60, 24), {"desk"})],
)
def test_the_panes_that_there_is_room_for_are_seen(play: Play, size: tuple[int, int], seen: set[str]) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        boxes = {name for name in ("outline", "desk", "source") if stage.main.query_one(f"#{name}-box").display}
        assert boxes == seen
        await stage.press("f2")
        assert stage.main.query_one("#outline-box").display
        assert stage.main.outline.has_focus_within
        await stage.press("escape")
        assert stage.main.desk.has_focus_within

    play(script, size=size)


def test_resizing_moves_between_one_and_three_panes(play: Play) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.pilot.resize_terminal(60, 20)
        await stage.until(lambda: not stage.main.query_one("#source-box").display)
        await stage.pilot.resize_terminal(140, 40)
        await stage.until(lambda: stage.main.query_one("#source-box").display)

    play(script)


def test_a_first_run_with_a_deadline_set_welcomes_and_counts_the_days(play: Play, workspace: Path) -> None:
    def due_in(days: int) -> None:
        due = datetime.date.today() + datetime.timedelta(days=days)
        (workspace / "report.toml").write_text(f"deadline = {due.isoformat()}\n", encoding="utf-8")

    def told(words: str, welcome: bool) -> Callable[[Stage], Awaitable[None]]:
        async def script(stage: Stage) -> None:
            await stage.opened()
            await stage.until(lambda: words in stage.text().split("\n")[-2])
            await stage.until(lambda: "How many rural schools" in stage.text())
            assert ("Welcome. Here you write" in stage.text()) is welcome
            await stage.until(lambda: stage.main.desk.chat.composer.has_focus)

        return script

    due_in(30)
    play(told("30 days left to the deadline", True), welcomed=False)
    due_in(1)
    play(told("1 day left to the deadline", False), welcomed=Remembered.load().welcomed)
    due_in(-3)
    play(told("deadline passed 3 days ago", False), size=(60, 24))

from __future__ import annotations

from pathlib import Path

from assistant.opening import open_store
from assistant.sources import Wish, add_source
from tests.tui.conftest import Play, Stage


def test_a_workspace_that_cannot_be_read_is_said_and_the_screen_stays(play: Play, workspace: Path) -> None:
    (workspace / "report.toml").write_text("deadline = [\n", encoding="utf-8")

    async def script(stage: Stage) -> None:
        await stage.until(lambda: "The workspace could not be opened" in stage.text())
        await stage.until(lambda: "report.toml" in stage.text())
        await stage.press("f1", "escape")

    play(script)


def test_documents_added_by_another_program_are_opened(play: Play, workspace: Path) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        before = stage.main.session
        file = workspace / "observations.txt"
        file.write_text(
            "CERD/C/XXX/CO/1\n\n1. The first paragraph is here.\n\n2. The second is here.\n", encoding="utf-8"
        )
        add_source(open_store(workspace), file, Wish(symbol="CERD/C/XXX/CO/1", title="Observations"))
        await stage.until(lambda: stage.main.session is not before)
        assert stage.main.session is not None
        assert "CERD/C/XXX/CO/1" in stage.main.session.store.library.documents

    play(script)


def test_a_terminal_too_small_still_draws(play: Play) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.pilot.resize_terminal(20, 6)
        await stage.pilot.pause()
        await stage.pilot.resize_terminal(140, 40)
        await stage.until(lambda: "Articles of the Convention" in stage.text())

    play(script, size=(24, 8))

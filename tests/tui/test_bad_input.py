"""What the screen makes of a broken disk, workspace, endpoint and terminal: it says so, and what was typed stays."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events

from assistant.opening import open_store
from assistant.sources import Wish, add_source
from tests.tui.conftest import Play, Stage
from tests.tui.drafts import open_article_4, written

_ROOM = 64_000  # bytes that a file may have on the full disk


@contextmanager
def full_disk() -> Iterator[None]:
    """The kernel refuses to write a file beyond some bytes, in the middle of it, as it does when a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_the_old_file_and_the_new_text_both_stay(play: Play, cold: Path) -> None:
    long = "Typed by hand. " * 6_000

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        editor = stage.main.desk.draft.editor
        before = written(cold)
        with full_disk():
            editor.insert(long, (0, 0))
            await stage.until(lambda: any("Your text is still here" in toast for toast in stage.toasts()))
            assert "NOT SAVED" in stage.text()
            assert written(cold) == before
            assert [path.name for path in (cold / "drafts").iterdir()] == ["article-4.md"]
            assert editor.text == long + before
        await stage.press("ctrl+s")
        await stage.until(lambda: written(cold) == editor.text)

    play(script)


def test_a_file_in_the_place_of_the_workspace_is_said_and_the_question_stays(play: Play, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"PK not a folder")

    async def script(stage: Stage) -> None:
        await stage.until(lambda: "The workspace could not be opened" in stage.text())
        await stage.until(lambda: "is a file, not a folder" in " ".join(stage.text().split()))
        stage.main.desk.chat.composer.focus()
        await stage.type("Why.")
        await stage.press("f1", "escape")
        assert stage.main.desk.chat.composer.text == "Why."

    play(script, folder=file)
    assert file.read_bytes() == b"PK not a folder"


def test_a_draft_that_cannot_be_read_is_said_and_never_written_over(play: Play, workspace: Path) -> None:
    (workspace / "drafts" / "article-4.md").mkdir(parents=True)

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        await stage.until(lambda: any("Cannot read" in toast for toast in stage.toasts()))
        await stage.type("Mine.")
        assert stage.main.desk.draft.editor.text == "Mine."
        await stage.press("ctrl+s")
        await stage.until(lambda: any("Your text is still here" in toast for toast in stage.toasts()))
        (workspace / "drafts" / "article-4.md").rmdir()
        await stage.press("ctrl+s")
        await stage.until(lambda: written(workspace) == "Mine.")

    play(script)


@pytest.mark.parametrize("tab", ["tab-chat", "tab-draft"])
def test_a_megabyte_is_not_pasted_and_what_was_typed_stays(play: Play, cold: Path, tab: str) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        stage.main.desk.tabs.active = tab
        await stage.pilot.pause()
        stage.main.desk.take_focus()
        await stage.type("Kept.")
        field = stage.main.desk.draft.editor if tab == "tab-draft" else stage.main.desk.chat.composer
        before = field.text
        assert "Kept." in before
        field.post_message(events.Paste("x" * 2**20))
        await stage.until(lambda: any("1,048,576 characters" in toast for toast in stage.toasts()))
        assert field.text == before

    play(script)


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

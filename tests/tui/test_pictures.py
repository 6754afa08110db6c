"""What the screen looks like, against committed pictures. To look at them anew: UPDATE_SNAPSHOTS=1, then git diff."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.servers.chat import chat_server
from tests.tui.conftest import Play, Stage
from tests.tui.engines import FALSE, QUESTION, TRUE, answer, cut, held, use

DRAFT = """\
## Article 4

The State party reports that there were 96 convictions at courts of first instance (CERD/C/KAZ/11-14, para. 155). It
reports 1,000 new schools.

[NGO evidence: your own cases]
"""


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")


def counted(stage: Stage) -> bool:
    return "○ empty" in stage.text() or not stage.main.query_one("#outline-box").display


def test_nothing_asked_yet(play: Play) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.until(lambda: counted(stage))
        differing = await stage.picture("empty")
        await stage.pilot.resize_terminal(60, 24)
        await stage.until(lambda: not stage.main.query_one("#source-box").display)
        assert not differing + await stage.picture("empty-60-columns")

    play(script)


def test_an_answer_from_its_first_words_to_its_source(play: Play, warm: Path) -> None:
    told = threading.Event()
    asked = answer(warm, TRUE, FALSE)
    replies = [held(asked, told), held(answer(warm, FALSE), told), cut(answer(warm, TRUE)[:60])]

    async def streaming(stage: Stage) -> list[str]:
        stage.main.desk.chat.composer.text = QUESTION
        stage.main.desk.chat.composer.focus()
        await stage.press("enter")
        await stage.until(lambda: "9,000" in stage.text() and "◌" in stage.text())
        return await stage.picture("streaming")

    async def cited(stage: Stage) -> list[str]:
        told.set()
        await stage.until(lambda: "1 of 2 sentences supported" in stage.text())
        turns = stage.main.desk.chat.turns
        assert turns.last is not None
        turns.last.focus()
        await stage.press("n")
        await stage.until(lambda: "para. 229   229 of 437" in stage.text())
        differing = await stage.picture("cited-answer")
        await stage.pilot.resize_terminal(60, 24)
        await stage.press("escape")
        await stage.until(lambda: not stage.main.query_one("#source-box").display)
        differing += await stage.picture("cited-answer-60-columns")
        await stage.pilot.resize_terminal(140, 40)
        return differing

    async def failed(stage: Stage) -> list[str]:
        stage.main.desk.chat.composer.text = "And by when?"
        stage.main.desk.chat.composer.focus()
        await stage.press("enter")
        await stage.until(lambda: "Not finished" in stage.text())
        await stage.until(lambda: stage.main.desk.chat.composer.text == "And by when?")
        return await stage.picture("error")

    with chat_server(*replies) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            await stage.until(lambda: counted(stage))
            differing = await streaming(stage) + await cited(stage) + await failed(stage)
            assert not differing

        play(script)


def test_a_draft_with_findings(play: Play, warm: Path) -> None:
    (warm / "drafts").mkdir()
    (warm / "drafts" / "article-4.md").write_text(DRAFT, encoding="utf-8")

    async def script(stage: Stage) -> None:
        await stage.warmed()
        stage.main.desk.open_section(next(one for one in stage.main.session.sections if one.name == "article-4"))
        await stage.until(lambda: "wrong figure" in stage.text())
        await stage.press("f6")
        await stage.until(lambda: "F8 writes" in stage.text())
        await stage.until(lambda: "✗ 0 of 2 hold" in stage.text())
        differing = await stage.picture("findings")
        await stage.pilot.resize_terminal(60, 24)
        await stage.until(lambda: not stage.main.query_one("#source-box").display)
        assert not differing + await stage.picture("findings-60-columns")

    play(script)

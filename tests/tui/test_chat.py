from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.servers.chat import MODEL, chat_server, says
from tests.tui.conftest import Play, Stage
from tests.tui.engines import FALSE, QUESTION, TRUE, answer, cut, held, use


async def ask(stage: Stage, question: str = QUESTION) -> None:
    stage.main.desk.chat.composer.focus()
    await stage.type(question)
    await stage.press("enter")


def saved(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (folder / "chats").glob("*.jsonl"))


def test_an_answer_without_a_model_is_followed_to_its_source_and_sent_to_the_draft(play: Play, warm: Path) -> None:
    async def script(stage: Stage) -> None:
        await stage.warmed()
        await ask(stage)
        turns = stage.main.desk.chat.turns
        await stage.until(lambda: turns.last is not None and turns.last.state == "answered")
        await stage.until(lambda: "1 of 1 sentences supported" in stage.text())
        await stage.until(lambda: "✓" in stage.text())
        assert turns.last is not None
        turns.last.focus()
        await stage.press("n")
        await stage.until(lambda: "CERD/C/KAZ/11-14, para. 229   229 of 437" in stage.text())
        await stage.press("d")
        await stage.until(lambda: any("Open a section in the outline first" in toast for toast in stage.toasts()))
        stage.main.desk.open_section(stage.main.session.sections[4])
        await stage.press("f3")
        turns.last.focus()
        await stage.press("d")
        await stage.until(lambda: "1,000 rural schools" in stage.main.desk.draft.editor.text)
        assert '"kind":"answer"' in saved(warm).replace(" ", "")

    play(script)


def test_esc_stops_and_keeps_then_the_answer_is_written_anew(play: Play, warm: Path) -> None:
    async def stopped(stage: Stage) -> None:
        await ask(stage)
        turns = stage.main.desk.chat.turns
        await stage.until(lambda: turns.last is not None and "rural schools" in turns.last.text)
        await stage.until(lambda: "◌" in stage.text())
        await stage.press("c")
        await stage.press("escape")
        await stage.until(lambda: turns.last is not None and turns.last.state == "stopped")
        assert turns.last is not None and "rural schools" in turns.last.text
        await stage.until(lambda: "Stopped. What is there was kept" in stage.text())
        assert QUESTION in saved(warm)

    async def again(stage: Stage) -> None:
        turns = stage.main.desk.chat.turns
        assert turns.last is not None
        turns.last.focus()
        await stage.press("r")
        await stage.until(lambda: turns.last is not None and turns.last.state == "answered")
        await stage.until(lambda: "1 of 2 sentences supported" in stage.text())
        assert "9,000" in turns.last.text and len(turns.views) == 1

    never = threading.Event()
    with chat_server(
        held(answer(warm, TRUE, TRUE, TRUE), never), says(answer(warm, TRUE, FALSE)), says(answer(warm, FALSE))
    ) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            await stage.until(lambda: f"{MODEL} · local" in stage.text())
            await stopped(stage)
            await again(stage)

        play(script)


def test_an_endpoint_that_breaks_off_gives_the_question_back(play: Play, warm: Path) -> None:
    with chat_server(cut(answer(warm, TRUE)[:60])) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            await ask(stage)
            turns = stage.main.desk.chat.turns
            await stage.until(lambda: turns.last is not None and turns.last.state == "failed")
            await stage.until(lambda: stage.toasts())
            await stage.until(lambda: stage.main.desk.chat.composer.text == QUESTION)
            await stage.until(lambda: "The State party reports" in stage.text())

        play(script)


def test_a_long_chat_keeps_few_answers_on_the_screen_and_loads_older_ones_back(play: Play, workspace: Path) -> None:
    from assistant.chats.file import ChatFile
    from assistant.chats.record import Answered, Asked, Started
    from assistant.model import AskResult

    path = workspace / "chats" / "long.jsonl"
    path.parent.mkdir()
    file = ChatFile(path)
    now = "2030-01-01T00:00:00+00:00"
    file.append(Started(title="Long", time=now))
    for number in range(60):
        text = f"Answer number {number} (para. {number + 1})."
        result = AskResult(question=f"Question {number}?", answered=True, answer=text, engine="extractive")
        file.append(Asked(turn=number, question=f"Question {number}?", time=now, engine="extractive"))
        file.append(Answered(turn=number, time=now, result=result))

    async def script(stage: Stage) -> None:
        await stage.opened()
        stage.main.desk.resume_chat(path)
        turns = stage.main.desk.chat.turns
        await stage.until(lambda: "Answer number 59" in stage.text())
        assert len(turns.query("TurnView")) <= 24
        assert not any(view.number < 40 for view in turns.views)
        for _ in range(60):
            turns.scroll_relative(y=-12, animate=False)
            await stage.pilot.pause(0.01)
            if any(view.number < 40 for view in turns.views):
                break
        assert any(view.number < 40 for view in turns.views)
        await stage.until(lambda: turns.last is None)
        assert len(turns.views) <= 24
        stage.main.desk.chat.act_on_last("copy")
        await stage.until(lambda: stage.app.clipboard.startswith("Answer number 59"))
        await stage.until(lambda: "Answer number 59" in stage.text())

    play(script)


@pytest.mark.parametrize("keys", [("shift+enter",), ("ctrl+j",), ("ctrl+о",)])
def test_a_line_is_broken_without_sending(play: Play, keys: tuple[str, ...]) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        composer = stage.main.desk.chat.composer
        composer.focus()
        await stage.type("one")
        await stage.press(*keys)
        await stage.type("two")
        assert composer.text == "one\ntwo"
        assert not stage.main.desk.chat.turns.views

    play(script)


def test_an_answer_is_copied_with_and_without_its_citations(play: Play, warm: Path) -> None:
    with chat_server(says(answer(warm, TRUE)), says(answer(warm, TRUE))) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            await ask(stage)
            turns = stage.main.desk.chat.turns
            await stage.until(lambda: turns.last is not None and turns.last.state == "answered")
            assert turns.last is not None
            turns.last.focus()
            await stage.press("c")
            await stage.until(lambda: stage.app.clipboard == f"{TRUE} (CERD/C/KAZ/11-14, para. 229).")
            await stage.press("x")
            await stage.until(lambda: stage.app.clipboard == f"{TRUE}.")

        play(script)


def test_a_stopped_answer_is_edited_and_gone_on_with_then_kept_as_a_person_wrote_it(play: Play, warm: Path) -> None:
    async def gone_on_with(stage: Stage) -> None:
        await ask(stage)
        turns = stage.main.desk.chat.turns
        await stage.until(lambda: turns.last is not None and "rural schools" in turns.last.text)
        await stage.press("escape")
        await stage.until(lambda: turns.last is not None and turns.last.state == "stopped")
        assert turns.last is not None
        turns.last.focus()
        await stage.press("e")
        await stage.until(lambda: "Edit the answer" in stage.text())
        stage.app.screen.query_one(TextArea).text = f"{TRUE} (CERD/C/KAZ/11-14, para. 229)."
        await stage.press("f5")
        await stage.until(lambda: turns.last is not None and turns.last.state == "answered")
        assert turns.last is not None and turns.last.text.startswith(TRUE) and "9,000" in turns.last.text
        assert len(turns.views) == 1

    async def kept(stage: Stage) -> None:
        turns = stage.main.desk.chat.turns
        stage.main.desk.chat.act_on_last("edit")
        await stage.until(lambda: "Edit the answer" in stage.text())
        stage.app.screen.query_one(TextArea).text = f"{TRUE} (CERD/C/KAZ/11-14, para. 229). My word."
        await stage.press("ctrl+s")
        await stage.until(lambda: turns.last is not None and turns.last.text.endswith("My word."))
        await stage.until(lambda: '"kind":"edit"' in saved(warm).replace(" ", ""))

    never = threading.Event()
    with chat_server(
        held(answer(warm, TRUE, TRUE), never), says(answer(warm, FALSE)), says(answer(warm, FALSE))
    ) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            await gone_on_with(stage)
            await kept(stage)

        play(script)

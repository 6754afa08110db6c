"""What is laid over the screen: export, chats, settings, the endpoint form, a person's judgement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Checkbox, Input, OptionList, RadioButton

from assistant.chats import list_chats
from assistant.chats.file import ChatFile
from assistant.chats.record import Answered, Asked, Started
from assistant.locations import config_file
from assistant.model import AskResult
from assistant.opening import open_store
from assistant.reading.draft import read_draft
from tests.servers.chat import chat_server, says
from tests.tui.conftest import Play, Stage
from tests.tui.drafts import open_article_4
from tests.tui.engines import use


@pytest.fixture
def talked(workspace: Path) -> Path:
    now = "2030-01-01T00:00:00+00:00"
    (workspace / "chats").mkdir()
    for number, word in enumerate(("schools", "суды")):
        file = ChatFile(workspace / "chats" / f"chat-{number}.jsonl")
        file.append(Started(title=f"On {word}", time=now))
        result = AskResult(question=f"What of {word}?", answered=True, answer=f"Of {word}, this.", engine="extractive")
        file.append(Asked(turn=0, question=result.question, time=now, engine="extractive"))
        file.append(Answered(turn=0, time=now, result=result))
    return workspace


async def by_palette(stage: Stage, words: str) -> None:
    await stage.press("ctrl+p")
    await stage.until(lambda: stage.app.screen.query("CommandInput"))
    await stage.type(words)
    await stage.until(lambda: stage.app.screen.query_one(OptionList).highlighted_option is not None)
    await stage.until(lambda: words in str(stage.app.screen.query_one(OptionList).get_option_at_index(0).prompt))
    await stage.press("enter")


async def export(stage: Stage, words: str) -> None:
    await by_palette(stage, words)
    await stage.until(lambda: stage.app.screen.query("#standing"))
    stage.app.screen.query_one(Checkbox).value = True
    await stage.press("enter")
    await stage.until(lambda: any("Written: " in toast for toast in stage.toasts()))
    await stage.until(lambda: stage.app.screen is stage.main)


def test_a_draft_is_exported_to_word_with_what_was_checked_and_opened(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        await export(stage, "Export to Word")
        words = " ".join(read_draft(cold / "article-4.docx").text.split())
        assert "96 convictions at courts of first instance" in words
        assert "sources opened by the author: 0 of" in words

    play(script)


def test_a_report_is_exported_to_markdown_and_written_over_on_a_second_enter_only(play: Play, cold: Path) -> None:
    target = cold / "report.md"

    async def script(stage: Stage) -> None:
        await stage.opened()
        await export(stage, "Export to Markdown")
        assert "96 convictions" in target.read_text(encoding="utf-8")
        target.write_text("mine by now", encoding="utf-8")
        await stage.press("ctrl+o")
        await stage.until(lambda: stage.app.screen.query("#target"))
        stage.app.screen.query_one("#target", Input).value = str(target)
        await stage.press("enter")
        await stage.until(lambda: "Press Enter again" in stage.text())
        assert target.read_text(encoding="utf-8") == "mine by now"
        await stage.press("enter")
        await stage.until(lambda: "96 convictions" in target.read_text(encoding="utf-8"))

    play(script)


def test_chats_are_searched_renamed_exported_deleted_and_gone_on_with(play: Play, talked: Path) -> None:
    def titles() -> set[str]:
        return {chat.title for chat in list_chats(open_store(talked))}

    async def renamed(stage: Stage) -> None:
        await stage.type("суды")
        await stage.until(lambda: "On schools" not in stage.text() and "On суды" in stage.text())
        await stage.press("f2")
        await stage.until(lambda: "Another title" in stage.text())
        stage.app.screen.query_one(Input).value = "On courts"
        await stage.press("enter")
        await stage.until(lambda: titles() == {"On schools", "On courts"})

    async def exported_and_deleted(stage: Stage) -> None:
        await stage.until(lambda: stage.app.screen.query("#search-results"))
        await stage.press("f7")
        await stage.until(lambda: "Written: " in stage.text())
        assert "Of суды, this." in (talked / "chat-1.md").read_text(encoding="utf-8")
        await stage.press("f8")
        await stage.until(lambda: "Press F8 again" in stage.text())
        assert (talked / "chats" / "chat-1.jsonl").exists()
        await stage.press("f8")
        await stage.until(lambda: titles() == {"On schools"})

    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.press("ctrl+r")
        await stage.until(lambda: "On schools" in stage.text() and "On суды" in stage.text())
        await renamed(stage)
        await exported_and_deleted(stage)
        stage.app.screen.query_one(Input).value = ""
        await stage.until(lambda: "On schools" in stage.text())
        await stage.press("enter")
        await stage.until(lambda: "Of schools, this." in stage.text())

    play(script)


def test_a_chat_that_is_gone_by_now_is_said(play: Play, talked: Path) -> None:
    async def script(stage: Stage) -> None:
        await stage.opened()
        await stage.press("ctrl+r")
        await stage.until(lambda: "On суды" in stage.text())
        for file in (talked / "chats").iterdir():
            file.unlink()
        await stage.press("f2")
        await stage.until(lambda: "Another title" in stage.text())
        stage.app.screen.query_one(Input).value = "On courts"
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen.query("#search-note"))
        await stage.until(lambda: stage.app.screen.query_one("#search-note").render().plain)  # type: ignore[union-attr]  # a Content
        await stage.press("escape")

    play(script)


def test_an_endpoint_is_added_in_the_form_and_chosen(play: Play) -> None:
    with chat_server(says("ok")) as server:

        async def filled_in(stage: Stage) -> None:
            await stage.press("f7")
            await stage.until(lambda: "An OpenAI-compatible endpoint" in stage.text())
            await stage.type("desk")
            await stage.press("enter")
            await stage.until(lambda: "Fill in the name, the address and the model" in stage.text())
            stage.app.screen.query_one("#base_url", Input).value = "no address"
            stage.app.screen.query_one("#model", Input).value = "scripted"
            await stage.press("enter")
            await stage.until(lambda: "base_url" in stage.app.screen.query_one("#endpoint-note").render().plain)  # type: ignore[union-attr]
            assert stage.app.screen.query_one("#name", Input).value == "desk"
            stage.app.screen.query_one("#base_url", Input).value = server.base_url
            await stage.press("enter")

        async def script(stage: Stage) -> None:
            await stage.opened()
            await by_palette(stage, "Who writes")
            await stage.until(lambda: "What this installation can do" in stage.text())
            await stage.until(lambda: "No model" in stage.text() and "text stays on this machine" in stage.text())
            await filled_in(stage)
            await stage.until(lambda: "scripted at 127.0.0.1" in stage.text())
            await stage.press("down", "enter")
            await stage.until(lambda: "scripted · local: text stays on this machine" in stage.text())
            assert server.base_url in config_file().read_text(encoding="utf-8")

        play(script)


def test_settings_tell_in_words_what_doctor_sees(play: Play) -> None:
    with chat_server(says("ok")) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.opened()
            await by_palette(stage, "Who writes")
            await stage.until(lambda: "✓ program: shadow-report" in stage.text())
            await stage.until(lambda: "desk  scripted at 127.0.0.1" in stage.text())
            await stage.until(lambda: "not examined yet" in stage.text())
            await stage.press("escape")
            assert stage.main.desk.has_focus_within

        play(script)


def test_a_sentence_is_disputed_with_a_reason_and_that_is_taken_back(play: Play, drafted: Path) -> None:
    notes = drafted / "drafts" / "article-4.json"

    def judgements() -> dict[str, dict[str, str]]:
        return dict(json.loads(notes.read_text(encoding="utf-8"))["judgements"]) if notes.exists() else {}

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        draft = stage.main.desk.draft
        await stage.until(lambda: draft.sentences)
        draft.editor.move_cursor((0, 5))
        await stage.press("f9")
        await stage.until(lambda: "Your word on this sentence" in stage.text())
        await stage.press("down", "enter", "tab", "enter")
        await stage.until(lambda: any("Give a reason" in toast for toast in stage.toasts()))
        await stage.type("The courts say 96.")
        await stage.press("enter")
        await stage.until(lambda: "disputed by you" in stage.text())
        await stage.until(lambda: [one["kind"] for one in judgements().values()] == ["disputed"])
        await stage.press("f9")
        await stage.until(lambda: len(stage.app.screen.query(RadioButton)) == 3)
        stage.app.screen.query(RadioButton).last().value = True
        stage.app.screen.query_one(Input).focus()
        await stage.press("enter")
        await stage.until(lambda: judgements() == {})
        assert "disputed by you" not in stage.text()

    play(script)

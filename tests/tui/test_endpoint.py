"""Endpoints on the screen: the first one loads behind it, and one that goes away takes nothing with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assistant.citation_keys import KeyRing
from assistant.opening import open_store
from tests.servers.chat import Reply, chat_server, events, says
from tests.tui.conftest import Play, Stage
from tests.tui.drafts import written
from tests.tui.engines import QUESTION, TRUE, answer, use

# A process of its own: in that of the tests an endpoint's engine is loaded already. Its import waits until keys have
# arrived, for at most half a minute: were it on the screen's own thread, none would.
FIRST_QUESTION = f"""
import asyncio, sys, threading
from textual import events
from tui.app import ShadowReportApp

keys_arrived = threading.Event()

class WaitsForKeys:
    def find_spec(self, name, path=None, target=None):
        if name == "assistant.engines.endpoint":
            keys_arrived.wait(30)
        return None

sys.meta_path.insert(0, WaitsForKeys())

async def script():
    app = ShadowReportApp(None, warm=False)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen_stack[0]
        while screen.session is None:
            await pilot.pause(0.02)
        chat = screen.desk.chat
        chat.composer.text = {QUESTION!r}
        chat.composer.focus()
        print("loaded before", "assistant.engines.endpoint" in sys.modules)
        await pilot.press("enter")
        typed, said = 0, set()
        while chat.turns.last.state == "writing":
            # The pilot would wait until the processor is idle, and so until all is loaded.
            app.post_message(events.Key("a", "a"))
            await asyncio.sleep(0.05)
            told = chat.query_one("#activity").content.plain
            said.add(told)
            typed = len(chat.composer.text) if told.startswith("Loading") else typed
            if typed > 3:
                keys_arrived.set()
        print("typed while it loaded", typed > 3, typed)
        print("said", *said, sep="|")
        print("state", chat.turns.last.state)

asyncio.run(script())
"""


def test_the_first_question_loads_the_engine_while_the_screen_goes_on(warm: Path) -> None:
    with chat_server(says(answer(warm, TRUE))) as server:
        use(server)
        command = [sys.executable, "-c", FIRST_QUESTION]
        ran = subprocess.run(command, cwd=warm, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    assert "loaded before False" in ran.stdout
    assert "typed while it loaded True" in ran.stdout
    assert "|Loading what talks to scripted …" in ran.stdout
    assert "state answered" in ran.stdout


def section(folder: Path) -> str:
    passage = open_store(folder).library.get("CERD/C/KAZ/11-14#325")
    assert passage is not None
    key = KeyRing().offer(passage)
    sentence = f"The State party reports six judicial decisions making reference to the Convention [{key}]."
    return f"### What the State party reports\n- {sentence}\n- {sentence}\n"


def test_an_endpoint_that_goes_away_in_a_section_leaves_its_text_and_the_next_turn_works(
    play: Play, warm: Path
) -> None:
    pieces = events(section(warm), finish=None, end=False)
    gone = Reply(pieces[:-6], chunked=True, cut=True)

    async def broken_off(stage: Stage) -> None:
        draft = stage.main.desk.draft
        await stage.until(lambda: any("What was written is kept" in toast for toast in stage.toasts()))
        await stage.until(lambda: not draft.writing and not draft.editor.read_only)
        assert "six judicial decisions" in draft.editor.text
        await stage.until(lambda: "six judicial decisions" in written(warm, "article-6.md"))
        await stage.until(lambda: draft.sentences)
        draft.editor.focus()
        await stage.type("Mine. ")
        await stage.until(lambda: "Mine. " in written(warm, "article-6.md"))

    async def written_anew(stage: Stage) -> None:
        draft = stage.main.desk.draft
        await stage.press("f5")
        await stage.until(lambda: "has a draft already" in stage.text())
        await stage.press("down", "enter")
        await stage.until(lambda: not draft.writing and draft.editor.text.count("(para. 325)") == 2)
        assert "Mine." not in draft.editor.text

    with chat_server(gone, says(section(warm))) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            stage.main.write_section(next(one for one in stage.main.session.sections if one.name == "article-6"))
            await broken_off(stage)
            await written_anew(stage)

        play(script)

"""What the mouse does: it follows a citation, turns to a neighbour, and opens a section."""

from __future__ import annotations

from pathlib import Path

from assistant.chats.file import ChatFile
from assistant.chats.record import Answered, Asked, Started
from assistant.model import AskResult
from tests.tui.conftest import Play, Stage

NOW = "2030-01-01T00:00:00+00:00"
ANSWER = "More than 1,000 rural schools are being upgraded (CERD/C/KAZ/11-14, para. 229)."


async def click_on(stage: Stage, words: str) -> None:
    """Click on the first letter of these words."""
    await stage.until(lambda: words in stage.text())
    lines = stage.text().split("\n")
    row = next(number for number, line in enumerate(lines) if words in line)
    await stage.pilot.click(offset=(lines[row].index(words) + 1, row))
    await stage.pilot.pause()


def test_a_citation_a_neighbour_and_a_section_are_clicked(play: Play, workspace: Path) -> None:
    path = workspace / "chats" / "schools.jsonl"
    path.parent.mkdir()
    file = ChatFile(path)
    file.append(Started(title="Schools", time=NOW))
    file.append(Asked(turn=0, question="And schools?", time=NOW, engine="extractive"))
    result = AskResult(question="And schools?", answered=True, answer=ANSWER, engine="extractive")
    file.append(Answered(turn=0, time=NOW, result=result))

    async def script(stage: Stage) -> None:
        await stage.opened()
        stage.main.desk.resume_chat(path)
        await click_on(stage, "229)")
        await stage.until(lambda: stage.main.source.shown == "CERD/C/KAZ/11-14#229")
        await click_on(stage, "para. 230")
        await stage.until(lambda: stage.main.source.shown == "CERD/C/KAZ/11-14#230")
        await click_on(stage, "Article 2 ·")
        await stage.until(lambda: getattr(stage.main.desk.section, "name", "") == "article-2")

    play(script)

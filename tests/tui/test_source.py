"""The evidence reader: what stands around a passage, what the Convention says to it, and where else it is cited."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Play, Stage
from tests.tui.drafts import open_article_4


def _words(stage: Stage) -> str:
    return " ".join(stage.text().replace("│", " ").split())


def test_a_passage_is_read_with_what_stands_around_it(play: Play, drafted: Path) -> None:
    async def article_beside(stage: Stage) -> None:
        await stage.press("f4")
        await stage.until(lambda: "CERD/C/KAZ/11-14, para. 155   155 of 437" in stage.text())
        await stage.until(lambda: "The Convention on this" in stage.text())
        await stage.until(lambda: "States Parties condemn all propaganda" in _words(stage))
        await stage.press("a")
        await stage.until(lambda: "The Convention on this" not in stage.text())
        await stage.press("a", "right")
        await stage.until(lambda: "CERD/C/KAZ/11-14, para. 156   156 of 437" in stage.text())
        await stage.press("escape")

    async def cited_elsewhere(stage: Stage) -> None:
        await stage.until(lambda: stage.main.desk.draft.sentences)
        await stage.until(lambda: (drafted / "drafts" / "article-4.json").exists())
        stage.main.desk.open_section(stage.main.session.sections[4])  # type: ignore[union-attr]  # it is open by now
        await stage.until(lambda: stage.main.desk.draft.editor.has_focus)
        stage.main.outline.take_focus()
        await stage.press("slash")
        await stage.until(lambda: "Search the documents" in stage.text())
        await stage.type("para. 155")
        await stage.until(lambda: stage.app.screen.query("#search-results").first().option_count)  # type: ignore[attr-defined]  # a list
        await stage.press("enter")
        await stage.until(lambda: stage.main.source.shown == "CERD/C/KAZ/11-14#155")
        await stage.press("end")
        await stage.until(lambda: "Also cited in" in stage.text() and "article-4:" in stage.text())
        await stage.press("i")
        await stage.until(lambda: "para. 155" in stage.main.desk.draft.editor.text)

    async def script(stage: Stage) -> None:
        await open_article_4(stage, warmed=True)
        await stage.until(lambda: stage.main.desk.draft.sentences)
        await article_beside(stage)
        await cited_elsewhere(stage)

    play(script)

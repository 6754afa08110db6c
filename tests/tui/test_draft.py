from __future__ import annotations

import json
from pathlib import Path

from tests.tui.conftest import Play, Stage
from tests.tui.drafts import DRAFT, open_article_4, written


def test_a_sentence_is_read_against_its_source_mended_and_judged(play: Play, drafted: Path) -> None:
    notes = drafted / "drafts" / "article-4.json"

    async def mended(stage: Stage) -> None:
        draft = stage.main.desk.draft
        await stage.until(lambda: any(one.accused for one in draft.sentences))
        await stage.until(lambda: "wrong figure" in stage.text())
        await stage.press("f6")
        assert draft.editor.pointed == (DRAFT.index("96"), DRAFT.index("96") + 2)
        await stage.press("f8")
        assert "86 convictions" in draft.editor.text
        await stage.until(lambda: draft.sentences and not any(one.accused for one in draft.sentences))
        await stage.until(lambda: "86 convictions" in written(drafted))
        await stage.press("ctrl+z")
        assert draft.editor.text == DRAFT

    async def read(stage: Stage) -> None:
        await stage.until(lambda: any(one.accused for one in stage.main.desk.draft.sentences))
        await stage.until(lambda: "sources opened: 0 of 1" in stage.text())
        await stage.press("f4")
        await stage.until(lambda: "there were 86 convictions" in " ".join(stage.text().split()))
        await stage.until(lambda: "sources opened: 1 of 1" in stage.text())
        assert stage.main.source.has_focus_within
        await stage.press("right")
        await stage.until(lambda: "CERD/C/KAZ/11-14, para. 156" in stage.text())
        await stage.press("escape")
        assert stage.main.desk.draft.editor.has_focus

    async def judged(stage: Stage) -> None:
        await stage.press("f9", "tab")
        await stage.type("A later report says 96.")
        await stage.press("enter")
        await stage.until(lambda: "confirmed by you" in stage.text())
        await stage.until(lambda: notes.exists() and json.loads(notes.read_text(encoding="utf-8"))["judgements"])
        kept = json.loads(notes.read_text(encoding="utf-8"))
        (judgement,) = kept["judgements"].values()
        assert (judgement["kind"], judgement["reason"]) == ("confirmed", "A later report says 96.")
        assert set(kept["judgements"]) <= set(kept["sentences"])
        assert kept["opened"] == ["CERD/C/KAZ/11-14#155"]

    async def cited(stage: Stage) -> None:
        editor = stage.main.desk.draft.editor
        editor.move_cursor(editor.document.end)
        await stage.type("Rural schools are upgraded.")
        await stage.until(lambda: "Rural schools are upgraded." in written(drafted), seconds=10)
        await stage.press("f7")
        await stage.type("para. 229")
        await stage.until(lambda: "CERD/C/KAZ/11-14, para. 229  " in stage.text())
        await stage.press("enter")
        await stage.until(lambda: "upgraded (CERD/C/KAZ/11-14, para. 229)." in editor.text)

    async def script(stage: Stage) -> None:
        await open_article_4(stage, warmed=True)
        for step in (mended, read, judged, cited):
            await step(stage)

    play(script)


def test_a_draft_changed_outside_while_one_types_offers_both(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        editor = stage.main.desk.draft.editor
        editor.insert("Mine. ", (0, 0))
        (cold / "drafts" / "article-4.md").write_text("Theirs.\n", encoding="utf-8")
        await stage.until(lambda: "changed by another program" in stage.text())
        await stage.press("down", "down", "enter")
        await stage.until(lambda: editor.text == "Theirs.\n")
        await stage.until(lambda: list((cold / "drafts").glob("article-4-mine-*.md")))
        others = list((cold / "drafts").glob("article-4-mine-*.md"))
        assert others[0].read_text(encoding="utf-8").startswith("Mine. ")

    play(script)


def test_a_draft_changed_outside_unseen_is_read_again_and_can_be_undone(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        editor = stage.main.desk.draft.editor
        (cold / "drafts" / "article-4.md").write_text("Theirs.\n", encoding="utf-8")
        await stage.until(lambda: editor.text == "Theirs.\n", seconds=10)
        await stage.press("ctrl+z")
        assert editor.text == DRAFT

    play(script)


def test_what_cannot_be_written_stays_in_the_editor_and_is_said(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        stage.main.desk.draft.editor.insert("More. ", (0, 0))
        # As with a full disk, no new file can be made; the folder is gone, so that root sees it too.
        (cold / "drafts").rename(cold / "gone")
        (cold / "drafts").write_text("", encoding="utf-8")
        await stage.until(lambda: any("Your text is still here" in toast for toast in stage.toasts()))
        assert stage.main.desk.draft.editor.text.startswith("More. ")
        assert "NOT SAVED" in stage.text()
        (cold / "drafts").unlink()
        (cold / "gone").rename(cold / "drafts")
        await stage.press("ctrl+s")
        await stage.until(lambda: written(cold).startswith("More. "))

    play(script)


def test_a_section_is_written_and_stands_in_the_outline(play: Play, warm: Path) -> None:
    async def script(stage: Stage) -> None:
        await stage.warmed()
        await stage.press("f2", "down", "down", "down", "down", "down", "w")
        draft = stage.main.desk.draft
        await stage.until(lambda: draft.section is not None and draft.section.name == "article-6")
        await stage.until(lambda: not draft.writing and draft.sentences, seconds=240)
        assert "## Article 6" in draft.editor.text
        await stage.until(lambda: "hold" in stage.text())

    play(script)


def test_all_the_text_may_be_deleted_and_typed_anew(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        stage.main.desk.draft.editor.select_all()
        await stage.press("delete")
        await stage.until(lambda: written(cold) == "")
        await stage.until(lambda: "saved" in stage.text())
        await stage.type("Anew.")
        await stage.until(lambda: written(cold) == "Anew.")
        assert not [toast for toast in stage.toasts() if "unexpected" in toast or "saved" in toast]

    play(script)


def test_a_section_that_is_only_looked_at_leaves_no_file(play: Play, workspace: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        for section in stage.main.session.sections[:3]:
            stage.main.desk.open_section(section)
            await stage.pilot.pause()
        assert not list((workspace / "drafts").glob("*.md"))

    play(script)

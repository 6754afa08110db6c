"""Going through a draft: from finding to finding and from citation to citation, with the source beside."""

from __future__ import annotations

import json
from pathlib import Path

from tests.tui.conftest import Play, Stage
from tests.tui.drafts import CLAIM, DRAFT, open_article_4, put_draft

FIRST = f"{CLAIM} (CERD/C/KAZ/11-14, para. 155)."
SECOND = "It reports 9,000 rural schools and 700 classrooms (para. 229)."
THIRD = "It says that 245 schools will undergo major repairs (para. 229)."


def shown(stage: Stage) -> str | None:
    return stage.main.source.shown


def test_a_jump_to_a_finding_deletes_nothing_and_stops_at_each(play: Play, warm: Path) -> None:
    put_draft(warm, f"{FIRST} {SECOND}\n")

    async def script(stage: Stage) -> None:
        await open_article_4(stage, warmed=True)
        draft = stage.main.desk.draft
        await stage.until(lambda: sum(one.accused for one in draft.sentences) == 2)
        text = draft.editor.text
        places = []
        for _ in range(3):
            await stage.press("f6")
            assert draft.editor.selected_text == ""
            assert draft.editor.pointed is not None
            places.append(text[slice(*draft.editor.pointed)])
        assert places == ["96", "9,000", "700"]
        await stage.press("shift+f6")
        assert draft.editor.pointed is not None and text[slice(*draft.editor.pointed)] == "9,000"
        await stage.press("x")
        assert draft.editor.text == text.replace("9,000", "x9,000")
        assert draft.editor.pointed is None

    play(script)


def test_the_list_marks_what_is_found_where_the_cursor_stands(play: Play, warm: Path) -> None:
    put_draft(warm, f"{FIRST} {THIRD} {SECOND}\n")

    async def script(stage: Stage) -> None:
        await open_article_4(stage, warmed=True)
        draft = stage.main.desk.draft
        await stage.until(lambda: len(draft.sentences) == 3)
        for sentence, marked in zip((SECOND, THIRD, FIRST), (1, None, 0), strict=True):
            draft.editor.move_cursor(draft.editor.location_of(draft.editor.text.index(sentence) + 4))
            await stage.until(lambda marked=marked: draft.findings.highlighted == marked)  # type: ignore[misc]

    play(script)


def test_the_source_follows_the_cursor_until_something_else_is_looked_up(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        (cold / "drafts" / "article-4.md").write_text(f"{FIRST}\n\n{THIRD}\n", encoding="utf-8")
        await open_article_4(stage)
        draft = stage.main.desk.draft
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#155")
        draft.editor.move_cursor((2, 5))
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#229")
        assert draft.editor.has_focus and not draft.notes.opened
        await stage.press("f4")
        await stage.until(lambda: draft.notes.opened == ["CERD/C/KAZ/11-14#229"])
        await stage.press("left")
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#228")
        await stage.press("escape", "ctrl+home")
        for _ in range(40):
            await stage.pilot.pause(0.05)
        assert shown(stage) == "CERD/C/KAZ/11-14#228"
        await stage.press("f4")
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#155")

    play(script)


def test_where_the_source_is_not_beside_the_cursor_opens_nothing(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        for _ in range(40):
            await stage.pilot.pause(0.05)
        assert shown(stage) is None and stage.main.desk.draft.editor.has_focus

    play(script, size=(60, 24))


def test_citations_are_stepped_through_and_counted_before_anything_is_checked(play: Play, workspace: Path) -> None:
    put_draft(workspace, f"{FIRST} {THIRD}\n")
    notes = workspace / "drafts" / "article-4.json"

    def saved() -> set[str]:
        return set(json.loads(notes.read_text(encoding="utf-8"))["opened"]) if notes.exists() else set()

    async def unchecked(stage: Stage) -> None:
        draft = stage.main.desk.draft
        assert not draft.checks_ready and not draft.sentences
        await stage.press("f4")
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#155")
        await stage.press("n")
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#229")
        assert draft.editor.cursor_index == len(FIRST) + 1
        await stage.press("p")
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#155")
        await stage.until(lambda: "sources opened: 2 of 2" in stage.text())
        assert not draft.sentences

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        await unchecked(stage)
        both = {"CERD/C/KAZ/11-14#155", "CERD/C/KAZ/11-14#229"}
        await stage.until(lambda: saved() == both)  # the first may be saved by itself

    play(script)


def test_what_was_read_before_it_is_cited_counts_as_opened(play: Play, drafted: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage, warmed=True)
        draft = stage.main.desk.draft
        await stage.until(lambda: draft.sentences)
        await stage.press("f4")
        await stage.until(lambda: draft.notes.opened == ["CERD/C/KAZ/11-14#155"])
        await stage.press("right")
        await stage.until(lambda: shown(stage) == "CERD/C/KAZ/11-14#156")
        draft.editor.move_cursor((0, len(DRAFT)))
        await stage.press("i")
        await stage.until(lambda: "para. 156" in draft.editor.text)
        await stage.until(lambda: "sources opened: 2 of 2" in stage.text())

    play(script)


TWO = "It says that 245 schools are repaired (para. 229), and that there were 86 convictions (para. 155)."


async def begins_with_what_is_cited_next(stage: Stage) -> None:
    draft = stage.main.desk.draft
    for at, cited in ((5, 229), (TWO.index("86"), 155), (len(TWO), 155)):
        draft.editor.move_cursor((0, at))
        await stage.until(lambda cited=cited: shown(stage) == f"CERD/C/KAZ/11-14#{cited}")  # type: ignore[misc]
    await stage.press("f4")
    await stage.until(lambda: draft.notes.opened == ["CERD/C/KAZ/11-14#155"])
    await stage.press("p")
    await stage.until(lambda: set(draft.notes.opened) == {"CERD/C/KAZ/11-14#155", "CERD/C/KAZ/11-14#229"})


def test_the_source_begins_with_what_is_cited_next_after_the_cursor(play: Play, workspace: Path) -> None:
    put_draft(workspace, f"{TWO}\n")

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        await begins_with_what_is_cited_next(stage)

    play(script)


def test_it_does_so_in_a_checked_draft(play: Play, warm: Path) -> None:
    put_draft(warm, f"{TWO}\n")

    async def script(stage: Stage) -> None:
        await open_article_4(stage, warmed=True)
        await stage.until(lambda: stage.main.desk.draft.sentences)
        await begins_with_what_is_cited_next(stage)

    play(script)


def test_words_are_found_in_the_draft_one_place_after_the_other(play: Play, workspace: Path) -> None:
    put_draft(workspace, f"{FIRST}\n\n{THIRD}\n\nIn courts [of\nFIRST instance.\n")

    async def found(stage: Stage, *words: str) -> str:
        editor = stage.main.desk.draft.editor
        await stage.press("ctrl+f")
        await stage.until(lambda: stage.app.screen.query("Field"))
        await stage.type("".join(words))
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is stage.main)
        assert editor.pointed is not None and editor.selected_text == ""
        return editor.text[slice(*editor.pointed)]

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        assert await found(stage, "of first instance") == "of first instance"
        assert await found(stage) == "of\nFIRST instance"
        assert await found(stage) == "of first instance"
        await stage.press("ctrl+а")  # the key F on a Russian keyboard
        await stage.until(lambda: stage.app.screen.query("Field"))
        await stage.type("[of it")
        await stage.press("enter")
        await stage.until(lambda: any("does not stand in this draft" in toast for toast in stage.toasts()))

    play(script)


def test_the_outline_goes_along_with_the_section_that_is_open(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        outline = stage.main.outline
        await stage.until(lambda: getattr(outline.section_under_cursor(), "name", "") == "article-4")

    play(script)

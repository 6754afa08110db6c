"""The evidence reader: the Convention beside a paragraph of the State, and where else it is cited."""

from __future__ import annotations

from pathlib import Path

from textual.containers import VerticalScroll

from tests.servers.chat import chat_server, says
from tests.tui.conftest import Play, Stage
from tests.tui.drafts import CLAIM, open_article_4, put_draft
from tests.tui.engines import FALSE, QUESTION, TRUE, answer, use

CITED = "(CERD/C/KAZ/11-14, para. 155)"
SECOND = "It gives 86 of them to the courts of first instance"
ELSEWHERE = "The State party counts the convictions of 2023 alone"


async def read_down(stage: Stage, wanted: str) -> None:
    """Turn the pages of the reader until it says this."""
    body = stage.main.source.query_one(VerticalScroll)
    await stage.press("home")
    while wanted not in reader(stage):
        assert body.scroll_y < body.max_scroll_y, reader(stage)
        await stage.press("down")


def reader(stage: Stage) -> str:
    """The words in the reader, without what stands beside it."""
    left = stage.main.query_one("#source-box").region.x
    return " ".join(" ".join(line[left + 1 : -1] for line in stage.text().split("\n")).split())


def test_a_paragraph_has_its_article_beside_it_and_where_else_it_is_cited(play: Play, warm: Path) -> None:
    put_draft(warm, f"{CLAIM} {CITED}. {SECOND} {CITED}.\n")
    (warm / "drafts" / "article-6.md").write_text(f"{ELSEWHERE} {CITED}.\n", encoding="utf-8")

    async def opened(stage: Stage, name: str, sentences: int) -> None:
        stage.main.desk.open_section(next(one for one in stage.main.session.sections if one.name == name))
        await stage.until(lambda: len(stage.main.desk.draft.sentences) == sentences)

    async def script(stage: Stage) -> None:
        await stage.warmed()
        await opened(stage, "article-6", 1)
        await stage.until(lambda: (warm / "drafts" / "article-6.json").exists())
        await opened(stage, "article-4", 2)
        await stage.press("f4")
        await stage.until(lambda: "there were 86 convictions" in reader(stage))
        await stage.until(lambda: stage.main.source.query(".elsewhere"))
        await read_down(stage, "Also cited in")
        await read_down(stage, SECOND)
        await read_down(stage, ELSEWHERE)
        assert CLAIM not in reader(stage)
        await read_down(stage, "The Convention on this")
        await read_down(stage, "condemn all propaganda")
        await stage.press("a")
        await stage.until(lambda: not stage.main.source.query(".provision"))
        await stage.until(lambda: stage.main.source.query(".elsewhere"))

    play(script)


def test_a_citation_is_followed_before_the_checks_are_loaded(play: Play, cold: Path) -> None:
    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        assert not stage.main.desk.draft.sentences
        await stage.press("f4")
        await stage.until(lambda: "there were 86 convictions" in reader(stage))
        await read_down(stage, "condemn all propaganda")

    play(script)


def test_a_paragraph_of_an_answer_says_which_answers_before_cite_it(play: Play, warm: Path) -> None:
    async def ask(stage: Stage, question: str, turns: int) -> None:
        log = stage.main.desk.chat.turns
        stage.main.desk.chat.composer.text = question
        stage.main.desk.chat.composer.focus()
        await stage.press("enter")
        await stage.until(lambda: len(log.views) == turns and log.views[-1].state == "answered")
        await stage.until(lambda: not stage.main.desk.chat.writing)  # until then no question is taken

    with chat_server(says(answer(warm, TRUE)), says(answer(warm, FALSE)), says(answer(warm, FALSE))) as server:
        use(server)

        async def script(stage: Stage) -> None:
            await stage.warmed()
            await ask(stage, QUESTION, 1)
            await ask(stage, "And by when?", 2)
            await stage.press("f4")
            await stage.until(lambda: stage.main.source.query(".elsewhere"))
            await read_down(stage, f"This chat: {TRUE}")
            assert FALSE not in reader(stage)

        play(script)


def test_in_a_low_terminal_the_figure_in_a_long_paragraph_comes_into_view(play: Play, cold: Path) -> None:
    claim = "It gives 32 convictions of 2024 and none of 2021 (CERD/C/KAZ/11-14, para. 155)."
    (cold / "drafts" / "article-4.md").write_text(f"{claim}\n", encoding="utf-8")

    async def script(stage: Stage) -> None:
        await open_article_4(stage)
        await stage.press("f4")
        await stage.until(lambda: "32 convictions" in reader(stage))
        assert "According to the Supreme Court" not in reader(stage)

    play(script, size=(80, 24))

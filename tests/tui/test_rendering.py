"""What documents, models and people write reaches the screen as it stands."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from assistant.model import Sentence
from assistant.passages import CitedPlace
from tui.widgets.answer_text import AnswerText
from tui.widgets.plain import PlainText

ROOT = Path(__file__).parents[2]
TRAPS = {
    "numbers": ("23. first\n\n25. second\n26. third", ["23. first", "25. second", "26. third"]),
    "bracketed number": ("3) one\n\n7) two", ["3) one", "7) two"]),
    "tag": ("Имя <redacted> и <b>ещё</b>", ["Имя <redacted> и <b>ещё</b>"]),
    "block tag": ("<div>\nkept\n</div>", ["<div> kept </div>"]),
    "sic": ("as it [sic] says [A] [note]", ["as it [sic] says [A] [note]"]),
    "closing tag": ("see [/CO/6] and [/home/x.pdf] and [/]", ["see [/CO/6] and [/home/x.pdf] and [/]"]),
    "link": ("a [click](http://evil.example) b", ["a [click](http://evil.example) b"]),
    "reference": ("[1]: http://evil.example", ["[1]: http://evil.example"]),
    "entity": ("5 &lt; 6 &amp; 7", ["5 &lt; 6 &amp; 7"]),
    "cyrillic": ("Қазақстан «закон.рф» № 5, Ń ǵ ý", ["Қазақстан «закон.рф» № 5, Ń ǵ ý"]),
    "control": ("red \x1b[31mtext\x1b[0m \x07bell \x9b2J", ["red [31mtext[0m bell 2J"]),
    "line separator": ("one\u2028two\u0085three", ["one two three"]),
}


def citations(text: str) -> list[CitedPlace]:
    at = text.find("para. 229")
    return [CitedPlace((at, at + 9), ("CERD/C/KAZ/11-14#229",), "para. 229")] if at >= 0 else []


class Page(App[None]):
    def __init__(self, *widgets: AnswerText | PlainText) -> None:
        super().__init__()
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def lines(self) -> list[str]:
        return [strip.text.strip() for strip in self.screen._compositor.render_strips()]


def lines_of(text: str, *, pieces: int = 0) -> list[str]:
    async def scene() -> list[str]:
        answer = AnswerText("" if pieces else text, citations, checked=True)
        app = Page(answer)
        async with app.run_test(size=(70, 20)) as pilot:
            if pieces:
                from tui.widgets.answer_parser import readable

                whole = readable(text)
                for at in range(0, len(whole), pieces):
                    await answer.append(whole[at : at + pieces])
            await pilot.pause()
            return app.lines()

    return asyncio.run(scene())


@pytest.mark.parametrize("name", TRAPS)
def test_an_answer_shows_every_letter(name: str) -> None:
    text, shown = TRAPS[name]
    lines = lines_of(text)
    assert [line for line in lines if line] == shown


@pytest.mark.parametrize("name", ["numbers", "tag", "sic", "cyrillic"])
def test_it_does_so_in_whatever_pieces_it_comes(name: str) -> None:
    text, shown = TRAPS[name]
    for pieces in (1, 3):
        assert [line for line in lines_of(text, pieces=pieces) if line] == shown


@pytest.mark.parametrize("name", ["tag", "sic", "closing tag", "link", "entity", "cyrillic", "control"])
def test_plain_text_is_plain(name: str) -> None:
    text, shown = TRAPS[name]

    async def scene() -> list[str]:
        app = Page(PlainText(text))
        async with app.run_test(size=(70, 20)):
            return app.lines()

    assert asyncio.run(scene())[0] == shown[0]


def test_a_sentence_is_marked_as_unchecked_until_its_verdict_is_in() -> None:
    first, second = "Schools are upgraded (para. 229).", "Nobody knows why."

    async def scene() -> tuple[list[str], list[str]]:
        answer = AnswerText(f"1. {first} {second}", citations)
        app = Page(answer)
        async with app.run_test(size=(90, 20)) as pilot:
            await pilot.pause()
            before = app.lines()
            verdict = Sentence(id="a", text=first, line=1, span=(0, 33), speaker="state", verdict="supported")
            answer.take_verdict(verdict)
            answer.redraw()
            await pilot.pause()
            return before, app.lines()

    before, after = asyncio.run(scene())
    assert before[0] == f"1. {first} ◌ {second} ◌"
    assert after[0] == f"1. {first} ✓ {second} ◌"


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in (ROOT / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path, node, name


def test_no_toast_and_no_list_reads_markup() -> None:
    for path, call, name in calls():
        if name in {"notify", "OptionList"}:
            assert any(word.arg == "markup" for word in call.keywords), f"{path}:{call.lineno}"
        assert name not in {"Static", "Label", "from_markup", "from_text"}, f"{path}:{call.lineno}"


def test_no_colour_is_written_into_the_style_sheets() -> None:
    for path in (ROOT / "tui").rglob("*.tcss"):
        rules = [line for line in path.read_text(encoding="utf-8").split("\n") if ":" in line]
        assert not any("#" in line.partition(":")[2] or "rgb" in line for line in rules), path


def test_no_style_sheet_selects_everything() -> None:
    for path in (ROOT / "tui").rglob("*.tcss"):
        assert "\n* " not in path.read_text(encoding="utf-8"), path

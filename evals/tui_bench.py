"""Measures the terminal UI: `python -m evals.tui_bench [--runs N] [--json FILE]`. Nothing fails.

First paint: whole processes on a pseudo-terminal, from their start to the first words drawn; beside a Textual app of a
single line in the same round. Typing: from where the terminal hands a key over to the letter in the field, not yet
drawn; alone, and under load: while an answer streams at 200 tokens a second and a draft of 40 sentences is changed and
checked anew without end. One types quickly (60 to 180 ms between keys), or holds a key down (10 to 17 ms). Beside the
time that passed stands the processor time of all threads: other programs lengthen the first, and hardly the second. A
chat of 500 answers: to open it, and a page of scrolling back.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import pty
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot
    from textual.widget import Widget
    from textual.widgets import TextArea

    from tui.app import ShadowReportApp
    from tui.screens.main import MainScreen

_WORDS = "Opening"
_EMPTY = f"""
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("{_WORDS}")
Empty().run()
"""
_KEYS = 120
_TYPED, _HELD_DOWN = (0.06, 0.18), (0.01, 0.017)  # seconds between two keys
_ANSWERS = 500
_BARE = 100
_PAGES = 40
_SENTENCE = (
    "The State party reports that more than 1,000 rural schools are being upgraded (CERD/C/KAZ/11-14, para. 229). "
)


def first_paint(code: str) -> tuple[float, float]:
    """Seconds from the start of a process to its first words on the terminal, and of them those that it computed."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "140", "LINES": "40"}
        os.execv(sys.executable, [sys.executable, "-c", code])
    seen = b""
    while _WORDS.encode() not in seen:
        seen += os.read(terminal, 65536)
    seconds = time.perf_counter() - started
    os.kill(process, 9)
    used = os.wait4(process, 0)[2]
    os.close(terminal)
    return seconds, used.ru_utime + used.ru_stime


async def bare_typing() -> list[tuple[float, float]]:
    """The same for a field alone in a bare Textual app."""
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield TextArea()

    app = Bare()
    async with app.run_test(size=(48, 32)):
        return await typing(app, app.query_one(TextArea), _TYPED)


async def typing(app: App[None], field: TextArea, gaps: tuple[float, float]) -> list[tuple[float, float]]:
    """Milliseconds from each key to the letter in the field: those that passed, and those of the processor."""
    from textual import events

    field.focus()
    field.move_cursor(field.document.end)
    await asyncio.sleep(0.3)
    hand = random.Random(7)
    found = []
    for _ in range(_KEYS):
        length = len(field.text)
        started, used = time.perf_counter(), time.process_time()
        app.post_message(events.Key("a", "a"))
        while len(field.text) == length:
            await asyncio.sleep(0)
        found.append((1000 * (time.perf_counter() - started), 1000 * (time.process_time() - used)))
        await asyncio.sleep(hand.uniform(*gaps))
    return found


def add_keys(figures: dict[str, float], label: str, keys: list[tuple[float, float]]) -> None:
    """Add the median, the 95th of 100 and the longest."""
    for told, times in (("ms", [passed for passed, _ in keys]), ("processor ms", [used for _, used in keys])):
        figures[f"{label}, median {told}"] = statistics.median(times)
        figures[f"{label}, 95th of 100 {told}"] = statistics.quantiles(times, n=20)[-1]
        figures[f"{label}, longest {told}"] = max(times)


@asynccontextmanager
async def under_load(main: MainScreen) -> AsyncIterator[None]:
    """An answer streams while the draft that is open is changed and checked anew, over and over."""
    from assistant.events import TextDelta
    from tui.panes.chat import ChatPane

    desk = main.desk
    desk.chat.turns.begin("What of rural schools?")
    words = [f"{word} " for word in (_SENTENCE * 6 + "\n\n").split(" ")]
    over = False

    async def stream() -> None:
        number = 0
        while not over:
            desk.chat.post_message(ChatPane.Happened(TextDelta(words[number % len(words)])))
            number += 1
            await asyncio.sleep(1 / 200)

    async def check() -> None:
        editor, number = desk.draft.editor, 0
        while not over:
            for place in (place.start() for place in re.finditer(r"\d,\d{3} rural", editor.text)):
                at = editor.location_of(place)
                editor.replace(str(1 + number % 9), at, (at[0], at[1] + 1), maintain_selection_offset=True)
                await asyncio.sleep(0.001)
            number += 1
            await asyncio.sleep(0.5)
            while not over and any(one.group == "check" and not one.is_finished for one in desk.draft.workers):
                await asyncio.sleep(0.05)

    tasks = [asyncio.create_task(stream()), asyncio.create_task(check())]
    try:
        await asyncio.sleep(1)
        yield
    finally:
        over = True
        await asyncio.gather(*tasks)


async def all_typing(figures: dict[str, float], app: ShadowReportApp, main: MainScreen) -> None:
    """Keys in the field for questions and in the draft, alone and under load."""
    assert main.session is not None
    desk = main.desk
    composer, editor = desk.chat.composer, desk.draft.editor
    add_keys(figures, "a key, alone", await typing(app, composer, _TYPED))
    composer.clear()
    desk.open_section(next(one for one in main.session.sections if one.name == "article-4"))
    add_keys(figures, "a key in the draft, alone", await typing(app, editor, _TYPED))
    desk.tabs.active = "tab-chat"
    async with under_load(main):
        for label, gaps in (("a key, under load", _TYPED), ("a key held down, under load", _HELD_DOWN)):
            add_keys(figures, label, await typing(app, composer, gaps))
            composer.clear()


def _drafted() -> list[str]:
    """Forty sentences in ten paragraphs, each with a figure of its own."""
    sentences = [_SENTENCE.replace("1,000", f"1,{100 + number}") for number in range(40)]
    return ["".join(sentences[at : at + 4]) for at in range(0, 40, 4)]


def long_chat(path: Path) -> None:
    """Write a chat of many answers."""
    from assistant.chats.file import ChatFile
    from assistant.chats.record import Answered, Asked, Started
    from assistant.model import AskResult

    now = "2030-01-01T00:00:00+00:00"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = ChatFile(path)
    file.append(Started(title="Long", time=now))
    for number in range(_ANSWERS):
        question = f"Question {number}?"
        result = AskResult(question=question, answered=True, answer=_SENTENCE * 4, engine="extractive")
        file.append(Asked(turn=number, question=question, time=now, engine="extractive"))
        file.append(Answered(turn=number, time=now, result=result))


async def bare_scrolling() -> list[float]:
    """Milliseconds for each page back through some of the same answers in a bare Textual app, all of them loaded."""
    from textual.app import App, ComposeResult
    from textual.containers import VerticalScroll
    from textual.widgets import Markdown

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            with VerticalScroll():
                yield from (Markdown(_SENTENCE * 4) for _ in range(_BARE))

    app = Bare()
    async with app.run_test(size=(48, 32)) as pilot:
        log = app.query_one(VerticalScroll)
        log.scroll_end(animate=False)
        await pilot.pause()
        return await _pages(log, pilot)


async def _pages(log: Widget, pilot: Pilot[None]) -> list[float]:
    pages = []
    for _ in range(_PAGES):
        started = time.perf_counter()
        log.scroll_page_up(animate=False)
        await pilot.pause()
        pages.append(1000 * (time.perf_counter() - started))
    return pages


async def scrolling(app: ShadowReportApp, pilot: Pilot[None], path: Path) -> tuple[float, list[float]]:
    """Milliseconds to open a long chat, and for each page of scrolling back through it."""
    from tui.screens.main import MainScreen

    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    turns = screen.desk.chat.turns
    started = time.perf_counter()
    screen.desk.resume_chat(path)
    while turns.last is None or turns.last.number != _ANSWERS - 1 or not turns.last.region.height:
        await pilot.pause()
    opened = 1000 * (time.perf_counter() - started)
    return opened, await _pages(turns, pilot)


async def inside(figures: dict[str, float], folder: Path) -> None:
    """What is measured within one process."""
    from tui.app import ShadowReportApp
    from tui.command import hear_keys
    from tui.screens.main import MainScreen

    hear_keys()
    app = ShadowReportApp(folder)
    chat = folder / "chats" / "long.jsonl"
    long_chat(chat)
    (folder / "drafts").mkdir()
    (folder / "drafts" / "article-4.md").write_text("\n\n".join(_drafted()), encoding="utf-8")
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        await _until(pilot, lambda: screen.session is not None)
        await _until(pilot, lambda: screen.desk.draft.checks_ready)
        await all_typing(figures, app, screen)
        opened, pages = await scrolling(app, pilot, chat)
        figures[f"chat of {_ANSWERS} answers, opened ms"] = opened
        figures["a page back in it, median ms"] = statistics.median(pages)
        figures["a page back in it, longest ms"] = max(pages)
    add_keys(figures, "a key in bare Textual, alone", await bare_typing())
    bare = await bare_scrolling()
    figures[f"a page back in bare Textual, {_BARE} answers, median ms"] = statistics.median(bare)
    figures["a page back, ratio"] = statistics.median(pages) / statistics.median(bare)


async def _until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    while not condition():
        await pilot.pause(0.05)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ.setdefault(f"SHADOW_REPORT_{kind}_DIR", str(Path(name) / kind.lower()))
        ours = "from assistant.cli.main import main; main([])"
        rounds = [(first_paint(_EMPTY), first_paint(ours)) for _ in range(arguments.runs)]
        for at, what in enumerate(("first paint", "first paint, processor")):
            figures[f"{what}, empty app, median s"] = statistics.median(empty[at] for empty, _ in rounds)
            figures[f"{what}, shadow-report, median s"] = statistics.median(our[at] for _, our in rounds)
            figures[f"{what}, ratio, median of rounds"] = statistics.median(
                our[at] / empty[at] for empty, our in rounds
            )
        asyncio.run(inside(figures, Path(name) / "workspace"))
    for label, value in figures.items():
        print(f"{label:56} {value:9.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""One question and its answer on the screen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from tui.keys import key
from tui.widgets.answer_parser import readable
from tui.widgets.answer_text import AnswerText, CitedHere, FindCitations
from tui.widgets.pace import Pace
from tui.widgets.plain import PlainText, excerpt, joined

if TYPE_CHECKING:
    from assistant.model import AskResult, Sentence

_STATES = {
    "answered": "",
    "refused": "The documents do not hold the answer; nothing was made up.",
    "stopped": "Stopped. What is there was kept; it is not checked.",
    "failed": "Not finished. What is there was kept; it is not checked.",
    "writing": "Writing … Esc stops",
}


class TurnView(Vertical, can_focus=True):
    """A question, its answer, and what the checks say of it."""

    HELP = """\
# Answer

Each sentence is dim with a ◌ until it is checked. Then its mark says: ✓ supported · ◐ in part · ✗ not supported ·
? the citation leads nowhere · ∅ no citation · – not checked.

- **n** and **p** go from citation to citation; **Enter** opens it beside
- **d** puts the answer into your draft
- **c** copies it with its citations, **x** without them
- **r** writes the last answer anew, **e** lets you edit it and go on from there
"""
    BINDINGS = [
        key("n", "step(1)", "Next citation", id="answer.next"),
        key("p", "step(-1)", "Previous", id="answer.previous", show=False),
        key("enter", "open", "Open it", id="answer.open"),
        key("d", "act('draft')", "To draft", id="answer.draft"),
        key("c", "act('copy')", "Copy", id="answer.copy"),
        key("x", "act('copy_plain')", "Copy without citations", id="answer.copy_plain", show=False),
        key("r", "act('again')", "Again", id="answer.again"),
        key("e", "act('edit')", "Edit", id="answer.edit"),
    ]

    @dataclass
    class Acted(Message):
        """Something to be done with this answer."""

        view: TurnView
        what: str

    @dataclass
    class Opened(Message):
        """A citation of this answer is to be read."""

        view: TurnView
        here: CitedHere

    def __init__(self, number: int, question: str, find: FindCitations, text: str = "", state: str = "writing") -> None:
        super().__init__(classes="turn")
        self.number, self.question, self.text, self.state = number, question, text, state
        self.result: AskResult | None = None
        self.notes: list[str] = []
        self._find = find
        self._pace = Pace(self, self._draw)
        self._pieces: list[str] = []
        self._drawing = asyncio.Lock()
        self._pointed: CitedHere | None = None

    def compose(self) -> ComposeResult:
        """Question, answer, and a line on its state."""
        yield PlainText(self.question, classes="question")
        yield AnswerText(self.text, self._find, checked=self.state == "answered")
        yield PlainText(self._told(), classes="turn-state")

    @property
    def answer(self) -> AnswerText:
        """The answer's text."""
        return self.query_one(AnswerText)

    def write(self, piece: str) -> None:
        """Add a piece of the answer."""
        self.text += piece
        self._pieces.append(piece)
        self._pace.soon()

    def check(self, sentence: Sentence) -> None:
        """Mark a sentence with its verdict."""
        self.answer.take_verdict(sentence)
        self._pace.soon()

    async def revise(self, old: str, new: str) -> None:
        """Put a sentence written anew in the place of the one that fell short."""
        self.text = self.text.replace(old, new)
        await self._show(self.text)

    async def finish(self, result: AskResult) -> None:
        """The answer is whole."""
        self.result, self.text = result, result.answer
        self.state = "answered" if result.answered else "refused"
        for sentence in result.sentences:
            self.answer.take_verdict(sentence)
        self.answer.finished = True
        await self._show(result.answer)
        self._tell()

    async def break_off(self, state: str, note: str = "", kept: str = "") -> None:
        """The answer ended early; what came of it stays."""
        self.state = state
        self.notes += [note] * bool(note)
        self.text = kept or self.text
        await self._show(self.text)
        self._tell()

    def note(self, text: str) -> None:
        """Add a line below the answer."""
        self.notes.append(text)
        self._tell()

    def step(self, step: int) -> CitedHere | None:
        """Point at the next or previous citation; None past the ends."""
        found = self.answer.citations()
        at = -1 if step > 0 else len(found)
        if self._pointed is not None:
            same = [i for i, one in enumerate(found) if one.block is self._pointed.block]
            at = next((i for i in same if found[i].number == self._pointed.number), at)
        at += step
        if not 0 <= at < len(found):
            return None
        self.unpoint()
        self._pointed = found[at]
        self._pointed.block.point(self._pointed.number)
        self._pointed.block.scroll_visible(animate=False)
        return self._pointed

    def unpoint(self) -> None:
        """Point at no citation."""
        if self._pointed is not None and self._pointed.block.is_attached:
            self._pointed.block.point(None)
        self._pointed = None

    @property
    def pointed(self) -> CitedHere | None:
        """The citation that is pointed at."""
        return self._pointed

    def action_step(self, step: int) -> None:
        """Go to the next citation."""
        self.post_message(self.Acted(self, "next" if step > 0 else "previous"))

    def action_open(self) -> None:
        """Open the citation pointed at, or the first one."""
        here = self._pointed or self.step(1)
        if here is not None:
            self.post_message(self.Opened(self, here))

    def action_act(self, what: str) -> None:
        """Ask the chat to do something with this answer."""
        self.post_message(self.Acted(self, what))

    async def _draw(self) -> None:
        async with self._drawing:
            text, self._pieces = "".join(self._pieces), []
            if text:
                await self.answer.append(readable(text))
            self.answer.redraw()

    async def _show(self, text: str) -> None:
        self._pace.stop()
        async with self._drawing:
            self._pieces, self._pointed = [], None
            await self.answer.update(readable(text))

    def _tell(self) -> None:
        for line in self.query(".turn-state").results(PlainText):
            line.show(self._told())

    def _told(self) -> Content:
        lines = [joined([(note, "$text-warning")]) for note in self.notes]
        if _STATES[self.state]:
            lines.append(joined([(_STATES[self.state], "$foreground 60% italic")]))
        if self.result is not None:
            lines += _findings(self.result)
        return Content("\n").join(lines)


def _findings(result: AskResult) -> list[Content]:
    from assistant.report_view import VERDICTS

    lines = []
    for sentence in result.sentences:
        mark, words = VERDICTS[sentence.verdict]
        if sentence.accused:
            told = " ".join(finding.message for finding in sentence.findings) or words
            lines.append(
                joined([(f"{mark} ", "bold $text-error"), (f"{excerpt(sentence.text, 70)} {told}", "$text-error")])
            )
    needed = [one for one in result.sentences if one.accused or one.verdict == "supported"]
    if needed:
        supported = sum(one.verdict == "supported" for one in needed)
        lines.append(
            joined([(f"{supported} of {len(needed)} sentences supported by what they cite", "$foreground 60%")])
        )
    return lines

"""Has a section written by the engine, into the editor, as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on

from tui.messages import Narrated
from tui.panes.citing import Citations
from tui.panes.listening import Listening, words_of
from tui.widgets.editor import Mark
from tui.widgets.pace import Pace
from tui.widgets.plain import PlainText

if TYPE_CHECKING:
    from assistant.events import Event
    from assistant.model import DraftResult
    from assistant.outline import Section
    from tui.session import Session


class SectionWriting(Listening, Citations):
    """The part of the draft pane that listens to an engine."""

    _pieces: list[str] = []
    _begun_at = 0
    _before = ""

    @cached_property
    def pace(self) -> Pace:
        """How often what streams in is drawn."""
        return Pace(self, self._draw_pieces)

    def write_section(self, section: Section) -> None:
        """Have a section written. A draft that stands there is asked about first."""
        from tui.screens.choice import Choice, ChoiceScreen

        if self.session is None:
            return
        if self.writing:
            self.app.notify("A section is being written; press Esc to stop it first.", markup=False)
            return
        self.open_section(section)
        if not self.editor.text.strip():
            self._begin(section, "")
            return
        choices = [
            Choice("below", "Add it below", "what you have stays as it is"),
            Choice("replace", "Write it anew", "Ctrl+Z brings back what you have"),
        ]
        title = f"{section.title} has a draft already"
        self.app.push_screen(ChoiceScreen(title, choices), lambda chosen: self._chosen(section, chosen))

    def _chosen(self, section: Section, chosen: str | None) -> None:
        if chosen is not None:
            kept = self.editor.text.rstrip() + "\n\n" if chosen == "below" else ""
            self._begin(section, kept)

    def _begin(self, section: Section, kept: str) -> None:
        assert self.session is not None
        self._before, self._pieces = kept, []
        if self.editor.text != kept:
            self.editor.put_text(kept)
        self.editor.read_only = True
        self.redraw_head()
        self.listen_to(partial(_drafting, self.session, section), self.session.writer)

    @on(Listening.Happened)
    def take_event(self, message: Listening.Happened) -> None:
        """Draw one event."""
        from assistant import events

        message.stop()
        match message.event:
            case events.Step() as step:
                self.post_message(Narrated(f"{words_of(step)} Esc stops"))
                self.query_one("#sentence", PlainText).show(words_of(step))
            case events.TextDelta(text=text):
                self._pieces.append(text)
                self.pace.soon()
            case events.SentenceRevised(old=old, new=new, why=why):
                self._draw_pieces()
                self.editor.put_text(self.editor.text.replace(old, new))
                self.post_message(Narrated(f"Written anew: {why}"))
            case events.CitationBlocked(key=key, reason=reason):
                self.app.notify(f"A citation was blocked: [{key}], {reason}.", severity="warning", markup=False)
            case events.Done(result=result):
                self._finish(result)  # type: ignore[arg-type]  # a section ends in a draft
            case events.Failed(message=text, hint=hint):
                self._draw_pieces()
                self.app.notify(f"{text} {hint} What was written is kept.", severity="error", timeout=12, markup=False)
            case _:
                pass

    def _draw_pieces(self) -> None:
        text, self._pieces = "".join(self._pieces), []
        if not text:
            return
        editor = self.editor
        start = len(editor.text)
        # `insert` leaves a text that is read only alone; so does no key while the engine writes.
        editor.insert(text, editor.document.end)
        editor.show_marks([Mark(len(self._before), start + len(text), "unchecked")])
        editor.move_cursor(editor.document.end)
        self.mark_dirty()

    def _finish(self, result: DraftResult) -> None:
        self._pieces = []
        editor = self.editor
        whole = self._before + result.markdown.rstrip() + "\n"
        if editor.text != whole:
            editor.put_text(whole)
        editor.move_cursor((0, 0))
        self.mark_dirty()

    @on(Listening.Over)
    def section_over(self, message: Listening.Over) -> None:
        """The section is written, stopped or broken off; what there is stays, and is checked."""
        message.stop()
        self._draw_pieces()
        self.editor.read_only = False
        self.redraw_head()
        self.tell_sentence()
        self.post_message(Narrated(""))
        self.check_soon()
        if message.problem:
            told = f"{message.problem} {message.hint}".strip()
            self.app.notify(told, title="Not written", severity="error", timeout=12, markup=False)


async def _drafting(session: Session, section: Section) -> AsyncGenerator[Event, None]:
    brief = await asyncio.to_thread(section.brief, session.store)
    async with aclosing(session.writer.draft(brief, session.store)) as events:
        async for event in events:
            yield event

"""The one screen: outline, desk and source side by side, as many of them as the terminal has room for."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui import garbage
from tui.keys import key
from tui.screens.asking import Asking
from tui.widgets.status import StatusBar

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.messages import (
        CitationInserted,
        CitationStep,
        Narrated,
        PassageOpened,
        PassageWanted,
        Progressed,
        SectionChanged,
        SectionChosen,
        SectionOpened,
        SectionWanted,
        SessionFailed,
        SessionOpened,
        TextForDraft,
        Warmed,
        WordsCounted,
    )
    from tui.panes.outline import Outline
    from tui.panes.source import Source

PANES = ("outline", "desk", "source")
_TIDY = 0.3  # seconds between moments to look for garbage
_LEISURE = 3.0  # seconds without a key after which nobody is likely to feel a long look for it
_LOOK_AT_DOCUMENTS = 5.0  # seconds between looks at whether another program changed them


class MainScreen(Asking):
    """Holds the panes, decides which of them is seen, and carries messages from one to another.

    Handlers are found by their names, so that the messages' module is not loaded before the first paint.
    """

    BINDINGS = [
        key("f2", "pane('outline')", "Outline", id="pane.outline"),
        key("f3", "desk", "Chat / Draft", id="pane.desk"),
        key("f4", "source", "Source", id="pane.source"),
        key("f5", "draft_section", "Write", id="draft.write"),
        key("slash", "search", "Search", id="source.search", key_display="/"),
        key("escape", "step_back", "Back", id="app.back", show=False),
        key("ctrl+n", "new_chat", "New chat", id="chat.new", show=False),
        key("ctrl+r", "chats", "Chats", id="chat.list", show=False),
        key("ctrl+o", "export", "Export", id="draft.export", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The frame alone; what fills it is imported once it is painted."""
        with Horizontal(id="panes"):
            yield Vertical(id="outline-box", classes="box")
            yield Vertical(id="desk-box", classes="box")
            yield Vertical(id="source-box", classes="box")
        yield StatusBar()
        yield Vertical(id="foot")

    def on_mount(self) -> None:
        """What the frame says before it is filled."""
        for name, title in zip(PANES, ("Outline", "Desk", "Source"), strict=True):
            self.query_one(f"#{name}-box").border_title = title
        self.show_pane("desk")
        self.set_interval(_LOOK_AT_DOCUMENTS, self.look_at_documents)
        self.set_interval(_TIDY, self.tidy)

    def tidy(self) -> None:
        """Look for garbage while nobody types."""
        if not self.app.rhythm.is_typing():
            garbage.tidy(leisurely=not self.app.rhythm.is_typing(_LEISURE))

    @work(group="fill")
    async def fill(self) -> None:
        """Put the panes into the frame, then open the workspace."""
        from textual.widgets import Footer

        self.listen()
        self.app.stylesheet.read_all([Path(__file__).parents[1] / "panes" / f"{name}.tcss" for name in PANES])
        self.app.stylesheet.reparse()
        self.app.refresh_css(animate=False)
        await self.query_one("#foot").mount(Footer(show_command_palette=False, compact=True))
        for name in ("desk", "outline", "source"):
            module: Any = await asyncio.to_thread(import_module, f"tui.panes.{name}")
            await self.query_one(f"#{name}-box").mount(getattr(module, name.capitalize())(id=name))
            if name == "desk":
                self.call_after_refresh(self.desk.take_focus)
        garbage.settle()
        self.open_workspace(self.app.workspace, self.app.remembered)

    @property
    def outline(self) -> Outline:
        """The outline pane."""
        return self.query_one("#outline")  # type: ignore[return-value]

    @property
    def source(self) -> Source:
        """The evidence reader."""
        return self.query_one("#source")  # type: ignore[return-value]

    # What is seen -----------------------------------------------------------------------------------------------

    def show_pane(self, name: str) -> None:
        """Bring a pane to where it is seen; what gives way depends on the room that the terminal has."""
        for pane in PANES:
            self.set_class(pane == name, f"-on-{pane}")

    def action_pane(self, name: str) -> None:
        """Show a pane and move the keys there, or back if they are there."""
        if self.query_one(f"#{name}").has_focus_within and name != "desk":
            self.action_step_back()
            return
        self.show_pane(name)
        getattr(self, name).take_focus()

    def action_desk(self) -> None:
        """To the desk; from there to its other tab."""
        if self.desk.has_focus_within:
            self.desk.turn_over()
        self.show_pane("desk")
        self.desk.take_focus()

    def action_source(self) -> None:
        """Open what is cited where the cursor stands; from the reader, back."""
        if self.source.has_focus_within:
            self.action_step_back()
            return
        wanted = self.desk.cited_here()
        if wanted is not None:
            self.open_passage(wanted)
        self.show_pane("source")
        self.source.take_focus()

    def action_step_back(self) -> None:
        """Esc: stop what is being written; else close what was opened over the desk; else go back to the desk."""
        if self.desk.stop():
            return
        self.show_pane("desk")
        self.desk.take_focus()

    # What is asked of the panes ---------------------------------------------------------------------------------

    def action_draft_section(self) -> None:
        """Have the section that is open, or chosen in the outline, written."""
        section = self.outline.section_under_cursor() if self.outline.has_focus_within else self.desk.section
        if section is not None:
            self.write_section(section)

    def action_new_chat(self) -> None:
        """Begin a new conversation."""
        self.show_pane("desk")
        self.desk.new_chat()

    def open_passage(self, wanted: PassageWanted) -> None:
        """Show passages in the reader, which comes into view."""
        self.source.show_passages(wanted)
        self.set_class(True, "-with-source")
        if wanted.focus or self.has_class("-narrow"):
            self.show_pane("source")
            self.source.take_focus()

    def on_passage_wanted(self, message: PassageWanted) -> None:
        """A citation was followed, or the cursor came to one."""
        if not message.aside:
            self.open_passage(message)
        elif self.query_one("#source-box").display:
            self.source.follow(message)

    def on_passage_opened(self, message: PassageOpened) -> None:
        """The draft counts what was looked at."""
        self.desk.count_opened(message.id)

    def on_citation_step(self, message: CitationStep) -> None:
        """The next citation of the desk goes to the reader."""
        wanted = self.desk.step_citation(message.step)
        if wanted is None:
            self.app.bell()
        else:
            self.source.show_passages(wanted)

    def on_citation_inserted(self, message: CitationInserted) -> None:
        """The reader's passage goes into the draft."""
        self.show_pane("desk")
        self.desk.insert_citation(message.id)

    def on_section_chosen(self, message: SectionChosen) -> None:
        """Open a section's draft."""
        self.show_pane("desk")
        self.desk.open_section(message.section)

    def write_section(self, section: Section) -> None:
        """Have a section written; a draft that stands there is not written over unasked."""
        self.show_pane("desk")
        self.desk.write_section(section)

    def on_section_wanted(self, message: SectionWanted) -> None:
        """The outline asks for one."""
        self.write_section(message.section)

    def on_section_opened(self, message: SectionOpened) -> None:
        """The outline's cursor goes along."""
        self.outline.mark(message.section)

    def on_section_changed(self, message: SectionChanged) -> None:
        """Count it again."""
        self.outline.count(message.name)

    def on_text_for_draft(self, message: TextForDraft) -> None:
        """An answer goes into the draft."""
        self.desk.add_to_draft(message.text)

    # What the background tells ----------------------------------------------------------------------------------

    def on_session_opened(self, message: SessionOpened) -> None:
        """Hand the session to the panes and load what is slow."""
        self.session = message.session
        self.status.show_work("")
        self.status.show_session(message.session)
        self.outline.open(message.session)
        self.source.open(message.session, self.desk.cited_in)
        self.desk.open(message.session)
        if self.app.warm:
            self.warm(message.session)
        if not self.app.remembered.welcomed:
            self.desk.chat.turns.welcome()
            self.app.remembered.keep(welcomed=True)
        self.app.use_screen_settings(message.session.screen)
        if message.session.writer_problem:
            self.app.notify(message.session.writer_problem, title="No model writes", severity="warning", markup=False)

    def on_documents_changed(self) -> None:
        """Open them again; chat and draft stay as they are."""
        self.app.notify("Another program changed the documents; they are opened again.", markup=False)
        self.open_workspace(self.app.workspace, self.app.remembered)

    def on_session_failed(self, message: SessionFailed) -> None:
        """Say why nothing can be opened; the screen stays, so that the words can be read."""
        self.status.show_work("The workspace could not be opened")
        self.show_failure(message.what, message.hint)
        self.desk.chat.turns.say(f"The workspace could not be opened.\n\n{message.what}\n{message.hint}")

    def on_warmed(self, message: Warmed) -> None:
        """Search and checks are ready."""
        garbage.settle(last=True)
        self.status.show_work("")
        self.desk.ready()
        if message.note:
            self.app.notify(message.note, title="Search", timeout=8, markup=False)

    def on_narrated(self, message: Narrated) -> None:
        """Narration goes to the status bar."""
        self.status.show_work(message.text)

    def on_progressed(self, message: Progressed) -> None:
        """So does progress."""
        share = f" {message.done} of {message.total}" if message.total else ""
        self.status.show_work(f"{message.label}{share}")

    def on_words_counted(self, message: WordsCounted) -> None:
        """Words against the limit."""
        self.status.show_words(message.section, message.report)

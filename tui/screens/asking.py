"""What the main screen lays over itself to ask something, and what follows from the answer."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from tui.screens.opening import Opening

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.app import ShadowReportApp
    from tui.panes.desk import Desk
    from tui.widgets.status import StatusBar


class Asking(Opening):
    """Each dialog is pushed with a callback, so that no handler waits for it."""

    app: ShadowReportApp

    @abstractmethod
    def write_section(self, section: Section) -> None:
        """Have a section written."""

    @property
    def desk(self) -> Desk:
        """The pane with chat and draft."""
        return self.query_one("#desk")  # type: ignore[return-value]  # its class is imported for types alone

    @property
    def status(self) -> StatusBar:
        """The line of facts at the bottom."""
        return self.query_one("#status")  # type: ignore[return-value]  # its class is imported for types alone

    def action_search(self) -> None:
        """Search the documents and open what is chosen."""
        from tui.messages import PassageWanted
        from tui.screens.search import SearchScreen

        if self.session is None:
            return

        def chosen(id: str | None) -> None:
            if id:
                self.post_message(PassageWanted((id,), origin="search", focus=True))

        self.app.push_screen(SearchScreen(self.session), chosen)

    def action_chats(self) -> None:
        """List the conversations and go on with the one that is chosen."""
        from tui.screens.chats import ChatsScreen

        if self.session is not None:
            self.app.push_screen(ChatsScreen(self.session), self._resume)

    def _resume(self, path: Path | None) -> None:
        from assistant.errors import AssistantError

        if path is None:
            return
        try:
            self.desk.resume_chat(path)
        except AssistantError as error:
            self.app.notify(str(error), title="Cannot open the chat", severity="error", markup=False)

    def action_export(self, ending: str = ".docx") -> None:
        """Export the section that is open, or the whole report."""
        from tui.screens.export import ExportScreen

        if self.session is None:
            return

        def written(target: Path | None) -> None:
            if target is not None:
                self.app.notify(f"Written: {target}", title="Export", markup=False)

        self.desk.draft.save_everything()
        self.app.push_screen(ExportScreen(self.session, self.desk.section, ending), written)

    def action_settings(self) -> None:
        """Choose who writes, and see what the installation can do."""
        from tui.screens.settings import SettingsScreen

        if self.session is not None:
            self.app.push_screen(SettingsScreen(self.session), self._use_writer)

    def _use_writer(self, chosen: str | None) -> None:
        from tui.session import pick_writer

        if chosen is None or self.session is None:
            return
        self.app.remembered.keep(engine=chosen)
        self.session.writer, problem = pick_writer(self.app.remembered.writer_choice)
        self.desk.chat.use_writer()
        self.status.redraw()
        if problem:
            self.app.notify(problem, title="No model writes", severity="error", timeout=12, markup=False)
        elif self.session.writer.remote_host:
            host = self.session.writer.remote_host
            told = f"From now on your questions and drafts go to {host}. Keep names of people at risk out of them."
            self.app.notify(told, title="REMOTE", severity="warning", timeout=12, markup=False)

    def action_topic(self) -> None:
        """Ask for a topic and have a section on it written."""
        from assistant.outline import Section, draft_name
        from tui.screens.line import LineScreen

        def named(topic: str | None) -> None:
            if topic:
                self.write_section(Section(draft_name(topic), topic, "other", topic))

        title = "A section on a topic of your own"
        self.app.push_screen(LineScreen(title, placeholder="for example: hate speech online"), named)

    def action_copy_draft(self) -> None:
        """Copy the draft that is open."""
        from tui.clipboard import copy_text

        copy_text(self.app, self.desk.draft.editor.text, "The draft")

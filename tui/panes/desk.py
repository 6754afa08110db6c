"""The desk: the chat and the draft, one behind the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TabbedContent, TabPane

from tui.messages import PassageWanted
from tui.panes.chat import ChatPane
from tui.panes.draft import DraftPane

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.session import Session


class Desk(Vertical):
    """Two tabs; what is asked of the desk goes to the one that it concerns."""

    def compose(self) -> ComposeResult:
        """The tabs."""
        with TabbedContent(id="tabs"):
            with TabPane("Chat", id="tab-chat"):
                yield ChatPane()
            with TabPane("Draft", id="tab-draft"):
                yield DraftPane()

    @property
    def tabs(self) -> TabbedContent:
        """The tabs."""
        return self.query_one(TabbedContent)

    @property
    def chat(self) -> ChatPane:
        """The conversation."""
        return self.query_one(ChatPane)

    @property
    def draft(self) -> DraftPane:
        """The draft."""
        return self.query_one(DraftPane)

    @property
    def on_draft(self) -> bool:
        """Whether the draft is in front."""
        return self.tabs.active == "tab-draft"

    @property
    def section(self) -> Section | None:
        """The section whose draft is open."""
        return self.draft.section

    def open(self, session: Session) -> None:
        """Work on this workspace."""
        tab = self.tabs.get_tab(self.tabs.active)
        tab.label = tab.label  # the bar below a tab is measured again, which was maybe laid out after the first time
        self.chat.open(session)
        self.draft.open(session)

    def ready(self) -> None:
        """Search and checks are loaded."""
        self.draft.ready()

    def take_focus(self) -> None:
        """Move the keys to where one types."""
        (self.draft.editor if self.on_draft else self.chat.composer).focus()

    def turn_over(self) -> None:
        """Bring the other tab to the front."""
        self.tabs.active = "tab-chat" if self.on_draft else "tab-draft"

    @on(TabbedContent.TabActivated)
    def tab_turned(self, event: TabbedContent.TabActivated) -> None:
        """Keys follow the tab, unless they are elsewhere."""
        event.stop()
        if self.has_focus_within:
            self.call_after_refresh(self.take_focus)

    def stop(self) -> bool:
        """Stop what is being written; whether there was anything."""
        return self.chat.stop() or self.draft.stop()

    def new_chat(self) -> None:
        """Begin a new conversation."""
        self.tabs.active = "tab-chat"
        self.chat.stop()
        self.chat.new()
        self.call_after_refresh(self.take_focus)

    def resume_chat(self, path: Path) -> None:
        """Go on with a conversation. Raises ChatError."""
        self.tabs.active = "tab-chat"
        self.chat.stop()
        self.chat.resume(path)
        self.call_after_refresh(self.take_focus)

    def open_section(self, section: Section) -> None:
        """Open a section's draft."""
        self.tabs.active = "tab-draft"
        self.draft.open_section(section)
        self.call_after_refresh(self.take_focus)

    def write_section(self, section: Section) -> None:
        """Have a section written."""
        self.tabs.active = "tab-draft"
        self.draft.write_section(section)
        self.call_after_refresh(self.take_focus)

    def add_to_draft(self, text: str) -> None:
        """Put text at the end of the draft."""
        self.tabs.active = "tab-draft"
        self.draft.add_text(text)
        self.call_after_refresh(self.take_focus)

    def insert_citation(self, id: str) -> None:
        """Cite a passage at the draft's cursor."""
        self.tabs.active = "tab-draft"
        self.draft.insert_citation(id)
        self.call_after_refresh(self.take_focus)

    def count_opened(self, id: str) -> None:
        """A passage was looked at."""
        self.draft.count_opened(id)

    def cited_here(self) -> PassageWanted | None:
        """What is cited where the cursor stands."""
        return self.draft.cited_here() if self.on_draft else self.chat.turns.cited_here()

    def cited_in(self, id: str) -> list[tuple[str, str]]:
        """The sentences of the open draft and chat that cite a passage, each with where it stands."""
        return [*self.draft.cited_in(id), *self.chat.cited_in(id)]

    def step_citation(self, step: int) -> PassageWanted | None:
        """The next or previous citation."""
        return self.draft.step_citation(step) if self.on_draft else self.chat.turns.step_citation(step)

"""What the parts of the draft pane have in common: the editor, the section that is open, and what belongs to it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.containers import Vertical

from assistant.drafts import DraftNotes
from tui.faults import Watched
from tui.widgets.editor import DraftEditor
from tui.widgets.findings import FindingsList

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.session import Session


class DraftBase(Watched, Vertical):
    """Saving, checking and writing build on this, one on the other."""

    def __init__(self) -> None:
        super().__init__(id="draft")
        self.section: Section | None = None
        self.session: Session | None = None
        self.notes = DraftNotes()

    @property
    def editor(self) -> DraftEditor:
        """The editor."""
        return self.query_one(DraftEditor)

    @property
    def findings(self) -> FindingsList:
        """The list of findings."""
        return self.query_one(FindingsList)

    @abstractmethod
    def redraw_head(self) -> None:
        """Tell above the editor how the draft stands."""

    @abstractmethod
    def notes_changed(self) -> None:
        """What stands beside the draft changed."""

    @abstractmethod
    def open_section(self, section: Section) -> None:
        """Open a section's draft."""

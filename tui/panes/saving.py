"""Keeps the draft on disk: within a second of a change, whole or not at all, and never over somebody else's work."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from assistant.drafts import ChangedOutside, DraftNotes, SavedDraft
from assistant.errors import AssistantError, OutputError
from tui.messages import SectionChanged
from tui.panes.draft_base import DraftBase

if TYPE_CHECKING:
    from tui.session import Session

_EVERY = 0.4  # seconds between looks at whether there is something to save
_LOOK_OUTSIDE = 2.0  # seconds between looks at whether somebody else changed the file


class Saving(DraftBase):
    """The part of the draft pane that reads and writes files. What is written, is written in a thread."""

    _saved: SavedDraft | None = None
    _dirty = False
    _notes_dirty = False
    _held = ""  # why nothing is saved at the moment
    _elsewhere = 0

    @dataclass
    class Written(Message):
        """The draft is on disk as `saved`."""

        saved: SavedDraft

    @dataclass
    class NotWritten(Message):
        """It could not be written; what was typed is still in the editor."""

        error: OutputError

    @dataclass
    class FoundChanged(Message):
        """The file says something else than what was saved."""

        theirs: SavedDraft

    def on_mount(self) -> None:
        """Look regularly."""
        self.set_interval(_EVERY, self._save_if_dirty)
        self.set_interval(_LOOK_OUTSIDE, self._look_outside)

    def load_draft(self, name: str) -> None:
        """Read a draft and its notes into the editor."""
        assert self.session is not None
        self._held = ""
        try:
            self._saved = self.session.drafts.load(name)
        except AssistantError as error:
            self._saved = SavedDraft(name, "", "")
            self._held = "not saved: the file cannot be read"
            self.app.notify(str(error), title="Cannot open the draft", severity="error", markup=False)
        self.notes = self.session.drafts.load_notes(name)
        self.editor.load_text(self._saved.text)
        self._dirty = self._notes_dirty = False
        self._elsewhere = self._count_elsewhere(name)

    def save_everything(self) -> None:
        """Save what is left to save, at once."""
        if self._dirty and self.session is not None and self._saved is not None and not self._held:
            try:
                self._saved = self.session.drafts.save(self._saved.name, self.editor.text, self._saved.stamp)
                self._dirty = False
            except AssistantError as error:
                self.app.notify(str(error), title="Not saved", severity="error", markup=False)
        if self._notes_dirty and self.session is not None and self._saved is not None:
            self._write_notes(self.session, self._saved.name, self.notes.model_copy(deep=True))
            self._notes_dirty = False

    def mark_dirty(self) -> None:
        """The text changed: there is something to save, unless it is what was read."""
        if not self._dirty and (self._saved is None or self.editor.text != self._saved.text):
            self._dirty = True
            self.redraw_head()

    def save_notes_soon(self) -> None:
        """The notes are to be saved with the next look."""
        self._notes_dirty = True

    def saved_words(self) -> str:
        """Whether the draft is saved, in words."""
        return self._held or ("saving …" if self._dirty else "saved" if self._saved and self._saved.stamp else "")

    def words_elsewhere(self) -> int:
        """How many words the other drafts have."""
        return self._elsewhere

    def action_save_now(self) -> None:
        """Save, also when an earlier attempt failed."""
        self._held = ""
        self._dirty = self.section is not None
        self._save_if_dirty()

    def _count_elsewhere(self, name: str) -> int:
        assert self.session is not None
        return sum(self._words_of(one) for one in self.session.drafts.names() if one != name)

    def _words_of(self, name: str) -> int:
        assert self.session is not None
        try:
            return len(self.session.drafts.load(name).text.split())
        except AssistantError:
            return 0

    def _save_if_dirty(self) -> None:
        if self.session is None or self._saved is None:
            return
        if self._dirty and not self._held and not self._is_saving:
            self._write(self.session, self._saved, self.editor.text)
        if self._notes_dirty and not self._held:
            self._notes_dirty = False
            self._write_notes(self.session, self._saved.name, self.notes.model_copy(deep=True))

    @property
    def _is_saving(self) -> bool:
        return any(worker.group == "save" and not worker.is_finished for worker in self.workers)

    @work(thread=True, group="save", exit_on_error=False)
    def _write(self, session: Session, saved: SavedDraft, text: str, force: bool = False) -> None:
        try:
            written = session.drafts.save(saved.name, text, saved.stamp, force=force)
        except AssistantError as error:
            wrong = error if isinstance(error, OutputError) else OutputError(error.message, hint=error.hint)
            self.post_message(self.NotWritten(wrong))
            return
        self.post_message(self.Written(written))

    @work(thread=True, group="notes", exit_on_error=False)
    def _write_notes(self, session: Session, name: str, notes: DraftNotes) -> None:
        try:
            session.drafts.save_notes(name, notes)
        except OutputError as error:
            self.post_message(self.NotWritten(error))
        self.post_message(SectionChanged(name))

    @on(Written)
    def took(self, message: Written) -> None:
        """The draft is saved, unless it was changed again since."""
        message.stop()
        if self._saved is None or message.saved.name != self._saved.name:
            return
        self._saved = message.saved
        self._dirty = self.editor.text != message.saved.text
        self.redraw_head()

    @on(NotWritten)
    def held(self, message: NotWritten) -> None:
        """Say why, once; nothing typed is lost while the program runs."""
        message.stop()
        if isinstance(message.error, ChangedOutside):
            if self._saved is not None:
                self._ask_which(SavedDraft(self._saved.name, message.error.theirs, ""))
            return
        self._held = "NOT SAVED; Ctrl+S tries again"
        self.redraw_head()
        hint = "Your text is still here: free some space or give yourself write access, then press Ctrl+S."
        self.app.notify(
            f"{message.error.message} {hint}", title="Not saved", severity="error", timeout=20, markup=False
        )

    # Changed by somebody else -----------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="outside", exit_on_error=False)
    def _look_outside(self) -> None:
        session, saved = self.session, self._saved
        if session is None or saved is None or self._held or self._is_saving:
            return
        try:
            now = session.drafts.load(saved.name)
        except AssistantError:
            return  # what cannot be read is told when it is to be written over
        if now.stamp not in {saved.stamp, ""} and self._saved is saved:
            self.post_message(self.FoundChanged(now))

    @on(FoundChanged)
    def changed_outside(self, message: FoundChanged) -> None:
        """Take an outside change over if nothing was typed since; else ask."""
        message.stop()
        if self._saved is None or message.theirs.name != self._saved.name or message.theirs.stamp == self._saved.stamp:
            return
        if self._is_saving:
            return
        if self._dirty or self.editor.read_only:
            self._ask_which(message.theirs)
            return
        self._saved = message.theirs
        self.editor.put_text(message.theirs.text)
        self._dirty = False
        self.app.notify("The draft was changed outside and is read again; Ctrl+Z brings yours back.", markup=False)

    def _ask_which(self, theirs: SavedDraft) -> None:
        from tui.screens.choice import Choice, ChoiceScreen

        if self._held:
            return
        self._held = "not saved: changed outside"
        self.redraw_head()
        choices = [
            Choice("mine", "Keep mine", "what you see here replaces the file"),
            Choice("theirs", "Take theirs", "the file replaces what you see; Ctrl+Z brings yours back"),
            Choice("both", "Keep both", "yours is saved under another name, the file is opened here"),
        ]
        title = "The draft was changed by another program"
        self.app.push_screen(ChoiceScreen(title, choices), lambda chosen: self._settle(chosen or "both"))

    def _settle(self, chosen: str) -> None:
        assert self.session is not None and self._saved is not None
        name = self._saved.name
        try:
            theirs = self.session.drafts.load(name)
        except AssistantError as error:
            self._held = "NOT SAVED; Ctrl+S tries again"
            self.app.notify(str(error), title="Not saved", severity="error", markup=False)
            self.redraw_head()
            return
        self._held = ""
        if chosen == "mine":
            self._write(self.session, self._saved, self.editor.text, force=True)
            return
        if chosen == "both":
            other = f"{name}-mine-{time.strftime('%Y%m%d-%H%M%S')}"
            self._write(self.session, SavedDraft(other, "", ""), self.editor.text, force=True)
            self.app.notify(f"Yours is kept as {other}.", markup=False)
        self._saved = theirs
        self.editor.put_text(theirs.text)
        self._dirty = False
        self.redraw_head()

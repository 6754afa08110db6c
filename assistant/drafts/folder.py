"""The drafts of a workspace, saved so that nobody's work is written over unseen."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.drafts.notes import DraftNotes, load_notes
from assistant.errors import DocumentError, OutputError
from assistant.files import write_text
from assistant.reading.decode import decode

_FILE_NAME = re.compile(r"[\w][\w .()-]{0,120}")


class ChangedOutside(OutputError):
    """The draft's file was changed by someone else since it was read; `theirs` is its text now. Nothing was written."""

    def __init__(self, name: str, theirs: str) -> None:
        super().__init__(f"{name} was changed outside; nothing was written.", hint="Keep yours, or take theirs.")
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft as it stands on disk. `stamp` tells one state of the file from another; "" before the first saving."""

    name: str
    text: str
    stamp: str


class DraftFolder:
    """A workspace's drafts/: NAME.md holds the text, NAME.json the notes beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """The names of the drafts, in order."""
        return sorted(path.stem for path in self.folder.glob("*.md"))

    def path(self, name: str) -> Path:
        """Where a draft's text is. Raises DocumentError if the name cannot be a file's."""
        if not _FILE_NAME.fullmatch(name):
            raise DocumentError(f"“{name}” cannot be a file name.", hint="Use letters, digits and hyphens.")
        return self.folder / f"{name}.md"

    def load(self, name: str) -> SavedDraft:
        """The draft's text, empty if it has none yet. Raises DocumentError if the file cannot be read."""
        path = self.path(name)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return SavedDraft(name, "", "")
        except OSError as error:
            raise DocumentError(
                f"Cannot read {path}: {error.strerror or error}.", hint="Nothing was changed."
            ) from error
        # A person may have deleted every word, which is no fault of the file.
        text = decode(content, path.name)[0] if content else ""
        return SavedDraft(name, text.replace("\r\n", "\n").replace("\r", "\n"), _stamp(content))

    def save(self, name: str, text: str, stamp: str, *, force: bool = False) -> SavedDraft:
        """Write a draft, if its file still is what `stamp` says or if `force`. Raises ChangedOutside or OutputError."""
        if not force:
            self.check_unchanged(name, stamp)
        content = text.encode("utf-8")
        write_text(self.path(name), text)
        return SavedDraft(name, text, _stamp(content))

    def check_unchanged(self, name: str, stamp: str) -> None:
        """Raises ChangedOutside if the file is no longer what `stamp` says."""
        now = self.load(name)
        if now.stamp != stamp:
            raise ChangedOutside(self.path(name).name, now.text)

    def load_notes(self, name: str) -> DraftNotes:
        """What stands beside the draft; empty if there is nothing that can be read."""
        try:
            text = self._notes_path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return DraftNotes()
        return load_notes(text) or DraftNotes()

    def save_notes(self, name: str, notes: DraftNotes) -> None:
        """Write what stands beside the draft. Raises OutputError."""
        write_text(self._notes_path(name), notes.dump())

    def cited_in(self, wanted: str) -> list[tuple[str, str]]:
        """Where else a passage is cited: the name of each draft and the sentence, by the notes of its last check."""
        return [
            (name, note.text)
            for name in self.names()
            for note in self.load_notes(name).sentences.values()
            if wanted in note.passages
        ]

    def _notes_path(self, name: str) -> Path:
        return self.path(name).with_suffix(".json")


def _stamp(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

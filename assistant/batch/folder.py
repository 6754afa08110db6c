"""The output folder: one run at a time, whole files only, and a manifest that can be made again from them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout
from pydantic import ValidationError

from assistant.batch.job import Entry, Outcome
from assistant.errors import BatchError, OutputError
from assistant.files import make_folder, write_text

MANIFEST = "manifest.jsonl"
_LOCK = ".lock"
_REMAINS = re.compile(r"\.[\w.-]+\.[a-z0-9_]{8}\.(?:md|json|jsonl|docx)")  # what a kill in mid-write leaves


WriteMore = Callable[[Outcome, Path], None]
"""Writes one more file of a finished job, such as a Word file, to the path given."""


class OutputFolder:
    """An output folder that this process alone writes to, see `open_folder`, or that is only looked at.

    A job is finished when its ID.json stands there. Everything else is made from that, again if need be: ID.md, a file
    of each ending in `more`, the manifest's line. `notes` are sentences for the person who runs it. Its methods may be
    called from several threads.
    """

    def __init__(self, path: Path, more: Mapping[str, WriteMore] | None = None, *, read_only: bool = False) -> None:
        self.path = path
        self.notes: list[str] = []
        self._more = more or {}
        self._entries: dict[str, Entry] = {}
        self._manifest = Lock()
        self._read_only = read_only
        if not read_only:
            self._sweep()
        self._load()

    def finished(self, id: str) -> Entry | None:
        """The last finished run of a job, its files made whole; None if it must be run. Raises OutputError."""
        entry = self._entries.get(id)
        if not self._file(id, "json").exists():
            return None
        wanted = ["md", *self._more] if entry is None or entry.status != "error" else []
        if entry is None or not all(self._file(id, ending).exists() for ending in wanted):
            outcome = self.outcome(id)
            if outcome is None:
                return None
            if not self._read_only:
                self._derive(outcome)
            if entry is None:
                entry = outcome.entry
                self._add(entry)
        return entry

    def outcome(self, id: str) -> Outcome | None:
        """What ID.json holds; None if it cannot be read, which is noted."""
        try:
            return Outcome.model_validate_json(self._file(id, "json").read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it was not written by a batch, or was changed"
            self.notes.append(f"{self._file(id, 'json')} cannot be read ({reason}).")
            return None

    def save(self, outcome: Outcome) -> None:
        """Put a finished job's files in place. Raises OutputError."""
        self._clear(outcome.id)
        write_text(self._file(outcome.id, "json"), outcome.model_dump_json(indent=1) + "\n")
        self._derive(outcome)
        self._add(outcome.entry)

    def _file(self, id: str, ending: str) -> Path:
        return self.path / f"{id}.{ending}"

    def _derive(self, outcome: Outcome) -> None:
        if outcome.result is None:
            return
        if not (text := self._file(outcome.id, "md")).exists():
            write_text(text, outcome.text)
        for ending, write_more in self._more.items():
            if not (target := self._file(outcome.id, ending)).exists():
                write_more(outcome, target)

    def _clear(self, id: str) -> None:
        """Take what an earlier run made out of the way; a text that a person has edited is kept under another name."""
        for ending in self._more:
            self._file(id, ending).unlink(missing_ok=True)
        text = self._file(id, "md")
        if not text.exists():
            return
        old = self.outcome(id)
        if old is not None and old.text.encode() == text.read_bytes():
            text.unlink()
            return
        number = 1
        while (kept := self._file(f"{id}.edited-{number}", "md")).exists():
            number += 1
        text.rename(kept)
        self.notes.append(f"{text} held a text of your own; it is kept as {kept.name}.")

    def _add(self, entry: Entry) -> None:
        with self._manifest:
            self._entries[entry.id] = entry
            if self._read_only:
                return
            try:
                with (self.path / MANIFEST).open("a", encoding="utf-8", newline="\n") as file:
                    file.write(entry.model_dump_json() + "\n")
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                message = f"Cannot write {self.path / MANIFEST}: {error.strerror}; {entry.id} itself is kept."
                raise OutputError(message, hint="Make room, and start the same command again.") from error

    def _load(self) -> None:
        """Read the manifest; a torn or foreign line is dropped, and the rest written anew."""
        manifest = self.path / MANIFEST
        if not manifest.exists():
            return
        lines = manifest.read_text(encoding="utf-8", errors="replace").split("\n")
        torn = bool(lines.pop())
        for line in lines:
            try:
                entry = Entry.model_validate_json(line)
                self._entries[entry.id] = entry
            except ValidationError:
                torn = True
        if torn and not self._read_only:
            write_text(manifest, "".join(f"{entry.model_dump_json()}\n" for entry in self._entries.values()))

    def _sweep(self) -> None:
        """Remove temporary files that a killed run left."""
        for path in self.path.iterdir():
            if _REMAINS.fullmatch(path.name):
                path.unlink(missing_ok=True)


@contextmanager
def open_folder(path: Path, more: Mapping[str, WriteMore] | None = None) -> Iterator[OutputFolder]:
    """The folder, made if need be, for this process alone. Raises BatchError if another run has it, OutputError."""
    try:
        make_folder(path)
        lock = FileLock(path / _LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        hint = "Wait until it is done, or choose another folder with -o."
        raise BatchError(f"Another run is writing to {path}; nothing was started.", hint=hint) from error
    except OSError as error:
        message = f"Cannot use {path} for the output: {error.strerror}; nothing was started."
        raise OutputError(message, hint="Choose a folder that you can write to.") from error
    try:
        yield OutputFolder(path, more)
    finally:
        lock.release()

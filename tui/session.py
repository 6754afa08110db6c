"""What a screen works with: the workspace, its documents, who writes and who checks, opened when needed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from assistant.drafts import DraftFolder
from assistant.engines.writer import Writer, choose_writer
from assistant.errors import AssistantError
from assistant.opening import WorkspaceStore, open_store
from assistant.outline import Section, sections
from assistant.passages import PassageReader
from assistant.rechecking import Rechecker
from assistant.settings import ScreenSettings, load_configuration


@dataclass
class Session:
    """One open workspace. Slow parts are opened in threads; `warm` opens them all."""

    store: WorkspaceStore
    writer: Writer
    writer_problem: str = ""
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    _documents: tuple[tuple[str, int], ...] = ()
    _opening: Lock = field(default_factory=Lock)

    @cached_property
    def reader(self) -> PassageReader:
        """Reads passages and what stands around them."""
        return PassageReader(self.store)

    @cached_property
    def drafts(self) -> DraftFolder:
        """The workspace's drafts."""
        return DraftFolder(self.store.workspace.drafts)

    @cached_property
    def sections(self) -> list[Section]:
        """The sections that the report may have."""
        return sections(self.store)

    @property
    def chats(self) -> Path:
        """The folder of conversations."""
        return self.store.workspace.chats

    @property
    def word_limit(self) -> int | None:
        """The longest that the whole report may be."""
        return self.store.workspace.report.word_limit

    @property
    def days_left(self) -> int | None:
        """How many days there are to the deadline; negative once it is past, None if none is set."""
        deadline = self.store.workspace.report.deadline
        return (deadline - datetime.date.today()).days if deadline else None

    def documents_changed(self) -> bool:
        """Whether documents were added or removed by another program since this was last asked."""
        before, self._documents = self._documents, stamp_of(self.store.workspace.sources)
        return before != self._documents

    def rechecker(self) -> Rechecker:
        """A checker with a memory of one text. Slow at first; for threads."""
        self.warm_search()
        return Rechecker(self.store.checker)

    def warm_search(self) -> bool:
        """Open the search, and say whether it finds by meaning. Slow; for threads. Raises SearchIndexError."""
        with self._opening:
            return self.store.search.by_meaning

    def warm_writer(self) -> None:
        """Load what the writer runs on. Slow; for threads."""
        self.writer.load()


def open_session(path: Path | None, choice: dict[str, object]) -> Session:
    """The workspace with its documents; the writer that `choice` and the settings name. Slow; for threads.

    A writer that cannot be had leaves the extractive engine, with the reason in `writer_problem`. Raises WorkspaceError
    or DocumentError.
    """
    store = open_store(path)
    writer, problem = pick_writer(choice)
    session = Session(store, writer, problem, _screen_settings())
    session._documents = stamp_of(store.workspace.sources)
    _ = session.sections
    return session


def _screen_settings() -> ScreenSettings:
    """The table [screen]; the defaults where the settings are wrong, which `pick_writer` tells."""
    try:
        return load_configuration().settings.screen
    except AssistantError:
        return ScreenSettings()


def stamp_of(folder: Path) -> tuple[tuple[str, int], ...]:
    """The documents of a folder with when each was written."""
    try:
        return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.jsonl")))
    except OSError:
        return ()


def pick_writer(choice: dict[str, object]) -> tuple[Writer, str]:
    """The writer that a choice and the settings name, or the extractive engine and why it is not the one wanted."""
    try:
        return choose_writer(choice), ""
    except AssistantError as error:
        return Writer(), str(error)

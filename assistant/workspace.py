"""The workspace: a plain folder, readable without the program and private from the moment it is made.

It holds report.toml (what is reported on, to whom and by when), sources/ (documents added to the library), evidence/
(the NGO's own material), drafts/ (Markdown), chats/ (conversations) and .cache/ (the search index; safe to delete).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.console import say
from assistant.errors import OutputError, WorkspaceError
from assistant.files import make_folder, write_text
from assistant.locations import default_workspace
from assistant.toml_file import explain, first_fault, line_of, read_toml

FOLDERS = ("sources", "evidence", "drafts", "chats", ".cache")

TEMPLATE = """\
# What this workspace is about. Lines that begin with # are notes; remove the # to set a value.

country = "Kazakhstan"
committee = "CERD"

# The session of the Committee that examines the State party.
# session = "115th session"

# When the report is due, as year-month-day.
# deadline = 2030-01-31

# The longest that the whole report may be, in words.
# word_limit = 10000

# The symbol of the State report that the report answers. "para. 155" without a symbol is a paragraph of it.
state_report = "CERD/C/KAZ/11-14"
"""


def _only_date(value: object) -> object:
    # pydantic would take a bare number for seconds since 1970.
    if isinstance(value, str | datetime.date):
        return value
    raise ValueError("should be a date such as 2030-01-31")


class ReportFile(BaseModel):
    """What report.toml says."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, use_attribute_docstrings=True)

    country: str = "Kazakhstan"
    """The State party."""
    committee: str = "CERD"
    """The treaty body."""
    session: str | None = None
    """The session that examines the State party."""
    deadline: Annotated[datetime.date, BeforeValidator(_only_date)] | None = None
    """When the report is due."""
    word_limit: Annotated[int, Field(gt=0, strict=True)] | None = None
    """The longest that the whole report may be, in words."""
    state_report: Annotated[str, Field(min_length=1)] = "CERD/C/KAZ/11-14"
    """The symbol of the State report; an address without a symbol is one of its paragraphs."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. Its folders exist; its report.toml is valid."""

    path: Path
    report: ReportFile

    @property
    def sources(self) -> Path:
        """Documents added to the library."""
        return self.path / "sources"

    @property
    def evidence(self) -> Path:
        """The NGO's own material."""
        return self.path / "evidence"

    @property
    def drafts(self) -> Path:
        """Drafts, as Markdown."""
        return self.path / "drafts"

    @property
    def chats(self) -> Path:
        """Conversations."""
        return self.path / "chats"

    @property
    def cache(self) -> Path:
        """The search index; safe to delete."""
        return self.path / ".cache"


def open_workspace(path: Path | None = None) -> Workspace:
    """The workspace at `path`, or the default one; made on first use, which is said. Raises WorkspaceError."""
    folder = (path or default_workspace()).expanduser().absolute()
    report_file = folder / "report.toml"
    try:
        if folder.is_file():
            raise WorkspaceError(f"{folder} is a file, not a folder.", hint="Name a folder with --workspace.")
        is_new = not report_file.exists()
        for name in FOLDERS:
            make_folder(folder / name)
        if is_new:
            write_text(report_file, TEMPLATE)
    except (OSError, OutputError) as error:
        reason = error.message if isinstance(error, OutputError) else error.strerror
        hint = "Choose a folder of your own with --workspace."
        raise WorkspaceError(f"Cannot use {folder} as a workspace: {reason}.", hint=hint) from error
    if is_new:
        say(f"Made a workspace in {folder}; report.toml there holds the country, the deadline and the word limit.")
    return Workspace(folder, read_report_file(report_file))


def read_report_file(report_file: Path) -> ReportFile:
    """What a report.toml says. Raises WorkspaceError, naming the line."""
    table, text = read_toml(report_file, WorkspaceError)
    try:
        return ReportFile.model_validate(table)
    except ValidationError as error:
        fault = first_fault(error)
        clause, hint = explain(fault, lambda _: ReportFile.model_fields)
        line = line_of(text, fault["loc"][:1])
        place = f"{report_file}, line {line}" if line else str(report_file)
        raise WorkspaceError(f"{place}: {clause}.", hint=hint or "Mend that line; nothing was changed.") from error

"""Briefs of a file, checked one and all before anything runs, and turned into jobs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from assistant.batch.job import Job
from assistant.batch.rows import Row, read_rows
from assistant.brief import Brief
from assistant.briefing import article_brief, follow_up_brief, topic_brief
from assistant.engines.writer import Writer
from assistant.errors import AssistantError, BatchError, did_you_mean
from assistant.gathering import follow_up_section
from assistant.languages import LANGUAGES
from assistant.model import EngineName
from assistant.opening import WorkspaceStore
from assistant.toml_file import explain, first_fault

SUBJECTS = ("article", "topic", "follow_up", "question")
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
# Names that Windows keeps for devices, and those of the folder's own files.
_TAKEN = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|manifest)(?:\..*)?|.*\.edited-\d+", re.IGNORECASE)
_MOST_TOLD = 20


def _as_text(value: object) -> object:
    """Numbers as people write them without quotes: article 5, follow-up [15, 16]."""
    if isinstance(value, list):
        return ", ".join(str(_as_text(item)) for item in value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class BriefRow(BaseModel):
    """One brief as a file gives it. Exactly one of `article`, `topic`, `follow_up` and `question` is set."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: Text
    article: Text | None = None
    topic: Text | None = None
    follow_up: Text | None = None
    question: Text | None = None
    instructions: str | None = None
    language: str = "en"
    max_words: Annotated[int, Field(ge=50, le=20_000)] | None = None
    engine: EngineName | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Mapping[str, object]) -> dict[str, object]:
        return {key: cell for key, cell in value.items() if cell is not None and cell != ""}

    @field_validator("id")
    @classmethod
    def _is_file_name(cls, value: str) -> str:
        if not _ID.fullmatch(value) or _TAKEN.fullmatch(value):
            raise ValueError(f"{value!r} cannot be a file name everywhere; use letters A–Z, digits, - and _")
        return value

    @field_validator("language")
    @classmethod
    def _is_known(cls, value: str) -> str:
        known = {name.lower(): code for code, name in LANGUAGES.items()} | {code: code for code in LANGUAGES}
        if value.lower() not in known:
            raise ValueError(f"{value!r} is none of {', '.join(LANGUAGES)}")
        return known[value.lower()]

    @model_validator(mode="after")
    def _has_one_subject(self) -> BriefRow:
        given = [name for name in SUBJECTS if getattr(self, name) is not None]
        if len(given) != 1:
            what = " and ".join(given) or "none"
            raise ValueError(f"should have exactly one of {', '.join(SUBJECTS)}; it has {what}")
        if self.question is not None and (self.instructions or self.max_words or self.language != "en"):
            raise ValueError("is a question, which takes no instructions, no max_words and no other language")
        return self


@dataclass
class Briefs:
    """A file of briefs, ready to run. `notes` are sentences for the person who runs it."""

    jobs: list[Job]
    notes: list[str] = field(default_factory=list)


def load_briefs(path: Path, store: WorkspaceStore, choose: Callable[[EngineName | None], Writer]) -> Briefs:
    """The jobs of a file; `choose` gives the writer for the engine that a row names, or for None.

    Raises BatchError that names each bad row with its line; nothing has run then.
    """
    rows, notes = read_rows(path)
    if not rows:
        raise BatchError(f"{path.name} holds no briefs.", hint="--template prints an example.")
    reading = _Reading(store, choose)
    faults = []
    for row in rows:
        if fault := reading.take(row):
            name = row.cells.get("id")
            named = f" ({name})" if isinstance(name, str | int) else ""
            faults.append(f"{path.name}, line {row.line}{named}: {fault}")
    if faults:
        told = [*faults[:_MOST_TOLD], *([f"… and {len(faults) - _MOST_TOLD} more"] if len(faults) > _MOST_TOLD else [])]
        message = f"{len(faults)} of {len(rows)} briefs cannot be run; nothing was started.\n" + "\n".join(told)
        raise BatchError(message, hint="Mend these rows, or see --template for an example.")
    return Briefs(reading.jobs, [*notes, *reading.notes()])


class _Reading:
    def __init__(self, store: WorkspaceStore, choose: Callable[[EngineName | None], Writer]) -> None:
        self.jobs: list[Job] = []
        self._store, self._choose = store, choose
        self._lines: dict[str, int] = {}
        self._unread: list[str] = []
        self._foreign: list[str] = []

    def take(self, row: Row) -> str:
        """Make a job of a row; what is wrong with it, "" if nothing is."""
        if row.fault:
            return row.fault
        try:
            brief = BriefRow.model_validate(row.cells)
        except ValidationError as error:
            return _explained(error)
        if (line := self._lines.setdefault(brief.id.lower(), row.line)) != row.line:
            return f"the id {brief.id!r} stands in line {line} already (small and capital letters count as one)."
        try:
            self.jobs.append(self._job(brief))
        except AssistantError as error:
            return f"{error}"
        return ""

    def _job(self, row: BriefRow) -> Job:
        writer = self._choose(row.engine)
        if writer.profile is None:
            if row.language != "en":
                hint = "Take language out, or give it engine endpoint."
                raise BatchError("The extractive engine writes English only.", hint=hint)
            if row.instructions:
                self._unread.append(row.id)
        if row.language != "en":
            self._foreign.append(row.id)
        kept = row.model_dump(exclude_none=True)
        return Job(row.id, writer, kept, brief=_brief(row, self._store), question=row.question)

    def notes(self) -> list[str]:
        notes = []
        if self._unread:
            notes.append(f"The extractive engine reads no instructions; those of {_listed(self._unread)} do nothing.")
        if self._foreign:
            notes.append(f"The checks read English: of {_listed(self._foreign)} only the addresses will be checked.")
        return notes


def _brief(row: BriefRow, store: WorkspaceStore) -> Brief | None:
    words, instructions = row.max_words, row.instructions or ""
    if row.article is not None:
        brief = article_brief(row.article, store, max_words=words, instructions=instructions)
    elif row.topic is not None:
        brief = topic_brief(row.topic, max_words=words, instructions=instructions)
    elif row.follow_up is not None:
        brief = follow_up_brief(row.follow_up, max_words=words, instructions=instructions)
        follow_up_section(brief.follow_up, store)
    else:
        return None
    return replace(brief, language=row.language)


def _explained(error: ValidationError) -> str:
    fault = first_fault(error)
    if fault["type"] == "extra_forbidden":
        known = list(BriefRow.model_fields)
        name = str(fault["loc"][-1])
        hint = did_you_mean(name, known) or f"Known keys: {', '.join(known)}."
        return f"unknown key {name}. {hint}"
    clause = explain(fault, lambda _: BriefRow.model_fields)[0]
    return clause.removeprefix("the file ") + "."


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")


def choices(jobs: Sequence[Job], only: Sequence[str]) -> list[Job]:
    """The jobs with these ids, all if none is given. Raises BatchError for an id that is not there."""
    known: dict[str, Any] = {job.id: job for job in jobs}
    for id in only:
        if id not in known:
            hint = did_you_mean(id, known) or f"Ids: {_listed(list(known))}."
            raise BatchError(f"There is no brief {id!r}; nothing was started.", hint=hint)
    return [job for job in jobs if not only or job.id in only]

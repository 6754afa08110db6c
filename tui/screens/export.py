"""Exports the draft that is open, or the whole report, to Word, HTML or Markdown."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, RadioSet

from tui.keys import key
from tui.widgets.field import Field
from tui.widgets.plain import PlainText
from tui.widgets.toggles import Choose, Tick

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.session import Session

_ENDINGS = (".docx", ".md", ".html")


class ExportScreen(ModalScreen[Path | None]):
    """Asks what to export and where to; gives back the file that was written, or None."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [key("escape", "leave", "Cancel", id="export.cancel")]

    def __init__(self, session: Session, section: Section | None, ending: str = ".docx") -> None:
        super().__init__()
        self._session, self._section, self._ending = session, section, ending
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog"):
            yield PlainText("Export", classes="dialog-title")
            with RadioSet(id="what"):
                if self._section is not None:
                    yield Choose(f"This section: {self._section.title}", value=True)
                yield Choose("The whole report: every section that has a draft", value=self._section is None)
            yield Field(str(self._proposed()), id="target")
            yield PlainText(".docx is Word with footnotes, .md Markdown, .html a web page", classes="dialog-text")
            yield Tick("Print what was checked and opened below the title", id="standing")
            yield PlainText("", id="export-note")
            yield PlainText("Enter in the file’s name writes it · Esc leaves it", classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin with the file's name."""
        self.query_one("#target", Input).focus()

    @property
    def _whole(self) -> bool:
        return self._section is None or self.query_one("#what", RadioSet).pressed_index == 1

    def _proposed(self) -> Path:
        name = self._section.name if self._section is not None else "report"
        return self._session.store.workspace.path / f"{name}{self._ending}"

    @on(RadioSet.Changed)
    def propose(self) -> None:
        """Another thing has another name."""
        name = "report" if self._whole or self._section is None else self._section.name
        field = self.query_one("#target", Input)
        now = Path(field.value)
        if now.stem in {"report", self._section.name if self._section else ""}:
            field.value = str(now.with_name(f"{name}{now.suffix}"))

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Write the file."""
        self.run_export(Path(event.value.strip()).expanduser(), self._whole, self.query_one(Tick).value)

    @work(exclusive=True, group="export", exit_on_error=False)
    async def run_export(self, target: Path, whole: bool, with_standing: bool) -> None:
        """Export in a thread; a file that stands there and was changed since is written over on a second Enter only."""
        from assistant.errors import AssistantError

        note = self.query_one("#export-note", PlainText)
        note.show("Writing …")
        section = None if whole else self._section
        force = self._confirmed == target
        try:
            await asyncio.to_thread(_export, self._session, section, target, with_standing, force)
        except FileExistsError:
            self._confirmed = target
            note.show(f"{target.name} exists and was changed since. Press Enter again to write over it.")
            return
        except AssistantError as error:
            note.show(str(error))
            return
        self.dismiss(target)

    def action_leave(self) -> None:
        """Close without writing."""
        self.dismiss(None)


def _export(session: Session, section: Section | None, target: Path, with_standing: bool, force: bool) -> None:
    from assistant.drafts.report import Standing, standing, whole_report
    from assistant.errors import OutputError
    from assistant.export.formats import check_ending, check_free, draft_title, export_draft

    check_ending(target)
    try:
        check_free(target, force=force)
    except OutputError as error:
        raise FileExistsError(target) from error
    store = session.store
    title = f"Alternative report on {store.workspace.report.country}"
    names = [one.name for one in session.sections] if section is None else [section.name]
    names += [one for one in session.drafts.names() if section is None and one not in names]
    if section is None:
        text = whole_report(session.drafts, names, title)
    else:
        text = session.drafts.load(section.name).text
        title = draft_title(text) or title
    told = sum((standing(session.drafts.load_notes(name)) for name in names), Standing())
    metadata = {"subtitle": f"{told}."} if with_standing else {}
    export_draft(text, target, title=title, metadata=metadata, state_report=store.state_report, treaty=store.treaty)

"""The outline: every section that the report may have, and how far each one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.faults import Watched
from tui.keys import key
from tui.messages import SectionChosen, SectionWanted
from tui.widgets.plain import joined

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.counting import Counts
    from tui.session import Session

_GROUPS = {
    "article": "Articles of the Convention",
    "issue": "Issues across articles",
    "follow_up": "Follow-up to concluding observations",
    "other": "Your own sections",
}


class Outline(Watched, Vertical):
    """A list of sections with the state of each."""

    HELP = """\
# Outline

Each line is a section that your report may have. Below its title you see how far it is:

- **○ empty**, **◐ not checked**, or how many of the sentences that need a source hold against it
- **put off** and **denied**: how many statements of the State report's section put a thing off, or deny a problem

- **Enter** opens the section's draft
- **w** has the section written from the documents
- **t** adds a section on a topic of your own
"""
    BINDINGS = [
        key("w", "write", "Write it", id="outline.write"),
        key("t", "screen.topic", "Add a topic", id="outline.topic"),
    ]

    class Counted(Message):
        """The state of some sections, as counted in a thread."""

        def __init__(self, counts: dict[str, Counts]) -> None:
            super().__init__()
            self.counts = counts

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._session: Session | None = None
        self._sections: list[Section] = []
        self._counts: dict[str, Counts] = {}

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="sections", markup=False)

    @property
    def options(self) -> OptionList:
        """The list of sections."""
        return self.query_one(OptionList)

    def open(self, session: Session) -> None:
        """Show the sections of a workspace, and count them."""
        self._session = session
        self.refresh_sections()
        self._count_all(session, None)

    def refresh_sections(self) -> None:
        """Write the list anew, with drafts that belong to no known section at its end."""
        from assistant.outline import section_of_draft

        if self._session is None:
            return
        known = {section.name for section in self._session.sections}
        own = [name for name in self._session.drafts.names() if name not in known]
        self._sections = [*self._session.sections, *(section_of_draft(name, ()) for name in own)]
        highlighted = self.options.highlighted
        self.options.clear_options()
        self.options.add_options(self._options())
        self.options.highlighted = highlighted if highlighted is not None else 1

    def count(self, name: str) -> None:
        """Count one section again."""
        if self._session is None:
            return
        if name not in {section.name for section in self._sections}:
            self.refresh_sections()
        self._count_all(self._session, name)

    @work(thread=True, group="count", exit_on_error=False)
    def _count_all(self, session: Session, name: str | None) -> None:
        from tui.counting import count_sections

        wanted = [section for section in self._sections if name in (None, section.name)]
        self.post_message(self.Counted(count_sections(session, wanted)))

    @on(Counted)
    def show_counts(self, message: Counted) -> None:
        """Draw the states that were counted, if they are others now."""
        message.stop()
        changed = {name for name, counts in message.counts.items() if self._counts.get(name) != counts}
        self._counts |= message.counts
        for section in self._sections:
            if section.name in changed:
                self.options.replace_option_prompt(section.name, self._prompt(section))

    def mark(self, section: Section) -> None:
        """Put the cursor on a section, which is open now."""
        places = [number for number, option in enumerate(self.options.options) if option.id == section.name]
        if places and not self.has_focus_within:
            self.options.highlighted = places[0]

    def take_focus(self) -> None:
        """Move the keys here."""
        self.options.focus()

    def section_under_cursor(self) -> Section | None:
        """The section that the cursor stands on."""
        option = self.options.highlighted_option
        return next((one for one in self._sections if option is not None and one.name == option.id), None)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Open a section's draft."""
        event.stop()
        section = self.section_under_cursor()
        if section is not None:
            self.post_message(SectionChosen(section))

    def action_write(self) -> None:
        """Have the section written."""
        section = self.section_under_cursor()
        if section is not None:
            self.post_message(SectionWanted(section))

    def _options(self) -> list[Option | None]:
        options: list[Option | None] = []
        kind = None
        for section in self._sections:
            if section.kind != kind:
                kind = section.kind
                options += [None] if options else []
                options.append(Option(joined([(_GROUPS[kind], "bold $text-secondary")]), disabled=True))
            options.append(Option(self._prompt(section), id=section.name))
        return options

    def _prompt(self, section: Section) -> Content:
        counts = self._counts.get(section.name)
        title = joined([(section.title, "bold" if counts is not None and counts.words else "")])
        if counts is None:
            return title
        return Content("\n").join([title, joined(counts.pieces())])

"""The draft of one section: saved as one types, checked as one types, with what was found below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, TextArea

from tui.keys import key
from tui.messages import SectionOpened, WordsCounted
from tui.panes.section_writing import SectionWriting
from tui.widgets.editor import DraftEditor
from tui.widgets.findings import FindingsList
from tui.widgets.plain import PlainText, joined

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.session import Session

_NOTHING_OPEN = "Choose a section in the outline (F2), or press F5 there to have it written."


class DraftPane(SectionWriting):
    """The editor with what belongs to it."""

    _sought = ""

    BINDINGS = [
        key("f6", "finding(1)", "Next finding", id="draft.next_finding"),
        key("shift+f6", "finding(-1)", "Previous finding", id="draft.previous_finding", show=False),
        key("f7", "cite", "Cite", id="draft.cite"),
        key("f8", "apply", "Apply", id="draft.apply"),
        key("f9", "judge", "Confirm / dispute", id="draft.judge"),
        key("ctrl+f", "find", "Find", id="draft.find", show=False),
        key("ctrl+s", "save_now", "Save", id="draft.save", show=False),
        key("ctrl+g", "own_editor", "Own editor", id="draft.editor", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Facts, the editor, the sentence at the cursor, and the findings."""
        yield PlainText(_NOTHING_OPEN, id="draft-head")
        yield DraftEditor(id="editor")
        yield PlainText("", id="sentence")
        yield FindingsList(id="findings")

    def on_mount(self) -> None:
        """Nothing can be typed before a section is open."""
        super().on_mount()
        self.editor.read_only = True
        self.findings.display = False

    def open(self, session: Session) -> None:
        """Work on this workspace's drafts."""
        self.session = session
        self.forget_checker()
        self.count_words()

    def ready(self) -> None:
        """Checks can run from now on."""
        self.checks_ready = True
        self.check_soon()

    def open_section(self, section: Section) -> None:
        """Open a section's draft; the one that was open is saved first."""
        if self.session is None or section == self.section:
            return
        self.stop()
        self.save_everything()
        self.section = section
        self.post_message(SectionOpened(section))
        self.load_draft(section.name)
        self.editor.read_only = False
        self.forget_checks()
        self.redraw_head()
        self.count_words()
        self.check_soon()
        self.follow_soon()

    def redraw_head(self) -> None:
        """The line above the editor."""
        head = self.query_one("#draft-head", PlainText)
        if self.section is None:
            head.show(_NOTHING_OPEN)
            return
        gap = "   " if head.size.width > 70 else "\n"
        pieces = [(f"{self.section.title}{gap}", "bold $text-primary")]
        opened, cited = self.notes.opened_of(self.cited_ids())
        if cited:
            pieces.append((f"sources opened: {opened} of {cited}   ", "$text-success" if opened == cited else ""))
        pieces.append(
            ("being written; Esc stops", "$text-accent")
            if self.editor.read_only
            else (self.saved_words(), "$foreground 60%")
        )
        head.show(joined(pieces))

    @on(TextArea.Changed)
    def text_changed(self, event: TextArea.Changed) -> None:
        """Save and check soon."""
        event.stop()
        if self.section is None:
            return
        self.mark_dirty()
        self.check_soon()
        self.count_words()

    @on(TextArea.SelectionChanged)
    def cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        """Tell what the checks say of the sentence at the cursor."""
        event.stop()
        self.tell_sentence()
        self.mark_finding_here()
        self.follow_soon()

    def count_words(self) -> None:
        """Words of the section and of the report."""
        words = len(self.editor.text.split())
        self.post_message(WordsCounted(words, words + self.words_elsewhere()))

    def notes_changed(self) -> None:
        """What stands beside the draft changed."""
        self.note_opened()
        self.redraw_head()
        self.save_notes_soon()

    def add_text(self, text: str) -> None:
        """Put text at the end of the draft."""
        if self.section is None:
            self.app.notify("Open a section in the outline first (F2); nothing was added.", markup=False)
            return
        gap = "\n\n" if self.editor.text.strip() else ""
        self.editor.insert(gap + text.strip() + "\n", self.editor.document.end)
        self.editor.move_cursor(self.editor.document.end)
        self.app.notify(f"Added to {self.section.title}.", markup=False)

    def insert_citation(self, id: str) -> None:
        """Cite a passage at the cursor, before the full stop that stands there."""
        if self.section is None or self.session is None:
            self.app.notify("Open a section in the outline first (F2); nothing was cited.", markup=False)
            return
        editor = self.editor
        at = editor.cursor_index
        text = editor.text
        while at and text[at - 1] in " \t":
            at -= 1
        if at and text[at - 1] == ".":
            at -= 1
        editor.insert(f" {self.session.reader.cited_form(id)}".replace("  ", " "), editor.location_of(at))

    def action_cite(self) -> None:
        """Search a passage and cite it at the cursor."""
        from tui.screens.search import SearchScreen

        if self.session is None or self.section is None:
            return
        query = self.editor.selected_text.strip()
        self.app.push_screen(
            SearchScreen(self.session, title="Cite a passage at the cursor", query=query),
            lambda id: self.insert_citation(id) if id else None,
        )

    def action_find(self) -> None:
        """Ask for words, and go to where they stand next; the words sought last are there to be sought again."""
        from tui.screens.line import LineScreen

        if self.section is not None:
            screen = LineScreen("Find in the draft", value=self._sought, placeholder="words of the draft")
            self.app.push_screen(screen, lambda words: self._find(words) if words else None)

    def _find(self, words: str) -> None:
        self._sought = words
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
        text, at = self.editor.text, self.editor.cursor_index + 1
        found = pattern.search(text, at) or pattern.search(text)
        if found is None:
            self.app.notify(f"“{words}” does not stand in this draft.", markup=False)
        else:
            self.editor.point_at(*found.span())

    def action_own_editor(self) -> None:
        """Open the draft in the editor that $VISUAL or $EDITOR names."""
        from tui.own_editor import edit

        if self.section is None or self.session is None or self.editor.read_only:
            return
        text = edit(self.app, self.editor.text, self.section.name)
        if text is not None and text != self.editor.text:
            self.editor.put_text(text)

    @on(OptionList.OptionSelected)
    def to_finding(self, event: OptionList.OptionSelected) -> None:
        """From a finding to its place in the text."""
        event.stop()
        self.show_finding(event.option_index)
        self.editor.focus()

"""Checks the draft while it is written: only what changed, in a thread, a moment after the last key."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from tui.panes.saving import Saving
from tui.widgets.editor import Mark, MarkTone
from tui.widgets.findings import Entry
from tui.widgets.pace import Pace
from tui.widgets.plain import PlainText, joined

if TYPE_CHECKING:
    from assistant.model import Finding, Sentence
    from assistant.reading.units import DraftSentence
    from assistant.rechecking import Rechecker
    from tui.app import ShadowReportApp
    from tui.rhythm import Rhythm
    from tui.session import Session

_PAUSE = 0.35  # seconds without a key before a check begins
_PATIENCE = 0.5  # seconds for which a check that runs lets keys go first before it checks a few more sentences
_NO_SOURCE = "No source needed here. F6 goes to the next finding."
_NO_SENTENCE = "Here you read what the checks say of the sentence at the cursor. F6 goes to the next finding."


class Checking(Saving):
    """The part of the draft pane that knows what the checks say."""

    checks_ready = False
    sentences: tuple[Sentence, ...] = ()

    _units: tuple[DraftSentence, ...] = ()
    _checker: Rechecker | None = None
    _timer: Timer | None = None
    _entries: list[Entry] = []
    _found: Checked | None = None

    @dataclass
    class Checked(Message):
        """The sentences of `text` with their verdicts."""

        text: str
        units: tuple[DraftSentence, ...]
        sentences: tuple[Sentence, ...]
        checks: tuple[str, ...]

    def forget_checks(self) -> None:
        """Another draft is open."""
        self.sentences, self._units = (), ()
        self._show_entries([])
        self.tell_sentence()

    def forget_checker(self) -> None:
        """The documents are other ones now."""
        self._checker = None

    @abstractmethod
    def prose(self) -> list[Sentence]:
        """The sentences as checked last, without headings."""

    def check_soon(self) -> None:
        """Check once the typing pauses."""
        if self._timer is not None:
            self._timer.stop()
        if self.checks_ready and self.section is not None and self.session is not None and not self.editor.read_only:
            self._timer = self.set_timer(_PAUSE, self._check_now)

    def _check_now(self) -> None:
        if self.session is not None:
            self._check(self.session, self.editor.text)

    @work(thread=True, exclusive=True, group="check", exit_on_error=False)
    def _check(self, session: Session, text: str) -> None:
        from assistant.reading.units import read_units

        if self._checker is None:
            self._checker = session.rechecker()
        checker, worker = self._checker, get_current_worker()
        rhythm = cast("ShadowReportApp", self.app).rhythm
        units = tuple(read_units(text))
        if checker.learn(units, lambda: _keys_went_first(rhythm, worker)):
            self.post_message(self.Checked(text, units, checker.check(units), checker.checker.checks))

    @on(Checked)
    def take_checks(self, message: Checked) -> None:
        """Draw what the checks found, between two keys."""
        message.stop()
        self._found = message
        self.found_pace.soon()

    @cached_property
    def found_pace(self) -> Pace:
        """How often what was found is drawn."""
        return Pace(self, self._show_found)

    def _show_found(self) -> None:
        found, self._found = self._found, None
        if found is not None and found.text == self.editor.text:
            self.show_checks(found.units, found.sentences, found.checks)

    def show_checks(
        self, units: tuple[DraftSentence, ...], sentences: tuple[Sentence, ...], checks: tuple[str, ...]
    ) -> None:
        """Draw verdicts into the text, list the findings, and note them beside the draft."""
        assert self.session is not None
        self._units, self.sentences = units, sentences
        self.notes.take(self.prose(), checks, self.session.store.library)
        self.redraw_marks()
        self.notes_changed()

    def redraw_marks(self) -> None:
        """Draw marks and findings with what a person decided."""
        self.editor.show_marks(
            [mark for one in zip(self._units, self.sentences, strict=True) for mark in self._marks(*one)]
        )
        self._show_entries([entry for sentence in self.sentences for entry in self._entries_of(sentence)])
        self.tell_sentence()

    def _marks(self, unit: DraftSentence, sentence: Sentence) -> Iterable[Mark]:
        if unit.role == "placeholder":
            yield Mark(*sentence.span, "placeholder")
            return
        judgement = self.notes.judgement(sentence.text)
        if judgement is not None and judgement.kind == "confirmed":
            yield Mark(*sentence.span, "confirmed")
            return
        disputed = judgement is not None
        if not sentence.accused and not sentence.findings and not disputed:
            return
        tone: MarkTone = "accused" if sentence.accused or disputed else "advice"
        spans = [unit.source_span(finding.span) for finding in sentence.findings if finding.span is not None]
        for start, end in spans or [sentence.span]:
            yield Mark(start, end, tone)

    def _entries_of(self, sentence: Sentence) -> Iterable[Entry]:
        judgement = self.notes.judgement(sentence.text)
        if judgement is not None:
            yield Entry(sentence, None, judgement)
            return
        for finding in sentence.findings:
            yield Entry(sentence, finding)
        if sentence.accused and not sentence.findings:
            yield Entry(sentence, None)

    def _show_entries(self, entries: list[Entry]) -> None:
        order = sorted(entries, key=lambda entry: entry.rank)
        self._entries = order
        self.findings.show_entries(order)
        self.call_after_refresh(self.editor.scroll_cursor_visible)

    # The sentence at the cursor ---------------------------------------------------------------------------------

    def sentence_at_cursor(self) -> Sentence | None:
        """The sentence that the cursor stands in."""
        at = self.editor.cursor_index
        found = [one for one in self.sentences if one.span[0] <= at <= one.span[1]]
        return found[-1] if found else None

    def tell_sentence(self) -> None:
        """Say below the editor what the checks say of the sentence at the cursor."""
        from assistant.report_view import VERDICTS

        line = self.query_one("#sentence", PlainText)
        sentence = self.sentence_at_cursor()
        judgement = self.notes.judgement(sentence.text) if sentence is not None else None
        if sentence is None or sentence.verdict == "no_source_needed":
            line.show(joined([(_NO_SOURCE if sentence is not None else _NO_SENTENCE, "$foreground 60%")]))
            return
        mark, words = VERDICTS[sentence.verdict]
        tone = "$text-error" if sentence.accused else "$text-success" if sentence.verdict == "supported" else ""
        pieces = [(f"{mark} {words[:1].upper()}{words[1:]}. ", f"bold {tone}".strip())]
        if judgement is not None:
            pieces.append((f"You {judgement.kind} it: {judgement.reason}  ", "bold"))
        for finding in sentence.findings:
            pieces.append((f"{finding.message} ", ""))
            pieces += [(f"F8 writes “{finding.replacement}”. ", "$text-accent")] * (finding.replacement is not None)
            known = finding.suggestion is None or f"“{finding.replacement}”" in finding.suggestion
            pieces += [(f"{finding.suggestion} ", "$foreground 60%")] * (not known)
        line.show(joined(pieces))

    # Findings ---------------------------------------------------------------------------------------------------

    def show_finding(self, number: int) -> None:
        """Point at the place that a finding is about. Nothing is selected: what is typed there deletes nothing."""
        self.editor.point_at(*self._place_of(self._entries[number]))
        self.findings.highlighted = number

    def _place_of(self, entry: Entry) -> tuple[int, int]:
        if entry.finding is not None and entry.finding.span is not None:
            return self._source_span(entry.sentence, entry.finding)
        return entry.sentence.span

    def mark_finding_here(self) -> None:
        """Mark in the list what is found at the cursor, unless the keys are in the list, or just came from there."""
        if self.findings.has_focus or self.editor.pointed is not None:
            return
        at = self.editor.cursor_index
        spans = [entry.sentence.span for entry in self._entries]
        self.findings.highlighted = next((n for n, (start, end) in enumerate(spans) if start <= at <= end), None)

    def action_finding(self, step: int) -> None:
        """Go to the next or previous finding after the cursor, in the text's order."""
        places = sorted((self._place_of(entry)[0], number) for number, entry in enumerate(self._entries))
        if not places:
            self.app.notify("No finding: nothing falls short, as far as the checks can tell.", markup=False)
            return
        at = self.editor.cursor_index
        shown = self.findings.highlighted if self.editor.pointed is not None else None
        here = (at, -1 if shown is None else shown)
        ahead = [one for one in places if (one > here if step > 0 else one < here)]
        chosen = (ahead[0] if step > 0 else ahead[-1]) if ahead else places[0 if step > 0 else -1]
        self.show_finding(chosen[1])
        self.editor.focus()

    def action_apply(self) -> None:
        """Put the wording that a check proposes in the place of what it accuses."""
        entry = self._entry_to_apply()
        if entry is None or entry.finding is None or entry.finding.replacement is None:
            self.app.notify("The checks propose no wording for this sentence; F4 shows what it cites.", markup=False)
            return
        start, end = self._source_span(entry.sentence, entry.finding)
        editor = self.editor
        editor.replace(entry.finding.replacement, editor.location_of(start), editor.location_of(end))
        editor.move_cursor(editor.location_of(start + len(entry.finding.replacement)))
        self.app.notify(f"“{entry.finding.replacement}” is put in; Ctrl+Z takes it back.", markup=False)

    def _entry_to_apply(self) -> Entry | None:
        listed = self.findings.highlighted if self.findings.has_focus else None
        if listed is not None and listed < len(self._entries):
            return self._entries[listed]
        here = self.sentence_at_cursor()
        offered = [one for one in self._entries if one.finding is not None and one.finding.replacement is not None]
        at = self.editor.cursor_index
        near = [one for one in offered if here is not None and one.sentence.id == here.id]
        exact = [one for one in near if self._place_of(one)[0] <= at <= self._place_of(one)[1]]
        return next(iter(exact + near), None)

    def _source_span(self, sentence: Sentence, finding: Finding) -> tuple[int, int]:
        unit = next(unit for unit, one in zip(self._units, self.sentences, strict=True) if one.id == sentence.id)
        return unit.source_span(finding.span or (0, len(sentence.text)))

    def action_judge(self) -> None:
        """Confirm or dispute the sentence at the cursor, or take that back."""
        from tui.screens.judge import JudgeScreen

        sentence = self.sentence_at_cursor()
        if sentence is None:
            self.app.notify("Put the cursor into a sentence that was checked.", markup=False)
            return

        def judged(outcome: tuple[str, str] | None) -> None:
            if outcome is None:
                return
            kind, reason = outcome
            if kind == "withdrawn":
                self.notes.unjudge(sentence.text)
            else:
                self.notes.judge(sentence.text, kind, reason)  # type: ignore[arg-type]  # one of the screen's buttons
            self.redraw_marks()
            self.notes_changed()

        self.app.push_screen(JudgeScreen(sentence, self.notes.judgement(sentence.text)), judged)


def _keys_went_first(rhythm: Rhythm, worker: Worker[None]) -> bool:
    """Wait while somebody types, who would feel a check beside the keys; False if it is not wanted any more."""
    end = time.monotonic() + _PATIENCE
    while rhythm.is_typing() and not worker.is_cancelled and time.monotonic() < end:
        time.sleep(0.02)
    return not worker.is_cancelled

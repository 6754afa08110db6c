"""How far a section is, counted from its draft, the notes beside it, and the State report. For threads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafts.report import standing
from assistant.errors import AssistantError
from assistant.outline import Acts, Section, acts_of

if TYPE_CHECKING:
    from tui.session import Session


@dataclass(frozen=True, slots=True)
class Counts:
    """`words` is 0 for an empty section; `checked` counts the sentences that need a source."""

    words: int
    checked: int
    supported: int
    accused: int
    acts: Acts

    def pieces(self) -> list[tuple[str, str]]:
        """The state as text with styles, its words telling all that its colours do."""
        told: list[tuple[str, str]] = [("  ", "")]
        if not self.words:
            told.append(("○ empty", "$foreground 60%"))
        elif not self.checked:
            told.append(("◐ not checked", "$text-warning"))
        elif self.accused:
            told.append((f"✗ {self.supported} of {self.checked} hold", "$text-error"))
        else:
            told.append((f"✓ {self.supported} of {self.checked} hold", "$text-success"))
        if self.acts.postponed or self.acts.denied:
            parts = [f"{self.acts.postponed} put off"] * bool(self.acts.postponed)
            parts += [f"{self.acts.denied} denied"] * bool(self.acts.denied)
            told.append((f" · {', '.join(parts)}", "$foreground 60%"))
        return told


def count_sections(session: Session, wanted: Iterable[Section]) -> dict[str, Counts]:
    """The counts of each section, by its name. A draft that cannot be read counts as empty."""
    return {section.name: _count(session, section) for section in wanted}


def _count(session: Session, section: Section) -> Counts:
    passages = (session.store.library.get(id) for id in section.passages)
    acts = acts_of(passage for passage in passages if passage is not None)
    try:
        words = len(session.drafts.load(section.name).text.split())
    except AssistantError:
        words = 0
    stands = standing(session.drafts.load_notes(section.name))
    return Counts(words, stands.needed, stands.supported, stands.needed - stands.supported, acts)

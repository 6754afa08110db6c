"""The list of what falls short in a draft, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.widgets.plain import excerpt, joined

if TYPE_CHECKING:
    from assistant.drafts import Judgement
    from assistant.model import Finding, Sentence

_SHOWN = 90  # characters of a sentence


@dataclass(frozen=True)
class Entry:
    """One line of the list: a sentence with a finding, or with what a person decided."""

    sentence: Sentence
    finding: Finding | None
    judgement: Judgement | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """Its place in the list: accused, disputed, advice, confirmed; then by the text's order."""
        if self.judgement is not None:
            return (1 if self.judgement.kind == "disputed" else 3, self.sentence.span[0])
        return (0 if self.sentence.accused else 2, self.sentence.span[0])


class FindingsList(OptionList):
    """Enter goes to the place in the text."""

    HELP = """\
# Findings

What the checks hold against the draft, the gravest first. **Enter** goes to the place, **F8** applies what is
proposed, **F9** in the text confirms or disputes the sentence. Checks are fallible: read the passage with **F4**.
"""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List these; the list is gone when there are none."""
        highlighted = self.highlighted
        self.clear_options()
        self.add_options([Option(_prompt(entry)) for entry in entries])
        self.display = bool(entries)
        if entries and highlighted is not None:
            self.highlighted = min(highlighted, len(entries) - 1)


def _prompt(entry: Entry) -> Content:
    from assistant.report_view import KINDS, VERDICTS

    sentence = entry.sentence
    mark, words = VERDICTS[sentence.verdict]
    if entry.judgement is not None:
        sign, tone = ("☑", "$text-success") if entry.judgement.kind == "confirmed" else ("⚑", "$text-warning")
        head = [(f"{sign} {entry.judgement.kind} by you: ", f"bold {tone}"), (entry.judgement.reason, "")]
    elif entry.finding is None:
        head = [(f"{mark} {words}", "bold $text-error")]
    else:
        tone = "$text-error" if sentence.accused else "$text-secondary"
        sign = mark if sentence.accused else "i"
        head = [(f"{sign} {KINDS[entry.finding.kind]}: ", f"bold {tone}"), (entry.finding.message, "")]
        if entry.finding.replacement is not None:
            head.append((f"  F8: “{entry.finding.replacement}”", "$text-accent"))
    return Content("\n").join([joined(head), joined([(f"  {excerpt(sentence.text, _SHOWN)}", "$foreground 60%")])])

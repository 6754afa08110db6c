"""The whole report: the drafts of all sections, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafts.folder import DraftFolder
from assistant.drafts.notes import DraftNotes
from assistant.model import ACCUSED


@dataclass(frozen=True, slots=True)
class Standing:
    """How sentences stand: those that need a source, those that hold, and the sources opened of those cited."""

    needed: int = 0
    supported: int = 0
    opened: int = 0
    cited: int = 0

    def __add__(self, other: Standing) -> Standing:
        return Standing(
            self.needed + other.needed,
            self.supported + other.supported,
            self.opened + other.opened,
            self.cited + other.cited,
        )

    def __str__(self) -> str:
        return (
            f"{self.supported} of {self.needed} sentences that need a source are supported by what they cite; "
            f"sources opened by the author: {self.opened} of {self.cited}"
        )


def whole_report(folder: DraftFolder, names: Iterable[str], title: str) -> str:
    """The drafts that have text, in the order of `names`, under one title. Raises DocumentError."""
    texts = [folder.load(name).text.strip() for name in names]
    return "\n\n".join([f"# {title}", *(text for text in texts if text)]) + "\n"


def standing(notes: DraftNotes) -> Standing:
    """How a draft stands by the notes of its last check; what a person confirmed counts as supported."""
    confirmed = {key for key, judgement in notes.judgements.items() if judgement.kind == "confirmed"}
    verdicts = ["supported" if key in confirmed else note.verdict for key, note in notes.sentences.items()]
    supported = verdicts.count("supported")
    accused = sum(verdict in ACCUSED for verdict in verdicts)
    opened, cited = notes.opened_of(id for note in notes.sentences.values() for id in note.passages)
    return Standing(supported + accused, supported, opened, cited)

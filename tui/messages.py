"""What panes and workers tell each other. Workers post; handlers own the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.message import Message

if TYPE_CHECKING:
    from assistant.outline import Section
    from tui.session import Session

Origin = Literal["chat", "draft", "search", "source"]


@dataclass
class SessionOpened(Message):
    """The workspace and its documents are open."""

    session: Session


@dataclass
class SessionFailed(Message):
    """They could not be opened: what happened and what to do."""

    what: str
    hint: str


@dataclass
class DocumentsChanged(Message):
    """Another program added documents to the workspace, or removed some."""


@dataclass
class Warmed(Message):
    """Search and checks are loaded; `note` says what is missing, if anything."""

    note: str = ""


@dataclass
class Narrated(Message):
    """A sentence for the person at the terminal, from whatever works in the background."""

    text: str


@dataclass
class Progressed(Message):
    """How far a piece of background work is."""

    label: str
    done: int
    total: int


@dataclass
class PassageWanted(Message):
    """Open passages in the reader, `ids[first]` to begin with. `sentence` cites them; `focus` moves the keys there.

    With `aside` the reader shows them only if it stands beside and nothing else is read there, and nothing counts as
    opened: nobody asked for them.
    """

    ids: tuple[str, ...]
    sentence: str = ""
    origin: Origin = "chat"
    focus: bool = False
    aside: bool = False
    first: int = 0


@dataclass
class PassageOpened(Message):
    """A person opened a passage, which counts as having looked at the source."""

    id: str


@dataclass
class CitationStep(Message):
    """The reader asks for the citation after (1) or before (-1) the one that it shows."""

    step: int


@dataclass
class CitationInserted(Message):
    """A citation to put into the draft at its cursor."""

    id: str


@dataclass
class SectionChosen(Message):
    """Open a section's draft."""

    section: Section


@dataclass
class SectionWanted(Message):
    """Have a section written by the engine."""

    section: Section


@dataclass
class SectionOpened(Message):
    """A section's draft is open."""

    section: Section


@dataclass
class SectionChanged(Message):
    """A section's draft was written, checked or edited; the outline is to be counted again."""

    name: str


@dataclass
class TextForDraft(Message):
    """Text to add at the end of the open draft."""

    text: str


@dataclass
class WordsCounted(Message):
    """How many words the open draft has, and all drafts together."""

    section: int
    report: int

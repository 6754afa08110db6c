"""The main screen's work in the background, and what it lays over itself to ask something."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.screen import Screen

from assistant.console import Audience, telling
from tui.faults import Watched

if TYPE_CHECKING:
    from tui.remembered import Remembered
    from tui.session import Session


class Opening(Watched, Screen[None]):
    """Workers that open things, each in a group of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self._listening = ExitStack()

    @work(thread=True, group="open", exit_on_error=False)
    def open_workspace(self, path: Path | None, remembered: Remembered) -> None:
        """Open the workspace; what goes wrong is told as a message."""
        from assistant.errors import AssistantError
        from tui.messages import SessionFailed, SessionOpened
        from tui.session import open_session

        try:
            session = open_session(path, remembered.writer_choice)
        except AssistantError as error:
            self.post_message(SessionFailed(error.message, error.hint))
            return
        self.post_message(SessionOpened(session))

    @work(thread=True, group="warm", exit_on_error=False)
    def warm(self, session: Session) -> None:
        """Load search and checks, telling how far it is."""
        from assistant.errors import AssistantError
        from tui.messages import Narrated, Warmed

        self.post_message(Narrated("Loading the search …"))
        try:
            by_meaning = session.warm_search()
        except AssistantError as error:
            self.post_message(Warmed(f"Search cannot be used. {error}"))
            return
        self.post_message(Warmed("" if by_meaning else "Without its model, search goes by words alone."))
        session.warm_writer()

    @work(thread=True, exclusive=True, group="documents", exit_on_error=False)
    def look_at_documents(self) -> None:
        """See whether another program added or removed documents."""
        from tui.messages import DocumentsChanged

        if self.session is not None and self.session.documents_changed():
            self.post_message(DocumentsChanged())

    def listen(self) -> None:
        """Narration of what lies below comes here, not to standard error, as long as the screen is there."""
        from tui.messages import Narrated, Progressed

        audience = Audience(
            say=lambda text: self._tell(Narrated(text)),
            advance=lambda label, done, total: self._tell(Progressed(label, done, total)),
        )
        self._listening.enter_context(telling(audience))

    def on_unmount(self) -> None:
        """Narration goes to standard error again."""
        self._listening.close()

    def _tell(self, message: Message) -> None:
        if self.is_attached:
            self.post_message(message)

    def show_failure(self, what: str, hint: str) -> None:
        """Say in the middle of the screen what went wrong."""
        self.app.notify(f"{what} {hint}".strip(), title="Cannot open", severity="error", timeout=30, markup=False)

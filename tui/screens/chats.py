"""The conversations of the workspace: search, go on with, rename, export, delete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.keys import key
from tui.widgets.field import Field
from tui.widgets.plain import PlainText, joined

if TYPE_CHECKING:
    from assistant.chats.shelf import Shelved
    from tui.session import Session


class ChatsScreen(ModalScreen[Path | None]):
    """Gives back the file of the conversation to go on with, or None."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [
        key("escape", "leave", "Close", id="chats.close"),
        key("f2", "rename", "Rename", id="chats.rename"),
        key("f7", "export", "Export", id="chats.export"),
        key("f8", "delete", "Delete", id="chats.delete"),
        key("down", "move(1)", "Next", id="chats.down", show=False),
        key("up", "move(-1)", "Previous", id="chats.up", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: list[Shelved] = []
        self._sure: Path | None = None

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog wide"):
            yield PlainText("Chats", classes="dialog-title")
            yield Field(placeholder="words of the title, a question or an answer")
            yield PlainText("", id="search-note", classes="dialog-text")
            yield OptionList(id="search-results", markup=False)
            keys = "Enter goes on with it · F2 renames · F7 exports as Markdown · F8 deletes · Esc closes"
            yield PlainText(keys, classes="dialog-keys")

    def on_mount(self) -> None:
        """List them."""
        self.show_list("")

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Search as one types."""
        self.show_list(event.value)

    def show_list(self, words: str) -> None:
        """The conversations that hold the words, the one used last first."""
        from assistant.chats import list_chats, search_chats

        store = self._session.store
        if words.strip():
            found = {match.chat.path: match.chat for match in search_chats(store, words)}
            self._shown = list(found.values())
        else:
            self._shown = list_chats(store)
        results = self.query_one(OptionList)
        results.clear_options()
        results.add_options([Option(_prompt(chat)) for chat in self._shown])
        results.highlighted = 0 if self._shown else None
        note = "" if self._shown else "No chat holds these words." if words.strip() else "There is no chat yet."
        self._note(note)

    @property
    def _chosen(self) -> Shelved | None:
        at = self.query_one(OptionList).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def action_move(self, step: int) -> None:
        """Move in the list while typing goes on."""
        results = self.query_one(OptionList)
        if self._shown:
            results.highlighted = ((results.highlighted or 0) + step) % len(self._shown)
        self._sure = None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Go on with the one that is chosen."""
        if self._chosen is not None:
            self.dismiss(self._chosen.path)

    def action_rename(self) -> None:
        """Ask for another title."""
        from tui.screens.line import LineScreen

        chat = self._chosen
        if chat is None:
            return

        def named(title: str | None) -> None:
            from assistant.chats import rename_chat
            from assistant.errors import AssistantError

            if not title:
                return
            try:
                rename_chat(self._session.store, chat.name, title)
            except AssistantError as error:
                self._note(str(error))
                return
            self.show_list(self.query_one(Input).value)

        self.app.push_screen(LineScreen("Another title", value=chat.title), named)

    def action_delete(self) -> None:
        """Delete it, on the second press."""
        from assistant.chats import delete_chat
        from assistant.errors import AssistantError

        chat = self._chosen
        if chat is None:
            return
        if self._sure != chat.path:
            self._sure = chat.path
            self._note(f"Press F8 again to delete “{chat.title}” for good.")
            return
        self._sure = None
        try:
            delete_chat(self._session.store, chat.name)
        except AssistantError as error:
            self._note(str(error))
            return
        self.show_list(self.query_one(Input).value)
        self._note(f"“{chat.title}” is deleted.")

    def action_export(self) -> None:
        """Write it as Markdown into the workspace."""
        from assistant.chats import Chat
        from assistant.chats.export import chat_markdown
        from assistant.errors import AssistantError
        from assistant.files import write_text

        chat = self._chosen
        if chat is None:
            return
        target = self._session.store.workspace.path / f"{chat.name}.md"
        try:
            resumed = Chat.resume(chat.path, self._session.store, self._session.writer)
            write_text(target, chat_markdown(resumed))
        except AssistantError as error:
            self._note(str(error))
            return
        self._note(f"Written: {target}")

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    def _note(self, text: str) -> None:
        self.query_one("#search-note", PlainText).show(text)


def _prompt(chat: Shelved) -> Content:
    day = chat.last[:16].replace("T", " ")
    told = f"  {chat.turns} {'question' if chat.turns == 1 else 'questions'}, last {day}"
    return joined([(chat.title, "bold"), (told, "$foreground 60%")])

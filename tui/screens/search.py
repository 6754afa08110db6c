"""Searches the documents: by meaning and words, or by an address as people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.faults import Watched
from tui.keys import key
from tui.widgets.field import Field
from tui.widgets.plain import PlainText, excerpt, joined

if TYPE_CHECKING:
    from assistant.passages import PassageView
    from tui.session import Session

_PAUSE = 0.15  # seconds without a key before the search runs
_MOST = 12
_SHOWN = 170  # characters of a passage


class SearchScreen(Watched, ModalScreen[str | None]):
    """Type words or an address; Enter gives back the id of the passage chosen."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = [
        key("escape", "leave", "Close", id="search.close"),
        key("down", "move(1)", "Next", id="search.down", show=False),
        key("up", "move(-1)", "Previous", id="search.up", show=False),
    ]

    class Found(Message):
        """What was found for a query; `problem` says why nothing could be."""

        def __init__(self, query: str, views: list[PassageView], problem: str = "") -> None:
            super().__init__()
            self.query_text, self.views, self.problem = query, views, problem

    def __init__(self, session: Session, *, title: str = "Search the documents", query: str = "") -> None:
        super().__init__()
        self._session, self._title, self._query = session, title, query

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical(classes="dialog wide"):
            yield PlainText(self._title, classes="dialog-title")
            yield Field(self._query, placeholder="words, or an address such as para. 155 or art. 5 (d)")
            yield PlainText("", id="search-note", classes="dialog-text")
            yield OptionList(id="search-results", markup=False)
            yield PlainText("↑ ↓ choose · Enter opens it · Esc closes", classes="dialog-keys")

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Search once the typing pauses."""
        self.run_search(event.value.strip())

    @work(exclusive=True, group="search", exit_on_error=False)
    async def run_search(self, query: str) -> None:
        """Search in a thread, so that typing goes on."""
        import asyncio

        if not query:
            self.post_message(self.Found(query, []))
            return
        await asyncio.sleep(_PAUSE)
        self.query_one("#search-note", PlainText).show("Searching …")
        views, problem = await asyncio.to_thread(_search, self._session, query)
        self.post_message(self.Found(query, views, problem))

    @on(Found)
    def show_found(self, message: Found) -> None:
        """List what was found."""
        results = self.query_one(OptionList)
        results.clear_options()
        results.add_options([Option(_prompt(view), id=view.passage.id) for view in message.views])
        if message.views:
            results.highlighted = 0
        note = message.problem or ("" if message.views or not message.query_text else "Nothing was found.")
        self.query_one("#search-note", PlainText).show(note)

    def action_move(self, step: int) -> None:
        """Move in the list while typing goes on."""
        results = self.query_one(OptionList)
        if results.option_count:
            results.highlighted = ((results.highlighted or 0) + step) % results.option_count

    @on(Input.Submitted)
    def take_first(self) -> None:
        """The passage that is highlighted."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """The passage that was clicked."""
        self.dismiss(event.option_id)

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _search(session: Session, query: str) -> tuple[list[PassageView], str]:
    from assistant.errors import AssistantError

    store = session.store
    try:
        if store.is_exact_address(query):
            ids = [passage.id for passage in store.look_up(store.addresses(query))]
        else:
            session.warm_search()
            ids = [hit.passage.id for hit in store.search.search(query, _MOST)]
    except (AssistantError, ValueError) as error:
        return [], str(error)
    views = [session.reader.view(id) for id in ids[:_MOST]]
    return [view for view in views if view is not None], ""


def _prompt(view: PassageView) -> Content:
    text = " ".join(view.passage.text.split())
    trail = " › ".join(view.passage.headings)
    return Content("\n").join(
        [
            joined([(view.citation, "bold"), (f"  {trail}", "$foreground 60%")]),
            joined([(excerpt(text, _SHOWN), "")]),
        ]
    )

"""The turns of a conversation on the screen: the last ones, with older ones loaded back when they are scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.containers import VerticalScroll

from tui.messages import PassageWanted
from tui.panes.turn import TurnView
from tui.widgets.answer_text import CitedHere, FindCitations
from tui.widgets.plain import PlainText

if TYPE_CHECKING:
    from assistant.chats import Chat, ChatTurn

MOUNTED = 12  # turns that are put on the screen at once
_OLDER = 4  # turns that are loaded back at a time, so that scrolling does not halt
_NEAR_END = 5  # lines from the end within which nobody reads above

_WELCOME = """\
Welcome. Here you write an alternative report, and every sentence is held against the paragraph that it rests on. The
State report and the Convention are built in. You need no account, no model and no network: what you write stays on this
machine. Just begin to type; this text goes by itself.

"""
_HELLO = """\
Ask about the State report or the Convention, for example

  How many rural schools are being upgraded?
  What does the State say about hate speech online?

Every sentence of the answer is held against the paragraph that it cites, which you read beside it. Or choose a section
in the outline (F2) and press F5: it is drafted for you to correct.
"""


class ChatLog(VerticalScroll, can_focus=False):
    """Follows what is written at its end, unless somebody reads above."""

    def __init__(self, find: FindCitations) -> None:
        super().__init__(PlainText(_HELLO, id="hello"), id="log")
        self.views: list[TurnView] = []
        self._find = find
        self._chat: Chat | None = None
        self._loading = False

    def on_mount(self) -> None:
        """Stay at the end."""
        self.anchor()

    def welcome(self) -> None:
        """Say on a first run what this is; nothing has to be closed."""
        self.query_one("#hello", PlainText).show(_WELCOME + _HELLO)

    def say(self, text: str) -> None:
        """Say something where nothing was asked yet."""
        self.query_one("#hello", PlainText).show(text)

    @property
    def last(self) -> TurnView | None:
        """The last turn."""
        return self.views[-1] if self.views else None

    @work(exclusive=True, group="turns")
    async def show_chat(self, chat: Chat) -> None:
        """Show the last turns of a conversation."""
        self._chat = chat
        await self.remove_children("TurnView")
        self.views = [self._view_of(turn) for turn in chat.turns[-MOUNTED:]]
        self.query_one("#hello").display = not self.views
        await self.mount_all(self.views)
        self.anchor()

    def begin(self, question: str) -> TurnView:
        """A new turn at the end."""
        number = self.views[-1].number + 1 if self.views else 0
        view = TurnView(number, question, self._find)
        self.views.append(view)
        self.query_one("#hello").display = False
        self.mount(view)
        self.anchor()
        self._prune()
        return view

    def drop_last(self) -> str:
        """Take the last turn off, for another one to take its place; its question."""
        view = self.views.pop()
        view.remove()
        return view.question

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Load older turns when the top is reached."""
        super().watch_scroll_y(old, new)
        if new <= 0 < old and not self._loading and self.views:
            self.load_older()

    @work(exclusive=True, group="older")
    async def load_older(self) -> None:
        """Load turns from before the first one on the screen, which stays where it is."""
        turns = self._chat.turns if self._chat else ()
        first = self.views[0]
        older = [turn for turn in turns if turn.number < first.number][-_OLDER:]
        if not older:
            return
        self._loading = True
        views = [self._view_of(turn) for turn in older]
        self.views = [*views, *self.views]
        self.anchor(False)
        await self.mount_all(views, before=first)
        self.call_after_refresh(self._settle, first)

    def _settle(self, first: TurnView) -> None:
        self.scroll_to_widget(first, animate=False, top=True)
        self._loading = False

    def _prune(self) -> None:
        while len(self.views) > 2 * MOUNTED and self.max_scroll_y - self.scroll_y < _NEAR_END:
            self.views.pop(0).remove()

    def _view_of(self, turn: ChatTurn) -> TurnView:
        view = TurnView(turn.number, turn.question, self._find, turn.text, turn.status)
        view.result = turn.result
        view.notes = [f"{turn.message} {turn.hint}".strip()] * bool(turn.message)
        return view

    # Citations --------------------------------------------------------------------------------------------------

    def _in_focus(self) -> TurnView | None:
        """The answer that the keys are in, or the one whose citation is pointed at, or the last one."""
        focused = next((view for view in self.views if view.has_focus), None)
        pointed = next((view for view in self.views if view.pointed is not None), None)
        return focused or pointed or self.last

    def cited_here(self) -> PassageWanted | None:
        """What the citation pointed at, or the first one of the answer, stands for."""
        view = self._in_focus()
        here = (view.pointed or view.step(1)) if view is not None else None
        return wanted(here) if here is not None else None

    def step_citation(self, step: int) -> PassageWanted | None:
        """Go on to the next citation, over the ends of answers."""
        view = self._in_focus()
        while view is not None:
            here = view.step(step)
            if here is not None:
                return wanted(here)
            at = self.views.index(view) + step
            if not 0 <= at < len(self.views):
                return None
            view.unpoint()
            view = self.views[at]
        return None


def wanted(here: CitedHere) -> PassageWanted:
    """A citation of an answer, to be read."""
    return PassageWanted(here.ids, here.sentence, "chat")

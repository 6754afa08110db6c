"""The turns of a conversation on the screen: a window on them that goes along as one scrolls."""

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

MOUNTED = 8  # turns that are put on the screen at once
MOST = 2 * MOUNTED  # turns that are kept on it
_STEP = 2  # turns that are loaded at a time, so that scrolling does not halt
_NEAR_END = 5  # lines from the end within which nobody reads above

_WELCOME = (
    "Welcome. Here you write an alternative report. The State report and the Convention are built in; you need no "
    "account, no model and no network. Just type; this text goes by itself.\n\n"
)
_HELLO = (
    "Ask about the State report or the Convention, for example\n\n"
    "  How many rural schools are being upgraded?\n"
    "  What is done against hate speech on the Internet?\n\n"
    "Every sentence of the answer is held against the paragraph that it cites, which you read beside it. Or choose a "
    "section in the outline (F2) and press F5: it is drafted for you to correct.\n"
)


class ChatLog(VerticalScroll, can_focus=False):
    """Follows what is written at its end, unless somebody reads above."""

    def __init__(self, find: FindCitations) -> None:
        super().__init__(PlainText(_HELLO, id="hello"), id="log")
        self.views: list[TurnView] = []
        self._find = find
        self._chat: Chat | None = None
        self._before = self._after = 0  # turns of the chat that are not on the screen
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
        """The last turn; None if there is none, or if one reads so far above that it is not on the screen."""
        return self.views[-1] if self.views and not self._after else None

    def show_chat(self, chat: Chat) -> None:
        """Show the last turns of a conversation."""
        self._chat = chat
        self._show_end()

    def to_last(self) -> None:
        """Bring the last turn back if one reads far above it."""
        if self._after:
            self._show_end()

    def begin(self, question: str) -> TurnView:
        """A new turn at the end."""
        self.to_last()
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
        """Load more turns before one end of those on the screen is reached."""
        super().watch_scroll_y(old, new)
        page = self.size.height
        if self._loading or not self.views:
            return
        if new < old and new < page and self._before:
            self.load(-1)
        elif new > old and self.max_scroll_y - new < page and self._after:
            self.load(1)

    @work(exclusive=True, group="turns")
    async def load(self, step: int) -> None:
        """Load turns from before (-1) or after (1) those on the screen; what one reads stays where it is."""
        self._loading = True
        views = self._next_views(step)
        self.release_anchor()
        seen = next((view for view in self.views if view.region.bottom > self.region.y), self.views[0])
        top = seen.virtual_region.y - self.scroll_y
        gone = self._excess(step, len(views))
        with self.app.batch_update():
            if step < 0:
                await self.mount_all(views, before=self.views[0])
            else:
                await self.mount_all(views, after=self.views[-1])
            await self.remove_children(gone)
        kept = [view for view in self.views if view not in gone]
        self.views = [*views, *kept] if step < 0 else [*kept, *views]
        self._before += len(gone) if step > 0 else -len(views)
        self._after += len(gone) if step < 0 else -len(views)
        self.call_after_refresh(self._settle, seen, top)

    def _settle(self, seen: TurnView, top: float) -> None:
        self.scroll_to(y=seen.virtual_region.y - top, animate=False, immediate=True)
        self._loading = False

    def _next_views(self, step: int) -> list[TurnView]:
        turns = self._chat.turns if self._chat is not None else ()
        first = max(self._before - _STEP, 0) if step < 0 else len(turns) - self._after
        last = self._before if step < 0 else min(first + _STEP, len(turns))
        return [self._view_of(turn) for turn in turns[first:last]]

    def _excess(self, step: int, more: int) -> list[TurnView]:
        """What leaves the screen at the other end when more turns come; never one that is being written."""
        excess = max(len(self.views) + more - MOST, 0)
        gone = self.views[len(self.views) - excess :] if step < 0 else self.views[:excess]
        return [] if any(view.state == "writing" for view in gone) else gone

    def _show_end(self) -> None:
        self.workers.cancel_group(self, "turns")
        self._loading = False
        self.remove_children(TurnView)
        turns = self._chat.turns if self._chat is not None else ()
        self.views = [self._view_of(turn) for turn in turns[-MOUNTED:]]
        self._before, self._after = len(turns) - len(self.views), 0
        self.query_one("#hello").display = not self.views
        self.mount_all(self.views)
        self.anchor()

    def _prune(self) -> None:
        while len(self.views) > MOST and self.max_scroll_y - self.scroll_y < _NEAR_END:
            self.views.pop(0).remove()
            self._before += 1

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
        return focused or pointed or (self.views[-1] if self.views else None)

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

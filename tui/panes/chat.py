"""The chat: questions, answers as they are written, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.messages import TextForDraft
from tui.panes.chat_log import ChatLog, wanted
from tui.panes.listening import Listening, Turn, words_of
from tui.panes.turn import TurnView
from tui.widgets.composer import Composer
from tui.widgets.plain import PlainText

if TYPE_CHECKING:
    from assistant.chats import Chat
    from assistant.passages import CitedPlace
    from tui.session import Session


class ChatPane(Listening, Vertical):
    """One conversation."""

    def __init__(self) -> None:
        super().__init__(id="chat")
        self._session: Session | None = None
        self._chat: Chat | None = None
        self._asked = ""
        self._waiting: list[str] = []

    def compose(self) -> ComposeResult:
        """What was said, and where to type."""
        yield ChatLog(self._find)
        yield PlainText("", id="activity")
        yield Composer(id="composer")

    @property
    def turns(self) -> ChatLog:
        """The turns on the screen."""
        return self.query_one(ChatLog)

    @property
    def composer(self) -> Composer:
        """Where questions are typed."""
        return self.query_one(Composer)

    def open(self, session: Session) -> None:
        """Talk about this workspace. Questions typed before it was open are asked now."""
        self._session = session
        if self._chat is None:
            self.new()
        else:
            self._chat.store = session.store
        for question in self._waiting[:1]:
            self.ask(question)
        self._waiting.clear()

    def new(self) -> None:
        """Begin a new conversation."""
        from assistant.chats import Chat

        if self._session is not None:
            self._chat = Chat.new(self._session.store, self._session.writer, self._session.chats)
            self.turns.show_chat(self._chat)

    def resume(self, path: Path) -> None:
        """Go on with a conversation. Raises ChatError."""
        from assistant.chats import Chat

        assert self._session is not None
        self._chat = Chat.resume(path, self._session.store, self._session.writer)
        self.turns.show_chat(self._chat)
        if self._chat.unread:
            self.app.notify(f"{self._chat.unread} damaged lines of this chat were passed over.", markup=False)

    @property
    def chat(self) -> Chat | None:
        """The conversation."""
        return self._chat

    def use_writer(self) -> None:
        """Let the session's writer answer from here on."""
        if self._chat is not None and self._session is not None:
            self._chat.writer = self._session.writer

    # Asking -----------------------------------------------------------------------------------------------------

    @on(Composer.Sent)
    def send(self, message: Composer.Sent) -> None:
        """Ask what was typed; while an answer is written, the text stays where it is."""
        message.stop()
        if self.writing:
            self.app.notify("An answer is being written; press Esc to stop it first.", markup=False)
            return
        self.composer.clear()
        if self._session is None:
            self._waiting.append(message.text)
            self.query_one("#activity", PlainText).show("Your question is asked as soon as the documents are open …")
            return
        self.ask(message.text)

    def ask(self, question: str) -> None:
        """Ask a question."""
        assert self._chat is not None
        chat = self._chat
        self._asked = question
        self._begin(question, lambda: chat.ask(question))

    def again(self) -> None:
        """Have the last answer written anew."""
        chat = self._chat
        self.turns.to_last()
        if chat is not None and self.turns.views and not self.writing:
            self._begin(self.turns.drop_last(), chat.regenerate)

    def continue_from(self, text: str) -> None:
        """Have the last answer go on from a text."""
        chat = self._chat
        self.turns.to_last()
        if chat is not None and self.turns.views and not self.writing:
            self._begin(self.turns.drop_last(), lambda: chat.continue_answer(text))

    def _begin(self, question: str, turn: Turn) -> None:
        assert self._chat is not None
        self.turns.begin(question)
        self.listen_to(turn, self._chat.writer)

    @on(Listening.Happened)
    async def take(self, message: Listening.Happened) -> None:
        """Draw one event."""
        from assistant import events

        message.stop()
        view = self.turns.views[-1]
        activity = self.query_one("#activity", PlainText)
        match message.event:
            case events.Step() as step:
                activity.show(words_of(step))
            case events.Retrieved(ids=ids):
                activity.show(f"{len(ids)} passages read; writing …")
            case events.TextDelta(text=text):
                view.write(text)
            case events.SentenceChecked(sentence=sentence):
                view.check(sentence)
            case events.SentenceRevised(old=old, new=new, why=why):
                await view.revise(old, new)
                activity.show(f"Written anew: {why}")
            case events.CitationBlocked(key=key, reason=reason):
                view.note(f"Blocked: [{key}], {reason}")
            case events.Done(result=result):
                await view.finish(result)  # type: ignore[arg-type]  # a question ends in an answer
            case events.Failed(message=text, kept=kept, hint=hint):
                await view.break_off("failed", f"{text} {hint}".strip(), kept)
                self._give_back(text, hint)
            case _:
                pass

    @on(Listening.Over)
    async def end(self, message: Listening.Over) -> None:
        """The answer is written, stopped or broken off."""
        message.stop()
        self.query_one("#activity", PlainText).show("")
        view = self.turns.last
        if view is None or view.state != "writing":
            return
        if message.problem:
            await view.break_off("failed", f"{message.problem} {message.hint}".strip())
            self._give_back(message.problem, message.hint)
        else:
            await view.break_off("stopped")

    def _give_back(self, problem: str, hint: str) -> None:
        """Tell what went wrong, and put the question back where it can be sent again."""
        self.app.notify(f"{problem} {hint}".strip(), title="Not answered", severity="error", timeout=12, markup=False)
        if self._asked and not self.composer.text.strip():
            self.composer.text = self._asked
            self.composer.move_cursor(self.composer.document.end)

    def _find(self, text: str) -> list[CitedPlace]:
        return self._session.reader.citations(text) if self._session is not None else []

    def cited_in(self, id: str) -> list[tuple[str, str]]:
        """The sentences of this conversation's answers that cite a passage, the last answer first."""
        from assistant.model import cited_ids

        turns = reversed(self._chat.turns if self._chat is not None else ())
        sentences = (one for turn in turns if turn.result is not None for one in turn.result.sentences)
        return [("This chat", one.text) for one in sentences if id in cited_ids([one])]

    # What can be done with an answer ----------------------------------------------------------------------------

    @on(TurnView.Opened)
    def open_citation(self, message: TurnView.Opened) -> None:
        """Read a citation beside."""
        message.stop()
        self.post_message(wanted(message.here))

    @on(TurnView.Acted)
    def act(self, message: TurnView.Acted) -> None:
        """Do something with an answer."""
        message.stop()
        match message.what:
            case "next":
                self._follow(message.view, 1)
            case "previous":
                self._follow(message.view, -1)
            case "again":
                self._only_last(message.view, self.again)
            case "edit":
                self._only_last(message.view, self.edit)
            case what:
                self._hand_on(message.view, what)

    def act_on_last(self, what: str) -> None:
        """Do something with the last answer."""
        self.turns.to_last()
        if self.turns.last is None:
            self.app.notify("There is no answer yet.", markup=False)
        else:
            self.act(TurnView.Acted(self.turns.last, what))

    def _follow(self, view: TurnView, step: int) -> None:
        here = view.step(step)
        if here is None:
            self.app.bell()
        else:
            self.post_message(wanted(here))

    def _only_last(self, view: TurnView, act: Callable[[], None]) -> None:
        if self.writing or view is not self.turns.last:
            self.app.notify("Only the last answer, once it is written, can be changed.", markup=False)
        else:
            act()

    def _hand_on(self, view: TurnView, what: str) -> None:
        if view.state == "writing":
            self.app.notify("Its sentences are still being checked; wait for the marks, or stop it.", markup=False)
            return
        if what == "draft":
            self.post_message(TextForDraft(view.text))
            return
        from tui.clipboard import copy_text

        text = view.text if what == "copy" else self._without_citations(view.text)
        unchecked = "" if view.result is not None else "[Not checked] "
        copy_text(self.app, unchecked + text, "The answer")

    def _without_citations(self, text: str) -> str:
        return self._session.reader.without_citations(text) if self._session is not None else text

    def edit(self, text: str | None = None) -> None:
        """Edit the last answer, or what was made of it; then keep it as it is, or have it go on from there."""
        from tui.screens.edit import EditScreen

        def edited(outcome: tuple[str, str] | None) -> None:
            if outcome is not None and outcome[0] == "continue":
                self.continue_from(outcome[1])
            elif outcome is not None:
                self.keep_edited(outcome[1])

        self.app.push_screen(EditScreen(self.turns.views[-1].text if text is None else text), edited)

    @work(exclusive=True, group="edit", exit_on_error=False)
    async def keep_edited(self, text: str) -> None:
        """Keep a person's text in the place of the last answer, checked anew."""
        from assistant.errors import AssistantError

        assert self._chat is not None
        try:
            turn = await self._chat.edit_answer(text)
        except AssistantError as error:
            self.app.notify(str(error), title="Not kept", severity="error", markup=False)
            self.edit(text)
            return
        if turn.result is not None:
            await self.turns.views[-1].finish(turn.result)

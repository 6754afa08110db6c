"""The evidence reader: a passage word for word, what stands around it, and what the Convention says to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content, Span
from textual.geometry import Region
from textual.message import Message

from tui.faults import Watched
from tui.keys import key
from tui.messages import CitationInserted, CitationStep, PassageOpened, PassageWanted
from tui.widgets.plain import PlainText, joined, plain

if TYPE_CHECKING:
    from assistant.passages import PassageView
    from tui.session import Session

_EMPTY = """\
Here you read what a sentence rests on, word for word.

Put the cursor on a citation and press F4, click a citation, or press / to search the documents.
"""
_MARKS = {"quoted": "reverse", "figure": "bold underline $text-accent", "year": "underline"}
_MOST_PLACES = 8

Place = tuple[str, str]
"""Where a passage is cited, in words, and the sentence that cites it."""
CitedIn = Callable[[str], list[Place]]


class Neighbour(PlainText, can_focus=False):
    """A passage beside the one that is read: a few lines of it, opened with a click."""

    def __init__(self, id: str, text: Content, classes: str) -> None:
        super().__init__("", classes=classes)
        self.passage_id = id
        self.show(text)

    def on_click(self) -> None:
        """Read this one."""
        self.post_message(PassageWanted((self.passage_id,), origin="source"))


class Page(VerticalScroll, inherit_bindings=False):
    """What scrolls, without the keys to its left and right, which turn to another passage."""

    BINDINGS = [
        key("up", "scroll_up", "Up", id="page.up", show=False),
        key("down", "scroll_down", "Down", id="page.down", show=False),
        key("pageup", "page_up", "Page up", id="page.page_up", show=False),
        key("pagedown,space", "page_down", "Page down", id="page.page_down", show=False),
        key("home", "scroll_home", "Top", id="page.home", show=False),
        key("end", "scroll_end", "End", id="page.end", show=False),
    ]


class Source(Watched, Vertical):
    """Shows one passage at a time of those that a citation stands for."""

    HELP = """\
# Source

The passage that a sentence cites, word for word. What the sentence quotes is shown in reverse; its figures are
underlined. Paler text above and below is what stands before and after it.

- **n** and **p** go to the next and the previous citation of the chat or the draft
- **←** and **→** go to the paragraph before and after
- **a** shows or hides what the Convention says to it
- **i** puts its citation into your draft at the cursor
- **c** copies the passage with its citation
- **/** searches all documents
"""
    BINDINGS = [
        key("n", "step(1)", "Next citation", id="source.next"),
        key("p", "step(-1)", "Previous", id="source.previous", show=False),
        key("left", "beside(-1)", "Before", id="source.before", key_display="←"),
        key("right", "beside(1)", "After", id="source.after", key_display="→"),
        key("a", "article", "Convention", id="source.article"),
        key("i", "insert", "Cite it", id="source.insert"),
        key("c", "copy", "Copy", id="source.copy"),
    ]

    class Found(Message):
        """Where else a passage is cited, as found in a thread."""

        def __init__(self, id: str, places: list[Place]) -> None:
            super().__init__()
            self.id, self.places = id, places

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._session: Session | None = None
        self._wanted = PassageWanted(())
        self._at = 0
        self._with_article = True
        self._view_id = ""
        self._cited_on_desk: CitedIn = lambda id: []

    def compose(self) -> ComposeResult:
        """A head that stays and a body that scrolls."""
        yield PlainText(id="source-head")
        with Page(id="source-body"):
            yield PlainText(_EMPTY, id="source-text")

    def open(self, session: Session, cited_on_desk: CitedIn) -> None:
        """Read the documents of this workspace; `cited_on_desk` tells where the open chat and draft cite a passage."""
        self._session, self._cited_on_desk = session, cited_on_desk

    def take_focus(self) -> None:
        """Move the keys here."""
        self.query_one("#source-body").focus()

    @property
    def shown(self) -> str | None:
        """The id of the passage that is read."""
        return self._wanted.ids[self._at] if self._wanted.ids else None

    def show_passages(self, wanted: PassageWanted) -> None:
        """Read one of these passages; with n and p the rest."""
        self._wanted, self._at = wanted, wanted.first
        self.redraw()

    def follow(self, wanted: PassageWanted) -> None:
        """Read what the draft's cursor came to, unless a person reads something here that they looked for."""
        if self.has_focus_within or self._wanted.origin in {"search", "source"}:
            return
        if self.shown != wanted.ids[wanted.first]:
            self.show_passages(wanted)
        elif wanted.sentence != self._wanted.sentence:
            self._wanted, self._at = wanted, wanted.first
            self._mark_anew()

    def _mark_anew(self) -> None:
        view = self._session.reader.view(self.shown) if self._session and self.shown else None
        if view is not None and view.passage.id == self._view_id:
            self.query_one("#source-head", PlainText).show(self._head(view))
            for text in self.query("#source-text").results(PlainText):
                text.show(self._marked(view))

    def on_descendant_focus(self) -> None:
        """Who moves the keys here reads what came up beside."""
        if self.shown and self._wanted.aside:
            self.post_message(PassageOpened(self.shown))

    def action_step(self, step: int) -> None:
        """Within a citation of several passages go to its next one, then to the next citation."""
        if 0 <= self._at + step < len(self._wanted.ids):
            self._at += step
            self.redraw()
        else:
            self.post_message(CitationStep(step))

    def action_beside(self, step: int) -> None:
        """Go to the paragraph before or after."""
        beside = self._session.reader.beside(self.shown, step) if self._session and self.shown else None
        if beside is None:
            self.app.bell()
        else:
            self.show_passages(PassageWanted((beside,), self._wanted.sentence, "source"))

    def action_article(self) -> None:
        """Show or hide the Convention beside the paragraph."""
        self._with_article = not self._with_article
        self.redraw()

    def action_insert(self) -> None:
        """Cite the passage in the draft."""
        if self.shown:
            self.post_message(CitationInserted(self.shown))

    def action_copy(self) -> None:
        """Copy the passage with its citation."""
        from tui.clipboard import copy_text

        view = self._session.reader.view(self.shown) if self._session and self.shown else None
        if view is not None:
            copy_text(self.app, f"“{view.passage.text}” ({view.citation})", "The passage with its citation")

    @work(exclusive=True, group="read", exit_on_error=False)
    async def redraw(self) -> None:
        """Write the reader anew for the passage at hand."""
        view = self._session.reader.view(self.shown) if self._session and self.shown else None
        if view is None or self._session is None:
            return
        self._view_id = view.passage.id
        self.query_one("#source-head", PlainText).show(self._head(view))
        body = self.query_one("#source-body", VerticalScroll)
        with self.app.batch_update():
            await body.remove_children()
            await body.mount_all(self._parts(view))
        self.call_after_refresh(self._to_passage)
        asked_for = not self._wanted.aside and self._wanted.origin != "source"
        if asked_for or self.has_focus_within:
            self.post_message(PassageOpened(view.passage.id))
        self.find_other_places(self._session, view.passage.id, self._cited_on_desk(view.passage.id))

    def _to_passage(self) -> None:
        for text in self.query("#source-text").results(PlainText):
            text.scroll_visible(animate=False)
            self.call_after_refresh(self._to_match, text)

    def _to_match(self, text: PlainText) -> None:
        """Bring into view what the sentence quotes, or else its figure, if the passage is longer than the pane."""
        content = text.content
        if not isinstance(content, Content) or not text.is_attached:
            return
        for look in (_MARKS["quoted"], _MARKS["figure"]):
            ends = [span.end for span in content.spans if span.style == look]
            if ends:
                lines = content[: ends[0]].get_height(text.styles.get_rules(), text.content_size.width)
                line = text.virtual_region.y + text.gutter.top + lines - 1
                body = self.query_one("#source-body", VerticalScroll)
                body.scroll_to_region(Region(0, line, 1, 2), animate=False)
                return

    def _head(self, view: PassageView) -> Content:
        more = len(self._wanted.ids)
        place = f"{self._at + 1} of {more} cited" if more > 1 else f"{view.place} of {view.total}"
        lines = [joined([(view.citation, "bold"), (f"   {place}", "$foreground 60%")])]
        trail = " › ".join(view.passage.headings)
        if trail:
            lines.append(joined([(trail, "$text-secondary")]))
        if view.passage.answers:
            answers = ", ".join(view.passage.answers)
            lines.append(joined([(f"Answers concluding observations {answers}", "$foreground 60%")]))
        return Content("\n").join(lines)

    def _parts(self, view: PassageView) -> list[PlainText]:
        assert self._session is not None
        reader = self._session.reader
        parts: list[PlainText] = []
        before, after = (reader.beside(view.passage.id, step) for step in (-1, 1))
        if before is not None:
            parts.append(self._neighbour(before, "neighbour"))
        text = PlainText("", id="source-text")
        text.show(self._marked(view))
        parts.append(text)
        if after is not None:
            parts.append(self._neighbour(after, "neighbour"))
        if self._with_article:
            parts += self._beside(view)
        return parts

    def _marked(self, view: PassageView) -> Content:
        from assistant.passages import matches

        assert self._session is not None
        text = view.passage.text
        sentence = self._wanted.sentence
        cited = [place.span for place in self._session.reader.citations(sentence)]
        marks = [Span(start, end, _MARKS[kind]) for start, end, kind in matches(sentence, text, cited)]
        # A control character would shift the marks, and is taken out of the text that is shown.
        return plain(text).add_spans(marks) if plain(text).plain == text else plain(text)

    def _neighbour(self, id: str, classes: str) -> Neighbour:
        assert self._session is not None
        view = self._session.reader.view(id)
        assert view is not None
        label = view.citation.removeprefix(f"{view.passage.symbol}, ")
        return Neighbour(id, joined([(f"{label}  ", "bold"), (view.passage.text, "")]), classes)

    def _beside(self, view: PassageView) -> list[PlainText]:
        assert self._session is not None
        provisions = self._session.reader.provisions(view.passage.id)
        title = "The Convention on this"
        if not provisions:
            provisions = self._session.reader.paragraphs_on(view.passage.id)[:12]
            title = "The State report on this article"
        if not provisions:
            return []
        return [
            PlainText(title, classes="source-title"),
            *(self._neighbour(one.id, "provision") for one in provisions),
        ]

    @work(thread=True, exclusive=True, group="elsewhere", exit_on_error=False)
    def find_other_places(self, session: Session, id: str, on_desk: list[Place]) -> None:
        """Look through the drafts' notes for other sentences that cite the passage."""
        titles = {section.name: section.title for section in session.sections}
        kept = [(titles.get(name, name), text) for name, text in session.drafts.cited_in(id)]
        self.post_message(self.Found(id, list(dict.fromkeys([*on_desk, *kept]))))

    @on(Found)
    async def show_other_places(self, message: Found) -> None:
        """List them above the Convention, which may be long; nothing that is read moves."""
        message.stop()
        body = self.query_one("#source-body", VerticalScroll)
        places = [(name, text) for name, text in message.places if not _same(text, self._wanted.sentence)]
        if message.id != self._view_id or not places or body.query(".elsewhere"):
            return
        lines = [joined([(f"{name}: ", "bold"), (text, "")]) for name, text in places[:_MOST_PLACES]]
        widget = PlainText("", classes="elsewhere")
        widget.show(Content("\n").join(lines))
        title = PlainText("Also cited in", classes="source-title")
        await body.mount_all([title, widget], before=next(iter(body.query(".source-title")), None))


def _same(one: str, other: str) -> bool:
    """Whether two sentences are one: an answer's may stand with or without the citation after it."""
    one, other = " ".join(one.split()), " ".join(other.split())
    return bool(one and other) and (one in other or other in one)

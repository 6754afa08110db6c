"""What the command palette offers: everything that a key does, and what no key does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from tui.app import ShadowReportApp


def commands(app: ShadowReportApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The commands, those for the desk only while nothing is laid over it."""
    if isinstance(screen, MainScreen):
        yield from _desk(screen)
    yield SystemCommand("Theme", "change the colours", app.search_themes)
    yield SystemCommand("Help", "what the keys do where you are", app.action_help)
    yield SystemCommand("Save a picture of the screen", "an SVG file in the workspace", partial(_picture, app, screen))
    yield SystemCommand("Quit", "everything is saved", app.exit)


def _desk(screen: MainScreen) -> Iterator[SystemCommand]:
    def pane(name: str) -> Callable[[], None]:
        return lambda: screen.action_pane(name)

    draft, chat = screen.desk.draft, screen.desk.chat
    offered: list[tuple[str, str, Callable[[], object]]] = [
        ("Search the documents", "by words or by address", screen.action_search),
        ("Write the section", "have the open section written from the documents", screen.action_draft_section),
        ("A section on a topic of your own", "for example hate speech online", screen.action_topic),
        ("Export to Word", "the section or the whole report, with footnotes", lambda: screen.action_export(".docx")),
        ("Export to Markdown", "the section or the whole report", lambda: screen.action_export(".md")),
        ("Export to a web page", "the section or the whole report", lambda: screen.action_export(".html")),
        ("New chat", "begin another conversation", screen.action_new_chat),
        ("Chats", "go on with, rename, export or delete a conversation", screen.action_chats),
        ("Answer again", "have the last answer written anew", chat.again),
        ("Copy the last answer", "with its citations", lambda: chat.act_on_last("copy")),
        ("Copy the last answer without citations", "the words alone", lambda: chat.act_on_last("copy_plain")),
        ("Send the last answer to the draft", "at its end", lambda: chat.act_on_last("draft")),
        ("Edit the last answer and go on", "or keep it as you change it", lambda: chat.act_on_last("edit")),
        ("Next finding", "in the draft", lambda: draft.action_finding(1)),
        ("Find in the draft", "words of your own text", draft.action_find),
        ("Apply the suggestion", "to the sentence at the cursor", draft.action_apply),
        ("Confirm or dispute the sentence", "with your reason", draft.action_judge),
        ("Cite a passage", "search it, and cite it at the cursor", draft.action_cite),
        ("Open the source", "of the citation at the cursor", screen.action_source),
        ("Open the draft in your own editor", "the one that $EDITOR names", draft.action_own_editor),
        ("Save the draft", "it is saved by itself as well", draft.action_save_now),
        ("Copy the draft", "as Markdown", screen.action_copy_draft),
        ("Who writes, and what this installation can do", "engine, endpoints, doctor", screen.action_settings),
        ("Outline", "the sections of the report", pane("outline")),
        ("Desk", "chat and draft", pane("desk")),
        ("Source", "the evidence reader", pane("source")),
    ]
    for title, told, act in offered:
        yield SystemCommand(title, told, act)


def _picture(app: ShadowReportApp, screen: Screen[Any]) -> None:
    from assistant.errors import OutputError
    from assistant.files import write_text

    folder = screen.session.store.workspace.path if isinstance(screen, MainScreen) and screen.session else None
    if folder is None:
        return
    try:
        write_text(folder / "screen.svg", app.export_screenshot())
    except OutputError as error:
        app.notify(str(error), severity="error", markup=False)
        return
    app.notify(f"Written: {folder / 'screen.svg'}", markup=False)

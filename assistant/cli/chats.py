"""`shadow-report chats`: the saved conversations, without a screen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console import say, write, write_json
from assistant.errors import ChatError, UsageError

if TYPE_CHECKING:
    from assistant.chats import Chat
    from assistant.chats.shelf import Shelved
    from assistant.opening import WorkspaceStore

_EXAMPLES = """\
examples:
  shadow-report chats list
  shadow-report chats show schools
  shadow-report chats export schools -o schools.md
  shadow-report chats search "rural schools"
  shadow-report chats delete schools --yes

A chat begins with `shadow-report ask "…" --chat NAME` and goes on with `shadow-report ask "…" --continue`.
NAME is a chat's name or title, or the start of one. Chats are files in the workspace's folder chats/, one JSON object a
line; nothing of them leaves this machine unless you ask a model on another one.
"""
_NAME_HELP = "the chat's name or title, or the start of one"


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments of the six actions."""
    parser.description = "List, read, search, export, rename or delete saved chats."
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the chats, the one used last first")
    searching = actions.add_parser("search", help="the questions and answers that hold all the words")
    searching.add_argument("words", nargs="+", metavar="WORD", help="words that must all occur")
    showing = actions.add_parser("show", help="a whole chat")
    exporting = actions.add_parser("export", help="a chat as Markdown")
    exporting.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    exporting.add_argument("--force", action="store_true", help="replace FILE if it exists")
    renaming = actions.add_parser("rename", help="give a chat another title")
    deleting = actions.add_parser("delete", help="delete a chat for good")
    for action in (showing, exporting, renaming, deleting):
        action.add_argument("name", metavar="NAME", help=_NAME_HELP)
    renaming.add_argument("title", nargs="+", metavar="TITLE", help="the new title")
    deleting.add_argument("--yes", action="store_true", help="needed: a deleted chat cannot be brought back")
    for action in (listing, searching, showing, renaming, deleting):
        action.add_argument("--json", action="store_true", help="print JSON, one object a line")


def run(arguments: Namespace) -> int:
    """Do the action that was asked for."""
    from assistant.opening import open_store

    actions = {
        "list": _list,
        "search": _search,
        "show": _show,
        "export": _export,
        "rename": _rename,
        "delete": _delete,
    }
    actions[arguments.action](arguments, open_store(arguments.workspace))
    return 0


def _list(arguments: Namespace, store: WorkspaceStore) -> None:
    from assistant.chats import list_chats

    chats = list_chats(store)
    for chat in chats:
        if arguments.json:
            write_json(_row(chat))
        else:
            write(f"{chat.name}\n  {chat.title} ({_count(chat.turns)}, last {chat.last})")
    if not chats:
        say('There is no chat yet. Start one: shadow-report ask "…" --chat NAME')


def _search(arguments: Namespace, store: WorkspaceStore) -> None:
    from assistant.chats import search_chats

    words = " ".join(arguments.words)
    matches = search_chats(store, words)
    for match in matches:
        if arguments.json:
            write_json(
                {
                    "name": match.chat.name,
                    "title": match.chat.title,
                    "turn": match.turn.number,
                    "question": match.turn.question,
                    "answer": match.turn.text,
                }
            )
        else:
            write(f"{match.chat.name}, question {match.turn.number + 1}: {match.turn.question}")
            write(f"  {' '.join(match.turn.text.split())[:200]}")
    if not matches:
        say(f"No chat holds “{words}”.")


def _show(arguments: Namespace, store: WorkspaceStore) -> None:
    from assistant.chats.export import chat_markdown

    chat = _open(arguments.name, store)
    if not arguments.json:
        write(chat_markdown(chat).rstrip())
        return
    for turn in chat.turns:
        write_json(
            {
                "turn": turn.number,
                "question": turn.question,
                "status": turn.status,
                "time": turn.time,
                "engine": turn.engine,
                "model": turn.model,
                "text": turn.text,
                "message": turn.message,
                "passages": turn.passages,
                "edited": turn.edited,
                "result": turn.result.printed() if turn.result else None,
            }
        )


def _export(arguments: Namespace, store: WorkspaceStore) -> None:
    from assistant.chats.export import chat_markdown
    from assistant.export.formats import check_free
    from assistant.files import write_text

    text = chat_markdown(_open(arguments.name, store))
    if arguments.output is None:
        write(text.rstrip())
        return
    if arguments.output.suffix.lower() not in {".md", ".markdown", ".txt"}:
        raise UsageError(f"{arguments.output} does not end in .md; nothing was written.", hint="Chats become Markdown.")
    check_free(arguments.output, force=arguments.force)
    write_text(arguments.output, text)
    say(f"Written: {arguments.output}")


def _rename(arguments: Namespace, store: WorkspaceStore) -> None:
    from assistant.chats import rename_chat

    chat = rename_chat(store, arguments.name, " ".join(arguments.title))
    if arguments.json:
        write_json({"name": chat.name, "title": chat.title})
    say(f"{chat.name} is now called “{chat.title}”.")


def _delete(arguments: Namespace, store: WorkspaceStore) -> None:
    from assistant.chats import delete_chat, find_chat

    if not arguments.yes:
        path = find_chat(store, arguments.name)
        raise ChatError(f"{path.stem} was not deleted.", hint="Add --yes: a deleted chat cannot be brought back.")
    path = delete_chat(store, arguments.name)
    if arguments.json:
        write_json({"name": path.stem, "deleted": True})
    say(f"Deleted: {path}")


def _open(name: str, store: WorkspaceStore) -> Chat:
    from assistant.chats import Chat, find_chat
    from assistant.engines.writer import Writer

    chat = Chat.resume(find_chat(store, name), store, Writer())
    if chat.unread:
        say(f"{_count(chat.unread, 'line')} of {chat.path} could not be read; the rest is shown.")
    return chat


def _row(chat: Shelved) -> dict[str, object]:
    return {
        "name": chat.name,
        "title": chat.title,
        "started": chat.started,
        "last": chat.last,
        "turns": chat.turns,
        "models": chat.models,
    }


def _count(number: int, noun: str = "question") -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

"""The chats of a workspace: listed, found by name or by words, renamed, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.chats.chat import Chat
from assistant.chats.record import ChatTurn
from assistant.engines.writer import Writer
from assistant.errors import ChatError, did_you_mean
from assistant.opening import WorkspaceStore


@dataclass(frozen=True, slots=True)
class Shelved:
    """A chat as a list shows it. `last` is the time of its last turn, ISO 8601 in UTC."""

    path: Path
    title: str
    started: str
    last: str
    turns: int
    models: tuple[str, ...]

    @property
    def name(self) -> str:
        """By which commands know it."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class Match:
    """A turn in which all words searched for occur."""

    chat: Shelved
    turn: ChatTurn


def list_chats(store: WorkspaceStore) -> list[Shelved]:
    """The chats of the workspace, the one used last first. A file that is no chat is left out."""
    return sorted((_shelved(chat) for chat in _open_all(store)), key=lambda one: (one.last, one.name), reverse=True)


def search_chats(store: WorkspaceStore, words: str) -> list[Match]:
    """The turns that hold every one of the words, in whatever case, in the order of `list_chats`."""
    wanted = words.casefold().split()
    found = [
        Match(_shelved(chat), turn)
        for chat in _open_all(store)
        for turn in chat.turns
        if wanted and all(word in f"{chat.title} {turn.question} {turn.text}".casefold() for word in wanted)
    ]
    return sorted(found, key=lambda match: (match.chat.last, match.chat.name), reverse=True)


def match_chat(store: WorkspaceStore, wanted: str) -> Path | None:
    """The file of a chat by its name, its title, or the start of either; None if there is none.

    Raises ChatError if several have it.
    """
    plain = wanted.strip().casefold().removesuffix(".jsonl")
    names = [(chat, chat.name.casefold(), chat.title.casefold()) for chat in list_chats(store)]
    exact = [chat for chat, name, title in names if plain in (name, title)]
    near = [chat for chat, name, title in names if plain and (name.startswith(plain) or title.startswith(plain))]
    found = exact or near
    if len(found) > 1:
        listed = ", ".join(chat.name for chat in found[:5])
        raise ChatError(f"“{wanted}” is more than one chat.", hint=f"Name one of {listed}.")
    return found[0].path if found else None


def find_chat(store: WorkspaceStore, wanted: str) -> Path:
    """As `match_chat`; raises ChatError if there is none."""
    path = match_chat(store, wanted)
    if path is not None:
        return path
    known = [text for chat in list_chats(store) for text in (chat.name, chat.title)]
    hint = f"{did_you_mean(wanted, known)} `shadow-report chats list` names them all.".strip()
    raise ChatError(f"There is no chat “{wanted}”.", hint=hint)


def rename_chat(store: WorkspaceStore, wanted: str, title: str) -> Chat:
    """Give a chat another title. Raises ChatError."""
    chat = Chat.resume(find_chat(store, wanted), store, Writer())
    chat.rename(title)
    return chat


def delete_chat(store: WorkspaceStore, wanted: str) -> Path:
    """Delete a chat's file for good, and return where it was. Raises ChatError."""
    path = find_chat(store, wanted)
    try:
        path.unlink()
        path.with_name(f".{path.name}.lock").unlink(missing_ok=True)
    except OSError as error:
        raise ChatError(f"{path} cannot be deleted: {error.strerror}.", hint="Give yourself write access.") from error
    return path


def _open_all(store: WorkspaceStore) -> Iterator[Chat]:
    for path in store.workspace.chats.glob("*.jsonl"):
        try:
            yield Chat.resume(path, store, Writer())
        except ChatError:
            continue


def _shelved(chat: Chat) -> Shelved:
    assert chat.path is not None
    models = dict.fromkeys(turn.model or turn.engine for turn in chat.turns)
    last = chat.turns[-1].time if chat.turns else chat.started
    return Shelved(chat.path, chat.title, chat.started, last, len(chat.turns), tuple(models))

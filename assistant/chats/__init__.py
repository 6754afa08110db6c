"""Conversations, saved as they happen."""

from assistant.chats.chat import Chat
from assistant.chats.record import ChatTurn
from assistant.chats.shelf import delete_chat, find_chat, list_chats, match_chat, rename_chat, search_chats

__all__ = ["Chat", "ChatTurn", "delete_chat", "find_chat", "list_chats", "match_chat", "rename_chat", "search_chats"]
